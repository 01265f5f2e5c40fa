"""What a customer is worth, how likely it is won or lost, and why.

The shares per stage are the sources' sample funnel (1000 leads, 800 contacts, 300 first touches, 120 decisions, 80 wins); the grade
shifts them. A stage with enough customers that were won or lost of its own gives way to what they show: each share is the mean of
a Beta distribution whose prior is the sample's share with the weight of `PRIOR_CASES` customers.

Once enough orders tell how long it takes to the signature, waiting lowers the chance: who is lost often says nothing, so the longer
an open customer stands at its stage, the likelier it is one of those.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from statistics import median

from scoring.funnel_shape import FIVE, WON, Funnel
from scoring.model import Grade, Reason

WIN_BY_STAGE = {1: 0.08, 2: 0.10, 3: 0.27, 4: 0.67, 5: 1.0}
GRADE_FACTOR = {Grade.A: 1.25, Grade.B: 1.0, Grade.C: 0.6, Grade.D: 0.1}
BLOCKED_AFTER = {1: timedelta(days=3), 2: timedelta(days=3), 3: timedelta(days=5), 4: timedelta(days=7)}
PRIOR_CASES = 20
"""How many customers the sample's share weighs against a company's own."""
ENOUGH_CASES = 30
"""From how many won and lost customers on a stage's own history counts."""
DAYS_TO_WIN = {1: 14.0, 2: 12.0, 3: 9.0, 4: 5.0}
"""Until the signature, from each stage on, in the sources' sample (2, 3, 4 and 5 days at the stages)."""
TAIL = 1.5
"""The shape of the log-logistic distribution of the days to the signature: some orders take many times the median."""
HIGHEST = 0.95
HIGH_RISK = 0.7
"""From which risk on a customer is shown as at risk."""


@dataclass(frozen=True, slots=True)
class Concluded:
    """Customers that were won or lost: the furthest stage they reached, their grade, how many are alike."""

    reached: int
    grade: Grade | None
    won: bool
    number: int = 1


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely customers are won; keys of the counts are a stage and a grade (B where there is none)."""

    won: Mapping[tuple[int, Grade], int] = field(default_factory=dict)
    lost: Mapping[tuple[int, Grade], int] = field(default_factory=dict)
    days_to_win: Mapping[int, float] = field(default_factory=dict)
    """The median from each stage on; a stage that is missing has the sample's."""
    orders: int = 0
    """How many own orders these days were learned from; 0: they are the sample's."""
    funnel: Funnel = FIVE
    """Whose positions the stages are."""
    _betas: dict[tuple[int, Grade], tuple[float, float]] = field(default_factory=dict, repr=False, compare=False)
    """What was reckoned once: there are few stages and grades, and many customers."""

    def cases(self, stage: int) -> int:
        """Return how many of those who reached a stage were won or lost."""
        return sum(
            sum(count for (each, _), count in counts.items() if each == stage) for counts in (self.won, self.lost)
        )

    def is_learned(self, stage: int) -> bool:
        """Whether a stage has enough cases for its own history to count."""
        return self.cases(stage) >= ENOUGH_CASES

    def beta(self, stage: int, grade: Grade | None) -> tuple[float, float]:
        """Return the two parameters of what is known of the chance at a stage: wins and losses, those of the prior included."""
        key = stage, grade or Grade.B
        if key not in self._betas:
            self._betas[key] = self._beta(*key)
        return self._betas[key]

    def _beta(self, stage: int, grade: Grade) -> tuple[float, float]:
        sample = min(HIGHEST, sample_share(self.funnel.meaning(stage)) * GRADE_FACTOR[grade])
        won, lost = sample * PRIOR_CASES, (1 - sample) * PRIOR_CASES
        if self.is_learned(stage):
            won += self.won.get((stage, grade), 0)
            lost += self.lost.get((stage, grade), 0)
        return won, lost

    def win(self, stage: int, grade: Grade | None, waited: timedelta = timedelta(0)) -> float:
        """Return 0..1 for an open customer that has stood at its stage for a while."""
        won, lost = self.beta(stage, grade)
        return faded(won / (won + lost), self.still_coming(stage, waited))

    def still_coming(self, stage: int, waited: timedelta) -> float:
        """Return which share of those who sign have not done so after a while at a stage; 1 where own orders are too few."""
        if not self.orders:
            return 1.0
        return unsigned(waited / timedelta(days=1), self.days(stage))

    def days(self, stage: int) -> float:
        """Return how many days it takes from a stage to the signature, in the median."""
        return self.days_to_win.get(max(1, stage)) or sample_days(self.funnel.meaning(stage))

    def patience(self, stage: int) -> timedelta:
        """Return how long a customer may be silent on a stage."""
        return BLOCKED_AFTER[min(WON - 1, int(self.funnel.meaning(stage)))]


def sample_share(meaning: float) -> float:
    """Return the sample's share of wins for what a stage means; between two of its stages the geometric mean of both."""
    below = int(meaning)
    above, part = min(WON, below + 1), meaning - below
    return float(WIN_BY_STAGE[below] ** (1 - part) * WIN_BY_STAGE[above] ** part)


def sample_days(meaning: float) -> float:
    """Return the sample's days to the signature for what an open stage means."""
    below = min(WON - 1, int(meaning))
    part = min(meaning - below, 0.99)
    return DAYS_TO_WIN[below] * (1 - part) + DAYS_TO_WIN.get(below + 1, 0.0) * part


BY_THE_SAMPLE = Chances()
"""What is assumed before a company has outcomes of its own."""


def unsigned(days: float, days_to_win: float) -> float:
    """Return the share of those who sign in the end that has not done so after some days."""
    return 1.0 / (1.0 + math.pow(max(0.0, days) / days_to_win, TAIL))


def faded(share: float, still_coming: float) -> float:
    """Return the chance of one who has not signed yet, where of those who will only the share `still_coming` has not."""
    return share * still_coming / (share * still_coming + 1.0 - share)


def learn(
    concluded: Iterable[Concluded],
    days_to_win: Mapping[int, Sequence[float]] | None = None,
    *,
    funnel: Funnel = FIVE,
) -> Chances:
    """Count who was won and who was lost of those that reached each stage, and take the median days of those who signed."""
    won: Counter[tuple[int, Grade]] = Counter()
    lost: Counter[tuple[int, Grade]] = Counter()
    alike: Counter[tuple[int, Grade, bool]] = Counter()
    for each in concluded:
        alike[each.reached, each.grade or Grade.B, each.won] += each.number
    for (reached, grade, is_won), number in alike.items():
        for stage in range(1, reached + 1):
            (won if is_won else lost)[stage, grade] += number
    days = days_to_win or {}
    orders = len(days.get(1, ()))
    if orders < ENOUGH_CASES:
        return Chances(won, lost, funnel=funnel)
    medians = {stage: max(0.25, median(days[stage])) for stage in funnel.open}
    return Chances(won, lost, medians, orders, funnel)


def win_probability(
    stage: int,
    grade: Grade | None,
    *,
    lost: bool = False,
    chances: Chances = BY_THE_SAMPLE,
    waited: timedelta = timedelta(0),
) -> float:
    """Return 0..1; a lost customer is 0, a won one 1. `waited` is how long an open one has stood at its stage."""
    if lost:
        return 0.0
    if stage >= chances.funnel.won:
        return 1.0
    return round(chances.win(stage, grade, waited), 3)


def risk_score(
    stage: int,
    grade: Grade | None,
    silent_for: timedelta,
    *,
    lost: bool = False,
    chances: Chances = BY_THE_SAMPLE,
) -> float:
    """Return 0..1: how likely the customer is being lost; silence beyond the stage's patience raises it."""
    if lost:
        return 1.0
    if stage >= chances.funnel.won:
        return 0.0
    silence = min(1.0, max(0.0, silent_for / (2 * chances.patience(stage))))
    return round(min(1.0, 0.5 * (1 - win_probability(stage, grade, chances=chances)) + 0.5 * silence), 2)


def expected_value(
    value: Decimal,
    stage: int,
    grade: Grade | None,
    *,
    lost: bool = False,
    chances: Chances = BY_THE_SAMPLE,
    waited: timedelta = timedelta(0),
) -> Decimal:
    """Return the probability-weighted part of `value`, rounded to whole units of the base currency's cents."""
    share = win_probability(stage, grade, lost=lost, chances=chances, waited=waited)
    return (value * Decimal(str(share))).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Outlook:
    """How it stands with one customer, and why; `cases` is how many own outcomes the chance rests on, 0 for the sample's."""

    win: float
    loss: float
    risk: float
    cases: int
    reasons: tuple[Reason, ...]
    """`points` is what each adds to the risk, in hundredths."""


def outlook(
    stage: int,
    grade: Grade | None,
    silent_for: timedelta,
    *,
    lost: bool = False,
    chances: Chances = BY_THE_SAMPLE,
) -> Outlook:
    """Return the chance, the risk and what makes them up: the stage, the grade, the silence."""
    win = win_probability(stage, grade, lost=lost, chances=chances)
    risk = risk_score(stage, grade, silent_for, lost=lost, chances=chances)
    if lost or stage >= chances.funnel.won:
        code = "outlook_lost" if lost else "outlook_won"
        return Outlook(win, 1 - win, risk, 0, (Reason(code, 0, {}),))
    cases = chances.cases(stage) if chances.is_learned(stage) else 0
    average = chances.win(stage, Grade.B)
    reasons = [Reason("outlook_stage", round(50 * (1 - average), 1), {"share": round(100 * average), "n": cases})]
    if grade is not None and (shift := round(50 * (average - win), 1)):
        reasons.append(Reason("outlook_grade", shift, {"grade": grade.value}))
    patience = chances.patience(stage)
    if silence := round(100 * (risk - 0.5 * (1 - win))):
        days = {"days": silent_for.days, "patience": patience.days}
        code = "outlook_silent" if silent_for > patience else "outlook_quiet"
        reasons.append(Reason(code, float(silence), days))
    return Outlook(win, round(1 - win, 3), risk, cases, tuple(reasons))
