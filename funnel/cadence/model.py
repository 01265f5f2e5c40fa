"""A play that runs for a customer, its steps, and what the plan is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from content.catalogue.model import Play


class StepState(StrEnum):
    """`open` stands on the list of a person since it fell due; `sent` was given to the post; `withheld` the law forbade."""

    WAITING = "waiting"
    OPEN = "open"
    SENT = "sent"
    DONE = "done"
    SKIPPED = "skipped"
    WITHHELD = "withheld"
    ENDED = "ended"


class Ending(StrEnum):
    """Why a run is over; all but `done` keep what has not happened yet from happening."""

    DONE = "done"
    ANSWERED = "answered"
    REFUSED = "refused"
    WON = "won"
    LOST = "lost"
    SUPERSEDED = "superseded"
    """The same happened again and began it anew."""
    WITHDRAWN = "withdrawn"
    """The playbook holds it no more."""


@dataclass(frozen=True, slots=True)
class Run:
    """One play for one customer for one reason; a reason happens once."""

    id: str
    customer_id: int
    play: str
    reason: str
    """What started it and when: `quote_requested@2026-05-04T12:00:00+00:00`."""
    triggered_at: datetime
    started_at: datetime
    ended_at: datetime | None = None
    ended_by: Ending | None = None
    edition: int | None = None
    """The version of the playbook that it goes by; None: the present one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run."""

    id: str
    run_id: str
    customer_id: int
    name: str
    """Its id in the play."""
    action: str
    addressee: str
    """`rep` or `supervisor`."""
    due_at: datetime
    state: StepState
    note: str | None = None
    """Why it was withheld or skipped, or what came of it."""
    settled_at: datetime | None = None
    settled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a play may start with or end by: an event's type, or `stage:won`, or `value:key_account`."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that the plan for one customer is made from."""

    happenings: Sequence[Happening]
    """Of the last weeks, in any order."""
    runs: Sequence[Run]
    """All that there ever were."""
    won: bool
    lost: bool
    refused: bool
    """Wants no more mails."""
    country: str | None
    zone: str
    now: datetime
    begun: Mapping[str, Play] = field(default_factory=dict)
    """Plays as they were when a run began, by the run's id, where the playbook has changed since."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A play that is to start now, with the moment at which each of its steps falls due."""

    play: str
    reason: str
    triggered_at: datetime
    due: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to change for one customer: runs that end, by their ids, and plays that begin."""

    ends: Mapping[str, Ending]
    begins: Sequence[Beginning]
