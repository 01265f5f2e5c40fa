"""One mail that is to leave or has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MailState(StrEnum):
    """`sending` is stored before the message is handed over; a kill in between makes it `unconfirmed`, never resent by itself."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    REFUSED = "refused"
    BOUNCED = "bounced"
    """It came back: some server on the way could not deliver it."""
    WITHHELD = "withheld"
    """It never left: the law of mails, an answer or a person spoke against it first."""


class HeldUp(Exception):
    """A mail may not go for now: `code` says why, and it is tried again."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A mail of one purpose (`quote`) about one subject (a quote's number) to one address."""

    id: str
    message_id: str
    customer_id: int | None
    purpose: str
    about: str
    recipient: str
    locale: str
    state: MailState
    detail: str | None
    """Where it went, or why it did not."""
    created_at: datetime
    updated_at: datetime
    measured: bool = False
    """Whether it is noticed when it is opened and its links are followed."""
