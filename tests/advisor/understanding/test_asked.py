"""What buyers ask about services and terms is found by the pack's ways of asking, in other words and in seven languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from advisor.model import AskKnowledge, Conversation, Negotiate, SetNeed
from advisor.understanding import understand
from advisor.understanding.asked import ENOUGH
from advisor.understanding.ways_of_asking import AskedWays
from content.catalogue.model import Question, Text
from tests.advisor.cast import Visit, kestrel

TODAY = date(2026, 11, 21)
SAID = yaml.safe_load(Path(__file__).with_name("asked_services.yaml").read_text(encoding="utf-8"))
RECOMMENDED = ("KCP-120", "KCN-120P", "KCN-110A")
ASKED = [(locale, wanted, said) for locale, held in SAID.items() for wanted, said in held.items() if wanted != "none"]


def asked(locale: str, message: str) -> set[str]:
    """The questions of the pack that a message asks after a recommendation: by their topic, or in English."""
    english = {one.question[locale]: one.question["en"] for one in kestrel().faq}
    before = Conversation("c", locale, locale, recommended=RECOMMENDED)
    found = understand(message, before, kestrel(), today=TODAY).commands
    return {one.about or english[one.answered] for one in found if isinstance(one, AskKnowledge) and one.answered}


@pytest.mark.parametrize(("locale", "wanted", "said"), ASKED)
def test_a_question_is_known_by_other_words_than_the_packs(locale: str, wanted: str, said: list[str]) -> None:
    missed = {message: found for message in said if (found := asked(locale, message)) != {wanted}}
    assert not missed


@pytest.mark.parametrize("locale", SAID)
def test_what_only_looks_like_one_is_left_alone(locale: str) -> None:
    caught = {message: found for message in SAID[locale]["none"] if (found := asked(locale, message))}
    assert not caught


def test_no_test_sentence_stands_in_the_pack() -> None:
    ways = {way for one in kestrel().faq for said in one.asked.values() for way in said}
    assert len({message for _, _, said in ASKED for message in said} & ways) <= 3


def test_a_word_that_all_questions_share_tells_none() -> None:
    def question(words: str, *ways: str) -> Question:
        return Question(question=Text({"en": words}), answer=Text({"en": "Yes."}), asked={"en": ways})

    tools = [question(f"Do you {verb} tools?", f"tools to {verb}") for verb in ("rent", "repair", "paint", "scrap")]
    ways = AskedWays(tools, "en")
    best = ways.best("could you paint the tools?")
    assert best is not None
    assert best.question is tools[2]
    assert best.fit > ENOUGH
    assert ways.best("which tools are there?") is None


def test_places_and_figures_stay_what_they_are() -> None:
    found = understand(
        "How much is shipping for 2 of them to Kenya?", Conversation("c", "en", "en"), kestrel(), today=TODAY
    )
    needs = {one.need: one.value for one in found.commands if isinstance(one, SetNeed)}
    assert needs["country"].value_id == "KE"
    question = next(one for one in found.commands if isinstance(one, AskKnowledge))
    assert (question.about, question.place) == ("freight", "KE")


def test_software_that_is_paid_for_is_no_payment_term() -> None:
    found = understand("O software é pago à parte?", Conversation("c", "pt", "pt"), kestrel(), today=TODAY).commands
    assert not any(isinstance(one, Negotiate) for one in found)


@pytest.mark.parametrize("locale", SAID)
def test_freight_is_reckoned_where_a_rate_is_on_record(locale: str) -> None:
    visit = Visit(locale)
    visit.writes({"en": "KCP-70 for Mexico", "de": "KCP-70 für Mexiko", "es": "KCP-70 para México", "pt": "KCP-70 para o México",
                  "zh": "KCP-70，墨西哥", "ja": "メキシコでKCP-70を使います", "ar": "KCP-70 للمكسيك"}[locale])  # fmt: skip
    visit.writes({"en": "What does shipping cost?", "de": "Was kostet der Versand?", "es": "¿Cuánto cuesta el envío?",
                  "pt": "Quanto custa o frete?", "zh": "运费多少？", "ja": "送料はいくらですか。", "ar": "كم تكلفة الشحن؟"}[locale])  # fmt: skip
    rates = visit.asked("freight")
    assert [(one.parameters["country"], one.parameters["quantity"]) for one in rates] == [("MX", 1)]
    assert "DAP" in visit.reply
    assert "CFR" in visit.reply


def test_where_no_rate_is_on_record_none_is_told() -> None:
    visit = Visit()
    visit.writes("KCP-70, we are in Kenya")
    visit.writes("How much is shipping?")
    assert not visit.asked("freight")
    assert "no freight rate is on record" in visit.reply


@pytest.mark.parametrize(
    ("country", "words"),
    [("Kenya", "are the buyer's"), ("Austria", "no import duties arise"), ("Germany", "no import duties arise")],
)
def test_duties_are_told_by_where_the_goods_go(country: str, words: str) -> None:
    visit = Visit()
    visit.writes(f"KCP-70, delivery to {country}")
    visit.writes("Who pays customs duties?")
    assert words in visit.reply


def test_the_answer_of_the_pack_is_told_and_cited() -> None:
    visit = Visit("de")
    visit.writes("Könnten wir so ein Werkzeug auch mieten?")
    answer = next(one for one in kestrel().faq if one.question["en"] == "Can I rent or lease a tool?")
    assert answer.answer["de"] in visit.reply
    assert visit.turn is not None
    assert [one.url for one in visit.turn.citations] == ["/de/products/#kann-ich-ein-werkzeug-mieten-oder-leasen"]
