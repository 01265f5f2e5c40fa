"""A kept mail, read for showing: headers, text and the names of what was attached. Its HTML is never shown."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from funnel.mails.model import OutgoingMail


@dataclass(frozen=True, slots=True)
class ReadMail:
    """What a person reads of a mail."""

    sender: str
    recipient: str
    subject: str
    text: str
    attachments: tuple[tuple[str, int], ...]
    """Name and size in bytes."""


@dataclass(frozen=True, slots=True)
class MailView:
    """Context of `desk/mail.html`."""

    mail: OutgoingMail
    message: ReadMail | None


def read_mail(raw: bytes) -> ReadMail:
    """Read an RFC 5322 message."""
    message = message_from_bytes(raw, _class=EmailMessage, policy=default)
    body = message.get_body(preferencelist=("plain",))
    attachments = tuple(
        (part.get_filename() or "", len(part.get_payload(decode=True) or b"")) for part in message.iter_attachments()
    )
    return ReadMail(
        sender=str(message["From"]),
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        text=body.get_content() if body is not None else "",
        attachments=attachments,
    )
