"""What the open customers are expected to bring, by when, and how sure that is; and how earlier forecasts fared. Pure.

Each customer is won with the chance of its stage and grade, after a waiting time of its stage. What is not known of the chances
themselves (few cases of the own, or the sample's alone) is drawn too, so that a forecast with little behind it is a wide one.
The draws come from a fixed seed: the same facts give the same forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from scoring.indicators.contacts import Touches
from scoring.indicators.facts import CustomerFacts, Facts, Period
from scoring.outcomes import TAIL, faded, unsigned

HORIZONS = (15, 30, 45, 60, 75, 90)
"""Days ahead that a curve is drawn for."""
INSIDE = 0.8
"""How often the truth should lie within the interval: between the 10th and the 90th percentile."""
SEED = 20_260
MOST_DRAWS, FEWEST_DRAWS, ALL_DRAWS = 4000, 400, 3_000_000
TEST_DAYS = 30
MOST_TESTS = 12
TEST_DRAWS = 1000
FEWEST_OPEN, FEWEST_TESTS = 5, 6
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Point:
    """What is expected within some days, with the interval that should hold the truth four times out of five."""

    days: int
    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Revenue from customers who are open now; who comes later is not in it. In the base currency."""

    points: tuple[Point, ...]
    total: Point
    """However long it takes; `days` is 0."""
    customers: int
    """Open customers with a value; those without one are `unvalued`."""
    unvalued: int
    cases: int
    """Won and lost customers of the own that the chances were learned from; 0: the sample's shares alone."""
    orders: int
    """Orders that the days to the signature were learned from; 0: the sample's."""


@dataclass(frozen=True, slots=True)
class Tested:
    """One forecast of the past beside what came."""

    at: datetime
    point: Point
    came: float

    @property
    def inside(self) -> bool:
        """Whether the interval held what came."""
        return self.point.low <= self.came <= self.point.high


@dataclass(frozen=True, slots=True)
class Backtest:
    """How earlier forecasts fared. `coverage` and `bias` are None where there are too few to say."""

    tests: tuple[Tested, ...]
    coverage: float | None
    bias: float | None
    """Expected less came, as a share of what came."""


@dataclass(frozen=True, slots=True)
class _Open:
    """One open customer with a value, as it is drawn."""

    value: float
    beta: tuple[float, float]
    still_coming: float
    waited: float
    """Days at its stage."""
    days_to_win: float

    @property
    def chance(self) -> float:
        won, lost = self.beta
        return faded(won / (won + lost), self.still_coming)

    def within(self, days: int) -> float:
        """The share of those who still sign that does so within some days."""
        return 1.0 - unsigned(self.waited + days, self.days_to_win) / unsigned(self.waited, self.days_to_win)


def forecast(facts: Facts, *, horizons: Sequence[int] = HORIZONS, most_draws: int = MOST_DRAWS) -> Forecast:
    """Forecast what the customers who are open at the end of the period bring; defined with no history, and with no customer."""
    chances = facts.chances
    valued = [_open(facts, each) for each in facts.open if each.value > 0]
    intervals = _intervals(valued, horizons, most_draws)
    points = []
    for days, (low, high) in zip((*horizons, 0), intervals, strict=True):
        expected = sum(each.value * each.chance * (each.within(days) if days else 1.0) for each in valued)
        points.append(Point(days, round(expected, 2), low, high))
    learned = [stage for stage in facts.funnel.open if chances.is_learned(stage)]
    return Forecast(
        points=tuple(points[:-1]),
        total=points[-1],
        customers=len(valued),
        unvalued=len(facts.open) - len(valued),
        cases=max((chances.cases(stage) for stage in learned), default=0),
        orders=chances.orders,
    )


def _open(facts: Facts, customer: CustomerFacts) -> _Open:
    stage, waited = facts.standing[customer.id], facts.waited(customer.id)
    chances = facts.chances
    return _Open(
        value=float(customer.value),
        beta=chances.beta(stage, customer.grade),
        still_coming=chances.still_coming(stage, waited),
        waited=waited / DAY if chances.orders else 0.0,
        days_to_win=chances.days(stage),
    )


def _intervals(valued: Sequence[_Open], horizons: Sequence[int], most_draws: int) -> list[tuple[float, float]]:
    """Return the interval for each horizon, and for however long it takes."""
    if not valued:
        return [(0.0, 0.0)] * (len(horizons) + 1)
    import numpy as np  # a page is served before the first forecast

    draws = max(FEWEST_DRAWS, min(most_draws, ALL_DRAWS // len(valued)))
    random = np.random.default_rng(SEED)
    coming = np.array([each.still_coming for each in valued])
    chance = np.empty((draws, len(valued)))
    alike: dict[tuple[float, float], list[int]] = {}
    for place, each in enumerate(valued):
        alike.setdefault(each.beta, []).append(place)
    for (wins, losses), places in alike.items():  # what is unknown of a chance is unknown for all it holds for
        chance[:, places] = random.beta(wins, losses, size=(draws, 1))
    won = random.random(chance.shape) < chance * coming / (chance * coming + 1 - chance)
    waited = np.array([each.waited for each in valued])
    scale = np.array([each.days_to_win for each in valued])
    left = random.random(chance.shape) / (1 + (waited / scale) ** TAIL)
    days = scale * (1 / left - 1) ** (1 / TAIL) - waited
    values = np.array([each.value for each in valued])
    sums = [(won & (days <= horizon)) @ values for horizon in horizons]
    sums.append(won @ values)
    edges = (50 - 50 * INSIDE, 50 + 50 * INSIDE)
    return [
        (round(float(low), 2), round(float(high), 2)) for low, high in (np.percentile(each, edges) for each in sums)
    ]


def backtest(facts: Facts, *, most: int = MOST_TESTS) -> Backtest:
    """Forecast from every thirtieth day of the past what the customers open then would bring in thirty days, and compare.

    The newest `most` of them; each knew of the past only what was known on its day.
    """
    begun = min((each.entered_at for each in facts.customers), default=facts.period.end)
    offered = replace(facts, touches=Touches.of(), talks=(), owners=())  # a forecast looks at nothing of these
    tests: list[Tested] = []
    at = facts.period.end - TEST_DAYS * DAY
    while at > begun and len(tests) < most:
        then = offered.until(Period(at - TEST_DAYS * DAY, at))
        valued = {each.id: each.value for each in then.open if each.value > 0}
        if len(valued) >= FEWEST_OPEN:
            until = at + TEST_DAYS * DAY
            came = sum(
                (value for each, value in valued.items() if each in facts.won_at and facts.won_at[each] < until),
                start=Decimal(0),
            )
            tests.append(
                Tested(at, forecast(then, horizons=(TEST_DAYS,), most_draws=TEST_DRAWS).points[0], float(came))
            )
        at -= TEST_DAYS * DAY
    tests.reverse()
    return _judged(tuple(tests))


def _judged(tests: tuple[Tested, ...]) -> Backtest:
    if len(tests) < FEWEST_TESTS:
        return Backtest(tests, None, None)
    came = sum(each.came for each in tests)
    expected = sum(each.point.expected for each in tests)
    return Backtest(tests, sum(each.inside for each in tests) / len(tests), expected / came - 1 if came else None)
