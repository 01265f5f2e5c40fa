"""What a quote would be is reckoned by the function that issues it: a preview, a draft and the issued quote never differ by a cent."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import quoting.jobs  # noqa: F401 - registers the job that an issue enqueues
from content.authority import Concession, Quantity, Status, decide_concessions
from content.catalogue.model import Permissions
from foundation.actor import Actor
from foundation.database import Database
from quoting import errors
from quoting.answers.errors import DraftChanged, DraftOnly, QuoteReplaced
from quoting.approval import judge_quote
from quoting.bounds import DISCOUNT, PAYMENT, reaches
from quoting.drafts import draft_quote, draft_revision, edit_draft, issue_draft, version_of
from quoting.earlier import Earlier
from quoting.goods import find_goods
from quoting.issue import compose_quote, issue_quote, require_quote
from quoting.model import Quote, QuoteRequest, QuoteStatus, RequestedLine
from quoting.pricing import price_lines
from quoting.undertakings import undertakings_of
from quoting.wish import Wish, placed, request_of
from tests.quoting import cast
from tests.quoting.cast import NOW, TODAY, request

REP = Actor.staff("rep", ["sales"])
COMPANY = cast.company()
SKUS = ("KCP-70", "KAB-18", "KCN-110A", "KHW-4000", "KAC-18")

percents = st.decimals(0, 30, places=2, allow_nan=False) | st.just(Decimal(0))


@st.composite
def lines(draw: st.DrawFn) -> RequestedLine:
    sku = draw(st.sampled_from(SKUS))
    options = [option.id for option in COMPANY.products[sku].options]
    chosen = draw(st.lists(st.sampled_from(options), unique=True)) if options else []
    return RequestedLine(sku, draw(st.integers(1, 300)), tuple(chosen), draw(st.none() | percents))


@st.composite
def wishes(draw: st.DrawFn) -> QuoteRequest:
    return request(
        *draw(st.lists(lines(), min_size=1, max_size=6)),
        locale=draw(st.sampled_from(COMPANY.locales)),
        currency=draw(st.sampled_from(COMPANY.currencies)),
        discount=draw(percents),
        country=draw(st.sampled_from([None, "DE", "FR", "SA", "US"])),
        incoterm=draw(st.sampled_from([None, "CIF Hamburg", "FCA", "DAP جدة"])),
        payment_days=draw(st.none() | st.integers(0, 120)),
        validity_days=draw(st.none() | st.integers(1, 120)),
        note=draw(st.sampled_from(["", "Line 3, gate 7", "with 5 % discount", "独家代理"])),
    )


def figures(quote: Quote) -> list[Any]:
    """All amounts of a quote, its terms, and what was decided on it."""
    sums = [quote.subtotal, quote.discount, quote.surcharges, quote.freight, quote.tax, quote.total]
    return [
        quote.status, sums, [(line.unit_price, line.amount, line.min_quantity, line.discount) for line in quote.lines],
        quote.incoterm, quote.terms, quote.valid_until, quote.packing, quote.assumptions,
        [(one["status"], one["rule"], one["may_grant"]) for one in quote.authority],
    ]  # fmt: skip


def composed(wish: QuoteRequest) -> Quote:
    return compose_quote(placed(wish), COMPANY, now=NOW, roles=REP.roles)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(wishes())
def test_a_quote_made_again_of_what_it_says_is_the_same_to_the_last_cent(wish: QuoteRequest) -> None:
    shown = composed(wish)
    again = composed(request_of(shown))
    assert figures(again) == figures(shown)
    assert version_of(again) == version_of(shown)
    assert shown.total == (shown.subtotal - shown.discount + shown.surcharges + shown.freight + shown.tax)


async def test_what_is_shown_is_what_is_drafted_edited_and_issued(database: Database) -> None:
    told = [
        request(RequestedLine("KCP-70", 12, ("wifi_module",), Decimal("7.25")), RequestedLine("KAB-18", 25), discount=Decimal(3)),
        request(RequestedLine("KHW-4000", 3), currency="CNY", locale="zh", payment_days=90, country="CN", note="5% 折扣"),
        request(RequestedLine("KCP-70", 25, (), Decimal(19)), currency="USD", locale="ar", incoterm="CIF جدة", validity_days=60),
    ]  # fmt: skip
    for wish in told:
        shown = composed(wish)
        async with database.transaction() as session:
            draft = await draft_quote(session, request(), COMPANY, by=REP, now=NOW)
        async with database.transaction() as session:
            edited = await edit_draft(
                session, draft.number, wish, version=version_of(draft), company=COMPANY, by=REP, now=NOW
            )
        async with database.transaction() as session:
            issued = await issue_draft(session, edited.number, COMPANY, by=REP, now=NOW)
        async with database.reading() as session:
            stored = await require_quote(session, issued.number)
        assert figures(stored) == figures(shown)
        assert (stored.note, stored.payment_days, stored.validity_days) == (
            wish.note, wish.payment_days, wish.validity_days,
        )  # fmt: skip


async def test_of_two_who_edit_one_draft_the_second_changes_nothing(database: Database) -> None:
    async with database.transaction() as session:
        draft = await draft_quote(session, request(), COMPANY, by=REP, now=NOW)
    opened = version_of(draft)

    async def edit(wish: Wish, version: str | None) -> Quote:
        async with database.transaction() as session:
            return await edit_draft(session, draft.number, wish, version=version, company=COMPANY, by=REP, now=NOW)

    first = await edit(Wish(note="first"), opened)
    with pytest.raises(DraftChanged):
        await edit(Wish(note="second"), opened)
    async with database.reading() as session:
        assert (await require_quote(session, draft.number)).note == "first"
    assert (await edit(Wish(note="third"), version_of(first))).note == "third"
    assert (await edit(Wish(currency="USD", locale="ja"), None)).currency == "USD"
    async with database.transaction() as session:
        issued = await issue_draft(session, draft.number, COMPANY, by=REP, now=NOW)
    with pytest.raises(errors.QuoteNotFound):
        await edit(Wish(note="late"), None)
    async with database.transaction() as session:
        with pytest.raises(DraftOnly):
            await edit_draft(session, issued.number, Wish(), version=None, company=COMPANY, by=REP, now=NOW)


async def test_a_revision_is_drafted_in_several_sittings_while_the_quote_stays_as_it_is(database: Database) -> None:
    async with database.transaction() as session:
        first = await issue_quote(session, request(RequestedLine("KCP-70", 12)), COMPANY, by=REP, now=NOW)

    async def drafted(wish: Wish) -> Quote:
        async with database.transaction() as session:
            return await draft_revision(session, first.number, wish, company=COMPANY, by=REP, now=NOW)

    draft, rival = await drafted(Wish(discount=Decimal(2))), await drafted(Wish(note="rival"))
    assert (draft.status, draft.revises, draft.revision) == (QuoteStatus.DRAFT, first.number, 0)
    for note in ("first sitting", "second sitting"):
        async with database.transaction() as session:
            edited = await edit_draft(
                session, draft.number, Wish(note=note), version=version_of(draft), company=COMPANY, by=REP, now=NOW
            )
        assert (edited.revises, edited.lines[0].discount) == (first.number, Decimal(2))
        draft = edited
    async with database.reading() as session:
        assert (await require_quote(session, first.number)).status is QuoteStatus.ISSUED
    async with database.transaction() as session:
        issued = await issue_draft(session, draft.number, COMPANY, by=REP, now=NOW)
    assert (issued.number, issued.revision, issued.root, issued.id) == (f"{first.number}-2", 2, first.number, draft.id)
    assert (issued.note, issued.revises, issued.status) == ("second sitting", "", QuoteStatus.ISSUED)
    async with database.reading() as session:
        assert (await require_quote(session, first.number)).status is QuoteStatus.SUPERSEDED
        with pytest.raises(errors.QuoteNotFound):
            await require_quote(session, draft.number)
    with pytest.raises(QuoteReplaced, match=issued.number):  # nobody's revision is overrun
        async with database.transaction() as session:
            await issue_draft(session, rival.number, COMPANY, by=REP, now=NOW)
    async with database.reading() as session:
        assert (await require_quote(session, rival.number)).status is QuoteStatus.DRAFT


def test_a_fault_of_a_line_tells_which_line() -> None:
    ended = [
        price.model_copy(update={"valid_until": TODAY - timedelta(days=1)})
        for price in COMPANY.prices
        if price.sku == "KAB-18"
    ]
    others = [price for price in COMPANY.prices if price.sku != "KAB-18"]
    company = COMPANY.model_copy(update={"prices": (*others, *ended)})
    wish = request(RequestedLine("KCP-70", 1), RequestedLine("KAB-18", 1))
    with pytest.raises(errors.PriceListExpired) as told:
        price_lines(wish, company, today=TODAY)
    assert told.value.position == 2
    with pytest.raises(errors.MixedCurrencies) as mixed:
        composed(
            request(RequestedLine("KCP-70", 1), RequestedLine("KCP-70", 1), RequestedLine("KCP-70", 1, currency="USD"))
        )
    assert mixed.value.position == 3


@pytest.mark.parametrize("roles", [(), ("sales",), ("supervisor",), ("sales_director",), ("owner",)])
@pytest.mark.parametrize("sku", SKUS)
def test_who_may_grant_how_much_is_what_the_engine_decides_at_every_step(sku: str, roles: tuple[str, ...]) -> None:
    rules = find_goods(COMPANY, sku).rules
    steps = reaches(rules, COMPANY, DISCOUNT, roles=roles)
    assert steps[0].lowest == Decimal("0.01")
    assert steps[-1].highest == Decimal("99.99")
    for before, after in itertools.pairwise(steps):
        assert after.lowest - before.highest == Decimal("0.01")
        assert after.grantor != before.grantor
    [priced] = price_lines(request(RequestedLine(sku, 1)), COMPANY, today=TODAY)
    for step in steps:
        for percent in {step.lowest, (step.lowest + step.highest).quantize(Decimal(1)) / 2, step.highest}:
            line = replace(priced, discount=round(percent, 2), floor=None)
            approved, authority = judge_quote([line], COMPANY, locale="en", today=TODAY, roles=roles)
            grantor = "" if approved else next(iter(authority[0]["may_grant"]), None)
            assert grantor == step.grantor, (percent, step)


def test_a_payment_term_is_laid_out_in_days() -> None:
    rules = find_goods(COMPANY, "KCP-70").rules
    steps = reaches(rules, COMPANY, PAYMENT, roles=["sales"])
    assert [(int(one.highest), one.grantor) for one in steps] == [(45, ""), (60, "supervisor"), (365, "sales_director")]


@pytest.mark.parametrize(
    ("term", "status"),
    [
        ({"payment_days": 30}, "approved"), ({"payment_days": 46}, "needs_supervisor"), ({"payment_days": 0}, None),
        ({"validity_days": 30}, None), ({"validity_days": 31}, "needs_supervisor"),
        ({"note": "Gate 7, ring twice"}, None), ({"note": "We grant you exclusivity."}, "forbidden"),
        ({"note": "Wir gewähren zusätzlich 25 % Rabatt."}, "forbidden"), ({"note": "独家代理"}, "forbidden"),
        ({"note": "Geprüft bei 80 % Luftfeuchte; 100 % Endprüfung."}, None),
        ({"note": "Geprüft bei 80 % Luftfeuchte; 25 % für Sie."}, "forbidden"),
        ({"note": "30 % Anzahlung", "payment_days": 0}, "needs_supervisor"),
    ],
)  # fmt: skip
def test_terms_and_notes_are_held_against_the_rules(term: dict[str, Any], status: str | None) -> None:
    quote = composed(request(RequestedLine("KCP-70", 1), **term))
    assert [one["status"] for one in quote.authority] == ([status] if status else [])
    assert len(undertakings_of(quote, COMPANY)) == len(undertakings_of(request(**term), COMPANY))


IN_ADVANCE = {
    "en": "{n} % advance payment", "zh": "预付{n}%", "es": "{n} % de anticipo", "pt": "{n} % de entrada", "de": "{n} % Anzahlung",
    "ja": "前払い{n}%", "ar": "{n}% دفعة مقدمة",
}  # fmt: skip


@pytest.mark.parametrize("locale", IN_ADVANCE)
@pytest.mark.parametrize(
    ("ordered", "days", "percent", "status"),
    [
        (False, None, 30, ["needs_supervisor"]), (False, None, 100, []), (False, 0, 30, ["needs_supervisor"]),
        (False, 30, 30, ["approved"]), (True, None, 30, []), (True, 0, 30, ["needs_supervisor"]), (True, 30, 30, ["approved"]),
    ],
)  # fmt: skip
def test_a_part_in_advance_concedes_the_rest_of_a_first_order_or_of_a_quote_that_asks_for_all_of_it(
    locale: str, ordered: bool, days: int | None, percent: int, status: list[str]
) -> None:
    wish = request(RequestedLine("KCP-70", 1), note=IN_ADVANCE[locale].format(n=percent), payment_days=days)
    quote = compose_quote(wish, COMPANY, now=NOW, earlier=Earlier(has_ordered=ordered))
    assert [one["status"] for one in quote.authority] == status


def test_a_part_in_advance_concedes_nothing_where_the_terms_want_no_first_order_prepaid() -> None:
    terms = COMPANY.terms.model_copy(update={"first_order_prepaid": False})
    wish = request(RequestedLine("KCP-70", 1), note="30 % advance payment")
    assert compose_quote(wish, COMPANY.model_copy(update={"terms": terms}), now=NOW).authority == ()


def test_a_discount_in_a_note_adds_to_that_of_the_lines() -> None:
    quote = composed(request(RequestedLine("KCP-70", 1, (), Decimal(9)), note="another 5 % discount"))
    assert [one["status"] for one in quote.authority] == ["approved", "needs_process"]
    alone = decide_concessions(
        Permissions(can_approve_immediately=("discount<10%",)),
        [Concession("discount", Quantity(Decimal(5), "percent"))],
        action="",
        locale="en",
    )
    assert alone.status is Status.APPROVED
