"""The source of truth for reading a mail that came in: written by somebody, by a machine, or a report that ours did not arrive. Pure.

Replies are known by In-Reply-To and References (RFC 5322, 3.6.4), reports by their parts (RFC 3462, RFC 3464), automatic
answers by Auto-Submitted (RFC 3834) and by their subject, lists by List-Id (RFC 2919) and Precedence. All of it is hostile
data: it is read as text, cut, and never shown as HTML.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from funnel.mails.headers import bare_header, file_name, header, plain, sender_of, text_of_part
from funnel.mails.said import is_automatic, is_returned
from funnel.ports import InboundFile, InboundKind, InboundMail

LARGEST = 30_000_000
"""Bytes; no mail server hands on more."""
LONGEST_TEXT = 60_000
"""Characters; nobody writes more, and nobody reads it."""
MOST_FILES = 20
MOST_PARTS = 500
_ID = re.compile(r"<[^<>\s]{3,190}>")
_ACTIONS = {"failed": InboundKind.BOUNCE, "delayed": InboundKind.DELAYED}
_MACHINE_HEADERS = ("X-Autoreply", "X-Autorespond", "X-AutoReply-From")
_BULK = {"bulk", "list", "junk"}


TOO_LARGE, BROKEN, FAILED = "too_large", "broken", "failed"
"""Why a mail is kept unread: too much of it, no internet message, or a fault that came again and again."""


class UnreadableMail(ValueError):
    """This is no internet message."""


def read_inbound(raw: bytes) -> InboundMail:
    """Read an RFC 5322 message. Raises UnreadableMail where there is no sender, or far too much of it."""
    if len(raw) > LARGEST:
        raise UnreadableMail(f"The mail is larger than {LARGEST // 1_000_000} MB.")
    message = message_from_bytes(raw, _class=EmailMessage, policy=default)
    try:
        name, sender = sender_of(message)
        if not sender:
            raise UnreadableMail("The mail names no sender.")
        text, html = _body(message)
        subject = header(message, "Subject")[:300]
        kind, detail, original = _report(message, sender=sender, subject=subject, text=text)
        answers = [*original, *_ids(message, "In-Reply-To"), *reversed(_ids(message, "References"))]
        return InboundMail(
            message_id=next(iter(_ids(message, "Message-ID")), f"<{hashlib.sha256(raw).hexdigest()}@no-id>"),
            kind=kind,
            answers=tuple(dict.fromkeys(answers))[:50],
            sender=sender,
            sender_name=name,
            subject=subject,
            text=text.strip()[:LONGEST_TEXT],
            html=html,
            detail=detail[:500],
            sent_at=_sent_at(message),
            files=tuple(_files(message))[:MOST_FILES],
            is_marked_spam=bare_header(message, "X-Spam-Flag").strip().lower() == "yes",
        )
    except UnreadableMail:
        raise
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:  # the standard parser on broken input
        raise UnreadableMail(f"The mail cannot be read: {type(error).__name__}.") from error


def unread(raw: bytes, reason: str) -> InboundMail:
    """Stand in for a mail that cannot be read, or is too large to be: what its headers tell, and the reason."""
    message = message_from_bytes(raw[:LARGEST], _class=EmailMessage, policy=default)
    try:
        name, sender = sender_of(message)
        subject, ids, sent = header(message, "Subject")[:300], _ids(message, "Message-ID"), _sent_at(message)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        name, sender, subject, ids, sent = "", "", "", [], None
    message_id = next(iter(ids), f"<{hashlib.sha256(raw).hexdigest()}@no-id>")
    return InboundMail(
        message_id, InboundKind.UNREADABLE, (), sender, subject, "", reason[:500], sent_at=sent, sender_name=name
    )


def fingerprint(mail: InboundMail) -> str:
    """Return what tells a mail from every other: two copies of one are the same, two mails under one Message-ID are not."""
    parts = (mail.message_id, mail.sender, mail.subject, mail.text[:20_000])
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _report(message: EmailMessage, *, sender: str, subject: str, text: str) -> tuple[InboundKind, str, list[str]]:
    """Return what a mail is; of a report also what the server says, and the Message-IDs of the mail that it tells of."""
    if message.get_content_type() != "multipart/report":
        failed = bare_header(message, "X-Failed-Recipients")
        if failed or is_returned(sender, subject):
            return InboundKind.BOUNCE, plain(f"{failed} {subject}".strip()), [*_ids_inside(message), *_ID.findall(text)]
        return _written(message, subject), "", []
    kind, details, original = InboundKind.NOTICE, list[str](), list[str]()
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for recipient in _blocks(part):
                told = _ACTIONS.get(bare_header(recipient, "Action").strip().lower())
                if told is None:
                    continue
                kind = told if kind is not InboundKind.BOUNCE else kind
                details.append(_told(recipient))
        elif part.get_content_type() == "message/rfc822":
            original += [one for inner in _blocks(part) for one in _ids(inner, "Message-ID")]
        elif part.get_content_type() == "text/rfc822-headers":
            original += _ids(message_from_string(part.get_content()), "Message-ID")
    return kind, "; ".join(details), original


def _written(message: EmailMessage, subject: str) -> InboundKind:
    automatic = bare_header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    precedence = bare_header(message, "Precedence").strip().lower()
    answers_by_itself = any(bare_header(message, name) for name in _MACHINE_HEADERS) or precedence == "auto_reply"
    if automatic not in {"", "no"} or answers_by_itself or is_automatic(subject):
        return InboundKind.AUTO_REPLY
    if precedence in _BULK or bare_header(message, "List-Id"):
        return InboundKind.BULK
    return InboundKind.REPLY


def _told(recipient: Message[Any, Any]) -> str:
    """Word one recipient of a report: `a@b.example: 5.1.1 550 No such user`."""
    whom = bare_header(recipient, "Final-Recipient").partition(";")[2].strip()
    why = bare_header(recipient, "Diagnostic-Code").partition(";")[2].strip()
    return plain(f"{whom}: {bare_header(recipient, 'Status').strip()} {why}".strip())


def _blocks(part: Message[Any, Any]) -> Iterator[Message[Any, Any]]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (one for one in payload if isinstance(one, Message))


def _ids(message: Message[Any, Any], name: str) -> list[str]:
    return _ID.findall(bare_header(message, name))


def _ids_inside(message: EmailMessage) -> list[str]:
    """Return the Message-IDs of messages that a mail encloses."""
    parts = islice(message.walk(), MOST_PARTS)
    inside = (inner for part in parts if part.get_content_type() == "message/rfc822" for inner in _blocks(part))
    return [one for inner in inside for one in _ids(inner, "Message-ID")]


def _body(message: EmailMessage) -> tuple[str, bytes]:
    """Return the plain text, or where there is none the HTML, in UTF-8."""
    body = message.get_body(preferencelist=("plain",))
    text = text_of_part(body) if body is not None else ""
    if text.strip():
        return text, b""
    page = message.get_body(preferencelist=("html",))
    return "", text_of_part(page).encode() if page is not None else b""


def _files(message: EmailMessage) -> Iterator[InboundFile]:
    """Give what was attached; a mail that was forwarded as a whole counts as its text."""
    for part in islice(message.walk(), MOST_PARTS):
        if part.is_multipart():
            continue
        name = file_name(part)
        if name or part.get_content_disposition() == "attachment":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield InboundFile(name or "file", len(content), content)


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        sent = parsedate_to_datetime(bare_header(message, "Date"))
    except ValueError:
        return None
    return sent.astimezone(UTC) if sent.tzinfo else sent.replace(tzinfo=UTC)
