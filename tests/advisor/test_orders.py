"""Several things in one wish become several lines; what a tool implies is proposed; a deadline is compared with the lead time."""

import pytest

from advisor.model import Conversation, OrderLine
from advisor.understanding import understand
from tests.advisor.cast import TODAY, Visit, kestrel

LOCALES = ("en", "de", "zh", "es", "pt", "ja", "ar")
TWO_TOOLS = {
    "en": "5 KCP-70 and 2 KDN-60",
    "de": "5 KCP-70 und 2 KDN-60 bitte anbieten",
    "zh": "5把KCP-70和2把KDN-60",
    "es": "5 KCP-70 y 2 KDN-60, cotización por favor",
    "pt": "5 unidades da KCP-70 e 2 da KDN-60",
    "ja": "KCP-70を5台とKDN-60を2台",
    "ar": "5 قطع KCP-70 و2 قطعة KDN-60",
}
THESE_AND_A_PUMP = {
    "en": "twelve of these and one pump",
    "de": "zwölf davon und eine Pumpe",
    "zh": "这款要十二把，再加一台泵",
    "es": "doce de estas y una bomba",
    "pt": "doze destas e uma bomba",
    "ja": "これを12台とポンプを1台お願いします",
    "ar": "اثنا عشر من هذه ومضخة واحدة",
}


def lines(message: str, locale: str) -> tuple[OrderLine, ...]:
    before = Conversation("c", locale, locale, turn=3, shown=("KHW-4000",), recommended=("KHW-4000",))
    return understand(message, before, kestrel(), today=TODAY).lines


def quoted(visit: Visit) -> list[tuple[str, int]]:
    (query,) = visit.asked("issue_quote")
    return [(line["sku"], line["quantity"]) for line in query.parameters["lines"]]


@pytest.mark.parametrize("locale", LOCALES)
def test_two_tools_in_one_wish_are_two_lines(locale: str) -> None:
    assert lines(TWO_TOOLS[locale], locale) == (OrderLine("KCP-70", None, 5), OrderLine("KDN-60", None, 2))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_spoken_of_and_an_accessory_are_two_lines(locale: str) -> None:
    assert lines(THESE_AND_A_PUMP[locale], locale) == (OrderLine(None, None, 12), OrderLine(None, "pump", 1))


@pytest.mark.parametrize("message", ["12 KCP-70", "price for 10", "M8 and M12, 2 shifts", "Price for KCP-35 and KCP-70 please, qty 5 each",
    "a torque wrench up to 200 Nm, 1/2 inch", "the second one"])  # fmt: skip
def test_one_thing_is_no_order_of_several(message: str) -> None:
    assert lines(message, "en") == ()


def test_the_lines_are_priced_and_quoted_each_with_its_quantity() -> None:
    visit = Visit("en")
    visit.writes("5 KCP-70 and 2 KDN-60 please")
    assert [(q.parameters["sku"], q.parameters["quantity"]) for q in visit.asked("price")] == [
        ("KCP-70", 5),
        ("KDN-60", 2),
    ]
    visit.writes("please make me a quote")
    assert quoted(visit) == [("KCP-70", 5), ("KDN-60", 2)]


def test_an_accessory_ordered_by_its_kind_is_that_of_the_tool_with_the_option_that_the_needs_demand() -> None:
    visit = Visit("en")
    visit.writes("hydraulic wrench for M30 10.9 flanges, ATEX")
    visit.writes("twelve of these and one pump, what do they cost?")
    assert [(q.parameters["sku"], q.parameters["quantity"]) for q in visit.asked("price")] == [
        ("KHL-2500", 12),
        ("KAP-700", 1),
    ]
    assert visit.asked("price")[1].parameters["options"] == ["atex_pneumatic"]


def test_a_corrected_quantity_changes_the_tool_and_what_follows_from_it() -> None:
    visit = Visit("en")
    visit.writes("I'll take the KDN-120")
    visit.writes("12 pieces, quote please")
    assert quoted(visit) == [("KDN-120", 12)]
    assert "KDC-1" in visit.reply
    visit.writes("yes please")
    assert quoted(visit) == [("KDN-120", 12), ("KDC-1", 12)]
    visit.writes("no, 15 instead of 12")
    visit.writes("please send the quote again")
    assert quoted(visit) == [("KDN-120", 15), ("KDC-1", 15)]


def test_what_was_declined_is_not_proposed_again() -> None:
    visit = Visit("en")
    visit.writes("4 KDN-60, quote please")
    assert "KDC-1" in visit.reply
    visit.writes("no, without it")
    assert "KDC-1" not in visit.reply
    visit.writes("what does it cost?")
    assert "KDC-1" not in visit.reply


@pytest.mark.parametrize(("message", "kinds"), [("3 KTM-1500, quote please", {"KTW-340"}), ("2 KHW-4000, quote please", {"KAP-700"}),
    ("6 KFS-80, quote please", {"KDC-4", "KDC-1"}), ("5 KCN-40A, quote please", {"KAC-18"}), ("9 KTW-100, quote please", set())])  # fmt: skip
def test_each_family_needs_its_own_companions(message: str, kinds: set[str]) -> None:
    visit = Visit("en")
    visit.writes(message)
    proposed = {
        item["sku"] for fact in visit.facts if fact.query.name == "companions" for item in fact.result if item["needed"]
    }
    assert bool(proposed) is bool(kinds)
    assert proposed <= kinds


def test_a_reaction_arm_is_proposed_only_where_the_torque_asks_for_it() -> None:
    light, strong = Visit("en"), Visit("en")
    light.writes("cordless nutrunner for 25 Nm")
    light.writes("I'll take the first one, 4 pieces")
    strong.writes("cordless nutrunner for 100 Nm")
    strong.writes("I'll take the first one, 4 pieces")
    assert "KAR-ARM" not in light.reply
    assert "KAR-ARM" in strong.reply


@pytest.mark.parametrize("locale", LOCALES)
def test_the_proposal_is_worded_in_the_buyers_language_and_passes_the_gate(locale: str) -> None:
    visit = Visit(locale)
    visit.writes({"zh": "我们要12台KDN-120，请报价", "ja": "KDN-120を12台、見積書をお願いします", "ar": "12 قطعة KDN-120، أريد عرض سعر"}.get(
        locale, {"de": "12 Stück KDN-120, bitte ein Angebot", "es": "12 KDN-120, una cotización por favor",
                 "pt": "12 KDN-120, uma cotação por favor", "en": "12 KDN-120, a quote please"}.get(locale, "")))  # fmt: skip
    assert "KDC-1" in visit.reply
    assert kestrel().companions["controller"].reason[locale] in visit.reply


# --- the deadline ---------------------------------------------------------------------------------------------------


def test_a_deadline_that_cannot_be_met_is_said_with_what_can() -> None:
    visit = Visit("en")
    visit.writes("KDN-120, 12 pieces, needed by 5 December")
    assert "December 26, 2026" in visit.reply
    assert "cannot be met" in visit.reply
    assert "7 of them could leave by December 1, 2026" in visit.reply


def test_a_deadline_that_can_be_met_is_confirmed_without_the_transport() -> None:
    visit = Visit("en")
    visit.writes("4 KTW-100, needed by 15 December")
    assert "in time for December 15, 2026" in visit.reply
    assert "transport comes on top" in visit.reply


def test_an_alternative_that_is_ready_in_time_is_named() -> None:
    visit = Visit("de")
    visit.writes("Elektronischer Drehmomentschlüssel 20 bis 120 Nm, 40 Stück, Liefertermin 5. Dezember 2026")
    assert "ist der 5. Dezember 2026 nicht zu halten" in visit.reply
    late = kestrel().products["KTE-135"].supply.stock
    assert f"{late} davon" in visit.reply


def test_the_deadline_is_told_once_for_the_same_product_and_quantity() -> None:
    visit = Visit("en")
    visit.writes("4 KTW-100, needed by 15 December")
    visit.writes("what does it cost?")
    assert "in time" not in visit.reply


TOOLS_AND_A_CONTROLLER = {
    "en": "Please quote two KDN-60 and one controller",
    "de": "Bitte ein Angebot für 2 KDN-60 und eine Steuerung",
    "es": "Cotice 2 KDN-60 y un controlador",
    "pt": "Quero 2 KDN-60 e um controlador",
    "zh": "请报2把KDN-60和一台控制器",
    "ja": "KDN-60を2台とコントローラ1台の見積もりをください",
    "ar": "أريد 2 KDN-60 ووحدة تحكم واحدة",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_tools_ordered_beside_a_controller_are_no_count_of_what_it_serves(locale: str) -> None:
    wanted = lines(TOOLS_AND_A_CONTROLLER[locale], locale)
    assert [(line.sku or line.kind, line.quantity) for line in wanted] == [("KDN-60", 2), ("controller", 1)]
