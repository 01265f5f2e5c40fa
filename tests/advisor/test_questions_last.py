"""Whatever else a reply tells, what it asks stands at its end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.decide import ASKING
from advisor.model import Conversation
from tests.advisor.cast import Visit

SEND = {
    "en": "please send the quotation to j.doe@bolts.example",
    "de": "schicken Sie das Angebot an j.doe@bolts.example",
    "es": "mándeme la cotización a j.doe@bolts.example",
    "pt": "envie a proposta para j.doe@bolts.example",
    "zh": "请把报价单发到 j.doe@bolts.example",
    "ja": "見積書をj.doe@bolts.exampleまでお願いします",
    "ar": "أرسلوا العرض على j.doe@bolts.example",
}


def sent(locale: str, shown: tuple[str, ...]) -> list[str]:
    visit = Visit(locale)
    visit.conversation = replace(Conversation("c", locale, locale), turn=3, shown=shown, viewed=shown)
    visit.writes(SEND[locale])
    assert visit.worded is not None
    return list(visit.worded.kinds)


@pytest.mark.parametrize("locale", SEND)
@pytest.mark.parametrize("shown", [("KHW-4000", "KHW-10000"), ("KHW-4000",)])
def test_contact_details_are_thanked_for_before_anything_is_asked(locale: str, shown: tuple[str, ...]) -> None:
    told = sent(locale, shown)
    assert "thanks_for_contact" in told
    asked = [kind in ASKING for kind in told]
    assert asked[-1]
    assert asked == sorted(asked)
