"""The source of truth for what figures are reckoned from: customers, moves, quotes and contacts until the end of a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property

from scoring.funnel_shape import FIVE, Funnel
from scoring.indicators.contacts import Contacts, Touches, TouchFacts
from scoring.indicators.earlier import customer_as_of, quote_as_of, reach
from scoring.indicators.entered import CostFacts, GoalFacts
from scoring.model import Grade
from scoring.outcomes import BLOCKED_AFTER, Chances, Concluded, learn


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` on, before `end`; aware moments."""

    start: datetime
    end: datetime
    earlier: tuple[datetime, datetime] | None = None
    """What it is compared with, where that is not simply the same length of time before it."""

    def holds(self, at: datetime | None) -> bool:
        """Whether a moment lies within."""
        return at is not None and self.start <= at < self.end

    @property
    def before(self) -> Period:
        """The period that this one is compared with."""
        return Period(*self.earlier) if self.earlier else Period(self.start - (self.end - self.start), self.start)

    @property
    def weeks(self) -> float:
        """How long it is."""
        return (self.end - self.start) / timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """A customer as the figures see one; `value` in the base currency, 0 where nothing is offered (any more)."""

    id: int
    entered_at: datetime
    stage: int
    stage_at: datetime
    lost_at: datetime | None
    lost_reason: str | None
    channel: str
    country: str | None
    industry: str | None
    grade: Grade | None
    value: Decimal
    last_touch_at: datetime
    rep: str | None = None
    """The member of staff to whom the customer belongs."""


@dataclass(frozen=True, slots=True)
class MoveFacts:
    customer: int
    to_stage: int
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnerFacts:
    """From when on a customer belonged to whom of the staff; None for nobody."""

    customer: int
    owner: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    """The newest revision of one quote. `closed_at` is when it was answered, withdrawn or ran out."""

    customer: int
    root: str
    issued_at: datetime
    viewed_at: datetime | None
    closed_at: datetime | None
    accepted: bool
    refusal: str = ""
    """Why the buyer refused it, by id."""
    withdrawn: bool = False
    """By us: nobody decided."""
    value: Decimal = Decimal(0)
    """In the base currency."""

    def is_open(self, end: datetime) -> bool:
        """Whether it still may become an order, or has, before a moment."""
        return self.issued_at < end and (self.closed_at is None or self.closed_at >= end or self.accepted)


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """One conversation with the advisor; `customer` is None where the visitor stayed unknown."""

    customer: int | None
    begun_at: datetime
    handed_over_at: datetime | None


@dataclass(frozen=True, slots=True)
class Limits:
    """From which value on a customer is a key account, and is looked at every week; when one stands still."""

    key_account: Decimal = Decimal(50_000)
    weekly_focus: Decimal = Decimal(100_000)
    patience: Mapping[int, timedelta] = field(default_factory=lambda: BLOCKED_AFTER)
    """How long a customer may stand on each stage."""


@dataclass(frozen=True)
class Facts:
    """Everything that happened until the end of a period; what came later is cut off by `until`."""

    period: Period
    customers: tuple[CustomerFacts, ...]
    moves: tuple[MoveFacts, ...] = ()
    """In order of time."""
    quotes: tuple[QuoteFacts, ...] = ()
    touches: Touches = field(default_factory=Touches.of)
    talks: tuple[TalkFacts, ...] = ()
    costs: tuple[CostFacts, ...] = ()
    goals: tuple[GoalFacts, ...] = ()
    limits: Limits = Limits()
    owners: tuple[OwnerFacts, ...] = ()
    """In order of time."""
    funnel: Funnel = FIVE

    def until(self, period: Period) -> Facts:
        """The same facts as they stood at the end of an earlier period.

        Grades are today's, they have no history. A value counts while a quote is open, and for those who were lost or signed.
        """
        end = period.end
        return replace(
            self,
            period=period,
            customers=tuple(self._as_of(each, end) for each in self.customers if each.entered_at < end),
            moves=tuple(each for each in self.moves if each.at < end),
            quotes=tuple(quote_as_of(each, end) for each in self.quotes if each.issued_at < end),
            touches=self.touches.before(end),
            talks=tuple(each for each in self.talks if each.begun_at < end),
            owners=tuple(each for each in self.owners if each.at < end),
        )

    def _as_of(self, customer: CustomerFacts, end: datetime) -> CustomerFacts:
        then, rep = customer_as_of(customer, end, self.quotes_of.get(customer.id, ())), self.owner_at(customer, end)
        return then if then.rep == rep else replace(then, rep=rep)

    @cached_property
    def before(self) -> Facts:
        """The same facts as they stood at the end of the period that this one is compared with."""
        return self.until(self.period.before)

    def owner_at(self, customer: CustomerFacts, at: datetime) -> str | None:
        """To whom a customer belonged at a moment; where no change of hands is on record, to whom it belongs."""
        known = self.owners_of.get(customer.id)
        if known is None:
            return customer.rep
        if known[-1].at <= at:  # so it is for most
            return known[-1].owner
        return next((each.owner for each in reversed(known) if each.at <= at), None)

    def carried_to(self, customer: CustomerFacts, stage: int) -> str | None:
        """Whose customer it was when it reached a stage; where it has not, whose it was when it was lost, or is at the end."""
        return self.owner_at(customer, self.reached[customer.id].get(stage) or customer.lost_at or self.period.end)

    def only(self, ids: frozenset[int]) -> Facts:
        """The facts of some customers; talks of unknown visitors, costs and goals belong to nobody and are left out."""
        return replace(
            self,
            customers=tuple(each for each in self.customers if each.id in ids),
            moves=tuple(each for each in self.moves if each.customer in ids),
            quotes=tuple(each for each in self.quotes if each.customer in ids),
            touches=self.touches.where(self.touches.among(ids)),
            talks=tuple(each for each in self.talks if each.customer in ids),
            owners=tuple(each for each in self.owners if each.customer in ids),
            costs=(),
            goals=(),
        )

    @cached_property
    def reached(self) -> dict[int, dict[int, datetime]]:
        """For each customer when it first reached each stage; who reaches a stage has reached those below it."""
        found: dict[int, dict[int, datetime]] = {each.id: {1: each.entered_at} for each in self.customers}
        won, standing = self.funnel.won, self.standing
        for move in self.moves:
            if (stages := found.get(move.customer)) is not None:
                reach(stages, min(move.to_stage, won), move.at)
        for each in self.customers:  # a customer that was entered with a stage has no move that led there
            reach(found[each.id], min(standing[each.id], won), each.stage_at)
        return found

    @cached_property
    def at_least(self) -> Mapping[int, list[int]]:
        """For each stage who ever reached it."""
        found: dict[int, list[int]] = {stage: [] for stage in self.funnel.positions}
        for customer, stages in self.reached.items():
            for stage in stages:
                found[stage].append(customer)
        return found

    @cached_property
    def standing(self) -> dict[int, int]:
        """For each customer the stage it stands in at the end, by the last move; without any move its own."""
        last = {move.customer: move.to_stage for move in self.moves}
        return {
            each.id: last.get(each.id, each.stage if each.stage_at < self.period.end else 1) for each in self.customers
        }

    @cached_property
    def entered_standing(self) -> dict[int, datetime]:
        """Since when each customer stands where it does."""
        last = {move.customer: move.at for move in self.moves}
        return {
            each.id: last.get(each.id, each.stage_at if each.stage_at < self.period.end else each.entered_at)
            for each in self.customers
        }

    @cached_property
    def open(self) -> tuple[CustomerFacts, ...]:
        """Who is neither won nor lost at the end."""
        won, standing = self.funnel.won, self.standing
        return tuple(each for each in self.customers if each.lost_at is None and standing[each.id] < won)

    @cached_property
    def won_at(self) -> dict[int, datetime]:
        """When each won customer signed."""
        won, standing = self.funnel.won, self.standing
        return {customer: stages[won] for customer, stages in self.reached.items() if standing[customer] >= won}

    @cached_property
    def by_id(self) -> dict[int, CustomerFacts]:
        return {each.id: each for each in self.customers}

    @cached_property
    def owners_of(self) -> Mapping[int, list[OwnerFacts]]:
        """Each customer's changes of hands, in order of time."""
        found: dict[int, list[OwnerFacts]] = {}
        for change in self.owners:
            found.setdefault(change.customer, []).append(change)
        return found

    @cached_property
    def quotes_of(self) -> Mapping[int, list[QuoteFacts]]:
        """Each customer's quotes."""
        found: dict[int, list[QuoteFacts]] = {}
        for quote in self.quotes:
            found.setdefault(quote.customer, []).append(quote)
        return found

    @cached_property
    def contacts(self) -> Contacts:
        """All contacts by customer; issued quotes and wishes for a person are contacts too."""
        quoted = [TouchFacts(each.customer, "quote", each.issued_at) for each in self.quotes]
        asked = [
            TouchFacts(each.customer, "handover", each.handed_over_at)
            for each in self.talks
            if each.customer is not None and each.handed_over_at is not None and each.handed_over_at < self.period.end
        ]
        return Contacts.ordered(self.touches, Touches.of(quoted), Touches.of(asked))

    @cached_property
    def chances(self) -> Chances:
        """How likely customers win, learned from those that were won or lost by the end."""
        concluded = (
            Concluded(max(self.reached[each.id]), each.grade, each.id in self.won_at)
            for each in self.customers
            if each.id in self.won_at or each.lost_at is not None
        )
        days = {
            stage: [(at - self.reached[customer][stage]) / timedelta(days=1) for customer, at in self.won_at.items()]
            for stage in self.funnel.open
        }
        return learn(concluded, days, funnel=self.funnel)

    def waited(self, customer: int) -> timedelta:
        """How long a customer has stood where it does."""
        return self.period.end - self.entered_standing[customer]
