"""What the funnel needs from outside: a CRM to carry leads into, a mailer, a mailbox to read. `integrations` implements them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CrmLead:
    """A lead as the CRM is to hold it. Keys are ours and stable: the same lead sent twice changes nothing."""

    key: str
    """Unique and stable, e.g. `tradewind-42`; written to our own unique property of each object."""
    email: str | None
    phone: str | None
    first_name: str | None
    last_name: str | None
    company: str | None
    company_domain: str | None
    country: str | None
    locale: str
    grade: str
    grade_reasons: tuple[str, ...]
    stage: int
    """Its position in the company's funnel."""
    meaning: int
    """What it means: 1 lead, 2 contact, 3 first touch, 4 decision, 5 won."""
    stage_name: str
    stage_reason: str
    note: str
    """Plain text: needs, conversation summary, everything that was viewed."""
    desk_url: str
    quotes: tuple[CrmQuote, ...] = ()
    job_title: str | None = None
    company_size: int | None = None
    """How many people work there at least."""
    owner_email: str | None = None
    """Of the member of the staff whom the lead belongs to; None: nobody."""
    source: str = "website"


@dataclass(frozen=True, slots=True)
class CrmQuote:
    """A quote of the lead, becoming the deal's amount, and a link and a file in its note."""

    number: str
    amount: Decimal
    currency: str
    url: str
    valid_until: datetime
    state: str = ""
    """In words: issued, viewed, accepted, refused ..."""
    is_live: bool = True
    """Whether it can still become an order, or has; the newest live one gives the deal's amount."""
    document: Callable[[], Awaitable[bytes]] | None = field(default=None, compare=False)
    """Makes its PDF, which never changes; None before it is issued. Raises CrmUnavailable while it cannot be made."""


class FileTrouble(StrEnum):
    """Why a file stays a link in the CRM."""

    NOT_ALLOWED = "not_allowed"
    """The access token may not write files."""
    TOO_BIG = "too_big"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that the CRM did not take; `said` is the CRM's own sentence."""

    trouble: FileTrouble
    said: str = ""


@dataclass(frozen=True, slots=True)
class CrmResult:
    """What the CRM now holds: our object kinds -> its ids (`contact`, `company`, `deal`, `note`, `file Q-2026-00042`)."""

    ids: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    """Quotes whose file it did not take, by number; their link is there."""


class CrmNotConfigured(Exception):
    """No CRM is configured: the lead waits and is sent when one is."""


class CrmUnavailable(Exception):
    """The CRM is down, slow or limits us: try again after `retry_after` seconds."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class CrmRefused(Exception):
    """The CRM will not take this lead as it is; a person has to look. The message says why."""


class Crm(Protocol):
    """A customer relationship system that leads are carried into, once."""

    name: str

    async def push(self, lead: CrmLead, known: CrmResult) -> CrmResult:
        """Create or update contact, company, deal and note, with the files of the quotes; `known` are the last push's ids.

        Raises CrmNotConfigured, CrmUnavailable, CrmRefused. Idempotent: killed in the middle and repeated, there is one of each.
        """
        ...

    async def forget(self, key: str, known: CrmResult) -> None:
        """Erase for good what was pushed of the lead with this key, and everything that hangs on its contact.

        Raises as `push`. Idempotent: what is gone already is no error.
        """
        ...


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A message ready to leave. `message_id` is stable, so that a repeated sending can be recognised."""

    message_id: str
    sender: str
    recipient: str
    subject: str
    text: str
    html: str | None
    locale: str
    attachments: tuple[Attachment, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


class InboundKind(StrEnum):
    """What a mail that came in is; `auto_reply` is nobody's answer, `delayed` and `notice` tell of a delivery still alive."""

    REPLY = "reply"
    AUTO_REPLY = "auto_reply"
    BULK = "bulk"
    """A newsletter, a list: written to many."""
    BOUNCE = "bounce"
    DELAYED = "delayed"
    NOTICE = "notice"
    UNREADABLE = "unreadable"
    """It came, and could not be read: a person has to look at it in the mailbox."""


@dataclass(frozen=True, slots=True)
class InboundFile:
    """A file that came with a mail; `text` is what was read of it, `note` why nothing was."""

    name: str
    size: int
    """Bytes."""
    content: bytes = b""
    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class InboundMail:
    """A mail that came in, read: plain text only, cut to what people read."""

    message_id: str
    kind: InboundKind
    answers: tuple[str, ...]
    """Message-IDs that it answers or tells of, the nearest first."""
    sender: str
    subject: str
    text: str
    detail: str
    """Of a report: whom it could not reach and why, as the server says it."""
    sent_at: datetime | None
    sender_name: str = ""
    files: tuple[InboundFile, ...] = ()
    html: bytes = b""
    """The body of a mail that has no plain text, in UTF-8; `text` is empty until it was read."""
    is_marked_spam: bool = False
    """By the mail server in front of us."""


class MailUnavailable(Exception):
    """The mail server cannot be reached or refuses for now; nothing was handed over."""


class MailUnconfirmed(Exception):
    """The connection broke after the message was handed over: nobody knows whether it was taken. Never resent by itself."""


class MailRefused(Exception):
    """The server will not take this message; the sentence says why."""


class Mailer(Protocol):
    """Hands one message over: to an SMTP server, or to `.eml` files in the outbox."""

    async def send(self, mail: Mail) -> str:
        """Return where it went, for people to read. Raises MailUnavailable, MailUnconfirmed, MailRefused."""
        ...


class MailboxTrouble(StrEnum):
    """Why a mailbox cannot be read."""

    UNREACHABLE = "unreachable"
    BROKE_OFF = "broke_off"
    """In the middle, or with an answer that makes no sense."""
    CERTIFICATE = "certificate"
    NO_ENCRYPTION = "no_encryption"
    CREDENTIALS = "credentials"
    NO_FOLDER = "no_folder"
    MAIL = "mail"
    """The server is well, and a mail could not be taken in."""


class MailboxError(Exception):
    """Base of both: `trouble` for people, the text with what the server said."""

    def __init__(self, trouble: MailboxTrouble, sentence: str) -> None:
        super().__init__(sentence)
        self.trouble = trouble


class MailboxUnavailable(MailboxError):
    """The mail server cannot be reached or broke off; nothing was lost, look again soon."""


class MailboxRefused(MailboxError):
    """The mail server does not let us in, or has no such folder; a person has to look."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A message as the mailbox holds it; only the headers are there of one that is `too_large`."""

    content: bytes
    size: int
    """Bytes of the whole message."""
    too_large: bool = False


class OpenMailbox(Protocol):
    """A folder that is read. Numbers (UIDs) rise, and mean the same message for as long as `validity` stays (RFC 3501, 2.3.1.1).

    Every call raises MailboxUnavailable where the connection breaks.
    """

    validity: int
    next_number: int
    """What the next message that arrives will get at least."""

    async def newer(self, number: int) -> Sequence[int]:
        """Return the numbers above `number`, rising."""
        ...

    async def since(self, day: date) -> Sequence[int]:
        """Return the numbers of what arrived on that day or later, rising."""
        ...

    async def fetch(self, number: int) -> Fetched | None:
        """Return a message without marking it; None where somebody removed it meanwhile."""
        ...

    async def taken(self, number: int) -> None:
        """Show people that a message was taken in: marked as read or moved, as the settings want; repeatable."""
        ...


class Mailbox(Protocol):
    """A mailbox whose mails are taken in."""

    name: str
    """For people: `sales@kestrel.example, INBOX`."""

    def open(self) -> AbstractAsyncContextManager[OpenMailbox]:
        """Connect and choose the folder. Raises MailboxUnavailable, MailboxRefused."""
        ...
