"""Typed commands: what a visitor's message asks for; rules and language models produce the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from advisor.model.needs import NeedValue

TermsTopic: TypeAlias = Literal[
    "payment", "delivery", "minimum", "reach", "partner", "references", "freight", "tax", "duties"
]
"""What is asked of the company itself: its terms, where it delivers, who stands for it there, whom it served."""


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
class RaiseNeed:
    """A need is spoken of without its value ("the data must reach our MES"); it is asked next."""

    need: str


@dataclass(frozen=True, slots=True)
class AskFact:
    """A structured figure of a product is asked: attribute (None: general data) of `skus` (empty: the one spoken of)."""

    attribute: str | None
    skus: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    """The choices that are asked after ("does it have UL?"); empty where the figure itself is asked."""
    claimed: NeedValue | None = None
    """The figure that is said of it ("it does 300 Nm, right?"), in the unit of the need that the attribute meets."""
    included: str = ""
    """The question what comes with it ("does it come with a case?"), in its own words; catalogue and documents answer it."""


@dataclass(frozen=True, slots=True)
class AskKnowledge:
    """Prose from manuals and FAQ is asked (how to maintain, how it works, what ISO 6789 means)."""

    question: str
    about: TermsTopic | None = None
    """The company's own terms are asked after: the pack answers, and no passage."""
    about_products: tuple[str, ...] = ()
    place: str | None = None
    """ISO 3166."""
    industry: str | None = None
    answered: str = ""
    """The question of the pack's FAQ that is asked; its answer tells, unless `about` does."""


@dataclass(frozen=True, slots=True)
class AskCalculation:
    """A calculation is asked by its name in `advisor/engineering`; `inputs` are those that the message gives, by name."""

    name: str
    inputs: tuple[tuple[str, float], ...] = ()
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of `skus` (empty: those recommended), or with a competitor's model."""

    skus: tuple[str, ...] = ()
    competitor: str | None = None
    about: str | None = None
    """The only thing that is asked of a competitor's model: an attribute, or a topic that no figure tells (`topic.durability`)."""
    question: str = ""
    """The words of a question with `about`."""
    sorts: tuple[tuple[str, ...], ...] = ()
    """Sorts of tool that are to be set side by side, each by its terms; one product stands for each."""


@dataclass(frozen=True, slots=True)
class AskPrice:
    skus: tuple[str, ...] = ()
    quantity: int | None = None
    currency: str | None = None
    whole_list: bool = False
    """The price list is wished for, and no price of one product."""


@dataclass(frozen=True, slots=True)
class AskStock:
    skus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskLeadTime:
    skus: tuple[str, ...] = ()
    quantity: int | None = None
    guaranteed: bool = False
    """Whether the day of delivery is to be guaranteed."""


@dataclass(frozen=True, slots=True)
class RequestQuote:
    skus: tuple[str, ...] = ()
    quantity: int | None = None
    incoterm: str | None = None
    """As said, e.g. `CIF Hamburg`."""
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class AskRecommendation:
    """Asks which product is recommended; with `more` or `less` of an attribute than the one spoken of ("a lighter one?")."""

    more: str | None = None
    less: str | None = None


@dataclass(frozen=True, slots=True)
class AskWhyNot:
    """Asks why nothing of a sort is recommended ("why not electric?"); `sort` by its terms, `power.electric`."""

    sort: tuple[str, ...]


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
    skus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    kind: Literal["price", "lead_time", "fit", "competitor", "trust", "warranty", "durability", "service", "other"]
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
    ASK_NEXT = "ask_next"
    """Asks what happens now."""
    ASK_WHEN_QUOTED = "ask_when_quoted"
    """Asks when the quote comes."""
    ASK_WHEN_CALLED = "ask_when_called"
    """Asks when somebody calls or writes back."""
    ASK_WHO = "ask_who"
    """Asks whether a machine or a person answers, or who the company is."""
    ASK_WHY = "ask_why"
    """Asks why to buy from this company and not from another."""
    ASK_RANGE = "ask_range"
    """What the company sells at all."""
    ASK_OTHERS = "ask_others"
    """Asks who other customers are, or what they paid or were granted."""
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
    | RaiseNeed
    | AskFact
    | AskKnowledge
    | AskCalculation
    | Compare
    | AskPrice
    | AskStock
    | AskLeadTime
    | RequestQuote
    | AskRecommendation
    | AskWhyNot
    | ChooseProduct
    | Negotiate
    | Objection
    | GiveContact
    | Act
)
