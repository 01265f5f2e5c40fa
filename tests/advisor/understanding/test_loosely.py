"""A cordless electric torque wrench is cordless: the clearer word of a description counts, in every language."""

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
    ("locale", "message"),
    [
        ("en", "cordless electric torque wrenches for M10"),
        ("zh", "无线电动扭矩扳手 M10"),
        ("es", "llaves dinamométricas eléctricas inalámbricas para M10"),
        ("pt", "chaves de torque elétricas sem fio para M10"),
        ("de", "kabellose elektrische Drehmomentschlüssel für M10"),
        ("ja", "コードレスの電動トルクレンチ M10"),
        ("ar", "مفاتيح عزم كهربائية لاسلكية لبراغي M10"),
    ],
)
def test_the_clearest_word_of_a_description_counts(kestrel: Company, locale: str, message: str) -> None:
    assert _power(kestrel, locale, message) == {"cordless"}


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "electric torque wrench"),
        ("zh", "电动的扭矩扳手"),
        ("es", "llave dinamométrica eléctrica"),
        ("pt", "torquímetro elétrico"),
        ("de", "elektrischer Drehmomentschlüssel"),
        ("ja", "電動トルクレンチ"),
        ("ar", "مفتاح عزم كهربائي"),
    ],
)
def test_the_name_of_a_tool_gives_way_to_any_word_for_its_power(kestrel: Company, locale: str, message: str) -> None:
    assert _power(kestrel, locale, message) == {"electric"}


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "a torque wrench or a cordless tool"),
        ("de", "Drehmomentschlüssel oder Akku-Schrauber"),
        ("es", "llave dinamométrica o herramienta a batería"),
        ("ar", "مفتاح عزم أو عدة بطارية"),
    ],
)
def test_two_wishes_stay_two(kestrel: Company, locale: str, message: str) -> None:
    assert _power(kestrel, locale, message) == {"manual", "cordless"}


def test_a_tools_name_alone_still_tells_its_power(kestrel: Company) -> None:
    assert _power(kestrel, "en", "a torque wrench for M10") == {"manual"}
