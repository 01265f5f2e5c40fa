"""The five stages: each rule of the sources, forward only, skipping what lies between."""

from datetime import UTC, datetime, timedelta

import pytest

from scoring.funnel_stages import stage_after, suggested
from scoring.model import Behaviour

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("counts", "stage"),
    [
        ({"view_product": 3}, 2),
        ({"reply_received": 1}, 2),
        ({"call_answered": 1}, 2),
        ({"service_code_scanned": 1}, 2),
        ({"call_completed": 1}, 3),
        ({"presentation": 1}, 3),
        ({"demo": 1}, 3),
        ({"quote_requested": 1}, 4),
        ({"sample_requested": 1}, 4),
        ({"price_discussed": 1}, 4),
        ({"meeting": 2}, 4),
        ({"trial": 1}, 4),
        ({"contract_returned": 1}, 5),
        ({"payment_received": 1}, 5),
        ({"view_product": 9, "payment_received": 1}, 5),
    ],
)
def test_events_bring_a_lead_to_their_stage(counts: dict[str, int], stage: int) -> None:
    move = stage_after(1, counts, at=NOON)
    assert move is not None
    assert (move.from_stage, move.to_stage) == (1, stage)


@pytest.mark.parametrize("counts", [{}, {"view_product": 2}, {"meeting": 1}, {"page_view": 500}, {"view_price": 70}])
def test_less_than_a_rule_asks_for_moves_nobody(counts: dict[str, int]) -> None:
    assert stage_after(1, counts, at=NOON) is None


def test_nobody_moves_back_or_stays_with_a_move() -> None:
    assert stage_after(4, {"view_product": 3, "quote_requested": 1}, at=NOON) is None
    assert stage_after(5, {"quote_requested": 2}, at=NOON) is None


def test_seven_price_visits_within_48_hours_suggest_the_decision() -> None:
    visits = [Behaviour("view_price", None, NOON + timedelta(hours=8 * number), "web") for number in range(7)]
    assert suggested(2, visits) is not None
    assert suggested(4, visits) is None
    assert suggested(2, visits[:6]) is None
    late = [*visits[:6], Behaviour("view_price", None, NOON + timedelta(hours=48, seconds=1), "web")]
    assert suggested(2, late) is None
