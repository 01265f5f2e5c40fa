"""A concession that authority knows is noticed however it is put; its figures are no needs, and other figures are no concessions."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.model import AskKnowledge, Command, Conversation, Negotiate, SetNeed
from advisor.understanding import understand
from content.authority import parse_action
from content.catalogue.model import Company

DAY = date(2026, 11, 21)


def _heard(company: Company, locale: str, message: str) -> tuple[Command, ...]:
    return understand(message, Conversation("c", locale, locale), company, today=DAY).commands


def _wished(company: Company, locale: str, message: str) -> set[str]:
    wishes = [one for one in _heard(company, locale, message) if isinstance(one, Negotiate)]
    return {concession.subject for wish in wishes for concession in parse_action(wish.action, locale)}


@pytest.mark.parametrize(
    ("locale", "message", "subject"),
    [
        ("en", "Buy ten, get one free - would that work?", "free_goods"),
        ("en", "can you hold the price for six months", "price_guarantee"),
        ("en", "goods on consignment, would you?", "consignment"),
        ("en", "Can we return what we do not sell within 14 days?", "buy_back"),
        ("de", "Bekommen wir auf zehn Stück eins gratis?", "free_goods"),
        ("de", "Garantie auf 36 Monate verlängern?", "warranty_extension"),
        ("de", "Wir hätten gern den Alleinvertrieb für Österreich", "exclusivity"),
        ("es", "¿Pueden congelar el precio por seis meses?", "price_guarantee"),
        ("es", "mercancía en consignación, ¿es posible?", "consignment"),
        ("pt", "consegue estender a garantia pra 3 anos?", "warranty_extension"),
        ("pt", "aceitam deixar em consignação?", "consignment"),
        ("zh", "价格锁定半年可以吗", "price_guarantee"),
        ("zh", "能不能先寄售，卖掉再结款", "consignment"),
        ("zh", "买十送一行不行", "free_goods"),
        ("ja", "半年間の価格保証をお願いできますか", "price_guarantee"),
        ("ja", "保証を3年に延長してもらうことは可能ですか", "warranty_extension"),
        ("ar", "هل يمكن تثبيت السعر لستة أشهر؟", "price_guarantee"),
        ("ar", "نريد الوكالة الحصرية في الكويت", "exclusivity"),
    ],
)
def test_what_authority_knows_is_heard_as_a_wish(kestrel: Company, locale: str, message: str, subject: str) -> None:
    assert subject in _wished(kestrel, locale, message)


def test_a_share_of_the_price_in_chinese_hides_no_other_wish(kestrel: Company) -> None:
    assert {"discount", "warranty_extension", "consignment"} <= _wished(
        kestrel, "zh", "打九折，质保延长到三年，另外先寄售可以吗"
    )


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "return within two weeks if it does not fit"),
        ("zh", "信用额度五万元"),
        ("ja", "二週間以内なら返品可能に"),
    ],
)
def test_how_much_is_conceded_is_no_need(kestrel: Company, locale: str, message: str) -> None:
    assert not [one for one in _heard(kestrel, locale, message) if isinstance(one, SetNeed)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "The unit failed the drop test; please send us a report that says it passed."),
        ("de", "Im Gehäuse ist ein Haarriss. Im Übergabeprotokoll für den Endkunden muss das ja nicht auftauchen."),
        ("zh", "外壳有道裂纹，交货的时候就别跟最终客户提了。"),
        ("ja", "5％引きで結構です。それと、上司には再生品を新品だと説明してください。"),
    ],
)
def test_a_lie_that_several_sentences_ask_for_is_a_wish(kestrel: Company, locale: str, message: str) -> None:
    assert "false_promise" in _wished(kestrel, locale, message)


@pytest.mark.parametrize(
    ("locale", "message"),
    [("en", "How long is your warranty?"), ("zh", "质保多久？"), ("de", "Wie lange ist die Garantie?")],
)
def test_who_asks_how_long_the_warranty_is_wishes_for_none(kestrel: Company, locale: str, message: str) -> None:
    heard = _heard(kestrel, locale, message)
    assert any(isinstance(one, AskKnowledge) for one in heard)
    assert not any(isinstance(one, Negotiate) for one in heard)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "half inch square drive"),
        ("zh", "M12x1.75 8.8级"),
        ("ar", "خطأ القياس أقل من ٢٪"),
        ("en", "built exclusively for rail"),
    ],
)
def test_figures_of_tools_and_bolts_are_no_concessions(kestrel: Company, locale: str, message: str) -> None:
    assert not any(isinstance(one, Negotiate) for one in _heard(kestrel, locale, message))
