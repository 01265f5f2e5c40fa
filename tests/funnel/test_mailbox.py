"""Mails of a real mailbox are taken in once each, whatever breaks in between, and go where they belong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Database
from foundation.pdf import Press
from funnel.inbox import repository as inbox
from funnel.inbox.model import Match, ReceivedMail, Standing
from funnel.journey import intake, mailbox
from funnel.journey.mailbox import MOST_FAILURES, read_mailbox
from funnel.journey.parts import Parts
from funnel.ports import InboundKind, MailboxTrouble
from integrations.mail import Outbox
from integrations.mail.imap import ImapMailbox
from tests.funnel.parts import furnished
from tests.integrations.mail.dovecot import DOVECOT, Dovecot, running, server

assert running
assert server
pytestmark = pytest.mark.skipif(DOVECOT is None, reason="Dovecot is not installed: apt-get install dovecot-imapd")
assert Press


@pytest.fixture
async def parts(database: Database, company: Company, server: Dovecot, tmp_path: Path) -> AsyncIterator[Parts]:
    async with furnished(database, company, mailer=Outbox(tmp_path)) as house:
        yield replace(house, mailbox=ImapMailbox(server.url(), timeout=5))


def letter(number: int, text: str = "Wann kommt unsere Ware?", **headers: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Anna Keller <a.keller@autowerk.example>"
    message["Subject"] = f"Frage {number}"
    message["Message-ID"] = f"<{number}@autowerk.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


async def kept(parts: Parts) -> list[ReceivedMail]:
    async with parts.database.reading() as session:
        found = [await inbox.listed(session, standing) for standing in Standing]
    return sorted((one for some, _ in found for one in some), key=lambda one: one.received_at)


def subjects(found: list[ReceivedMail]) -> list[str]:
    return [one.subject for one in found]


async def test_each_mail_is_taken_once_in_its_order_and_marked_as_read(parts: Parts, server: Dovecot) -> None:
    server.post(letter(1), letter(2), letter(1))
    assert await read_mailbox(parts) == 3
    assert await read_mailbox(parts) == 0
    server.post(letter(3))
    assert await read_mailbox(parts) == 1
    assert subjects(await kept(parts)) == ["Frage 1", "Frage 2", "Frage 3"]
    with server.opened() as box:
        assert box.uids("UNSEEN") == []


async def test_two_mails_under_one_id_are_two_mails(parts: Parts, server: Dovecot) -> None:
    server.post(letter(1), letter(1, "Etwas ganz anderes."))
    await read_mailbox(parts)
    assert len(await kept(parts)) == 2


async def test_mails_are_known_again_when_their_numbers_lost_their_meaning(parts: Parts, server: Dovecot) -> None:
    server.post(letter(1), letter(2))
    await read_mailbox(parts)
    server.begin_anew()
    server.post(letter(3))
    await read_mailbox(parts)
    assert subjects(await kept(parts)) == ["Frage 1", "Frage 2", "Frage 3"]


async def test_what_lay_there_long_before_the_first_look_is_left_alone(parts: Parts, server: Dovecot) -> None:
    with server.opened() as box:
        box.append(letter(1), "INBOX", dt=clock.now() - timedelta(days=30))
    server.post(letter(2))
    await read_mailbox(parts)
    assert subjects(await kept(parts)) == ["Frage 2"]
    with server.opened() as box:
        assert len(box.uids("UNSEEN")) == 1


async def test_a_server_that_is_down_is_told_and_nothing_is_lost(parts: Parts, server: Dovecot) -> None:
    server.post(letter(1))
    await read_mailbox(parts)
    server.post(letter(2))
    server.stop()
    assert await read_mailbox(parts) == 0
    async with parts.database.reading() as session:
        (mark,) = await inbox.mailboxes(session)
    assert mark.trouble == MailboxTrouble.UNREACHABLE
    assert mark.failing_since is not None
    server.start()
    assert await read_mailbox(parts) == 1
    async with parts.database.reading() as session:
        (mark,) = await inbox.mailboxes(session)
    assert (mark.trouble, mark.detail, mark.failing_since) == ("", "", None)
    assert subjects(await kept(parts)) == ["Frage 1", "Frage 2"]


async def test_a_server_that_breaks_off_amid_the_mails_costs_none(
    parts: Parts, server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.post(*(letter(number) for number in range(1, 5)))
    prepare, seen = intake.prepare, []

    async def breaking(*words: object) -> object:
        seen.append(1)
        if len(seen) == 2:
            server.stop()
        return await prepare(*words)  # type: ignore[arg-type]  # what it was given

    monkeypatch.setattr(mailbox, "prepare", breaking)
    await read_mailbox(parts)
    server.start()
    await read_mailbox(parts)
    assert subjects(await kept(parts)) == [f"Frage {number}" for number in range(1, 5)]
    with server.opened() as box:
        assert box.uids("UNSEEN") == []  # also the one that was kept and could not be shown


async def test_a_wrong_password_is_told_and_not_tried_at_once_again(parts: Parts, server: Dovecot) -> None:
    closed = replace(parts, mailbox=ImapMailbox(server.url(password="wrong"), timeout=5))
    await read_mailbox(closed)
    async with parts.database.reading() as session:
        (mark,) = await inbox.mailboxes(session)
    assert mark.trouble == MailboxTrouble.CREDENTIALS
    assert mark.look_after is not None
    assert mark.look_after > clock.now()


async def test_a_mail_that_cannot_be_taken_in_is_laid_before_a_person_and_holds_nothing_up(
    parts: Parts, server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.post(letter(1), letter(2))
    prepare = intake.prepare

    async def poisoned(house: Parts, fetched: object) -> object:
        if b"Frage 1" in fetched.content:  # type: ignore[attr-defined]  # a message of the mailbox
            raise ArithmeticError
        return await prepare(house, fetched)  # type: ignore[arg-type]  # the same

    monkeypatch.setattr(mailbox, "prepare", poisoned)
    for _ in range(MOST_FAILURES - 1):
        with pytest.raises(ArithmeticError):
            await read_mailbox(parts)
    await read_mailbox(parts)
    first, second = await kept(parts)
    assert (first.kind, first.standing, first.detail) == (InboundKind.UNREADABLE, Standing.WAITING, "failed")
    assert (first.sender, first.subject, second.subject) == ("a.keller@autowerk.example", "Frage 1", "Frage 2")


async def test_a_huge_mail_and_a_broken_one_wait_for_a_person(
    parts: Parts, server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.mail.imap.LARGEST", 5_000)
    server.post(letter(1, "x" * 9_000), b"no header at all\r\n\r\nx", letter(2))
    await read_mailbox(parts)
    found = {one.subject: one for one in await kept(parts)}
    assert (found["Frage 1"].kind, found["Frage 1"].detail) == (InboundKind.UNREADABLE, "too_large")
    assert (found[""].kind, found[""].detail) == (InboundKind.UNREADABLE, "broken")
    assert found["Frage 2"].matched is Match.NONE
