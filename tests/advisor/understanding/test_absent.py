"""What a site lacks drives no tool: "no tenemos aire comprimido" rules pneumatic tools out, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.model import Conversation
from advisor.needs import remember
from advisor.understanding import understand
from content.catalogue.model import Company

DAY = date(2026, 11, 21)


def _power(company: Company, locale: str, message: str) -> set[str]:
    conversation = Conversation("c", locale, locale)
    held = remember(conversation, understand(message, conversation, company, today=DAY), company).needs["power"]
    return set(held.values or (held.value_id,))


@pytest.mark.parametrize(
    ("locale", "message", "lacking"),
    [
        ("en", "there's no air supply in that bay", "pneumatic"),
        ("en", "no mains at the site", "electric"),
        ("zh", "那边没有压缩空气", "pneumatic"),
        ("es", "No tenemos aire comprimido en esa zona.", "pneumatic"),
        ("es", "no hay enchufe cerca", "electric"),
        ("pt", "Lá não temos ar comprimido", "pneumatic"),
        ("pt", "não tem tomada no local", "electric"),
        ("de", "Druckluft gibt es dort nicht", "pneumatic"),
        ("de", "Im Feld haben wir keine Steckdose", "electric"),
        ("ja", "そこにはエアーがありません", "pneumatic"),
        ("ar", "لا يوجد هواء مضغوط هناك", "pneumatic"),
        ("ar", "ما عندنا هواء بالموقع", "pneumatic"),
    ],
)
def test_what_is_not_there_is_ruled_out(kestrel: Company, locale: str, message: str, lacking: str) -> None:
    every = {choice.id for choice in kestrel.needs["power"].choices}
    assert _power(kestrel, locale, message) == every - {lacking}


def test_a_no_that_answers_turns_down_nothing_behind_it(kestrel: Company) -> None:
    assert _power(kestrel, "es", "No, mejor a batería") == {"cordless"}
    assert _power(kestrel, "en", "No, make it cordless") == {"cordless"}
