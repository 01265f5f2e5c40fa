"""Source of truth for the shape of a company: who it is, how it speaks, sells and judges, and all that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from pydantic import Field

from content.catalogue.model.assignment import AssignmentRule
from content.catalogue.model.attributes import Attribute
from content.catalogue.model.authority import RoleBounds
from content.catalogue.model.freight import FreightRate, Insurance
from content.catalogue.model.funnel import Stage, StageRule
from content.catalogue.model.needs import Companion, CountryUse, Need, NeedChoice
from content.catalogue.model.playbook import Play
from content.catalogue.model.products import Category, Price, Product, Question
from content.catalogue.model.selling import Bundle, Conversion, PriceList, Surcharge, TaxRules
from content.catalogue.model.surroundings import Case, Competitor, Industry, Page, Resource
from content.catalogue.model.wording import Identifier, Part, Words


class Reference(Part):
    """A dot on the map of customers."""

    country: str
    customers: int
    latitude: float
    longitude: float


class Representative(Part):
    """Who stands for the company in a country: buyers who ask for a distributor or service there are told."""

    kind: Literal["dealer", "agent", "service", "office"]
    country: str
    name: str
    city: str = ""
    email: str = ""
    phone: str = ""


class StaffReminders(Part):
    """When the staff are reminded by mail of what waits for them, each time once. Hours are working hours; 0 for never.

    Of a request for approval they are reminded after the hours of the role, see `RoleBounds`.
    """

    viewed_unanswered_hours: int = Field(default=16, ge=0, le=400)
    """Since the buyer first opened a quote; 8 hours are a day."""
    ends_within_days: int = Field(default=3, ge=0, le=90)
    """Days of the calendar before the last day of a quote that nobody answered."""
    request_waiting_hours: int = Field(default=4, ge=0, le=400)
    """Since a request for quotation came in."""


class Terms(Part):
    """Defaults of a quote; what the buyer does not say is filled in from here and marked as assumption."""

    incoterm: str
    place: Words
    payment: Words
    first_order_prepaid: bool = False
    """Whether `payment` wants a first order paid in advance: a part in advance then asks to pay the rest later."""
    validity_days: int
    partial_deliveries: bool = False
    """Whether goods are sent as they become ready, where nothing else is agreed."""
    remind_days_before_end: int = Field(default=5, ge=0, le=90)
    """How long before a quote's last day its buyer is reminded, once; 0 for never."""
    staff_reminders: StaffReminders = StaffReminders()
    minimum_order: Mapping[str, Decimal] = Field(default_factory=dict)
    """By currency: goods that cost less together, after discounts, are not quoted."""
    conversions: Mapping[str, Conversion] = Field(default_factory=dict)
    """By the currency that is reckoned, which is one of the pack's `currencies`."""
    warranty: Words
    tax_note: Words
    """Where the destination is not known, or `tax` says nothing."""
    tax: TaxRules | None = None
    insurance: Insurance | None = None
    """Of the cargo, where the delivery term asks for it; without it CIP and CIF are quoted on request."""
    delivery: Words
    bank: Words
    currency_by_locale: Mapping[str, str]
    currency_by_country: Mapping[str, str]
    incoterms: tuple[str, ...]


class Identity(Part):
    """Who the company is: letterhead, footer, structured data."""

    name: str
    legal_name: str
    tagline: Words
    description: Words
    street: str
    city: Words
    postal_code: str
    country: str
    phone: str
    email: str
    sales_email: str
    website: str
    founded: int
    employees: int
    registration: str
    vat_id: str
    time_zone: str
    base_currency: str
    logo: str
    why: tuple[Question, ...]
    """Why choose us: heading in `question`, text in `answer`."""
    references: tuple[Reference, ...]
    representatives: tuple[Representative, ...] = ()
    demo: bool = False


class AdvisorVoice(Part):
    """How the advisor presents itself."""

    name: str
    role: Words
    greeting: Words
    """Says that a machine answers."""
    method: Literal["spin", "challenger", "solution", "value"] = "spin"
    prompts: tuple[Words, ...] = ()
    """Quick replies offered at the beginning."""


class TeamRules(Part):
    """What counts otherwise for the leads of one team: weights in place of the company's, bounds where they are given."""

    id: Identifier
    name: Words
    countries: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    weights: Mapping[str, float] = Field(default_factory=dict)
    grade_a: float | None = None
    grade_b: float | None = None
    grade_c: float | None = None


class ScoringRules(Part):
    """Weights and thresholds of the lead grade; see `scoring/grade.py`."""

    weights: Mapping[str, float]
    teams: tuple[TeamRules, ...] = ()
    """Of several that fit a lead the first counts."""
    smallest_company: int | None = Field(default=None, ge=1)
    """From how many employees on a company fits; None: any."""
    largest_company: int | None = Field(default=None, ge=1)
    grade_a: float = 70
    grade_b: float = 45
    grade_c: float = 20
    served_countries: tuple[str, ...] = ()
    """Empty: every country."""
    target_industries: tuple[str, ...] = ()
    lost_after_days: int | None = Field(default=None, ge=7)
    """After so many days of silence an open customer counts as lost; None: only a person says so."""
    key_account: Decimal = Decimal(50_000)
    weekly_focus: Decimal = Decimal(100_000)


class Lexicon(Part):
    """The words of the trade in one language: term id -> the ways buyers write it (lower case)."""

    locale: str
    terms: Mapping[str, tuple[str, ...]]


class Company(Part):
    """A whole pack, loaded and checked: everything that belongs to one company."""

    id: Identifier
    locales: tuple[str, ...]
    currencies: tuple[str, ...]
    identity: Identity
    advisor: AdvisorVoice
    terms: Terms
    scoring: ScoringRules
    attributes: Mapping[str, Attribute]
    categories: Mapping[str, Category]
    products: Mapping[str, Product]
    """By SKU, in catalogue order."""
    prices: tuple[Price, ...]
    needs: Mapping[str, Need]
    countries: Mapping[str, CountryUse]
    competitors: Mapping[str, Competitor]
    industries: Mapping[str, Industry]
    applications: Mapping[str, NeedChoice]
    cases: Mapping[str, Case]
    resources: Mapping[str, Resource]
    pages: Mapping[str, Page]
    faq: tuple[Question, ...]
    lexicon: Mapping[str, Lexicon]
    companions: Mapping[str, Companion] = Field(default_factory=dict)
    roles: Mapping[str, RoleBounds] = Field(default_factory=dict)
    """What each role of the staff may concede, from the lowest of the chain up to the one with the last word."""
    price_lists: Mapping[str, PriceList] = Field(default_factory=dict)
    """Beside the general list, in the order of the pack: of two that fit a buyer the first counts."""
    bundles: Mapping[str, Bundle] = Field(default_factory=dict)
    """By SKU."""
    surcharges: Mapping[str, Surcharge] = Field(default_factory=dict)
    """In the order in which they stand below the lines."""
    freight: Mapping[str, FreightRate] = Field(default_factory=dict)
    """Of two rates that fit a destination the first counts; where none fits, carriage is quoted on request."""
    stages: Mapping[str, Stage] = Field(default_factory=dict)
    """As the company names them; a stage that is missing is called as the sources call it."""
    stage_rules: tuple[StageRule, ...] = ()
    """Empty: the rules of the sources."""
    playbook: Mapping[str, Play] = Field(default_factory=dict)
    """What is done when a customer does something, or does nothing; in the order of the pack."""
    assignment: Mapping[str, AssignmentRule] = Field(default_factory=dict)
    """Whom a new lead is given to, in the order in which the rules are asked; empty: to nobody."""
    generation: int = 0
    """Rises with each change of content; caches follow it."""
