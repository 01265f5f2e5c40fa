"""A mail that came in, where it belongs and who settled it; and how far a mailbox was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from funnel.ports import InboundKind


class Standing(StrEnum):
    """Where a mail that came in is: filed with whom it concerns, waiting for a person, held back as unwanted, or put aside by a person."""

    FILED = "filed"
    WAITING = "waiting"
    HELD = "held"
    DISMISSED = "dismissed"


class Match(StrEnum):
    """By what a mail was recognised."""

    THREAD = "thread"
    """It answers a mail of ours, by Message-IDs that nobody guesses."""
    NUMBER = "number"
    """It names a quote, and comes from the address that has it."""
    SENDER = "sender"
    PERSON = "person"
    """A person of the staff knew."""
    REQUEST = "request"
    """It asks for a quotation: its sender is whom the request belongs to."""
    NONE = ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that came with a mail: what was read of it, or why nothing was. The file itself stays in the mailbox."""

    name: str
    size: int
    text: str = ""
    note: str = ""
    """A code of `content.knowledge.errors.REASONS`."""


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """A mail that came in; see `funnel.ports.InboundMail`. `about` is the number of the quote that it concerns."""

    id: str
    digest: str
    """`funnel.mails.inbound.fingerprint`: the same mail is kept once."""
    message_id: str
    outgoing_id: str | None
    """The mail of ours that it answers."""
    customer_id: int | None
    kind: InboundKind
    sender: str
    sender_name: str
    subject: str
    text: str
    detail: str
    files: tuple[KeptFile, ...]
    standing: Standing
    matched: Match
    about: str | None
    request_id: str | None
    """The request for quotation that it became."""
    received_at: datetime
    settled_by: str | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailboxMark:
    """How far a mailbox was read. Message numbers mean something only under their `validity`."""

    name: str
    validity: int
    last: int
    """The highest number that was taken in."""
    unshown: bool
    """Whether `last` was taken in and nobody knows whether the mailbox shows it."""
    begins_on: date
    """What arrived before is none of ours."""
    failures: int = 0
    """How often the next message could not be taken in, for a reason of its own."""
    looked_at: datetime | None = None
    """When it was last read to its end."""
    failing_since: datetime | None = None
    look_after: datetime | None = None
    trouble: str = ""
    """`funnel.ports.MailboxTrouble`; empty where it could be read."""
    detail: str = ""
    """What the server said, for whoever looks after it."""
