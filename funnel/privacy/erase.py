"""The verb that erases a person everywhere, with proof; repeated or killed in the middle, the end is the same.

The order makes it so: files go first, while the address still finds them; then one transaction takes the person out of
all tables, stores the proof and what is left to do; what is left, rewriting the file and the CRM, needs no name any more.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from email_validator import EmailNotValidError, validate_email

from foundation import clock, events
from foundation.actor import Actor
from foundation.data_folder import DataFolder
from foundation.database import Database, Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from foundation.rewriting import RewriteRefused, rewrite
from funnel.crm import repository as crm
from funnel.crm.model import CrmState
from funnel.permissions import repository as staff
from funnel.privacy.errors import NoAddressGiven, PersonIsStaff, UnknownPerson
from funnel.privacy.files import forget_files, mails_of
from funnel.privacy.model import Erasure, Group, Handle, How, KeptRecord, Person, Trace
from funnel.privacy.places import PLACES
from funnel.privacy.repository import erasures
from funnel.privacy.repository.job_traces import count_jobs, remove_jobs
from funnel.privacy.repository.removing import counts, kept_quotes, remove
from funnel.privacy.repository.tracing import Found, look_again, trace

OUTBOX = "outbox"
_ROUNDS = 3
"""How often rows that came in meanwhile are looked for within the transaction."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where data are kept: the database and the folder beside it, the secret that keys digests, how long the books last."""

    database: Database
    folder: DataFolder
    secret: str
    retention_years: int


def person_of(address: str) -> Person:
    """Read an address that somebody typed. Raises NoAddressGiven."""
    try:
        checked = validate_email(address.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise NoAddressGiven(address) from None
    return Person(address=checked.normalized.lower())


async def preview(keeping: Keeping, person: Person) -> tuple[Trace, ...]:
    """Say what would be erased, and erase nothing. Raises UnknownPerson, PersonIsStaff."""
    async with keeping.database.reading() as session:
        found = await find_person(session, person)
        traces = [*await counts(session, found, ""), *await count_jobs(session, found)]
    files = await asyncio.to_thread(mails_of, keeping.folder, found.sought)
    if not traces and not files:
        raise UnknownPerson(named(person))
    return (*traces, *_of_files(len(files)))


async def erase(keeping: Keeping, person: Person, *, by: Actor) -> Erasure:
    """Erase a person everywhere and return the proof. Raises UnknownPerson, PersonIsStaff.

    Somebody who was erased before and of whom nothing came since gets the proof of then.
    """
    async with keeping.database.reading() as session:
        found = await find_person(session, person)
        earlier = await erasures.newest(session, _digest(keeping, person))
        is_nobody = found.is_nobody and not await count_jobs(session, found)
    files = await asyncio.to_thread(forget_files, keeping.folder, found.sought)
    if is_nobody and not files:
        if earlier is None:
            raise UnknownPerson(named(person))
        return await finish(keeping, earlier)
    async with keeping.database.transaction() as session:
        erasure = await _erase_rows(session, person, keeping, by=by, files=files)
    await asyncio.to_thread(forget_files, keeping.folder, found.sought)  # a mail may have left in between
    return await finish(keeping, erasure)


async def finish(keeping: Keeping, erasure: Erasure) -> Erasure:
    """Overwrite what the tables let go of; where that cannot be now, an hourly task does it."""
    if erasure.rewritten_at is not None:
        return erasure
    try:
        async with keeping.database.between_transactions():
            await asyncio.to_thread(rewrite, keeping.database.url, {place.table for place in PLACES})
    except RewriteRefused:
        return erasure
    async with keeping.database.transaction() as session:
        at = clock.now()
        await erasures.set_rewritten(session, [erasure.id], at=at)
    return replace(erasure, rewritten_at=at)


async def find_person(session: Session, person: Person) -> Found:
    """Find everything of a person. Raises PersonIsStaff."""
    if person.address and await staff.find_by_email(session, person.address) is not None:
        raise PersonIsStaff(person.address)
    return await trace(session, person)


async def _erase_rows(session: Session, person: Person, keeping: Keeping, *, by: Actor, files: int) -> Erasure:
    erasure_id = new_id()
    pseudonym = f"E-{erasure_id[-6:].upper()}"
    found = await trace(session, person)
    before = [*await counts(session, found, pseudonym), *await count_jobs(session, found)]
    kept = await kept_quotes(session, found)
    crm_objects = await _crm_objects(session, found)
    after: list[Trace] = []
    for _ in range(_ROUNDS):
        await remove(session, found, pseudonym)
        await remove_jobs(session, found)
        await look_again(session, found)
        after = [*await counts(session, found, pseudonym), *await count_jobs(session, found)]
        if not after:
            break
    left = {(each.place, each.how): each.before for each in after}
    erasure = Erasure(
        id=erasure_id,
        pseudonym=pseudonym,
        traces=(*(replace(each, after=left.get((each.place, each.how), 0)) for each in before), *_of_files(files, 0)),
        kept=_kept_records(kept, keeping.retention_years),
        asked_by=str(by),
        asked_at=clock.now(),
        crm_state="waiting" if crm_objects else "nothing",
    )
    await erasures.add(session, erasure, digest=_digest(keeping, person, found), crm_objects=crm_objects)
    rows = {each.place: each.before for each in before}
    await events.record(session, "person_erased", subject=("erasure", erasure_id), by=by, data={"rows": rows})
    if crm_objects:
        await enqueue(session, "forget_in_crm", erasure_id, key=erasure_id)
    return erasure


async def _crm_objects(session: Session, found: Found) -> list[dict[str, object]]:
    """Return what the CRM may hold: our key, the ids we know, and whether a push may still be under way."""
    links = await crm.find_many(session, sorted(found.handles.get(Handle.CUSTOMER, ())))
    return [
        {
            "key": f"tradewind-{link.customer_id}",
            "ids": dict(link.ids),
            "pending": link.state is CrmState.PENDING,
        }
        for link in links.values()
        if link.ids or link.state is not CrmState.NOT_CONFIGURED
    ]


def _kept_records(kept: Sequence[tuple[str, date]], years: int) -> tuple[KeptRecord, ...]:
    """The books are kept to the end of the year, and then for `years` more."""
    if not kept:
        return ()
    newest = max(issued for _, issued in kept)
    return (KeptRecord("quotes", len(kept), date(newest.year + years, 12, 31)),)


def _of_files(number: int, after: int | None = None) -> list[Trace]:
    return [Trace(OUTBOX, Group.FILES, How.ERASED, number, after)] if number else []


def _digest(keeping: Keeping, person: Person, found: Found | None = None) -> str:
    addresses = sorted((found.handles.get(Handle.ADDRESS) if found else None) or ())
    who = person.address or (addresses[0] if addresses else f"customer {person.customer}")
    return hmac.new(keeping.secret.encode(), f"erasure {who}".encode(), hashlib.sha256).hexdigest()


def named(person: Person) -> str:
    """Say whom a person is known as, to whoever asked for them."""
    return person.address or f"customer {person.customer}"
