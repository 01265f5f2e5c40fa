"""What erasing and exporting talk about: a person by what finds them, places that hold data, and what happened there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

Blank = Callable[[Any, str], Any]
"""Takes a kept value and the person's pseudonym, and returns what may stay of it."""


class Handle(StrEnum):
    """By what a row is known to be a person's."""

    ADDRESS = "address"
    CUSTOMER = "customer"
    CONVERSATION = "conversation"
    VISITOR = "visitor"
    MAIL = "mail"
    DRAFT = "draft"
    """A quote that was never issued."""
    KEPT = "kept"
    """A quote that was issued."""
    NUMBER = "number"
    """The number of a quote."""
    GAP = "gap"


class Group(StrEnum):
    """What a place holds, as people call it."""

    CONTACT = "contact"
    CONVERSATIONS = "conversations"
    BEHAVIOUR = "behaviour"
    EVENTS = "events"
    MAILS = "mails"
    QUOTES = "quotes"
    APPROVALS = "approvals"
    CRM = "crm"
    KNOWLEDGE = "knowledge"
    MODELS = "models"
    JOBS = "jobs"
    FILES = "files"
    HOUSE = "house"
    """Our own content, staff and counters: nothing of a customer's."""


class How(StrEnum):
    """What happened to the rows of a place."""

    ERASED = "erased"
    PSEUDONYMISED = "pseudonymised"
    MENTIONS = "mentions"
    """Rows of others, out of whose text the person was taken."""


@dataclass(frozen=True, slots=True)
class Link:
    """A column by which rows are found to be a person's; `only` is a condition in SQL, `within` a name in its JSON."""

    column: str
    handle: Handle
    only: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A table, or those rows of it that `where` selects, and what becomes of a person's rows in it.

    Rows that `links` find go, unless `blanks` says what stays of which column. `own` are columns that go with their row.
    `free` are columns in which anybody may have mentioned the person: they are searched in all rows, for all that gives
    the person away. `named` are columns in which others are named: searched too, but for addresses and numbers alone.
    `harmless` are codes, ids and our own words. Every text column of the schema stands in one of these.
    """

    table: str
    group: Group
    links: tuple[Link, ...] = ()
    where: str = ""
    yields: Mapping[str, Handle] = field(default_factory=dict)
    """Columns whose values, in the rows found, find further rows."""
    blanks: Mapping[str, Blank] | None = None
    own: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody asked about: by e-mail address, or by the customer's number where there is no address."""

    address: str | None = None
    customer: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """How much of a person a place held before, and holds after; `after` is None where nothing was done yet."""

    place: str
    group: Group
    how: How
    before: int
    after: int | None = None


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """What the law obliges us to keep, without the person: how many records, until when."""

    place: str
    count: int
    until: date


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a person, by its columns."""

    table: str
    group: Group
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure, without personal data: it is its own proof. `pseudonym` stands where the person stood in kept records."""

    id: str
    pseudonym: str
    traces: tuple[Trace, ...]
    kept: tuple[KeptRecord, ...]
    asked_by: str
    asked_at: datetime
    rewritten_at: datetime | None = None
    """When the database's free space was overwritten."""
    crm_state: str = "nothing"
    """nothing, waiting, erased, or failed."""
    crm_detail: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be done."""
        return self.rewritten_at is not None and self.crm_state in {"nothing", "erased"}
