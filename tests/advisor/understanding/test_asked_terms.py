"""Questions about the company's own terms are questions, in seven languages; wishes that look like them stay wishes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from advisor.model import AskKnowledge, AskLeadTime, AskPrice, Command, Conversation, Negotiate
from advisor.understanding import understand
from tests.advisor.cast import kestrel

TODAY = date(2026, 11, 21)
SAID = yaml.safe_load(Path(__file__).with_name("asked_terms.yaml").read_text(encoding="utf-8"))
TOPICS = ("payment", "delivery", "minimum", "reach", "partner", "references", "price_list")
LOOK_ALIKE = [(locale, message) for locale, topics in SAID.items() for message in topics["wishes"]]


def commands(locale: str, message: str) -> tuple[Command, ...]:
    return understand(message, Conversation("c", locale, locale), kestrel(), today=TODAY).commands


def topics_of(found: tuple[Command, ...]) -> set[str]:
    asked = {str(one.about) for one in found if isinstance(one, AskKnowledge) and one.about}
    return asked | {"price_list" for one in found if isinstance(one, AskPrice) and one.whole_list}


def test_every_language_has_eight_phrasings_of_every_topic() -> None:
    for locale, topics in SAID.items():
        assert all(len(set(topics[topic])) >= 8 for topic in (*TOPICS, "wishes")), locale


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("locale", SAID)
def test_what_is_asked_is_understood(locale: str, topic: str) -> None:
    missed = {
        message: found
        for message in SAID[locale][topic]
        if topics_of(found := commands(locale, message)) != {topic} or any(isinstance(one, Negotiate) for one in found)
    }
    assert not missed


@pytest.mark.parametrize(("locale", "message"), LOOK_ALIKE)
def test_a_wish_is_no_question(locale: str, message: str) -> None:
    assert not topics_of(commands(locale, message))


@pytest.mark.parametrize(
    ("locale", "message", "topics"),
    [
        ("en", "What are your payment terms, MOQ and delivery terms?", {"payment", "minimum", "delivery"}),
        ("de", "Welche Zahlungsbedingungen und Lieferbedingungen haben Sie?", {"payment", "delivery"}),
        ("es", "¿Cuáles son las condiciones de pago y el pedido mínimo?", {"payment", "minimum"}),
        ("pt", "Quais são as condições de pagamento e o pedido mínimo?", {"payment", "minimum"}),
        ("zh", "请问付款方式和起订量是什么？", {"payment", "minimum"}),
        ("ja", "支払条件と最小ロットを教えてください。", {"payment", "minimum"}),
        ("ar", "ما شروط الدفع والحد الأدنى للطلب؟", {"payment", "minimum"}),
        ("en", "Please send your price list and MOQ", {"price_list", "minimum"}),
        ("en", "We are based in Chile. Do you ship here?", {"reach"}),
    ],
)
def test_several_topics_of_a_sentence_are_all_heard(locale: str, message: str, topics: set[str]) -> None:
    assert topics_of(commands(locale, message)) == topics


def test_a_delivery_time_beside_the_terms_is_asked_too() -> None:
    found = commands("en", "What are your payment terms, MOQ and delivery time?")
    assert topics_of(found) == {"payment", "minimum"}
    assert any(isinstance(one, AskLeadTime) for one in found)
