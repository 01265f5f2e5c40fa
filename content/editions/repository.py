"""How versions are kept and found."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.catalogue.model import Company, Play
from content.editions.model import SUBJECTS, Body, Edition, Subject, body_of, digest_of
from content.editions.tables import EditionRow
from foundation import clock
from foundation.actor import Actor


async def keep(
    session: AsyncSession, subject: Subject, body: Body, *, generation: int, by: Actor, note: str = ""
) -> int:
    """Keep a version where it differs from the newest; return the number that is in force now, 0 for none.

    Run it behind the rise of the generation, whose row lets one transaction in at a time.
    """
    newest = await find(session, subject)
    digest = digest_of(body)
    if newest is not None and digest_of(newest.body) == digest:  # not by the one kept: it may be of an older make
        return newest.number
    if newest is None and not any(body.values()):
        return 0
    number = newest.number + 1 if newest else 1
    row = EditionRow(
        subject=subject,
        number=number,
        generation=generation,
        at=clock.now(),
        actor=str(by)[:100],
        note=note,
        body=json.dumps(body, ensure_ascii=False),
        digest=digest,
    )
    session.add(row)
    await session.flush()
    return number


async def keep_all(session: AsyncSession, company: Company, *, generation: int, by: Actor) -> None:
    """Keep what a loaded company has of every subject."""
    for subject in SUBJECTS:
        await keep(session, subject, body_of(company, subject), generation=generation, by=by)


async def find(session: AsyncSession, subject: Subject, number: int | None = None) -> Edition | None:
    """Return a version by its number, the newest where none is given; None where there is none."""
    wanted = select(EditionRow).where(EditionRow.subject == subject)
    if number is not None:
        wanted = wanted.where(EditionRow.number == number)
    row = (await session.scalars(wanted.order_by(EditionRow.number.desc()).limit(1))).first()
    return _edition(row) if row else None


async def listed(session: AsyncSession, subject: Subject) -> list[Edition]:
    """Return all versions of a subject, the newest first."""
    wanted = select(EditionRow).where(EditionRow.subject == subject).order_by(EditionRow.number.desc())
    return [_edition(row) for row in await session.scalars(wanted)]


async def number_at(session: AsyncSession, subject: Subject, generation: int) -> int | None:
    """Return the version that a company of this generation goes by; None where none was kept then."""
    wanted = select(EditionRow.number).where(EditionRow.subject == subject, EditionRow.generation <= generation)
    number: int | None = await session.scalar(wanted.order_by(EditionRow.number.desc()).limit(1))
    return number


async def plays(session: AsyncSession, numbers: Collection[int]) -> dict[int, dict[str, Play]]:
    """Return the plays of versions of the playbook, by number and id."""
    found: dict[int, dict[str, Play]] = {}
    for number in numbers:
        edition = await find(session, "playbook", number)
        if edition is not None:
            held = [Play.model_validate(each) for each in edition.body["plays"]]
            found[number] = {each.id: each for each in held}
    return found


def _edition(row: EditionRow) -> Edition:
    return Edition(
        subject=cast("Subject", row.subject),
        number=row.number,
        generation=row.generation,
        at=row.at,
        actor=row.actor,
        note=row.note,
        body=json.loads(row.body),
        digest=row.digest,
    )
