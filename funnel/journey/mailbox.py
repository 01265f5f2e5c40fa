"""The mailbox is read: every message once, in its order, whatever breaks in between; why it cannot be read is kept for people to see."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from foundation import clock
from foundation.actor import Actor
from foundation.log import get_logger
from funnel.inbox import repository as inbox
from funnel.inbox.model import MailboxMark
from funnel.journey.intake import prepare, take_prepared
from funnel.journey.parts import Parts, company_day
from funnel.mails.inbound import FAILED, unread
from funnel.ports import Fetched, MailboxRefused, MailboxTrouble, MailboxUnavailable, OpenMailbox

SYSTEM = Actor.system("mailbox")
FIRST_LOOK = timedelta(days=7)
"""What arrived earlier than this before the first look is not taken in."""
AT_ONCE = 200
"""Messages of one look; the rest comes with the next."""
MOST_FAILURES = 3
"""After so many a message is laid before a person unread, and the next one is taken."""
AFTER_REFUSAL = timedelta(minutes=10)
"""A wrong password is not tried so often that the account is locked."""
_log = get_logger("tradewind.mailbox")


async def read_mailbox(parts: Parts) -> int:
    """Take in what is new in the mailbox; return how many messages were. What goes wrong outside is kept, not raised."""
    if parts.mailbox is None:
        return 0
    async with parts.database.reading() as session:
        known = await inbox.mailbox(session, parts.mailbox.name)
    if known and known.look_after and known.look_after > clock.now():
        return 0
    count = 0
    try:
        async with parts.mailbox.open() as box:
            mark = await _begin(parts, box, known)
            for number in (await box.newer(mark.last))[:AT_ONCE]:
                count += await _take(parts, box, number)
    except MailboxUnavailable as unavailable:
        await _fail(parts, unavailable.trouble, str(unavailable))
    except MailboxRefused as refused:
        await _fail(parts, refused.trouble, str(refused), look_after=clock.now() + AFTER_REFUSAL)
    except Exception as error:
        await _fail(parts, MailboxTrouble.MAIL, type(error).__name__)
        raise
    else:
        well = {"trouble": "", "detail": "", "failing_since": None, "look_after": None}
        await _change(parts, unshown=False, looked_at=clock.now(), **well)
    return count


async def _begin(parts: Parts, box: OpenMailbox, known: MailboxMark | None) -> MailboxMark:
    """Return from where to read on. Where numbers lost their meaning, all is looked at again: what is kept is known by its content."""
    if known is not None and known.validity == box.validity:
        if known.unshown:  # the process was ended between keeping a message and showing it
            await box.taken(known.last)
        return known
    assert parts.mailbox is not None
    begins_on = known.begins_on if known and known.validity else company_day(await parts.company()) - FIRST_LOOK
    numbers = await box.since(begins_on)
    last = (numbers[0] if numbers else box.next_number) - 1
    mark = MailboxMark(parts.mailbox.name, box.validity, last, unshown=False, begins_on=begins_on)
    async with parts.database.transaction() as session:
        await inbox.keep_mailbox(session, mark)
    return mark


async def _take(parts: Parts, box: OpenMailbox, number: int) -> int:
    """Keep one message and how far was read, together; then show it in the mailbox."""
    fetched = await box.fetch(number)
    if fetched is None:
        return 0
    try:
        took = await _keep(parts, box, number, fetched=fetched)
    except (MailboxUnavailable, MailboxRefused):
        raise
    except Exception:
        if not await _failed(parts):
            raise
        _log.exception("A mail cannot be taken in; a person is asked.", number=number)
        took = await _keep(parts, box, number, fetched=fetched, unreadable=True)
    if took:
        await box.taken(number)
    return took


async def _keep(parts: Parts, box: OpenMailbox, number: int, *, fetched: Fetched, unreadable: bool = False) -> int:
    assert parts.mailbox is not None
    prepared = (unread(fetched.content, FAILED), None) if unreadable else await prepare(parts, fetched)
    async with parts.database.transaction() as session:
        mark = await inbox.mailbox(session, parts.mailbox.name, lock=True)
        if mark is None or mark.validity != box.validity or mark.last >= number:
            return 0  # another worker was faster
        await take_prepared(session, parts, prepared, by=SYSTEM)
        await inbox.keep_mailbox(session, replace(mark, last=number, unshown=True, failures=0))
    return 1


async def _failed(parts: Parts) -> bool:
    """Count a failure of the next message; say whether it has failed often enough."""
    assert parts.mailbox is not None
    async with parts.database.transaction() as session:
        mark = await inbox.mailbox(session, parts.mailbox.name, lock=True)
        if mark is None:
            return False
        await inbox.keep_mailbox(session, replace(mark, failures=mark.failures + 1))
    return mark.failures + 1 >= MOST_FAILURES


async def _fail(parts: Parts, trouble: MailboxTrouble, detail: str, *, look_after: datetime | None = None) -> None:
    now = clock.now()
    assert parts.mailbox is not None
    async with parts.database.transaction() as session:
        mark = await inbox.mailbox(session, parts.mailbox.name, lock=True)
        if mark is None:  # never read: nothing is known yet but that it fails
            mark = MailboxMark(parts.mailbox.name, 0, 0, unshown=False, begins_on=now.date())
        told = replace(mark, trouble=trouble.value, detail=detail[:500], look_after=look_after)
        await inbox.keep_mailbox(session, replace(told, failing_since=mark.failing_since or now))


async def _change(parts: Parts, **columns: object) -> None:
    assert parts.mailbox is not None
    async with parts.database.transaction() as session:
        mark = await inbox.mailbox(session, parts.mailbox.name, lock=True)
        if mark is not None:
            await inbox.keep_mailbox(session, replace(mark, **columns))  # type: ignore[arg-type]  # names of its own fields
