"""What a conversation consists of: needs, typed commands, queries with their results, and the turn that answers.

All frozen. Shapes that leave the house (`needs`, `recommendations`, `comparison` ...) follow docs/contracts of the advisor API.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, TypeAlias

JsonObject: TypeAlias = Mapping[str, Any]


class NeedStatus(StrEnum):
    """Where a need's value comes from."""

    STATED = "stated"
    INFERRED = "inferred"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    INDIFFERENT = "indifferent"


@dataclass(frozen=True, slots=True)
class Bolt:
    """A thread size such as `M8` with its property class such as `10.9`, or None where it was not said."""

    size: str
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class NeedValue:
    """One need as understood; only the fields that its kind uses are set.

    number, range: `min`, `max` or `value` in the need's own `unit`; choice: `value_id`; choices: `values`;
    bolt: `bolts` (a range of sizes gives its ends); money: `amount` and `currency`; drive and other text: `text`;
    date: `text` as ISO 8601; country: `value_id` (ISO 3166 alpha-2); quantity: `value`.
    """

    status: NeedStatus
    turn: int
    min: float | None = None
    max: float | None = None
    value: float | None = None
    unit: str | None = None
    value_id: str | None = None
    values: tuple[str, ...] = ()
    bolts: tuple[Bolt, ...] = ()
    amount: str | None = None
    currency: str | None = None
    text: str | None = None
    as_said: str | None = None
    """The buyer's own words for the value, with the unit they used, to be repeated in the reply."""
    approximate: bool = False


Needs: TypeAlias = Mapping[str, NeedValue]


# --- typed commands: what the visitor's message asks for ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetNeed:
    """A need is stated for the first time or again."""

    need: str
    value: NeedValue


@dataclass(frozen=True, slots=True)
class CorrectNeed:
    """The visitor takes back a value and gives another ("no, 60 not 80")."""

    need: str
    value: NeedValue


@dataclass(frozen=True, slots=True)
class AddNeed:
    """Further values for a need that holds several ("also Bluetooth")."""

    need: str
    value: NeedValue


@dataclass(frozen=True, slots=True)
class RemoveNeed:
    """Forget a need ("forget the weight"): it is dropped."""

    need: str


@dataclass(frozen=True, slots=True)
class Indifferent:
    """A need does not matter; `need` None means the one that was asked last."""

    need: str | None


@dataclass(frozen=True, slots=True)
class DoesNotKnow:
    """The visitor does not know; typical values are to be proposed. `need` None means the one asked last."""

    need: str | None


@dataclass(frozen=True, slots=True)
class RefusedValue:
    """A value outside what physics or the catalogue allows; the last good value stays."""

    need: str
    said: str
    lowest: float | None
    highest: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class AmbiguousValue:
    """A number that could mean several things ("1,200", a bare "12"); to be asked."""

    said: str
    candidates: tuple[str, ...]
    """Need ids, or readings such as `1.2` and `1200`."""


@dataclass(frozen=True, slots=True)
class AskFact:
    """A structured figure of a product is asked: attribute (None: general data) of `skus` (empty: the one spoken of)."""

    attribute: str | None
    skus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskKnowledge:
    """Prose from manuals and FAQ is asked (how to maintain, how it works, what ISO 6789 means)."""

    question: str


@dataclass(frozen=True, slots=True)
class AskCalculation:
    """A calculation is asked by its name in `advisor/engineering`."""

    name: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of `skus` (empty: those recommended), or with a competitor's model."""

    skus: tuple[str, ...] = ()
    competitor: str | None = None


@dataclass(frozen=True, slots=True)
class AskPrice:
    skus: tuple[str, ...] = ()
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class AskStock:
    skus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskLeadTime:
    skus: tuple[str, ...] = ()
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class RequestQuote:
    skus: tuple[str, ...] = ()
    quantity: int | None = None
    incoterm: str | None = None
    """As said, e.g. `CIF Hamburg`."""
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class AskRecommendation:
    """Asks which product is recommended."""


@dataclass(frozen=True, slots=True)
class ChooseProduct:
    """A product is named or picked ("the second one"); `position` counts from 1 in what was recommended."""

    sku: str | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Negotiate:
    """A concession is wished: discount, free freight, trial, payment term ...; `action` is a phrase for `content/authority.py`."""

    action: str
    said: str


@dataclass(frozen=True, slots=True)
class Objection:
    kind: Literal["price", "lead_time", "fit", "competitor", "trust", "other"]
    said: str


@dataclass(frozen=True, slots=True)
class GiveContact:
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    """E.164."""
    company: str | None = None
    country: str | None = None
    invalid: tuple[str, ...] = ()
    """What was meant as an address or number but cannot be one, as said."""


class ActKind(StrEnum):
    """Acts that carry nothing but themselves."""

    GREET = "greet"
    THANK = "thank"
    FAREWELL = "farewell"
    CONFIRM = "confirm"
    DENY = "deny"
    UNDO = "undo"
    NEVER_MIND = "never_mind"
    RESTART = "restart"
    REQUEST_SAMPLE = "request_sample"
    REQUEST_VISIT = "request_visit"
    WANT_PERSON = "want_person"
    COMPLAIN = "complain"
    ASK_WHO = "ask_who"
    """Asks whether a machine or a person answers, or who the company is."""
    SMALL_TALK = "small_talk"
    OFF_TOPIC = "off_topic"
    ABUSE = "abuse"
    JOB_APPLICATION = "job_application"
    SUPPLIER_PITCH = "supplier_pitch"
    INSTRUCTION = "instruction"
    """Tries to instruct the machine ("ignore your rules")."""
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Act:
    kind: ActKind


Command: TypeAlias = (
    SetNeed
    | CorrectNeed
    | AddNeed
    | RemoveNeed
    | Indifferent
    | DoesNotKnow
    | RefusedValue
    | AmbiguousValue
    | AskFact
    | AskKnowledge
    | AskCalculation
    | Compare
    | AskPrice
    | AskStock
    | AskLeadTime
    | RequestQuote
    | AskRecommendation
    | ChooseProduct
    | Negotiate
    | Objection
    | GiveContact
    | Act
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A message, understood: the language of the reply and the commands in the order they were said."""

    locale: str
    commands: tuple[Command, ...]


# --- the conversation ---------------------------------------------------------------------------------------------


class Stage(StrEnum):
    """The seven conversation stages, in order; `number` is their id."""

    INTRODUCTION = "introduction"
    QUALIFICATION = "qualification"
    VALUE_PROPOSITION = "value_proposition"
    NEEDS_ANALYSIS = "needs_analysis"
    SOLUTION = "solution"
    OBJECTION_HANDLING = "objection_handling"
    CLOSE = "close"

    @property
    def number(self) -> int:
        """1 to 7."""
        return list(Stage).index(self) + 1


@dataclass(frozen=True, slots=True)
class Contact:
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that is remembered between two turns; stored as JSON by `funnel` (see `advisor/memory.py` for the codec)."""

    id: str
    locale: str
    """Language of the last reply."""
    site_locale: str
    page: str | None = None
    turn: int = 0
    """Number of visitor turns so far."""
    stage: Stage = Stage.INTRODUCTION
    needs: Needs = field(default_factory=dict)
    previous_needs: tuple[Needs, ...] = ()
    """Needs before each of the last changes, newest last, for undo."""
    asked: str | None = None
    """The need that the last reply asked for."""
    asked_before: tuple[str, ...] = ()
    offered: str | None = None
    """What the last reply offered and "yes" would accept: `quote`, `compare`, `typical:<need>`, `contact`, `person` ..."""
    pending: str | None = None
    """What the visitor asked for and still waits for an answer of theirs: `quote` or `price` (quantity or product missing)."""
    discount: str | None = None
    """Percent that was approved in this conversation, as decimal text; goes into the quote."""
    currency: str | None = None
    """Wished for in words ("in dollars"); None follows the pack's terms."""
    incoterm: str | None = None
    """As said, e.g. `CIF Hamburg`."""
    recommended: tuple[str, ...] = ()
    viewed: tuple[str, ...] = ()
    chosen: str | None = None
    quantity: int | None = None
    quote: str | None = None
    """Number of the newest quote."""
    contact: Contact = Contact()
    customer: int | None = None
    handed_over: bool = False


# --- facts --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Query:
    """A system query that the decision needs; run by `funnel/journey/converse`, recorded with its result.

    Names and parameters (results in brackets, all JSON):
    `find_products` {needs} [{fits: [..], excluded: [..], near: [..]}] · `product` {sku} · `compare` {skus, competitor}
    `calculate` {name, inputs} [{name, inputs, result, unit, formula, source}]
    `price` {sku, quantity, currency, options} [{sku, quantity, currency, unit_price, amount, breaks, valid_until} | {none: reason}]
    `stock` {sku} · `lead_time` {sku, quantity} [{days, from}]
    `search_knowledge` {question, locale, sku, limit} [[{title, url, page, passage, locale, score}]]
    `authority` {action, skus, locale} [{action, status, rule, explanation, process, expected_by, alternative}]
    `issue_quote` {lines, currency, incoterm, locale} [{number, status, currency, total, valid_until, pdf_url, url, lines}]
    `capture_lead` {contact} [{id, grade, reasons, mailed}]
    `hand_over` {reason} [{reference}]
    """

    name: str
    parameters: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """A query together with what it returned."""

    query: Query
    result: Any


# --- the answer ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recommendation:
    sku: str
    name: str
    fit: float
    """0..1."""
    reasons: tuple[str, ...]
    trade_offs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why one of the nearest others does not fit: need, what is required, what it offers (readable, with units)."""

    sku: str
    need: str
    required: str
    offered: str


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    attribute: str
    label: str
    values: tuple[str, ...]
    best: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """A result with everything needed to check it. `inputs` and `result` are JSON values."""

    name: str
    inputs: JsonObject
    result: Any
    unit: str
    formula: str
    source: str


@dataclass(frozen=True, slots=True)
class Citation:
    title: str
    url: str
    page: int | None
    passage: str


TurnAct: TypeAlias = Literal[
    "greet", "ask", "propose", "recommend", "compare", "calculate", "answer", "quote", "capture", "confirm",
    "hand_over", "decline", "clarify",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to say: `kind` names a wording in `advisor/wording/`, `data` fills it."""

    kind: str
    data: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the advisor does this turn, before it is put into words."""

    act: TurnAct
    stage: Stage
    statements: tuple[Statement, ...]
    conversation: Conversation
    """The memory to keep after this turn."""
    missing: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    comparison: Comparison | None = None
    calculations: tuple[Calculation, ...] = ()
    citations: tuple[Citation, ...] = ()
    quote: JsonObject | None = None
    authority: tuple[JsonObject, ...] = ()
    lead: JsonObject | None = None
    suggestions: tuple[Statement, ...] = ()
