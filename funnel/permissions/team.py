"""Who belongs to the staff: accounts are added, given other roles, ended and opened again, by an owner."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Collection

from email_validator import EmailNotValidError, validate_email

from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database, Session
from foundation.ids import new_id
from funnel.permissions import repository
from funnel.permissions.accounts import hash_password
from funnel.permissions.model import ROLES, Login, Member


class UnknownMember(Exception):
    """There is no such member of staff."""


class AddressTaken(Exception):
    """Somebody of the staff has this address already."""


class NoAddress(Exception):
    """What was given is no e-mail address."""


class NoRole(Exception):
    """An account needs at least one role that there is."""


class OwnAccount(Exception):
    """Nobody ends their own account or changes their own roles, so that there is always an owner."""


async def add_member(database: Database, email: str, name: str, *, roles: Collection[str], by: Actor) -> Login:
    """Make an account and return its login to be shown once. Raises NoAddress, NoRole, AddressTaken."""
    held = _roles(roles)
    try:
        address = validate_email(email, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        raise NoAddress from None
    login = Login(address, secrets.token_urlsafe(12))
    hashed = await asyncio.to_thread(hash_password, login.password)
    member = Member(new_id(), address, name.strip()[:200] or address.partition("@")[0], "en", held, True)
    async with database.transaction() as session:
        if await repository.find_by_email(session, address) is not None:
            raise AddressTaken
        await repository.add(session, member, password=hashed, at=clock.now())
        await _note(session, "staff_added", member.id, by=by, roles=held)
    return login


async def change_roles(database: Database, member_id: str, roles: Collection[str], *, by: Actor) -> None:
    """Give a member other roles; they count from the next page on. Raises UnknownMember, NoRole, OwnAccount."""
    held = _roles(roles)
    async with database.transaction() as session:
        await _other(session, member_id, by)
        await repository.set_roles(session, member_id, held)
        await _note(session, "staff_roles_changed", member_id, by=by, roles=held)


async def close_account(session: Session, member_id: str, *, by: Actor) -> bool:
    """Close an account: every browser is signed out, and nobody signs in with it; say whether it was open.

    Raises UnknownMember, OwnAccount.
    """
    member = await _other(session, member_id, by)
    if member.disabled_at is not None:
        return False
    await repository.set_disabled(session, member_id, at=clock.now())
    await _note(session, "staff_ended", member_id, by=by)
    return True


async def renew_login(database: Database, member_id: str, *, by: Actor) -> Login:
    """Open an account again, or help out a lost password: return a new login to be shown once. Raises as above."""
    password = secrets.token_urlsafe(12)
    hashed = await asyncio.to_thread(hash_password, password)
    async with database.transaction() as session:
        member = await _other(session, member_id, by)
        await repository.set_disabled(session, member_id, at=None)
        await repository.set_password(session, member_id, hashed, must_change=True)
        await _note(session, "staff_login_renewed", member_id, by=by)
    return Login(member.email, password)


def _roles(given: Collection[str]) -> frozenset[str]:
    held = frozenset(given)
    if not held or not held <= set(ROLES):
        raise NoRole
    return held


async def _other(session: Session, member_id: str, by: Actor) -> Member:
    member = await repository.find(session, member_id)
    if member is None:
        raise UnknownMember
    if (by.kind, by.id) == ("staff", member_id):
        raise OwnAccount
    return member


async def _note(session: Session, name: str, member_id: str, *, by: Actor, roles: Collection[str] = ()) -> None:
    data = {"roles": sorted(roles)} if roles else {}
    await events.record(session, name, subject=("staff", member_id), by=by, data=data)
