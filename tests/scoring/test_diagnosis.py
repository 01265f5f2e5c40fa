"""Losses, bottlenecks and forecasts are what the facts say, few facts say little, and none is an answer too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from scoring.diagnosis import FEWEST_OF_A_REP, bottlenecks, diagnose
from scoring.forecast import HORIZONS, backtest, forecast
from scoring.indicators.catalogue import INDICATORS
from scoring.indicators.contacts import Touches, TouchFacts
from scoring.indicators.facts import CustomerFacts, Facts, MoveFacts, Period, QuoteFacts
from scoring.model import Grade

NOW = datetime(2026, 11, 2, tzinfo=UTC)
MONTH = Period(NOW - timedelta(days=30), NOW)
DAY = timedelta(days=1)


def customer(number: int, **known: object) -> CustomerFacts:
    """A lead who was entered ten days ago and is heard of."""
    facts: dict[str, object] = {
        "id": number,
        "entered_at": NOW - 10 * DAY,
        "stage": 1,
        "stage_at": NOW - 10 * DAY,
        "lost_at": None,
        "lost_reason": None,
        "channel": "website",
        "country": "DE",
        "industry": None,
        "grade": Grade.B,
        "value": Decimal(0),
        "last_touch_at": NOW - DAY,
    }
    return CustomerFacts(**{**facts, **known})  # type: ignore[arg-type]  # a test names what it needs


def led(rep: str, first: int, *, went_on: int, count: int) -> tuple[list[CustomerFacts], list[MoveFacts]]:
    """Customers of a representative at the first touch, of whom some went on to a decision."""
    people = [customer(first + n, rep=rep, stage=4 if n < went_on else 3) for n in range(count)]
    moves = [MoveFacts(each.id, 3, NOW - 8 * DAY) for each in people]
    return people, moves + [MoveFacts(each.id, 4, NOW - 5 * DAY) for each in people[:went_on]]


def test_who_falls_far_behind_the_others_is_named_with_the_cases() -> None:
    good, good_moves = led("good", 1, went_on=24, count=30)
    weak, weak_moves = led("weak", 101, went_on=5, count=20)
    facts = Facts(MONTH, (*good, *weak), tuple(sorted(good_moves + weak_moves, key=lambda each: each.at)))
    (found,) = bottlenecks(facts)
    assert (found.rep, found.stage, found.share, found.n, found.others, found.of_others) == (
        "weak",
        4,
        0.25,
        20,
        0.8,
        30,
    )
    assert found.low < -0.55 < found.high < 0


@pytest.mark.parametrize(("went_on", "count"), [(0, FEWEST_OF_A_REP - 1), (11, 20)])
def test_few_cases_or_a_small_difference_accuse_nobody(went_on: int, count: int) -> None:
    good, good_moves = led("good", 1, went_on=24, count=30)
    other, other_moves = led("other", 101, went_on=went_on, count=count)
    facts = Facts(MONTH, (*good, *other), tuple(sorted(good_moves + other_moves, key=lambda each: each.at)))
    assert bottlenecks(facts) == ()


def test_likely_causes_are_three_at_most_and_the_strongest_evidence_first() -> None:
    lost = tuple(
        customer(n, lost_at=NOW - DAY, lost_reason="price" if n < 3 else None, value=Decimal(1000)) for n in range(1, 6)
    )
    quotes = tuple(
        QuoteFacts(n, f"Q-{n}", NOW - 8 * DAY, None, NOW - 2 * DAY, False, refusal)
        for n, refusal in ((3, "delivery_time"), (4, ""))
    )
    touches = (TouchFacts(5, "request", NOW - 6 * DAY),)
    (found,) = diagnose(Facts(MONTH, lost, quotes=quotes, touches=Touches.of(touches)))
    assert (found.stage, len(found.lost), found.value, found.share) == (1, 5, Decimal(5000), 1.0)
    assert [each.id for each in found.causes] == ["price", "documents_unread", "slow_follow_up"]
    assert [(each.said, each.share) for each in found.causes] == [(2, 0.4), (0, 0.4), (0, 0.6)]
    assert found.causes[0].signs[0].data == {"said": "price"}
    assert {each.what for each in found.causes[2].signs} == {"no_answer", "alone"}


def test_without_a_customer_there_is_a_forecast_and_no_judgement_of_it() -> None:
    found = forecast(Facts(MONTH, ()))
    assert [(each.days, each.expected, each.low, each.high) for each in found.points] == [
        (d, 0, 0, 0) for d in HORIZONS
    ]
    assert (found.customers, found.cases, found.orders) == (0, 0, 0)
    tested = backtest(Facts(MONTH, ()))
    assert (tested.tests, tested.coverage, tested.bias) == ((), None, None)


def test_the_samples_chances_make_a_wide_forecast_around_what_they_promise() -> None:
    offered = tuple(customer(n, stage=4, value=Decimal(10_000)) for n in range(40))
    found = forecast(Facts(MONTH, offered))
    assert found.total.expected == pytest.approx(40 * 10_000 * 0.67)
    assert found.cases == 0
    # 40 independent customers alone would make a range of 40 * 10,000 * 2 * 1.28 * sqrt(0.67 * 0.33 / 40) = 76,000
    assert found.total.high - found.total.low > 100_000


def test_no_indicator_fails_on_odd_facts() -> None:
    odd = (
        customer(1, entered_at=NOW - DAY, stage=5, stage_at=NOW - DAY, lost_at=NOW - DAY, value=Decimal("0.01")),
        customer(2, last_touch_at=NOW + 5 * DAY, country=None, grade=None, stage=4),
        customer(3, entered_at=NOW - timedelta(seconds=1), lost_at=NOW - timedelta(seconds=1)),
    )
    facts = Facts(MONTH, odd, moves=(MoveFacts(99, 3, NOW - DAY), MoveFacts(2, 1, NOW - DAY)))
    for indicator in INDICATORS.values():
        assert indicator.reckon(facts) is not None


def test_what_those_who_went_on_know_as_well_is_no_cause() -> None:
    lost = tuple(customer(n, lost_at=NOW - DAY, lost_reason="competitor") for n in (1, 2))
    on = tuple(customer(n, stage=2, stage_at=NOW - 2 * DAY) for n in (3, 4, 5, 6))
    slow = [TouchFacts(each.id, "request", NOW - 9 * DAY) for each in (*lost, *on)]
    answers = [TouchFacts(each.id, "call_completed", NOW - 4 * DAY) for each in (*lost, *on)]
    moves = tuple(MoveFacts(each.id, 2, NOW - 2 * DAY) for each in on)
    (found,) = diagnose(Facts(MONTH, (*lost, *on), moves, touches=Touches.of((*slow, *answers))))
    assert [each.id for each in found.causes] == ["competitor"]
    quick = Facts(MONTH, (*lost, *on), moves, touches=Touches.of((*slow[:2], *answers)))
    (found,) = diagnose(quick)
    assert [(each.id, each.share, each.usual) for each in found.causes] == [
        ("competitor", 1.0, 0.0),
        ("slow_follow_up", 1.0, 0.0),
    ]


def test_a_sign_that_everybody_shows_counts_for_those_who_said_so_alone() -> None:
    lost = (customer(1, lost_at=NOW - DAY, lost_reason="slow_follow_up"), customer(2, lost_at=NOW - DAY))
    on = tuple(customer(n, stage=2, stage_at=NOW - 2 * DAY) for n in (3, 4))
    slow = tuple(TouchFacts(each.id, "request", NOW - 9 * DAY) for each in (*lost, *on))
    moves = tuple(MoveFacts(each.id, 2, NOW - 2 * DAY) for each in on)
    (found,) = diagnose(Facts(MONTH, (*lost, *on), moves, touches=Touches.of(slow)))
    assert [(each.id, each.customers, each.said, each.usual) for each in found.causes] == [
        ("slow_follow_up", (1,), 1, 1.0)
    ]
