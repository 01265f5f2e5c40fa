"""How erasures are stored and found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.privacy.model import Erasure, Group, How, KeptRecord, Trace
from funnel.privacy.tables import ErasureRow


async def add(
    session: AsyncSession, erasure: Erasure, *, digest: str, crm_objects: Sequence[Mapping[str, Any]]
) -> None:
    """Store an erasure, found again by the digest of whom it erased; `crm_objects` the CRM has still to erase."""
    session.add(
        ErasureRow(
            id=erasure.id,
            digest=digest,
            pseudonym=erasure.pseudonym,
            traces=[asdict(trace) for trace in erasure.traces],
            kept=[{**asdict(each), "until": each.until.isoformat()} for each in erasure.kept],
            asked_by=erasure.asked_by,
            asked_at=erasure.asked_at,
            rewritten_at=None,
            crm_state=erasure.crm_state,
            crm_objects=list(crm_objects),
            crm_detail=None,
        )
    )
    await session.flush()


async def newest(session: AsyncSession, digest: str) -> Erasure | None:
    """Return the newest erasure of whoever a digest stands for."""
    wanted = sa.select(ErasureRow).where(ErasureRow.digest == digest).order_by(ErasureRow.id.desc()).limit(1)
    row = (await session.scalars(wanted)).one_or_none()
    return _erasure(row) if row else None


async def find(session: AsyncSession, erasure_id: str) -> Erasure | None:
    """Return an erasure by its id."""
    row = await session.get(ErasureRow, erasure_id)
    return _erasure(row) if row else None


async def crm_objects(session: AsyncSession, erasure_id: str) -> list[dict[str, Any]]:
    """Return what the CRM has still to erase: each with our `key` and the known `ids`; empty where nothing."""
    row = await session.get(ErasureRow, erasure_id)
    return list(row.crm_objects) if row else []


async def waiting_for_crm(session: AsyncSession) -> list[str]:
    """Return the ids of erasures that the CRM has not heard of yet."""
    return list(await session.scalars(sa.select(ErasureRow.id).where(ErasureRow.crm_state == "waiting")))


async def not_rewritten(session: AsyncSession) -> list[str]:
    """Return the ids of erasures after which the database was not rewritten yet."""
    return list(await session.scalars(sa.select(ErasureRow.id).where(ErasureRow.rewritten_at.is_(None))))


async def books_over(session: AsyncSession, day: date) -> list[Erasure]:
    """Return the erasures whose quotes were to be kept until before a day."""
    rows = await session.scalars(sa.select(ErasureRow))
    return [each for each in map(_erasure, rows) if any(one.until < day for one in each.kept)]


async def forget_kept(session: AsyncSession, erasure_id: str) -> None:
    """Note that nothing is kept any more."""
    await session.execute(sa.update(ErasureRow).where(ErasureRow.id == erasure_id).values(kept=[]))


async def set_rewritten(session: AsyncSession, erasure_ids: Sequence[str], *, at: datetime) -> None:
    """Note that the database was rewritten after these erasures."""
    await session.execute(sa.update(ErasureRow).where(ErasureRow.id.in_(erasure_ids)).values(rewritten_at=at))


async def settle_crm(session: AsyncSession, erasure_id: str, state: str, *, detail: str | None = None) -> None:
    """Note how the CRM answered; once it has erased, what it had to erase is forgotten too."""
    values: dict[str, Any] = {"crm_state": state, "crm_detail": detail}
    if state == "erased":
        values["crm_objects"] = []
    await session.execute(sa.update(ErasureRow).where(ErasureRow.id == erasure_id).values(**values))


def _erasure(row: ErasureRow) -> Erasure:
    return Erasure(
        id=row.id,
        pseudonym=row.pseudonym,
        traces=tuple(
            Trace(each["place"], Group(each["group"]), How(each["how"]), each["before"], each["after"])
            for each in row.traces
        ),
        kept=tuple(KeptRecord(each["place"], each["count"], date.fromisoformat(each["until"])) for each in row.kept),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        rewritten_at=row.rewritten_at,
        crm_state=row.crm_state,
        crm_detail=row.crm_detail,
    )
