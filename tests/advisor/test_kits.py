"""A price with all that is needed, or with accessories that are named, comes line by line with its sum; the quote holds the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor.model import Conversation, OrderLine
from advisor.understanding import understand
from tests.advisor.cast import TODAY, Visit, kestrel

WHOLE = {
    "en": ["how much is it with everything it needs to run?", "price for the complete system, please", "what do we pay all-in, ready to use?"],
    "de": ["Was kostet das mit allem, was man dazu braucht?", "Preis einsatzbereit mit nötigem Zubehör?", "und komplett, was kostet das?"],
    "es": ["¿cuánto sale con todo lo necesario?", "precio del equipo completo, listo para usar", "¿qué precio tiene todo incluido?"],
    "pt": ["quanto custa com tudo que precisa para funcionar?", "preço do sistema completo", "qual o preço pronto para usar?"],
    "zh": ["连同需要的配件都算上多少钱？", "一整套什么价格？", "配齐了多少钱"],
    "ja": ["必要なものをすべて含めた価格を教えてください", "すぐに使える状態でいくらですか", "一式の価格はいくらですか"],
    "ar": ["كم السعر مع كل ما يلزم للتشغيل؟", "كم سعر النظام الكامل؟", "ما السعر شامل كل الملحقات اللازمة؟"],
}  # fmt: skip
WITH_PUMP = {
    "en": ["what would it cost including a pump?", "price together with the hydraulic pump"],
    "de": ["Was kostet er samt Pumpe?", "Preis inkl. Hydraulikpumpe bitte"],
    "es": ["¿cuánto cuesta junto con la bomba?", "precio incluida la bomba"],
    "pt": ["quanto fica junto com a bomba?", "preço incluindo a bomba hidráulica"],
    "zh": ["配上泵站多少钱", "含液压泵的价格是多少"],
    "ja": ["ポンプ付きの価格は？", "油圧ポンプ込みでいくらですか"],
    "ar": ["ما السعر مع مضخة هيدروليكية؟", "كم السعر شاملا المضخة؟"],
}
COUNTED = {
    "en": "6 of them with 12 batteries, what does that cost?",
    "de": "6 Stück davon mit 12 Akkus, Preis?",
    "es": "¿cuánto cuestan 6 con 12 baterías?",
    "pt": "quanto custam 6 dessas com 12 baterias?",
    "zh": "要6把，配12块电池，多少钱",
    "ja": "6台とバッテリー12個でいくらですか",
    "ar": "كم سعر 6 منها مع 12 بطارية؟",
}
QUOTE = {
    "en": "please make me a quote", "de": "bitte ein Angebot", "es": "hágame una oferta, por favor", "pt": "quero uma proposta, por favor",
    "zh": "请给我报价单", "ja": "見積書をお願いします", "ar": "أرجو إعداد عرض سعر",
}  # fmt: skip


def spoken_of(locale: str, sku: str) -> Visit:
    visit = Visit(locale)
    visit.conversation = Conversation("c", locale, locale, turn=2, chosen=sku, shown=(sku,))
    return visit


def priced(visit: Visit) -> list[tuple[str, int]]:
    return [(query.parameters["sku"], query.parameters["quantity"]) for query in visit.asked("price")]


def quoted(visit: Visit) -> list[tuple[str, int]]:
    (query,) = visit.asked("issue_quote")
    return [(line["sku"], line["quantity"]) for line in query.parameters["lines"]]


def total(visit: Visit) -> Decimal:
    assert visit.turn is not None
    (told,) = [one.data["total"] for one in visit.turn.statements if one.kind == "order_total"]
    return Decimal(told)


@pytest.mark.parametrize(("locale", "message"), [(locale, one) for locale, some in WHOLE.items() for one in some])
def test_a_price_with_everything_holds_what_the_tool_cannot_do_without(locale: str, message: str) -> None:
    visit = spoken_of(locale, "KDN-120")
    reply = visit.writes(message)
    assert priced(visit) == [("KDN-120", 1), ("KDC-1", 1)]
    amounts = [Decimal(fact.result["amount"]) for fact in visit.facts if fact.query.name == "price"]
    assert total(visit) == sum(amounts)
    assert kestrel().companions["controller"].reason[locale] in reply.reply
    visit.writes(QUOTE[locale])
    if not visit.asked("issue_quote"):  # how many was still open
        visit.writes("3")
    assert [sku for sku, _ in quoted(visit)] == ["KDN-120", "KDC-1"]


@pytest.mark.parametrize(("locale", "message"), [(locale, one) for locale, some in WITH_PUMP.items() for one in some])
def test_a_price_with_a_named_accessory_is_one_of_both(locale: str, message: str) -> None:
    visit = spoken_of(locale, "KHW-10000")
    visit.writes(message)
    assert priced(visit) == [("KHW-10000", 1), ("KAP-700", 1)]
    assert total(visit) > 0


@pytest.mark.parametrize("locale", COUNTED)
def test_batteries_that_are_counted_are_a_line_of_their_own_and_no_demand_for_another_tool(locale: str) -> None:
    visit = spoken_of(locale, "KCN-40A")
    visit.writes(COUNTED[locale])
    assert priced(visit) == [("KCN-40A", 6), ("KAB-18", 12)]
    assert visit.conversation is not None
    assert "power" not in visit.conversation.needs
    visit.writes(QUOTE[locale])
    assert quoted(visit) == [("KCN-40A", 6), ("KAB-18", 12)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "what does the pump cost?"),
        ("en", "price without the pump"),
        ("de", "Was kostet er ohne Pumpe?"),
        ("es", "¿cuánto cuesta la bomba?"),
        ("pt", "preço sem a bomba"),
        ("zh", "不带泵多少钱"),
        ("ja", "ポンプの価格は？"),
        ("ar", "كم سعر المضخة؟"),
    ],
)
def test_an_accessory_alone_or_left_out_is_no_line_beside_the_tool(locale: str, message: str) -> None:
    before = Conversation("c", locale, locale, turn=3, chosen="KHW-4000", shown=("KHW-4000",))
    assert understand(message, before, kestrel(), today=TODAY).lines == ()


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "all we need is a price for 3"),
        ("en", "all in all, what does it cost?"),
        ("de", "mit allem Respekt, was kostet das?"),
        ("es", "con todo respeto, ¿cuánto cuesta?"),
        ("pt", "quanto custa o mais barato?"),
        ("zh", "单价多少？要6套"),
        ("ja", "価格をすべての数量で教えてください"),
        ("ar", "كم سعر 3 قطع؟"),
    ],
)
def test_other_words_ask_for_no_kit(locale: str, message: str) -> None:
    before = Conversation("c", locale, locale, turn=3, chosen="KDN-60", shown=("KDN-60",))
    heard = understand(message, before, kestrel(), today=TODAY)
    assert not heard.whole
    assert heard.lines == ()


@pytest.mark.parametrize("message", ["2 x battery charger KAC-18", "3 battery nutrunners, 40 Nm, price?", "3 battery-powered wrenches",
    "quiero 3 de batería", "3把电池枪，多少钱", "バッテリー式を3台、価格は？"])  # fmt: skip
def test_a_drive_is_no_accessory_that_is_counted(message: str) -> None:
    before = Conversation("c", "en", "en", turn=3, chosen="KCN-40A", shown=("KCN-40A",))
    assert "battery" not in {line.kind for line in understand(message, before, kestrel(), today=TODAY).lines}


def test_what_the_buyer_has_already_is_not_put_in() -> None:
    visit = spoken_of("en", "KHW-10000")
    visit.writes("we have a pump already, what does it cost all-in?")
    assert [sku for sku, _ in priced(visit)] == ["KHW-10000"]


def test_what_is_needed_follows_the_number_of_tools() -> None:
    visit = spoken_of("en", "KCN-40A")
    visit.writes("price for 5 pieces with everything we need to use it")
    assert priced(visit) == [("KCN-40A", 5), ("KAC-18", 3)]
    visit.writes("make it 2")
    visit.writes("what does it cost?")
    assert priced(visit) == [("KCN-40A", 2), ("KAC-18", 1)]


def test_of_several_tools_the_first_is_reckoned_and_that_is_said() -> None:
    visit = Visit("en")
    visit.writes("hydraulic wrench for 3500 Nm")
    reply = visit.writes("and what would one cost with everything needed to run it?").reply
    assert [sku for sku, _ in priced(visit)][:2] == ["KHW-4000", "KAP-700"]
    assert "That is for the KHW-4000, my first recommendation" in reply


def test_where_nothing_is_needed_that_is_said() -> None:
    visit = spoken_of("en", "KTW-200")
    assert "nothing else in our programme" in visit.writes("price ready to use, with everything it needs?").reply


def test_a_set_that_was_offered_is_what_a_quote_is_asked_for() -> None:
    visit = spoken_of("en", "KHW-4000")
    visit.writes("what does the complete kit cost?")
    visit.writes("one set. please make me a quote")
    assert quoted(visit) == [("KSET-4000", 1)]


def test_tools_named_with_an_accessory_keep_their_count() -> None:
    before = Conversation("c", "en", "en")
    lines = understand("2 KHW-4000 with pump, please quote", before, kestrel(), today=TODAY).lines
    assert lines == (OrderLine("KHW-4000", None, 2), OrderLine(None, "pump", 0))


def test_the_set_that_is_these_very_lines_is_named_with_its_price_and_quoted() -> None:
    visit = spoken_of("en", "KHW-4000")
    reply = visit.writes("what does it cost with everything I need to run it?").reply
    assert priced(visit) == [("KHW-4000", 1), ("KAP-700", 1), ("KSET-4000", 1)]
    assert "KSET-4000" in reply
    visit.writes("please make me a quote for 2 pieces")
    assert quoted(visit) == [("KSET-4000", 2)]


def test_a_set_is_not_offered_where_a_part_of_it_needs_an_option() -> None:
    visit = Visit("en")
    visit.writes("hydraulic wrench for 3500 Nm, ATEX zone 1")
    visit.writes("price with everything I need to run it?")
    assert "KSET-4000" not in visit.reply
    assert visit.asked("price")[1].parameters["options"] == ["atex_pneumatic"]
