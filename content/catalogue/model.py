"""The shapes of a company's pack: what a catalogue, its needs, its industries and its words consist of.

Every model is frozen and validated by pydantic; the loader (`content/packs/`) adds file and line to each fault.
Texts carry one wording per locale of the pack; everything else is language-neutral.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel

Identifier: TypeAlias = str
"""Lower-case words joined by underscores, e.g. `pulse_tools`; used in addresses with hyphens instead."""

ANY = "*"


class Text(RootModel[dict[str, str]]):
    """One wording per locale; a bare string in a pack is the same wording in every locale (names, part numbers)."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def same(cls, wording: str) -> Text:
        """Return a text that reads the same in every locale."""
        return cls({ANY: wording})

    def __getitem__(self, locale: str) -> str:
        """Return the wording in `locale`; raise KeyError where the pack has none (the loader refuses such packs)."""
        wordings = self.root
        return wordings[locale] if locale in wordings else wordings[ANY]

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))


def _as_text(value: object) -> object:
    return {ANY: value} if isinstance(value, str) else value


Words: TypeAlias = Annotated[Text, BeforeValidator(_as_text)]


class Part(BaseModel):
    """Base of everything a pack holds: frozen, and a field nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- attributes -------------------------------------------------------------------------------------------------


class Span(Part):
    """A closed range of numbers in the attribute's unit."""

    min: float
    max: float


AttributeKind: TypeAlias = Literal["number", "range", "choice", "choices", "boolean", "text"]
AttributeValue: TypeAlias = bool | float | str | Span | tuple[str, ...] | Words
"""number: float; range: Span; choice: an id; choices: ids; boolean; text: Words."""


class Attribute(Part):
    """One column of every specification table, e.g. the torque range in N.m."""

    id: Identifier
    kind: AttributeKind
    label: Words
    unit: str | None = None
    """Symbol shown to readers, as pint and engineers write it: `N.m`, `kg`, `mm`, `V`, `1/min`, `dB(A)`, `m/s2`, `%`."""
    decimals: int | None = None
    group: str = "performance"
    better: Literal["higher", "lower"] | None = None
    """Which direction is an advantage in a comparison, where there is one."""
    plus_minus: bool = False
    """True for a deviation to both sides: 5 is shown as ±5."""
    choices: Mapping[str, Words] = Field(default_factory=dict)
    explanation: Words | None = None


# --- products ---------------------------------------------------------------------------------------------------


class OptionPrice(Part):
    currency: str
    unit_price: Decimal
    min_quantity: int = 1


class Option(Part):
    """Something a product can be ordered with: changes attributes, adds a price."""

    id: Identifier
    name: Words
    description: Words
    prices: tuple[OptionPrice, ...]
    sets: Mapping[str, AttributeValue] = Field(default_factory=dict)
    """Attribute values that the option gives; for `choices` attributes the values are added."""
    lead_time_days: int = 0


class Permissions(Part):
    """What may be conceded on a product, as short phrases (`discount<10%`, `试用<30天`); see `content/authority.py`."""

    can_approve_immediately: tuple[str, ...] = ()
    requires_supervisor: tuple[str, ...] = ()
    requires_process: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


class ApiInterface(Part):
    description: str
    endpoint: str
    method: Literal["GET", "POST"] = "GET"
    params: tuple[str, ...] = ()
    response_fields: tuple[str, ...] = ()
    mock_enabled: bool = False


class Supply(Part):
    """How soon and in which quantity a product can leave the house."""

    stock: int = 0
    stock_lead_time_days: int
    production_lead_time_days: int
    minimum_order: int = 1
    origin: str
    """ISO 3166 country of origin."""
    hs_code: str
    net_weight_kg: float
    gross_weight_kg: float
    package_mm: tuple[int, int, int]
    warranty_months: int


class Certificate(Part):
    """One mark that a product carries, with the paper that proves it."""

    mark: str
    """An id of the attribute `certificates`, e.g. `ce`."""
    number: str
    issued: date
    expires: date | None = None
    countries: tuple[str, ...] = ()


class Question(Part):
    question: Words
    answer: Words


class Product(Part):
    """One orderable model with all that its page, its data sheet and the advisor say of it."""

    sku: str
    category: Identifier
    name: Words
    tagline: Words
    selling_points: tuple[Words, ...] = Field(min_length=3, max_length=5)
    attributes: Mapping[str, AttributeValue]
    scenes: tuple[Words, ...] = ()
    conditions: tuple[Words, ...] = ()
    """Working conditions where it fits (temperature, supply, surroundings)."""
    industries: tuple[Identifier, ...] = ()
    applications: tuple[Identifier, ...] = ()
    options: tuple[Option, ...] = ()
    accessories: tuple[str, ...] = ()
    """SKUs of products that go with it."""
    alternatives: tuple[str, ...] = ()
    competitors: tuple[Identifier, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    faq: tuple[Question, ...] = ()
    supply: Supply
    operator_permissions: Permissions
    api_interfaces: Mapping[str, ApiInterface] = Field(default_factory=dict)
    picture: str
    """File name under `images/` of the pack."""
    downloads: tuple[str, ...] = ()
    is_accessory: bool = False

    @property
    def slug(self) -> str:
        """The product's part of an address: its SKU in lower case."""
        return self.sku.lower()


class Category(Part):
    """A product family."""

    id: Identifier
    name: Words
    """Plural or family name, e.g. `Cordless pulse tools`."""
    singular: Words
    """What one of them is called inside a sentence list (never inflected), e.g. `cordless pulse tool`."""
    summary: Words
    description: Words
    picture: str
    key_attributes: tuple[Identifier, ...]
    """Shown on cards and first in comparisons, best first."""
    attributes: tuple[Identifier, ...]
    """Every attribute that a product of the family must give, in the order of the specification table."""
    faq: tuple[Question, ...] = ()

    @property
    def slug(self) -> str:
        """The family's part of an address."""
        return self.id.replace("_", "-")


class Price(Part):
    """One row of the price list: the unit price from `min_quantity` on."""

    sku: str
    currency: str
    min_quantity: int
    unit_price: Decimal
    valid_from: date
    valid_until: date


# --- needs ------------------------------------------------------------------------------------------------------

NeedKind: TypeAlias = Literal[
    "choice", "choices", "number", "range", "bolt", "money", "date", "text", "country", "quantity"
]
MatchRule: TypeAlias = Literal["covers", "at_most", "at_least", "one_of", "includes_all", "equals"]


class Match(Part):
    """How a need constrains products: rule over one attribute."""

    attribute: Identifier
    rule: MatchRule
    hard: bool = True


class Typical(Part):
    """A value that is usual, proposed (never asserted) where the buyer does not know."""

    value: float | None = None
    min: float | None = None
    max: float | None = None
    values: tuple[str, ...] = ()
    reason: Words | None = None


class NeedChoice(Part):
    id: Identifier
    label: Words


class Need(Part):
    """One thing a buyer may need, how to ask for it, and what it demands of a product."""

    id: Identifier
    kind: NeedKind
    label: Words
    """Noun for lists and tables, e.g. `Torque`."""
    question: Words
    why: Words
    """Half a sentence that tells the buyer why this is asked."""
    unit: str | None = None
    accepts: tuple[str, ...] = ()
    """Units that a buyer may write, in pint's names; converted to `unit`."""
    lowest: float | None = None
    highest: float | None = None
    choices: tuple[NeedChoice, ...] = ()
    match: Match | None = None
    weight: float = 1.0
    """How much the need counts in ranking and how early it is asked for."""
    likely_known: float = 0.5
    """0..1: how probable it is that a buyer knows the answer."""
    typical: Mapping[str, Typical] = Field(default_factory=dict)
    """By industry id, `*` for every industry."""
    derived_from: Identifier | None = None
    calculation: str | None = None
    """Name of a function of `advisor/engineering` that derives this need from `derived_from`."""
    ask: bool = True


class CountryUse(Part):
    """What is usual in a country: marks and mains, proposed and never asserted."""

    country: str
    marks: tuple[str, ...]
    mains: Words
    currency: str
    aliases: tuple[str, ...] = ()


# --- what surrounds the products ---------------------------------------------------------------------------------


class Competitor(Part):
    """Another maker's model. A figure without a source is refused by the loader."""

    id: Identifier
    brand: str
    model: str
    category: Identifier
    attributes: Mapping[str, AttributeValue]
    source: str
    """Title of the published data sheet the figures come from."""
    source_file: str
    demo: bool = False
    """True where brand and figures are invented for demonstration."""


class Industry(Part):
    id: Identifier
    name: Words
    summary: Words
    pains: tuple[Words, ...]
    architecture: tuple[Words, ...]
    """The boxes of the solution picture, left to right."""
    picture: str
    recommended: tuple[str, ...]
    applications: tuple[Question, ...] = Field(min_length=3, max_length=6)
    """Application cases: title in `question`, text in `answer`."""

    @property
    def slug(self) -> str:
        return self.id.replace("_", "-")


class Figure(Part):
    value: Words
    label: Words


class Case(Part):
    id: Identifier
    industry: Identifier
    country: str
    title: Words
    customer: Words
    challenge: Words
    solution: Words
    result: Words
    figures: tuple[Figure, ...]
    products: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.id.replace("_", "-")


class Resource(Part):
    """A document of the resource centre: a Markdown text per locale under `knowledge/`, also indexed."""

    id: Identifier
    kind: Literal["white_paper", "selection_guide", "application_guide", "maintenance", "article", "manual"]
    title: Words
    summary: Words
    files: Mapping[str, str]
    """Locale -> file under the pack."""
    products: tuple[str, ...] = ()
    categories: tuple[Identifier, ...] = ()
    industries: tuple[Identifier, ...] = ()

    @property
    def slug(self) -> str:
        return self.id.replace("_", "-")


class Page(Part):
    """A free page (about, privacy ...): Markdown per locale."""

    id: Identifier
    title: Words
    description: Words
    files: Mapping[str, str]


class Reference(Part):
    """A dot on the map of customers."""

    country: str
    customers: int
    latitude: float
    longitude: float


class Terms(Part):
    """Defaults of a quote; what the buyer does not say is filled in from here and marked as assumption."""

    incoterm: str
    place: Words
    payment: Words
    validity_days: int
    warranty: Words
    tax_note: Words
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


class ScoringRules(Part):
    """Weights and thresholds of the lead grade; see `scoring/grade.py`."""

    weights: Mapping[str, float]
    grade_a: float = 70
    grade_b: float = 45
    grade_c: float = 20
    served_countries: tuple[str, ...] = ()
    """Empty: every country."""
    target_industries: tuple[str, ...] = ()
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
    generation: int = 0
    """Rises with each change of content; caches follow it."""
