"""A mail is taken in from its bytes: read, its files too, and kept, before anything is done that could be done twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from advisor.requests import Request, read_request
from content.catalogue.model import Company
from content.knowledge.errors import Undigestible
from content.knowledge.formats import READABLE
from foundation.actor import Actor
from foundation.database import Session
from funnel.inbox.model import Match
from funnel.journey.belongs import belonging
from funnel.journey.parts import Parts, company_day
from funnel.journey.receive import Receipt, receive, request_text
from funnel.journey.request import text_of
from funnel.mails.inbound import BROKEN, LONGEST_TEXT, TOO_LARGE, UnreadableMail, read_inbound, unread
from funnel.ports import Fetched, InboundFile, InboundKind, InboundMail

LARGEST_FILE = 15_000_000
"""Bytes of an attachment that is read."""
LONGEST_FILE = 40_000
"""Characters that are kept of one."""
MOST_READ = 10
_LARGEST_PAGE = 2_000_000


async def prepare(parts: Parts, fetched: Fetched) -> tuple[InboundMail, Request | None]:
    """Read a mail with its files and what it asks for; no transaction is open meanwhile, and nothing raises for what is in it."""
    if fetched.too_large:
        return unread(fetched.content, TOO_LARGE), None
    try:
        inbound = await asyncio.to_thread(read_inbound, fetched.content)
    except UnreadableMail:
        return unread(fetched.content, BROKEN), None
    inbound = await _with_files(inbound)
    if inbound.kind is not InboundKind.REPLY:
        return inbound, None
    async with parts.database.reading() as session:
        where = await belonging(session, inbound)
    if where.matched in {Match.THREAD, Match.NUMBER}:
        return inbound, None
    return inbound, await asyncio.to_thread(read_wish, inbound, await parts.company())


async def take_in(parts: Parts, content: bytes, *, by: Actor) -> Receipt:
    """Take in a mail from a file. Raises UnreadableMail."""
    read_inbound(content)
    inbound, read = await prepare(parts, Fetched(content, len(content)))
    company = await parts.company()
    async with parts.database.transaction() as session:
        return await receive(session, inbound, company, by=by, read=read)


async def take_prepared(
    session: Session, parts: Parts, prepared: tuple[InboundMail, Request | None], *, by: Actor
) -> Receipt:
    """Take in what `prepare` read, in a transaction of the caller's."""
    inbound, read = prepared
    return await receive(session, inbound, await parts.company(), by=by, read=read)


def read_wish(inbound: InboundMail, company: Company) -> Request:
    """Return what a mail with its files asks for; the language is the mail's own."""
    text = request_text(inbound.subject, inbound.text, inbound.files)
    return read_request(text, company, locale=company.locales[0], today=company_day(company))


async def _with_files(inbound: InboundMail) -> InboundMail:
    """Read what is attached, each in a process of its own that a hostile file cannot leave."""
    files, left = [], MOST_READ
    for file in inbound.files:
        readable = file.name.lower().endswith(tuple(READABLE))
        files.append(await _read(file) if readable and left else replace(file, content=b""))
        left -= readable
    text = inbound.text
    if not text and inbound.html:
        page = await _read(InboundFile("mail.html", len(inbound.html), inbound.html[:_LARGEST_PAGE]))
        text = page.text
    return replace(inbound, files=tuple(files), text=text[:LONGEST_TEXT], html=b"")


async def _read(file: InboundFile) -> InboundFile:
    if file.size > LARGEST_FILE:
        return replace(file, content=b"", note="too_large")
    try:
        text = await text_of(file.name, file.content)
    except Undigestible as error:
        return replace(file, content=b"", note=error.code)
    return replace(file, content=b"", text=text.replace("\0", "")[:LONGEST_FILE])
