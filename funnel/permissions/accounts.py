"""Signing in and out, the first login, and new passwords. Hashes are argon2id with the library's recommended cost."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from foundation.ids import digest, new_id, new_token
from funnel.permissions import repository
from funnel.permissions.model import Login, Member

SESSION_LASTS = timedelta(hours=12)
FIRST_EMAIL = "owner@tradewind.local"
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
_hasher = PasswordHasher()


class SignInRefused(Exception):
    """Address or password are wrong, or the account is disabled: which of them is not told."""


class PasswordTooWeak(Exception):
    """A password needs at least 12 characters and at most 200."""


async def sign_in(database: Database, email: str, password: str) -> tuple[Member, str]:
    """Return the member and the token of a new session; raise SignInRefused."""
    async with database.reading() as session:
        found = await repository.find_by_email(session, email.strip().lower())
    nobody = await asyncio.to_thread(_nobody)
    kept = found[1] if found else nobody
    is_right = await asyncio.to_thread(_verify, kept, password[: LONGEST_PASSWORD + 1])
    if found is None or not is_right or found[0].disabled_at is not None:
        raise SignInRefused
    member, token, now = found[0], new_token(), clock.now()
    async with database.transaction() as session:
        await repository.add_session(session, digest(token), member.id, at=now, until=now + SESSION_LASTS)
        await events.record(session, "signed_in", subject=("staff", member.id), by=member.actor)
    return member, token


@cache
def _nobody() -> str:
    """A hash that no password fits: a sign-in with an unknown address costs as much as one with a known address."""
    return _hasher.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    """Make the hash that is kept of a password. Costs a tenth of a second: call it in a thread."""
    return _hasher.hash(password)


def _verify(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


async def member_of(database: Database, token: str) -> Member | None:
    """Return who is signed in with a token."""
    async with database.reading() as session:
        return await repository.find_session(session, digest(token), at=clock.now())


async def sign_out(database: Database, token: str) -> None:
    """End a session."""
    async with database.transaction() as session:
        await repository.end_session(session, digest(token))


async def change_password(database: Database, member: Member, password: str) -> None:
    """Set a member's own new password and end every session; raise PasswordTooWeak."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PasswordTooWeak
    hashed = await asyncio.to_thread(hash_password, password)
    async with database.transaction() as session:
        await repository.set_password(session, member.id, hashed, must_change=False)
        await events.record(session, "password_changed", subject=("staff", member.id), by=member.actor)


async def first_login(database: Database) -> Login | None:
    """Make the first account and return its login to be shown once; None where there are accounts already."""
    async with database.reading() as session:
        if await repository.count(session):
            return None
    password = secrets.token_urlsafe(12)
    member = Member(new_id(), FIRST_EMAIL, "Owner", "en", frozenset({"owner", "sales", "supervisor"}), True)
    hashed = await asyncio.to_thread(hash_password, password)
    async with database.transaction() as session:
        if await repository.count(session):
            return None
        await repository.add(session, member, password=hashed, at=clock.now())
    return Login(FIRST_EMAIL, password)


async def reset_password(database: Database, email: str) -> str:
    """Give an account a new password, made where there is none; every session of it ends."""
    email = email.strip().lower()
    password = secrets.token_urlsafe(12)
    hashed = await asyncio.to_thread(hash_password, password)
    async with database.transaction() as session:
        found = await repository.find_by_email(session, email)
        if found is None:
            member = Member(
                new_id(), email, email.partition("@")[0], "en", frozenset({"owner", "sales", "supervisor"}), True
            )
            await repository.add(session, member, password=hashed, at=clock.now())
        else:
            member = found[0]
            await repository.set_password(session, member.id, hashed, must_change=True)
        await events.record(session, "password_reset", subject=("staff", member.id), by=Actor.system("command line"))
    return password
