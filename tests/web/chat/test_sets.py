"""A set at one price is offered where it is named, wished for, or held by the order; its figures come from queries only."""

from __future__ import annotations

import pytest

from foundation.locales import LOCALES, format_money
from foundation.money import Money
from tests.web.cast import House

PRICED = {"EUR": ("3150.00", "6300.00"), "USD": ("3530.00", "7060.00"), "CNY": ("25050.00", "50100.00")}
WHAT_COSTS = {
    "en": "What does the set KSET-70 cost?",
    "zh": "套装 KSET-70 多少钱？",
    "es": "¿Cuánto cuesta el kit KSET-70?",
    "pt": "Quanto custa o kit KSET-70?",
    "de": "Was kostet das Set KSET-70?",
    "ja": "セット KSET-70 の価格を教えてください。",
    "ar": "كم سعر المجموعة KSET-70؟",
}
WISHES = {
    "en": "Do you have the KCP-70 as a starter kit with batteries and charger?",
    "zh": "KCP-70 有带电池和充电器的套装吗？",
    "es": "¿Tienen la KCP-70 en kit con baterías y cargador?",
    "pt": "Vocês têm a KCP-70 em kit com baterias e carregador?",
    "de": "Gibt es den KCP-70 als Startset mit Akkus und Ladegerät?",
    "ja": "KCP-70 のバッテリーと充電器付きのセットはありますか？",
    "ar": "هل يتوفر KCP-70 ضمن طقم مع بطاريات وشاحن؟",
}
YES = {"en": "Yes, please", "zh": "好的", "es": "Sí, por favor", "pt": "Sim, por favor", "de": "Ja, bitte", "ja": "はい、お願いします",
       "ar": "نعم من فضلك"}  # fmt: skip
QUOTE_TWO = {
    "en": "Please quote 2 sets KSET-70",
    "zh": "请给我 2 套 KSET-70 的报价",
    "es": "Una oferta de 2 kits KSET-70, por favor",
    "pt": "Uma proposta de 2 kits KSET-70, por favor",
    "de": "Bitte ein Angebot über 2 Stück KSET-70",
    "ja": "KSET-70 を2セット、見積りをお願いします",
    "ar": "أريد عرض سعر لعدد 2 من KSET-70",
}


def plain(told: str) -> str:
    return told.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("said", [WHAT_COSTS, WISHES], ids=["named", "wished"])
def test_a_set_is_told_with_its_contents_and_price_and_quoted_on_a_yes(
    house: House, locale: str, said: dict[str, str]
) -> None:
    visitor = house.visitor(locale)
    told = visitor.say(said[locale])
    asked = {query["name"]: query for query in told["queries"] if query["parameters"].get("sku") == "KSET-70"}
    assert {"bundle", "price"} <= set(asked), told["reply"]
    priced = asked["price"]["result"]
    assert priced["unit_price"] == PRICED[priced["currency"]][0]
    reply = plain(told["reply"])
    assert "KSET-70" in reply
    assert "KAC-18" in reply
    assert (
        plain(format_money(Money.of(priced["unit_price"], priced["currency"]), locale)).strip("\u2066\u2069") in reply
    )
    quoted = visitor.say(YES[locale])
    assert quoted["quote"] is not None, quoted["reply"]
    assert quoted["quote"]["total"] == priced["unit_price"]
    assert "KSET-70" in quoted["reply"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_set_that_is_named_is_quoted_at_once(house: House, locale: str) -> None:
    told = house.visitor(locale).say(QUOTE_TWO[locale])
    assert told["quote"] is not None, told["reply"]
    assert told["quote"]["total"] == PRICED[told["quote"]["currency"]][1]
    number = told["quote"]["number"]
    kept = house.call("GET", f"/api/quotes/{number}").json()
    assert [(line["sku"], line["quantity"]) for line in kept["lines"]] == [("KSET-70", 2)]


def test_an_order_that_holds_all_pieces_of_a_set_is_offered_the_set(house: House) -> None:
    visitor = house.visitor("en")
    told = visitor.say("Quote please: 2 KCP-70, 4 KAB-18, 2 KAC-18 and 2 KAS-IMP")
    assert told["quote"] is not None
    assert "KSET-70" in told["reply"]
    again = visitor.say("Yes, please")
    assert again["quote"]["total"] == "7060.00"


def test_words_for_a_set_without_one_change_nothing(house: House) -> None:
    told = house.visitor("en").say("Is there a starter kit for the KTW-100?")
    assert not [query for query in told["queries"] if query["name"] == "bundle"]
