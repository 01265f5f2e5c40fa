"""The source of truth for what a request for quotation is read to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from advisor.model import Contact, Needs


class Described(StrEnum):
    """How a line says what it wants."""

    NAMED = "named"
    """By our part number."""
    EQUIVALENT = "equivalent"
    """By another maker's model: ours is the nearest to it."""
    CHOSEN = "chosen"
    """In words: ours is the best that fits."""
    UNKNOWN = "unknown"


class Gap(StrEnum):
    """What a person has to look at before the quote goes out."""

    PRODUCT_UNKNOWN = "product_unknown"
    NOTHING_FITS = "nothing_fits"
    CHECK_CHOICE = "check_choice"
    CHECK_EQUIVALENT = "check_equivalent"
    QUANTITY_MISSING = "quantity_missing"
    QUANTITY_UNCLEAR = "quantity_unclear"
    CONTACT_MISSING = "contact_missing"
    COUNTRY_MISSING = "country_missing"
    INCOTERM_MISSING = "incoterm_missing"
    CONCESSION_WISHED = "concession_wished"
    NO_LINES = "no_lines"


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One thing that is asked for; `said` are the buyer's own words."""

    said: str
    described: Described
    sku: str | None = None
    quantity: int | None = None
    alternatives: tuple[str, ...] = ()
    """Other products of ours that fit too, best first."""
    rival: str | None = None
    """Another maker's model, as `brand model`."""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A whole request: what is asked for, under which terms, by whom, and what it leaves open."""

    locale: str
    lines: tuple[RequestLine, ...]
    needs: Needs = field(default_factory=dict)
    """Needs of the whole request, such as country, deadline, industry."""
    currency: str | None = None
    incoterm: str | None = None
    contact: Contact = field(default_factory=Contact)
    wishes: tuple[str, ...] = ()
    """Concessions that are asked for, in the buyer's words: none of them is granted here."""
    gaps: tuple[Gap, ...] = ()
    asks: bool = False
    """Whether a price or a quotation is asked for in so many words."""

    @property
    def is_wish(self) -> bool:
        """Whether it wants goods of us: it asks for a price, or counts something that we make."""
        return bool(self.lines) and (self.asks or any(line.quantity and line.sku for line in self.lines))
