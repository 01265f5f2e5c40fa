"""Asked for the difference between two sorts of tool, the advisor sets one of each side by side, in every language."""

from __future__ import annotations

import pytest

from tests.advisor.cast import Visit, kestrel

QUESTIONS = {
    "en": "what is the difference between the hydraulic wrench and the multiplier?",
    "zh": "液压扳手和倍增器有什么区别？",
    "es": "¿qué diferencia hay entre la llave hidráulica y el multiplicador?",
    "pt": "qual a diferença entre a chave hidráulica e o multiplicador?",
    "de": "Was ist der Unterschied zwischen dem Hydraulikschrauber und dem Vervielfältiger?",
    "ja": "油圧レンチと倍力器の違いは何ですか",
    "ar": "ما الفرق بين المفتاح الهيدروليكي ومضاعف العزم؟",
}
ABOUT_ONE = [{"title": "Multipliers", "url": "/en/x", "passage": "Impacts break the gears.", "locale": "en"}]


@pytest.mark.parametrize("locale", list(QUESTIONS))
def test_one_tool_of_each_sort_is_compared(locale: str) -> None:
    visit = Visit(locale, passages=ABOUT_ONE)
    comparison = visit.writes(QUESTIONS[locale]).comparison
    assert comparison is not None
    families = [kestrel().products[sku].category for sku in comparison.columns]
    assert families == ["hydraulic_wrenches", "torque_multipliers"]
    assert visit.turn is not None
    assert "power" not in visit.turn.conversation.needs
    assert not visit.turn.citations


def test_those_that_were_spoken_of_are_the_ones_compared() -> None:
    visit = Visit("en")
    shown = {each.sku for each in visit.writes("M36 tower bolts, 2,800 Nm").recommendations}
    comparison = visit.writes(QUESTIONS["en"]).comparison
    assert comparison is not None
    assert set(comparison.columns) <= shown


def test_a_passage_that_tells_both_apart_is_told_beside_the_table() -> None:
    told = {
        **ABOUT_ONE[0],
        "passage": "Pulse tools are fast, nutrunners measure the angle.",
        "categories": ["cordless_tools"],
    }
    visit = Visit("en", passages=[told])
    comparison = visit.writes("What is the difference between a pulse tool and a nutrunner?").comparison
    assert comparison is not None
    assert "measure the angle" in visit.reply
    about_everything = {**told, "categories": []}
    other = Visit("en", passages=[about_everything])
    other.writes("What is the difference between a pulse tool and a nutrunner?")
    assert "measure the angle" not in other.reply
