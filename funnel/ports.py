"""What the funnel needs from outside: a CRM to carry leads into, and a mailer. `integrations` implements both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
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
    stage_name: str
    stage_reason: str
    note: str
    """Plain text: needs, conversation summary, everything that was viewed."""
    desk_url: str
    quotes: tuple[CrmQuote, ...] = ()
    source: str = "website"


@dataclass(frozen=True, slots=True)
class CrmQuote:
    """A quote of the lead, becoming the deal's amount and a link in its note."""

    number: str
    amount: Decimal
    currency: str
    url: str
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class CrmResult:
    """What the CRM now holds: our object kinds -> its ids (`contact`, `company`, `deal`, `note`)."""

    ids: dict[str, str] = field(default_factory=dict)


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
        """Create or update contact, company, deal and note; `known` are the ids of the last push.

        Raises CrmNotConfigured, CrmUnavailable, CrmRefused. Idempotent: killed in the middle and repeated, there is one of each.
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
