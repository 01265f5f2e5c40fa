"""Who speaks of an MES or of documented joints names no interface: it is asked for, instead of being looked up in manuals."""

import pytest

from advisor.model import NeedValue, RaiseNeed
from advisor.understanding import understand
from tests.advisor.cast import TODAY, Visit, kestrel

DATA = {
    "en": "We need the data in our MES.",
    "zh": "数据要进我们的MES系统。",
    "es": "Necesitamos los datos en nuestro MES.",
    "pt": "Os resultados precisam chegar ao nosso MES.",
    "de": "Die Ergebnisse müssen in unser MES.",
    "ja": "データをMESに送る必要があります。",
    "ar": "نحتاج البيانات في نظام MES لدينا.",
}
DOCUMENTED = {
    "en": "Every joint must be documented.",
    "zh": "每颗螺栓都要记录。",
    "es": "Hay que documentar cada apriete.",
    "pt": "É preciso documentar cada aperto.",
    "de": "Jede Verschraubung muss dokumentiert werden.",
    "ja": "全数記録が必要です。",
    "ar": "يجب توثيق كل وصلة.",
}


@pytest.mark.parametrize("messages", [DATA, DOCUMENTED], ids=["mes", "documented"])
@pytest.mark.parametrize("locale", DATA)
def test_the_interface_is_asked_and_nothing_else_is_told(locale: str, messages: dict[str, str]) -> None:
    visit = Visit(locale)
    visit.writes(messages[locale])
    assert visit.turn is not None
    asked = [one.data["need"] for one in visit.turn.statements if one.kind == "ask"]
    assert asked == ["communication"]
    assert not [one for one in visit.turn.statements if one.kind in {"not_in_documents", "passage"}]


def test_an_interface_that_is_named_is_the_need_itself() -> None:
    visit = Visit("en")
    visit.writes("The results must get into our MES by Open Protocol.")
    assert visit.turn is not None
    held = visit.turn.conversation.needs["communication"]
    assert isinstance(held, NeedValue)
    assert "open_protocol" in held.values


def test_it_is_asked_once_and_a_price_is_not_held_up_by_it() -> None:
    visit = Visit("en")
    visit.writes(DATA["en"])
    visit.writes("As I said, it has to go into our MES.")
    assert visit.turn is not None
    assert visit.turn.conversation.asked_before.count("communication") == 1
    assert visit.conversation is not None
    commands = understand("What does traceability cost with the KCP-70?", visit.conversation, kestrel(), today=TODAY)
    assert not [one for one in commands.commands if isinstance(one, RaiseNeed)]
