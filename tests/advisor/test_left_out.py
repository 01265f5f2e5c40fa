""" "Why not electric?" is answered with the nearest product of that sort and what it lacks; the question wishes for nothing."""

from __future__ import annotations

import pytest

from advisor.model import AskWhyNot
from advisor.understanding import understand
from tests.advisor.cast import TODAY, Visit, kestrel

ABOVE_ALL = {
    "en": ("M36 bolts, 2,800 Nm", ["why not electric?", "how come there is no cordless one?", "why can't we use a battery tool for this?"]),
    "de": ("M36-Schrauben, 2.800 Nm", ["Warum nicht elektrisch?", "Wieso geht da kein Akkuschrauber?", "Weshalb haben Sie keinen Impulsschrauber empfohlen?"]),
    "zh": ("M36螺栓，2800牛米", ["为什么不用电动的？", "充电式的为什么不行？", "为啥没推荐脉冲工具？"]),
    "es": ("Pernos M36, 2.800 Nm", ["¿por qué no eléctrica?", "¿por qué no recomienda ninguna a batería?", "¿Por qué no se puede con una de impulsos?"]),
    "pt": ("Parafusos M36, 2.800 Nm", ["por que não elétrica?", "por que vocês não indicam nenhuma a bateria?", "por que não pode ser de pulso?"]),
    "ja": ("M36ボルト、2,800 N·m", ["なぜ電動ではないのですか", "どうして充電式は使えないのですか", "なぜパルスツールを勧めないのですか"]),
    "ar": ("براغي M36 بعزم 2800 نيوتن متر", ["لماذا لا تكون كهربائية؟", "ليش ما عندكم لاسلكي؟", "لماذا لم تقترحوا مفك نبضي؟"]),
}  # fmt: skip


@pytest.mark.parametrize(("locale", "asked"), [(name, one) for name, (_, all_) in ABOVE_ALL.items() for one in all_])
def test_the_nearest_of_the_sort_is_named_with_what_it_lacks(locale: str, asked: str) -> None:
    visit = Visit(locale)
    visit.writes(ABOVE_ALL[locale][0])
    assert visit.conversation is not None
    before = visit.conversation
    visit.writes(asked)
    assert visit.turn is not None
    (told,) = [statement.data for statement in visit.turn.statements if statement.kind == "none_of_that_sort"]
    product = kestrel().products[told["sku"]]
    assert told["need"] == "torque"
    assert told["offered"]["max"] < 2800
    assert product.attributes["power"] in ("electric", "cordless")
    assert visit.turn.conversation.needs == before.needs
    assert visit.turn.conversation.recommended == before.recommended


@pytest.mark.parametrize(
    ("locale", "first", "asked"),
    [
        ("en", "cordless tool for 60 Nm", "why not electric?"),
        ("de", "Akkuwerkzeug für 60 Nm", "Warum nichts Elektrisches?"),
        ("zh", "充电式工具，60牛米", "为什么不用电动的？"),
        ("es", "herramienta a batería de 60 Nm", "¿por qué no eléctrica?"),
        ("pt", "ferramenta a bateria de 60 Nm", "por que não elétrica?"),
        ("ja", "コードレス工具、60 N·m", "なぜ電動ではないのですか"),
        ("ar", "أداة لاسلكية بعزم 60 نيوتن متر", "لماذا لا تكون كهربائية؟"),
    ],
)
def test_the_choice_on_record_is_the_reason_where_nothing_else_is(locale: str, first: str, asked: str) -> None:
    visit = Visit(locale)
    visit.writes(first)
    visit.writes(asked)
    assert visit.turn is not None
    (told,) = [statement.data for statement in visit.turn.statements if statement.kind == "chosen_otherwise"]
    assert told["need"] == "power"
    assert visit.turn.conversation.needs["power"].value_id == "cordless"


def test_what_would_do_too_is_said_to() -> None:
    visit = Visit("en")
    visit.writes("engine assembly, 60 Nm")
    visit.writes("why didn't you suggest a pulse tool?")
    assert "fulfils all that you told me" in visit.reply
    assert visit.turn is not None
    assert visit.turn.conversation.shown[0] == "KCP-70"


def test_a_sort_that_nobody_makes_here_is_said_to_be_none_of_ours() -> None:
    visit = Visit("en")
    visit.writes("engine assembly, 60 Nm")
    visit.writes("why not pneumatic?")
    assert "nothing of that kind" in visit.reply


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "why does the pulse tool not reach its torque?"),
        ("en", "why does a hydraulic wrench need no air?"),
        ("en", "why do electric tools not need yearly calibration?"),
        ("en", "not electric, please"),
        ("de", "Warum startet mein Akkuschrauber nicht?"),
        ("de", "Warum braucht der Impulsschrauber keine Abstützung?"),
        ("zh", "为什么充电式扳手不能淋雨？"),
        ("es", "¿por qué la llave hidráulica no retorna?"),
        ("pt", "por que a bateria não carrega?"),
        ("ja", "なぜコードレス工具は起動しないのですか"),
        ("ar", "لماذا لا يشحن المفك اللاسلكي؟"),
    ],
)  # fmt: skip
def test_what_asks_something_else_of_a_sort_is_no_such_question(locale: str, message: str) -> None:
    visit = Visit(locale)
    visit.writes(ABOVE_ALL[locale][0])
    assert visit.conversation is not None
    commands = understand(message, visit.conversation, kestrel(), today=TODAY).commands
    assert not any(isinstance(command, AskWhyNot) for command in commands)
