"""What a quote concedes is held against product, role, what was granted and what was given before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from content.catalogue.model import Company
from foundation.money import Money
from quoting.approval import judge_quote, line_fingerprint
from quoting.earlier import Given
from quoting.model import Line, RequestedLine
from quoting.pricing import price_lines
from tests.quoting import cast
from tests.quoting.cast import TODAY, request

COMPANY: Company = cast.company()


def lines(*discounts: str, sku: str = "KAB-18", quantity: int = 10) -> tuple[Line, ...]:
    """Lines of one product with these discounts."""
    wished = [RequestedLine(sku, quantity, discount=Decimal(discount)) for discount in discounts]
    return price_lines(request(*wished), COMPANY, today=TODAY)


def statuses(wanted: tuple[Line, ...], **more: object) -> list[str]:
    """The decisions' statuses on these lines."""
    _, decisions = judge_quote(wanted, COMPANY, locale="de", today=TODAY, **more)  # type: ignore[arg-type] # by keyword
    return [decision["status"] for decision in decisions]


def test_what_is_granted_for_a_line_holds_for_exactly_that_line() -> None:
    given, other = lines("11", "11.5")
    granted = {line_fingerprint(given)}
    assert statuses((given, other), granted=granted) == ["approved", "needs_supervisor"]
    changed = [
        replace(given, quantity=11),
        replace(given, discount=Decimal("11.01")),
        replace(given, unit_price=given.unit_price + Money.of("0.01", "EUR")),
        replace(given, sku="KCP-35"),
        replace(given, options=("case",)),
    ]
    assert len({line_fingerprint(line) for line in (given, *changed)}) == 6
    for line in changed:
        assert statuses((line,), granted=granted) == ["needs_supervisor"]


def test_a_granted_line_keeps_its_approval_whatever_its_words_and_the_order_of_its_options() -> None:
    (line,) = lines("11")
    renamed = replace(line, name="anders", specification=(("a", "b"),), lead_time_days=99, options=("b", "a"))
    assert line_fingerprint(renamed) == line_fingerprint(replace(line, options=("a", "b")))


def test_a_role_concedes_within_its_own_bounds_and_never_what_the_product_forbids() -> None:
    for discount, role, status in [
        ("9.99", "nobody", "approved"),
        ("11.99", "sales", "approved"),
        ("12", "sales", "needs_supervisor"),
        ("18", "supervisor", "approved"),
        ("18.01", "supervisor", "needs_process"),
        ("25", "sales_director", "approved"),
        ("30.01", "sales_director", "forbidden"),
        ("31", "owner", "forbidden"),
    ]:
        assert statuses(lines(discount), roles={role}) == [status], (discount, role)


def test_concessions_of_other_open_quotes_count_by_value_whatever_their_order() -> None:
    (line,) = lines("9")  # within authority by itself
    value = line.gross.amount
    dear = Given(Money(value * Decimal("0.12"), "EUR"), Money(value, "EUR"))
    mild = Given(Money(value * Decimal("0.05"), "EUR"), Money(value, "EUR"))
    assert statuses((line,), earlier=(mild,)) == ["approved"]
    assert statuses((line,), earlier=(dear,)) == ["approved", "needs_supervisor"]  # (9 + 12) / 2 = 10.5 %
    assert statuses((line,), earlier=(dear, mild)) == statuses((line,), earlier=(mild, dear)) == ["approved"]


def test_freight_for_these_very_goods_counts_as_discount_to_the_cent() -> None:
    (line,) = lines("9")
    hundredth = line.gross.amount / 100
    below = Given(Money(hundredth - Decimal("0.01"), "EUR"), Money.zero("EUR"))
    exactly = Given(Money(hundredth, "EUR"), Money.zero("EUR"))
    assert statuses((line,), earlier=(below,)) == ["approved", "approved"]
    assert statuses((line,), earlier=(exactly,)) == ["approved", "needs_supervisor"]


def test_another_currency_counts_at_the_rate_on_record_and_needs_a_person_without_one() -> None:
    (line,) = lines("9")
    other = Given(Money(line.gross.amount, "USD"), Money(line.gross.amount * 10, "USD"))
    assert statuses((line,), earlier=(other,)) == ["approved", "needs_supervisor"]
    rates = {"EUR": Decimal(1), "USD": Decimal("0.000001")}
    assert statuses((line,), earlier=(other,), rates=rates) == ["approved", "approved"]
