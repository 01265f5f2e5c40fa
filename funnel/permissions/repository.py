"""How staff and their sessions are stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.permissions.model import Member
from funnel.permissions.tables import MemberRow, SessionRow


async def count(session: AsyncSession) -> int:
    """Return how many members there are."""
    return (await session.execute(select(func.count()).select_from(MemberRow))).scalar_one()


async def add(session: AsyncSession, member: Member, *, password: str, at: datetime) -> None:
    """Store a member with the hash of their password."""
    session.add(
        MemberRow(
            id=member.id,
            email=member.email,
            name=member.name,
            locale=member.locale,
            roles=sorted(member.roles),
            password=password,
            must_change_password=member.must_change_password,
            created_at=at,
        )
    )
    await session.flush()


async def find_by_email(session: AsyncSession, email: str) -> tuple[Member, str] | None:
    """Return a member and the hash of their password."""
    row = (await session.execute(select(MemberRow).where(MemberRow.email == email))).scalar_one_or_none()
    return (_member(row), row.password) if row else None


async def listed(session: AsyncSession) -> list[Member]:
    """Return all members, those whose account has ended last."""
    order = (MemberRow.disabled_at.is_not(None), func.lower(MemberRow.name), MemberRow.id)
    return [_member(row) for row in (await session.execute(select(MemberRow).order_by(*order))).scalars()]


async def find(session: AsyncSession, member_id: str) -> Member | None:
    """Return a member; nobody changes it until the transaction ends."""
    row = (
        await session.execute(select(MemberRow).where(MemberRow.id == member_id).with_for_update())
    ).scalar_one_or_none()
    return _member(row) if row else None


async def look_up(session: AsyncSession, member_id: str) -> Member | None:
    """Return a member by an id that may be wrong."""
    row = await session.get(MemberRow, member_id)
    return _member(row) if row else None


async def set_roles(session: AsyncSession, member_id: str, roles: frozenset[str]) -> None:
    """Store what a member may do."""
    (await session.get_one(MemberRow, member_id)).roles = sorted(roles)
    await session.flush()


async def set_disabled(session: AsyncSession, member_id: str, *, at: datetime | None) -> None:
    """End an account with all its sessions, or open it again."""
    (await session.get_one(MemberRow, member_id)).disabled_at = at
    await session.execute(delete(SessionRow).where(SessionRow.staff_id == member_id))
    await session.flush()


async def set_password(session: AsyncSession, member_id: str, password: str, *, must_change: bool) -> None:
    """Store a new hash and end every session of the member."""
    row = await session.get_one(MemberRow, member_id)
    row.password = password
    row.must_change_password = must_change
    await session.execute(delete(SessionRow).where(SessionRow.staff_id == member_id))
    await session.flush()


async def set_locale(session: AsyncSession, member_id: str, locale: str) -> None:
    """Store the language of the desk for a member."""
    (await session.get_one(MemberRow, member_id)).locale = locale
    await session.flush()


async def add_session(session: AsyncSession, token: str, member_id: str, *, at: datetime, until: datetime) -> None:
    """Store a signed-in browser and forget those that have expired."""
    await session.execute(delete(SessionRow).where(SessionRow.expires_at < at))
    session.add(SessionRow(token=token, staff_id=member_id, created_at=at, seen_at=at, expires_at=until))
    await session.flush()


async def find_session(session: AsyncSession, token: str, *, at: datetime) -> Member | None:
    """Return whose session a token is, while it lasts and the member is not disabled."""
    statement = (
        select(MemberRow)
        .join(SessionRow, SessionRow.staff_id == MemberRow.id)
        .where(SessionRow.token == token, SessionRow.expires_at > at, MemberRow.disabled_at.is_(None))
    )
    row = (await session.execute(statement)).scalar_one_or_none()
    return _member(row) if row else None


async def end_session(session: AsyncSession, token: str) -> None:
    """Sign a browser out."""
    await session.execute(delete(SessionRow).where(SessionRow.token == token))


def _member(row: MemberRow) -> Member:
    return Member(
        id=row.id,
        email=row.email,
        name=row.name,
        locale=row.locale,
        roles=frozenset(row.roles),
        must_change_password=row.must_change_password,
        disabled_at=row.disabled_at,
    )
