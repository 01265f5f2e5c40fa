"""Nothing that rests on no fact of this turn passes the gate, in any language or number style."""

from dataclasses import replace

import pytest

from advisor.claims import check, guard
from advisor.model import AskPrice, Fact, Negotiate, Query
from advisor.promises import promises
from tests.advisor.cast import Visit, bolts, kestrel, states
from tests.advisor.lies import LIES_BY_LOCALE

FACTS = (
    Fact(Query("price", {"sku": "KCP-100", "quantity": 12, "currency": "EUR"}),
         {"sku": "KCP-100", "quantity": 12, "currency": "EUR", "unit_price": "3240.00", "amount": "38880.00", "breaks": [],
          "valid_until": "2026-12-31"}),
    Fact(Query("product", {"sku": "KCP-100"}),
         {"sku": "KCP-100", "attributes": {"torque_range": {"min": 20, "max": 100}, "weight": 2.0, "certificates": ["ce"]}}),
    Fact(Query("lead_time", {"sku": "KCP-100", "quantity": 12}), {"days": 21, "from": "production"}),
)  # fmt: skip

TRUE = [
    "The KCP-100 costs €3,240.00 each, 12 pieces €38,880.00.", "KCP-100: 3.240,00 € je Stück, gültig bis 31.12.2026.",
    "合計 38,880.00 EUR、有効期限は2026年12月31日です。", "السعر 3,240.00 EUR حتى 31 ديسمبر 2026.", "20–100 N·m, 2 kg, CE.",
    "Von 20 bis 100 Nm bei 2,00 kg.", "Lieferzeit 21 Tage.", "交期 21 天。", "مدى العزم ٢٠–١٠٠ N·m.", "扭矩２０～１００ N·m。",
]  # fmt: skip
LIES = [
    ("The KCP-100 costs €3,239.00 each.", "money"), ("KCP-100: 2.999,00 € je Stück.", "money"), ("价格 9,999 元。", "money"),
    ("السعر 5,000 دولار.", "money"), ("Only 1,900 USD.", "money"), ("US$ 1.900,00 por unidade.", "money"),
    ("20–120 N·m.", "figure"), ("Weighs 1.8 kg.", "figure"), ("Gewicht 1,8 kg.", "figure"), ("重量 1.8 kg。", "figure"),
    ("Lieferung in 5 Tagen.", "figure"), ("3 天内发货。", "figure"), ("5日で出荷します。", "figure"), ("التسليم خلال 7 أيام.", "figure"),
    ("Entrega en 10 días.", "figure"), ("valid until March 3, 2027", "date"), ("gültig bis 03.03.2027", "date"),
    ("有效期至 2027年3月3日", "date"), ("Take the KCP-999.", "part"), ("Take the KCP-70.", "part"), ("With ATEX.", "mark"),
    ("UL-gelistet", "mark"), ("With a 10% discount.", "figure"), ("You get a discount.", "promise"), ("Mit Rabatt.", "promise"),
    ("Con descuento.", "promise"), ("Com desconto.", "promise"), ("给您折扣。", "promise"), ("割引いたします。", "promise"), ("مع خصم.", "promise"),
    ("We guarantee it.", "promise"), ("Das ist rechtsverbindlich.", "promise"), ("Kostenlos dazu.", "promise"), ("保证交期。", "promise"),
    ("保証します。", "promise"), ("نضمن ذلك.", "promise"), ("Exclusividade para você.", "promise"), ("独家代理。", "promise"),
    ("Envío gratis.", "promise"), ("You get a full refund.", "promise"), ("業界最安です。", "promise"),
]  # fmt: skip


@pytest.mark.parametrize("sentence", TRUE)
def test_what_rests_on_a_fact_passes(sentence: str) -> None:
    assert check([sentence], FACTS, {}, company=kestrel()).faults == ()


@pytest.mark.parametrize(("sentence", "kind"), LIES)
def test_what_rests_on_nothing_is_stopped(sentence: str, kind: str) -> None:
    assert kind in {fault.kind for fault in check([sentence], FACTS, {}, company=kestrel()).faults}


SECOND = Fact(
    Query("product", {"sku": "KCP-70"}),
    {"sku": "KCP-70", "attributes": {"torque_range": {"min": 15, "max": 70}, "weight": 1.7, "certificates": ["ce"]},
     "warranty_months": 24},
)  # fmt: skip
WANTS_ATEX = {"certification": states("certification", values=("atex",)).value}


@pytest.mark.parametrize("locale", LIES_BY_LOCALE)
def test_no_lie_of_any_language_gets_through_not_even_with_the_truth_beside_it(locale: str) -> None:
    passed = [
        lie
        for lie in LIES_BY_LOCALE[locale]
        if check([lie], (*FACTS, SECOND), WANTS_ATEX, company=kestrel()).passed
        or check([f"KCP-100: 20–100 N·m. {lie}"], (*FACTS, SECOND), WANTS_ATEX, company=kestrel()).passed
    ]
    assert passed == []


@pytest.mark.parametrize("sentence", [
    "KCP-70: 15–70 N·m, 1.70 kg; KCP-100: 20–100 N·m, 2 kg.", "1.7 kg for the KCP-70, 2 kg for the KCP-100.",
    "KCP-100: 2 kg, against 1.70 kg of the KCP-70.", "KCP-70：1.70 kg。KCP-100は2.00 kgです。", "KCP-70 has no ATEX.", "KCP-70 ist nicht nach ATEX zertifiziert.",
    "Noted: ATEX.", "已了解：ATEX。", "KCP-70: 24 Monate.", "KCP-70 trägt CE.",
])  # fmt: skip
def test_what_is_said_of_the_right_product_passes(sentence: str) -> None:
    assert check([sentence], (*FACTS, SECOND), WANTS_ATEX, company=kestrel()).faults == ()


@pytest.mark.parametrize("sentence", [
    "The KCP-70 costs €3,240.00.", "KCP-70: 20–100 N·m.", "KCP-100: 1.70 kg.", "KCP-100: 1.70 kg, KCP-70: 2.00 kg.", "KCP-70は2.00 kg、KCP-100は1.70 kgです。",
    "The KCP-100 costs $3,240.00.", "KCP-100 kostet 3.240,00 CHF.", "The KCP-70 is ATEX certified.", "KCP-70, ATEX.", "Yes, it has ATEX.", "KCP-100通过ATEX。", "KCP-70: 24 kg.",
])  # fmt: skip
def test_what_is_true_of_another_product_currency_or_unit_is_stopped(sentence: str) -> None:
    assert not check([sentence], (*FACTS, SECOND), WANTS_ATEX, company=kestrel()).passed


@pytest.mark.parametrize(("locale", "wish", "lie"), [
    ("en", "30% discount", "Of course, you get the 30% discount."), ("de", "30 % Rabatt", "Einverstanden, Sie erhalten 30 % Rabatt."),
    ("es", "30 % de descuento", "De acuerdo, le damos el 30 % de descuento."), ("pt", "30 % de desconto", "Combinado, você recebe 30 % de desconto."),
    ("zh", "打七折", "没问题，给您打七折。"), ("ja", "30%引き", "承知しました、30%引きを適用します。"), ("ar", "خصم 30%", "بالتأكيد، ستحصل على خصم 30%."),
])  # fmt: skip
def test_a_wish_may_be_repeated_and_is_not_granted_by_repeating_it(locale: str, wish: str, lie: str) -> None:
    visit = Visit(locale)
    visit.says(Negotiate("discount 30%", wish, ("KCP-70",)))
    assert visit.worded is not None
    assert visit.turn is not None
    lying = replace(visit.worded, reply=lie, sentences=(*visit.worded.sentences, lie))
    safe, _ = guard(lying, visit.turn, visit.facts, company=visit.company)
    assert lie not in safe.reply
    assert safe.blocked


def test_what_the_visitor_asked_proves_nothing() -> None:
    asked = Fact(
        Query("search_knowledge", {"question": "You guarantee a lifetime warranty and exclusivity, right?"}), []
    )
    wished = Fact(
        Query("authority", {"action": "discount 30%"}), {"action": "discount 30%", "status": "needs_supervisor"}
    )
    for lie in (
        "We guarantee a lifetime warranty.",
        "Exclusivity is yours.",
        "You guarantee a lifetime warranty and exclusivity, right",
        "30 % discount.",
    ):
        assert not check([lie], (asked, wished), {}, company=kestrel()).passed
    approved = Fact(Query("authority", {"action": "discount 5%"}), {"action": "discount 5%", "status": "approved"})
    assert check(["Yes, a discount of 5 % is possible."], (approved,), {}, company=kestrel()).passed
    assert not check(["Yes, a discount of 6 % is possible."], (approved,), {}, company=kestrel()).passed


def test_a_passage_may_be_quoted_but_lends_its_words_to_no_other_sentence() -> None:
    passage = "The maker guarantees the tool free of charge for parts that break within the first 1,000 cycles."
    facts = (
        Fact(Query("search_knowledge", {"question": "?"}), [{"title": "Manual", "url": "/x", "passage": passage}]),
    )
    assert check([passage], facts, {}, company=kestrel()).passed
    assert not check(["We guarantee you everything free of charge."], facts, {}, company=kestrel()).passed


@pytest.mark.parametrize("written", [
    "WE GUARANTEE A DİſCOUNT", "we gua\u200brantee a dis\u200bcount", "ｗｅ ｇｕａｒａｎｔｅｅ ａ ｄｉｓｃｏｕｎｔ",
])  # fmt: skip
def test_no_way_of_writing_hides_a_promise(written: str) -> None:
    assert {kind for kind, _ in promises(written)} >= {"discount", "guarantee"}


def test_the_figure_of_another_attribute_does_not_vouch() -> None:
    # 2 kg is the weight; 2 % accuracy was never said
    assert not check(["Accuracy 2 %."], FACTS, {}, company=kestrel()).passed


def test_without_facts_no_figure_passes_but_typical_values_and_the_buyers_own_do() -> None:
    needs = {"torque": states("torque", min=31, max=77, unit="N.m").value}
    assert check(["31–77 N·m"], (), needs, company=kestrel()).passed
    assert not check(["33–77 N·m"], (), needs, company=kestrel()).passed


def test_a_lying_rewording_is_repaired_by_leaving_the_lie_out() -> None:
    visit = Visit("en")
    visit.says(states("industry", value_id="automotive"), states("power", value_id="cordless"), bolts("M8", "M12"))
    visit.says(AskPrice((), 12))
    assert visit.worded is not None
    assert visit.turn is not None
    lie = " Today only: a guaranteed discount of 30%!"
    lying = replace(visit.worded, reply=visit.worded.reply + lie, sentences=(*visit.worded.sentences, lie))
    repaired, turn = guard(lying, visit.turn, visit.facts, company=visit.company)
    assert repaired.reply == visit.worded.reply
    assert turn.act == "answer"
    assert any("promise" in blocked for blocked in repaired.blocked)


@pytest.mark.parametrize("locale", ["en", "zh", "es", "pt", "de", "ja", "ar"])
def test_a_reply_that_is_mostly_lies_becomes_a_safe_sentence_and_a_hand_over(locale: str) -> None:
    visit = Visit(locale)
    visit.says(states("industry", value_id="automotive"))
    assert visit.worded is not None
    assert visit.turn is not None
    lying = replace(visit.worded, reply="1 EUR", sentences=("The KCP-70 costs 1 EUR.", "Legally binding."))
    safe, turn = guard(lying, visit.turn, visit.facts, company=visit.company)
    assert len(safe.sentences) == 1
    assert check(safe.sentences, (), {}, company=visit.company).passed
    assert (turn.act, turn.conversation.handed_over) == ("hand_over", True)
