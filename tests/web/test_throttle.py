"""Nobody asks more often than allowed, and whoever stopped asking is forgotten."""

from __future__ import annotations

import pytest

from web.errors import TooOften
from web.throttle import Limit, Throttle

THREE_A_MINUTE = Limit("three", 3)


class Watch:
    """A clock that is set by hand."""

    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def allowed(throttle: Throttle, limit: Limit, who: str, *, tries: int) -> int:
    """Ask so often at once; return how many were let through."""
    let_through = 0
    for _ in range(tries):
        try:
            throttle.count(limit, who)
        except TooOften:
            continue
        let_through += 1
    return let_through


def test_so_many_are_let_through_and_the_next_is_told_when_to_come_again() -> None:
    watch = Watch()
    throttle = Throttle(watch)
    assert allowed(throttle, THREE_A_MINUTE, "keller", tries=10) == 3
    watch.seconds += 20
    with pytest.raises(TooOften) as refused:
        throttle.count(THREE_A_MINUTE, "keller")
    assert refused.value.seconds == 40
    watch.seconds += 40
    assert allowed(throttle, THREE_A_MINUTE, "keller", tries=10) == 3


def test_the_window_moves_with_every_moment_it_holds() -> None:
    watch = Watch()
    throttle = Throttle(watch)
    for _ in range(3):
        throttle.count(THREE_A_MINUTE, "keller")
        watch.seconds += 25
    assert allowed(throttle, THREE_A_MINUTE, "keller", tries=3) == 1
    watch.seconds += 10
    assert allowed(throttle, THREE_A_MINUTE, "keller", tries=3) == 1


def test_callers_and_limits_are_counted_apart() -> None:
    throttle = Throttle(Watch())
    assert allowed(throttle, THREE_A_MINUTE, "keller", tries=5) == 3
    assert allowed(throttle, THREE_A_MINUTE, "noura", tries=5) == 3
    assert allowed(throttle, Limit("five", 5), "keller", tries=9) == 5


def test_a_high_limit_holds_and_needs_little_memory() -> None:
    watch = Watch()
    throttle = Throttle(watch)
    many = Limit("many", 10_000)
    for _ in range(100):
        assert allowed(throttle, many, "key", tries=90) == 90
        watch.seconds += 0.5
    assert allowed(throttle, many, "key", tries=2_000) == 1_000
    assert len(throttle._callers[many]["key"].moments) <= 61


def test_who_stopped_asking_is_forgotten_though_others_go_on() -> None:
    watch = Watch()
    throttle = Throttle(watch)
    for visitor in range(500):
        throttle.count(THREE_A_MINUTE, f"visitor {visitor}")
    assert len(throttle) == 500
    watch.seconds += 62
    throttle.count(THREE_A_MINUTE, "noura")
    assert len(throttle) == 1
