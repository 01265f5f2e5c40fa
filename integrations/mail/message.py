"""The source of truth for how a `Mail` becomes an internet message (RFC 5322, RFC 2045). Pure."""

from __future__ import annotations

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, Policy
from email.utils import format_datetime, parseaddr

from foundation.locales import TAGS
from funnel.ports import Attachment, Mail, MailRefused

_OWN_HEADERS = frozenset(
    {"from", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version", "content-type", "content-language"}
)


class _Verbatim(UnstructuredHeader, BaseHeader):
    """A header that holds one long address: never folded, never an encoded word, or mail programs find no address in it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", _Verbatim)
    return registry


_ASCII = SMTP.clone(header_factory=_registry())
_UTF8 = SMTPUTF8.clone(header_factory=_registry())


def build_message(mail: Mail, *, now: datetime) -> EmailMessage:
    """Build the message: UTF-8 headers, plain text with HTML as alternative, attachments.

    Raises MailRefused where an address or a header cannot stand in a message: line breaks, no domain.
    """
    message = EmailMessage(policy=_UTF8 if is_international(mail) else _ASCII)
    try:
        message["From"] = _address(mail.sender)
        message["To"] = _address(mail.recipient)
        message["Subject"] = _one_line(mail.subject)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = message_id(mail)
        message["Auto-Submitted"] = "auto-generated"
        for name, value in mail.headers.items():
            if name.lower() not in _OWN_HEADERS:
                del message[name]
                message[_one_line(name)] = _one_line(value)
    except (ValueError, MessageError, IndexError) as error:
        raise MailRefused(f"The mail cannot be written: {error}.") from error
    message.set_content(mail.text, subtype="plain", charset="utf-8")
    if mail.html is not None:
        message.add_alternative(mail.html, subtype="html", charset="utf-8")
    for attachment in mail.attachments:
        _attach(message, attachment)
    # last: while parts are added, headers about the content move into the first part
    message["Content-Language"] = TAGS.get(mail.locale, "en")
    return message


def message_id(mail: Mail) -> str:
    """Return the mail's stable id in angle brackets, as the header wants it."""
    return f"<{_one_line(mail.message_id).strip('<> ')}>"


def is_international(mail: Mail) -> bool:
    """Say whether an address itself, not only a name, goes beyond ASCII (RFC 6531)."""
    return not (bare_address(mail.sender) + bare_address(mail.recipient)).isascii()


def bare_address(written: str) -> str:
    """Return `a@b.example` of `A B <a@b.example>`; raises MailRefused where there is none."""
    address = parseaddr(_one_line(written))[1]
    if address.count("@") != 1 or any(character.isspace() for character in address):
        raise MailRefused(f"“{written[:80]}” is no e-mail address.")
    return address


def _address(written: str) -> Address:
    user, _, domain = bare_address(written).rpartition("@")
    return Address(display_name=parseaddr(written)[0], username=user, domain=domain)


def _one_line(value: str) -> str:
    if any(character in value for character in "\r\n\0"):
        raise MailRefused("The mail cannot be written: a header holds a line break.")
    return value


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    kind, _, subtype = attachment.mime_type.partition("/")
    message.add_attachment(
        attachment.content,
        maintype=kind or "application",
        subtype=subtype or "octet-stream",
        filename=attachment.name,
    )
