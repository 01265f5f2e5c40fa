"""What the law of mails speaks of: purposes, grounds, consents, suppressed addresses, and the verdict on one mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """`transactional` answers what was asked for (a quote, a confirmation), `follow_up` carries a talk on, `marketing` is news."""

    TRANSACTIONAL = "transactional"
    FOLLOW_UP = "follow_up"
    MARKETING = "marketing"
    MEASURING = "measuring"
    """No purpose of a mail: that it is noticed when mails are opened and their links followed."""


class Basis(StrEnum):
    """The ground a mail stands on (GDPR, article 6)."""

    REQUEST = "request"
    """Steps at the person's own request, before a contract."""
    CONTRACT = "contract"
    CONSENT = "consent"
    LEGITIMATE_INTEREST = "legitimate_interest"


class ConsentState(StrEnum):
    """`pending` waits for the click in the confirmation mail (double opt-in)."""

    PENDING = "pending"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class SuppressionReason(StrEnum):
    """Why an address gets no more mails; `objected` was told to a person of the staff or by another program."""

    UNSUBSCRIBED = "unsubscribed"
    OBJECTED = "objected"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class Consent:
    """What one contact agreed to for one purpose: who, to which address, by which words, where, when."""

    id: str
    customer_id: int
    purpose: Purpose
    address: str
    basis: Basis
    state: ConsentState
    source: str
    wording: str
    """The sentence that was agreed to."""
    asked_at: datetime
    confirmed_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """An address that gets no more mails, by its digest alone: it stays when the person is erased."""

    address_hash: str
    reason: SuppressionReason
    at: datetime


@dataclass(frozen=True, slots=True)
class MailFacts:
    """All that decides whether one mail to one person may go now."""

    purpose: Purpose
    country: str | None
    zone: str
    """IANA zone of the recipient."""
    now: datetime
    suppressed: SuppressionReason | None
    consent: Consent | None
    """That of this purpose."""
    asked_at: datetime | None
    """When the person last asked for something by themselves."""
    bought: bool
    last_mail_at: datetime | None
    """When the last mail that was no answer went to this address."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a mail may go: `code` says why (or why not), `not_before` is set where it only has to wait."""

    allowed: bool
    code: str
    basis: Basis | None = None
    not_before: datetime | None = None
