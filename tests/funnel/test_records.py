"""What stands between us and others is kept exactly: CRM links, outgoing mails, staff and their sessions."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Database
from foundation.ids import digest
from funnel.crm import repository as crm
from funnel.crm.model import CrmState
from funnel.mails import repository as mails
from funnel.mails.model import MailState, OutgoingMail
from funnel.permissions import accounts
from funnel.permissions import repository as staff
from funnel.permissions.accounts import PasswordTooWeak, SignInRefused
from funnel.ports import CrmResult
from tests.funnel.cast import NOON, enter

LATER = NOON + timedelta(minutes=2)


# --- CRM links ----------------------------------------------------------------------------------------------------


async def test_a_change_is_claimed_once_pushed_and_settled(database: Database) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        assert await crm.find(session, customer.id) is None
        assert await crm.claim(session, customer.id, at=NOON, until=LATER) is None
        assert await crm.raise_revision(session, customer.id, at=NOON) == 1
    async with database.reading() as session:
        link = await crm.find(session, customer.id)
    assert link is not None
    assert (link.ids, link.revision, link.pushed, link.state) == ({}, 1, 0, CrmState.PENDING)
    async with database.transaction() as session:
        claimed = await crm.claim(session, customer.id, at=NOON, until=LATER)
        assert claimed is not None
        with pytest.raises(crm.PushUnderWay):
            await crm.claim(session, customer.id, at=NOON, until=LATER)
    async with database.transaction() as session:
        ids = {"contact": "1", "deal": "2"}
        await crm.settle(
            session, customer.id, CrmState.SYNCED, at=LATER, result=CrmResult(ids), pushed=claimed.revision
        )
        settled = await crm.find(session, customer.id)
        assert settled is not None
        assert (settled.state, settled.ids, settled.pushed) == (CrmState.SYNCED, ids, 1)
        assert await crm.claim(session, customer.id, at=LATER, until=LATER) is None


async def test_a_change_during_a_push_is_still_to_be_told(database: Database) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        await crm.raise_revision(session, customer.id, at=NOON)
        await crm.claim(session, customer.id, at=NOON, until=LATER)
    async with database.transaction() as session:
        await crm.raise_revision(session, customer.id, at=NOON)
    async with database.transaction() as session:
        await crm.settle(session, customer.id, CrmState.SYNCED, at=NOON, pushed=1)
    async with database.transaction() as session:
        link = await crm.find(session, customer.id)
        assert link is not None
        assert (link.state, link.pushed, link.revision) == (CrmState.PENDING, 1, 2)
        assert await crm.claim(session, customer.id, at=NOON, until=LATER) is not None


async def test_what_a_killed_process_had_claimed_is_free_after_its_time_or_at_the_next_start(
    database: Database,
) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        await crm.raise_revision(session, customer.id, at=NOON)
        await crm.claim(session, customer.id, at=NOON, until=LATER)
    async with database.transaction() as session:
        assert await crm.claim(session, customer.id, at=LATER, until=LATER + timedelta(minutes=2)) is not None
        await crm.release_all(session)
        assert await crm.claim(session, customer.id, at=LATER, until=LATER) is not None


async def test_failed_and_waiting_links_are_told_apart(database: Database) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        await crm.raise_revision(session, customer.id, at=NOON)
        await crm.settle(session, customer.id, CrmState.FAILED, at=NOON, error="HubSpot refused the data (400)")
    async with database.reading() as session:
        assert await crm.waiting(session, [CrmState.PENDING, CrmState.NOT_CONFIGURED]) == []
        (failed,) = await crm.waiting(session, [CrmState.FAILED])
        assert failed.error == "HubSpot refused the data (400)"
        assert set(await crm.find_many(session, [customer.id, 7])) == {customer.id}
    async with database.transaction() as session:
        await crm.raise_revision(session, customer.id, at=NOON)  # a person mended it: it is tried again
    async with database.reading() as session:
        (raised,) = await crm.waiting(session, [CrmState.PENDING])
    assert raised.revision == 2


async def test_changes_at_once_all_count(database: Database) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        await crm.raise_revision(session, customer.id, at=NOON)

    async def change() -> int:
        async with database.transaction() as session:
            return await crm.raise_revision(session, customer.id, at=NOON)

    assert sorted(await asyncio.gather(*(change() for _ in range(10)))) == list(range(2, 12))


# --- mails --------------------------------------------------------------------------------------------------------


def quote_mail(customer: int, mail_id: str = "m1") -> OutgoingMail:
    return OutgoingMail(
        id=mail_id,
        message_id=f"<{mail_id}@tradewind>",
        customer_id=customer,
        purpose="quote",
        about="Q-2026-00001",
        recipient="a.keller@autowerk.example",
        locale="de",
        state=MailState.WAITING,
        detail=None,
        created_at=NOON,
        updated_at=NOON,
    )


async def test_a_mail_of_one_purpose_about_one_thing_to_one_address_exists_once(database: Database) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        assert await mails.add(session, quote_mail(customer.id)) is not None
        assert await mails.add(session, quote_mail(customer.id, "m2")) is None
        other = replace(quote_mail(customer.id, "m3"), recipient="b@autowerk.example")
        assert await mails.add(session, other) is not None
    async with database.reading() as session:
        assert {each.id for each in await mails.of_customer(session, customer.id)} == {"m1", "m3"}
        assert await mails.find(session, "m1") == quote_mail(customer.id)
        assert await mails.look_up(session, "m2") is None


async def test_the_state_of_a_mail_is_kept_with_its_reason(database: Database) -> None:
    customer = await enter(database)
    async with database.transaction() as session:
        await mails.add(session, quote_mail(customer.id))
        await mails.settle(session, "m1", MailState.REFUSED, at=LATER, detail="550 no such mailbox")
    async with database.reading() as session:
        kept = await mails.find(session, "m1")
    assert (kept.state, kept.detail, kept.updated_at) == (MailState.REFUSED, "550 no such mailbox", LATER)


# --- staff --------------------------------------------------------------------------------------------------------


async def test_the_first_login_is_made_once_and_signs_in(database: Database) -> None:
    login = await accounts.first_login(database)
    assert login is not None
    assert await accounts.first_login(database) is None
    member, token = await accounts.sign_in(database, f" {login.email.upper()} ", login.password)
    assert member.must_change_password
    assert await accounts.member_of(database, token) == member
    async with database.reading() as session:
        (signed_in,) = await events.history(session, ("staff", member.id))
        assert await staff.find_session(session, token, at=clock.now()) is None  # only the digest is stored
        assert await staff.find_session(session, digest(token), at=clock.now()) == member
    assert (signed_in.name, signed_in.actor) == ("signed_in", member.actor)


async def test_a_wrong_login_is_refused_without_saying_why(sqlite_database: Database) -> None:
    await accounts.first_login(sqlite_database)
    for email, password in [
        (accounts.FIRST_EMAIL, "wrong"),
        ("nobody@tradewind.local", "x"),
        (accounts.FIRST_EMAIL, ""),
    ]:
        with pytest.raises(SignInRefused):
            await accounts.sign_in(sqlite_database, email, password)


async def test_a_session_ends_by_sign_out_by_time_and_by_a_new_password(database: Database) -> None:
    login = await accounts.first_login(database)
    assert login is not None
    member, out = await accounts.sign_in(database, login.email, login.password)
    await accounts.sign_out(database, out)
    assert await accounts.member_of(database, out) is None

    _, old = await accounts.sign_in(database, login.email, login.password)
    async with database.reading() as session:
        end = clock.now() + accounts.SESSION_LASTS
        assert await staff.find_session(session, digest(old), at=end + timedelta(seconds=1)) is None
    await accounts.change_password(database, member, "a longer sentence")
    assert await accounts.member_of(database, old) is None
    with pytest.raises(SignInRefused):
        await accounts.sign_in(database, login.email, login.password)
    renewed, token = await accounts.sign_in(database, login.email, "a longer sentence")
    assert not renewed.must_change_password

    password = await accounts.reset_password(database, login.email)
    assert await accounts.member_of(database, token) is None
    assert (await accounts.sign_in(database, login.email, password))[0].must_change_password
    async with database.reading() as session:
        written = [(each.name, each.actor.kind) for each in await events.history(session, ("staff", member.id))]
    assert ("password_changed", "staff") in written
    assert ("password_reset", Actor.system("command line").kind) in written


async def test_a_weak_password_is_refused(sqlite_database: Database) -> None:
    login = await accounts.first_login(sqlite_database)
    assert login is not None
    member, _ = await accounts.sign_in(sqlite_database, login.email, login.password)
    for password in ("short", "x" * 11, "x" * 201):
        with pytest.raises(PasswordTooWeak):
            await accounts.change_password(sqlite_database, member, password)


async def test_a_reset_makes_the_account_where_there_is_none(database: Database) -> None:
    password = await accounts.reset_password(database, "Rep@Kestrel.example")
    member, _ = await accounts.sign_in(database, "rep@kestrel.example", password)
    assert member.name == "rep"
