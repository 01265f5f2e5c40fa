"""Where customers are lost, how much that costs, and the likely causes with the records that speak for them. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from scoring.indicators.contacts import TouchFacts
from scoring.indicators.estimates import newcombe
from scoring.indicators.facts import CustomerFacts, Facts
from scoring.indicators.touches import CHANNELS, REQUESTS
from scoring.losses import stated_cause

REFUSALS: Mapping[str, str] = {
    "price": "price",
    "delivery_time": "lead_time",
    "specification": "fit",
    "competitor": "competitor",
}
"""Why a buyer refused a quote, and which cause that is."""

SAID, SEEN, HINT = 3, 2, 1
"""How much a sign weighs: the buyer or a colleague said it, a record shows it, a record makes it thinkable."""

SLOW = timedelta(hours=24)
UNREAD = timedelta(days=3)
ALONE = timedelta(days=7)
CAUSES_SHOWN, SIGNS_SHOWN = 3, 5
MOST_COMPARED = 300
USUAL = 0.8
"""Where those who went on show a sign this often, compared with the lost ones, only who said so is counted."""
FEWEST_OF_A_REP = 10
SMALLEST_GAP = 0.05
"""A difference that is sure and this small still is nothing to speak to anybody about."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One record that speaks for a cause; `what` is worded where it is shown."""

    cause: str
    weight: int
    what: str
    customer: int
    at: datetime
    data: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause: whom it concerns, its share of the lost ones, how many of them said so, and the strongest signs.

    `usual` is how often the records say the same of those who went on; None where nobody did.
    """

    id: str
    customers: tuple[int, ...]
    share: float
    usual: float | None
    said: int
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What happens at one stage; `causes` are at most three, likeliest first, and none where no record speaks."""

    stage: int
    lost: tuple[int, ...]
    value: Decimal
    share: float | None
    """Of those who reached the stage."""
    slipping: tuple[int, ...]
    """Open customers who stand there for longer than its limit: whom to look after next."""
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A representative whose customers go on less often than those of the others; the interval of the difference is below zero."""

    rep: str
    stage: int
    """That is reached less often."""
    share: float
    n: int
    others: float
    of_others: int
    low: float
    high: float


def diagnose(facts: Facts) -> tuple[Diagnosis, ...]:
    """Diagnose the losses of the period stage by stage; a stage that lost nobody has none."""
    found = []
    blocked = _slipping(facts)
    for stage in facts.funnel.open:
        lost = [
            each for each in facts.customers if facts.period.holds(each.lost_at) and facts.standing[each.id] == stage
        ]
        if not lost:
            continue
        reached = sum(stage in stages for stages in facts.reached.values())
        found.append(
            Diagnosis(
                stage=stage,
                lost=tuple(each.id for each in lost),
                value=sum((each.value for each in lost), start=Decimal(0)),
                share=len(lost) / reached if reached else None,
                slipping=tuple(blocked[stage]),
                causes=likely(facts, lost, _went_on(facts, stage)),
            )
        )
    return tuple(found)


def _went_on(facts: Facts, stage: int) -> dict[int, datetime]:
    """Return who left a stage for the next one last, and when: with them the lost ones are compared."""
    following = stage + 1
    on = sorted(
        ((stages[following], each) for each, stages in facts.reached.items() if following in stages), reverse=True
    )
    return {each: at for at, each in on[:MOST_COMPARED]}


def likely(facts: Facts, lost: Sequence[CustomerFacts], went_on: Mapping[int, datetime]) -> tuple[Cause, ...]:
    """Return the three causes that most speaks for; each customer counts once for a cause, by its strongest sign.

    What was said counts whole. What records show counts by how much oftener they show it of the lost ones than of others.
    """
    signs = {each.id: list(signs_of(facts, each, each.lost_at or facts.period.end)) for each in lost}
    usual = Counter(
        cause
        for each, at in went_on.items()
        for cause in {sign.cause for sign in signs_of(facts, facts.by_id[each], at)}
    )
    causes = []
    for cause in dict.fromkeys(sign.cause for found in signs.values() for sign in found):
        of_cause = {each: [sign for sign in found if sign.cause == cause] for each, found in signs.items()}
        strongest = sorted(
            (max(each, key=lambda one: one.weight) for each in of_cause.values() if each), key=_by_weight
        )
        base = usual[cause] / len(went_on) if went_on else None
        if base is not None and base >= USUAL * len(strongest) / len(lost):
            strongest = [each for each in strongest if each.weight == SAID]
        said, share = sum(each.weight == SAID for each in strongest), len(strongest) / len(lost)
        seen = sum(each.weight for each in strongest) - SAID * said
        if (score := SAID * said + seen * (1 - min(1.0, (base or 0.0) / share) if share else 0)) > 0:
            customers = tuple(each.customer for each in strongest)
            causes.append((score, Cause(cause, customers, share, base, said, tuple(strongest[:SIGNS_SHOWN]))))
    causes.sort(key=lambda each: (-each[0], each[1].id))
    return tuple(cause for _, cause in causes[:CAUSES_SHOWN])


def signs_of(facts: Facts, customer: CustomerFacts, lost_at: datetime) -> Iterator[Sign]:
    """Yield what the records of a customer until a moment say about why it might be lost."""
    stated = stated_cause(customer.lost_reason)
    if customer.lost_at is not None and stated not in {"unknown", "other"}:
        yield Sign(stated, SAID, "stated", customer.id, lost_at, {"said": (customer.lost_reason or "")[:120]})
    for quote in facts.quotes_of.get(customer.id, ()):
        if quote.issued_at >= lost_at:
            continue
        if quote.refusal in REFUSALS and quote.closed_at is not None:
            yield Sign(REFUSALS[quote.refusal], SAID, "refused", customer.id, quote.closed_at, {"quote": quote.root})
        if (quote.viewed_at is None or quote.viewed_at >= lost_at) and lost_at - quote.issued_at >= UNREAD:
            yield Sign("documents_unread", SEEN, "unread", customer.id, quote.issued_at, {"quote": quote.root})
    touches = [each for each in facts.contacts.with_customer(customer.id) if each.at < lost_at]
    yield from _slowness(customer, touches, lost_at)
    for touch in touches:
        if touch.kind == "price_talk":
            yield Sign("price", HINT, "price_talk", customer.id, touch.at, {})


def _slowness(customer: CustomerFacts, touches: Sequence[TouchFacts], lost_at: datetime) -> Iterator[Sign]:
    waiting: TouchFacts | None = None
    for touch in touches:
        if touch.kind in REQUESTS:
            waiting = waiting or touch
        elif touch.kind in CHANNELS and waiting is not None:
            if touch.at - waiting.at > SLOW:
                hours = round((touch.at - waiting.at) / timedelta(hours=1))
                yield Sign("slow_follow_up", SEEN, "slow_answer", customer.id, waiting.at, {"hours": hours})
            waiting = None
    if waiting is not None and lost_at - waiting.at > SLOW:
        yield Sign("slow_follow_up", SEEN, "no_answer", customer.id, waiting.at, {})
    ours = [each.at for each in touches if each.kind in CHANNELS]
    last = max(ours, default=customer.entered_at)
    if waiting is None and lost_at - last > ALONE:
        yield Sign("slow_follow_up", HINT, "alone", customer.id, last, {"days": (lost_at - last).days})


def bottlenecks(facts: Facts) -> tuple[Bottleneck, ...]:
    """Return who loses more than the others on the way to a stage, where the cases are enough to say so.

    A customer counts for whom it belonged to when it went on, or when it was lost; else for whom it belongs to now.
    """
    found = []
    for stage in facts.funnel.positions[1:]:
        begun = [each for each in facts.customers if stage - 1 in facts.reached[each.id]]
        led = {each.id: rep for each in begun if (rep := facts.carried_to(each, stage))}
        for rep in sorted(set(led.values())):
            own = [each for each in begun if led.get(each.id) == rep]
            rest = [each for each in begun if each.id in led and led[each.id] != rep]
            if min(len(own), len(rest)) < FEWEST_OF_A_REP:
                continue
            hits, others = (sum(stage in facts.reached[each.id] for each in group) for group in (own, rest))
            low, high = newcombe(hits, len(own), others=others, of_others=len(rest))
            shares = hits / len(own), others / len(rest)
            if high < 0 and shares[1] - shares[0] >= SMALLEST_GAP:
                found.append(
                    Bottleneck(
                        rep, stage, shares[0], len(own), others=shares[1], of_others=len(rest), low=low, high=high
                    )
                )
    return tuple(found)


def _slipping(facts: Facts) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for each in facts.open:
        stage = facts.standing[each.id]
        if (
            stage < facts.funnel.won
            and facts.period.end - facts.entered_standing[each.id] > facts.limits.patience[stage]
        ):
            found[stage].append(each.id)
    return found


def _by_weight(sign: Sign) -> tuple[int, float]:
    return -sign.weight, -sign.at.timestamp()
