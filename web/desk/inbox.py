"""What the desk shows of mails that came in: those that wait for a person, those held back, and one with its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.knowledge.errors import sentence
from content.knowledge.formats import MOST_CHUNKS
from content.knowledge.formats.isolated import MOST_MEMORY, SECONDS
from foundation.database import Session
from funnel.inbox import repository as inbox
from funnel.inbox.model import KeptFile, MailboxMark, ReceivedMail, Standing
from funnel.journey.intake import LARGEST_FILE
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.permissions.model import MAY_SEE_ALL_LEADS, Member

PAGE = 50
LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Inbox:
    """Context of `desk/inbox.html`; `counts` by standing."""

    rows: tuple[ReceivedMail, ...]
    standing: str
    counts: Mapping[str, int]
    number: int
    pages: int
    troubles: tuple[MailboxMark, ...]
    """Mailboxes that cannot be read."""
    looked: tuple[MailboxMark, ...]
    """All others."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a mail; `problem` is why it was not read, in the reader's language."""

    file: KeptFile
    problem: str


@dataclass(frozen=True, slots=True)
class OneMail:
    """Context of `desk/inbox_mail.html`."""

    mail: ReceivedMail
    files: tuple[ShownFile, ...]
    customer: Customer | None
    problem: str | None


async def inbox_page(session: Session, member: Member, query: Mapping[str, str]) -> Inbox:
    """Read one page of a standing, without mails of others' customers; a choice that makes no sense is none."""
    owner = None if member.may(MAY_SEE_ALL_LEADS) else member.id
    chosen = query.get("standing", "")
    standing = Standing(chosen) if chosen in set(Standing) else Standing.WAITING
    asked = query.get("page", "")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 1
    rows, total = await inbox.listed(session, standing, offset=(number - 1) * PAGE, limit=PAGE, owner=owner)
    counts = {each.value: await inbox.count(session, each, owner=owner) for each in Standing}
    marks = await inbox.mailboxes(session)
    return Inbox(
        rows=tuple(rows),
        standing=standing.value,
        counts=counts,
        number=number,
        pages=max(1, -(-total // PAGE)),
        troubles=tuple(mark for mark in marks if mark.trouble),
        looked=tuple(mark for mark in marks if not mark.trouble),
    )


async def mail_page(session: Session, received_id: str, *, locale: str, problem: str | None = None) -> OneMail | None:
    """Read one mail; None where there is none."""
    mail = await inbox.find(session, received_id)
    if mail is None:
        return None
    known = await people.find_many(session, [mail.customer_id]) if mail.customer_id is not None else []
    files = tuple(ShownFile(file, _problem(file.note, locale)) for file in mail.files)
    return OneMail(mail, files, next(iter(known), None), problem)


def _problem(code: str, locale: str) -> str:
    """Say why a file was not read; a limit that it went over is told as it stands today."""
    facts: dict[str, object] = {"size": LARGEST_FILE >> 20, "most": MOST_CHUNKS, "seconds": round(SECONDS), "kinds": ""}
    if code == "swollen":
        facts["size"] = MOST_MEMORY >> 20
    return sentence(code, facts, locale) if code else ""
