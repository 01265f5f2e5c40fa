"""What is known of a customer, and how it was judged last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from scoring.model import Grade, NextAction, Reason


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """What somebody tells of themselves; e-mail in lower case, phone as E.164, country as ISO 3166 alpha-2."""

    name: str | None = None
    company: str | None = None
    email: str | None = None
    phone: str | None = None
    country: str | None = None
    locale: str = "en"
    industry: str | None = None
    source: str = "website"
    job_title: str | None = None
    """As they say it."""
    company_size: int | None = None
    """How many people work there at least."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a customer was judged last: grade with reasons, value, risk and what to do next. Money in the base currency.

    `risk_score` is of that moment and by the sources' shares; what is shown is reckoned anew (`funnel/insights/risk.py`).
    """

    grade: Grade
    points: float
    reasons: tuple[Reason, ...]
    would_raise: tuple[Reason, ...]
    estimated_value: Decimal
    risk_score: float
    next_action: NextAction


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as stored. `stage` is 1 to 5; a lost customer keeps the stage it was lost in."""

    id: int
    name: str | None
    company: str | None
    email: str | None
    phone: str | None
    country: str | None
    locale: str
    industry: str | None
    source: str
    stage: int
    stage_reason: Reason | None
    stage_at: datetime
    judgement: Judgement | None
    last_touch_at: datetime
    created_at: datetime
    lost_at: datetime | None = None
    lost_reason: str | None = None
    demo: bool = False
    """Invented by a demonstration."""
    moved_back_at: datetime | None = None
    """When a person moved the customer back: the rules count only what happened since."""
    owner_id: str | None = None
    """Who of the staff the customer belongs to; None: nobody."""
    job_title: str | None = None
    company_size: int | None = None
    """How many people work there at least."""

    @property
    def lost(self) -> bool:
        """Whether the customer was lost."""
        return self.lost_at is not None

    @property
    def display_name(self) -> str:
        """The best name there is: person, company, address or number."""
        return self.name or self.company or self.email or self.phone or f"#{self.id}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a customer stands, as the rules of the stages need it."""

    id: int
    stage: int
    lost: bool
    last_touch_at: datetime
    moved_back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many customers stand alike: at a stage, with a grade and a value in the base currency, lost or not."""

    stage: int
    grade: Grade | None
    value: Decimal
    lost: bool
    number: int
