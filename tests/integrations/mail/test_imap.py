"""A mailbox of a real server is read as it is, and every way in which it cannot be is told apart."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from funnel.ports import MailboxError, MailboxRefused, MailboxTrouble, MailboxUnavailable
from integrations.mail.imap import ImapMailbox, read_imap_url
from tests.integrations.mail.dovecot import DOVECOT, PASSWORD, Dovecot, running, server
from tests.integrations.mail.test_mail import certificate

assert certificate
assert running
assert server
pytestmark = pytest.mark.skipif(DOVECOT is None, reason="Dovecot is not installed: apt-get install dovecot-imapd")
MAIL = b"From: a@b.example\r\nSubject: one\r\n\r\nBody\r\n"


async def test_messages_are_read_whole_and_not_marked_before_they_are_taken(server: Dovecot) -> None:
    server.post(MAIL, MAIL.replace(b"one", b"two"))
    async with ImapMailbox(server.url()).open() as folder:
        first, second = await folder.newer(0)
        fetched = await folder.fetch(second)
        assert fetched is not None
        assert (fetched.content, fetched.size) == (MAIL.replace(b"one", b"two"), len(MAIL))
        assert await folder.newer(second) == []
        assert list(await folder.since(datetime.now(UTC).date())) == [first, second]
        assert await folder.fetch(second + 1000) is None
        with server.opened() as box:
            assert box.uids("UNSEEN") == [str(first), str(second)]
        await folder.taken(first)
        await folder.taken(first)
    with server.opened() as box:
        assert box.uids("UNSEEN") == [str(second)]


async def test_taken_messages_are_moved_and_nobody_elses_are_removed(server: Dovecot) -> None:
    server.post(MAIL, MAIL)
    with server.opened() as box:
        kept, taken = box.uids()
        box.client.uid("STORE", kept, "+FLAGS", r"(\Deleted)")
    async with ImapMailbox(server.url(), done="move:Erledigt ü").open() as folder:
        await folder.taken(int(taken))
        await folder.taken(int(taken))
    with server.opened() as box:
        assert box.uids() == [kept]
        box.folder.set("Erledigt ü")
        assert len(box.uids()) == 1


async def test_of_a_message_that_is_too_large_only_its_headers_are_fetched(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.mail.imap.LARGEST", 5_000)
    server.post(MAIL + b"x" * 6_000)
    async with ImapMailbox(server.url()).open() as folder:
        (number,) = await folder.newer(0)
        fetched = await folder.fetch(number)
    assert fetched is not None
    assert fetched.too_large
    assert fetched.content.strip() == MAIL.partition(b"\r\n\r\n")[0]
    assert fetched.size == len(MAIL) + 6_000


async def test_encryption_is_required_and_its_certificate_is_checked(certificate: Path) -> None:
    server = Dovecot(certificate=certificate)
    server.start()
    try:
        trusting = ssl.create_default_context(cafile=str(certificate))
        async with ImapMailbox(server.url(), tls_context=trusting).open() as folder:
            assert folder.validity > 0
        assert await _trouble(server.url()) is MailboxTrouble.CERTIFICATE
    finally:
        server.close()


async def test_every_reason_why_a_mailbox_is_closed_is_told_apart(server: Dovecot) -> None:
    assert await _trouble(server.url(password="wrong")) is MailboxTrouble.CREDENTIALS
    assert await _trouble(server.url(folder="Nirgends")) is MailboxTrouble.NO_FOLDER
    assert await _trouble(server.url().replace("?starttls=never", "")) is MailboxTrouble.NO_ENCRYPTION
    assert await _trouble("imap://a:b@127.0.0.1:1/INBOX") is MailboxTrouble.UNREACHABLE


async def test_a_server_that_ends_in_the_middle_is_unavailable(server: Dovecot) -> None:
    server.post(MAIL)
    async with ImapMailbox(server.url()).open() as folder:
        server.stop()
        with pytest.raises(MailboxUnavailable):
            await folder.fetch(1)
    server.start()


async def _trouble(url: str) -> MailboxTrouble:
    with pytest.raises(MailboxError) as caught:
        async with ImapMailbox(url, timeout=5).open():
            pass
    assert PASSWORD not in str(caught.value)
    assert isinstance(caught.value, MailboxRefused | MailboxUnavailable)
    return caught.value.trouble


@pytest.mark.parametrize(
    ("url", "done"),
    [
        ("https://mail.example/INBOX", "seen"),
        ("imaps://mail.example", "seen"),
        ("imaps://a:geheim@mail.example:x/INBOX", "seen"),
        ("imap://a:geheim@mail.example/INBOX?starttls=maybe", "seen"),
        ("imaps://a:geheim@mail.example/INBOX", "move:"),
        ("imaps://a:geheim@mail.example/INBOX", "burn"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_without_its_password(url: str, done: str) -> None:
    with pytest.raises(ValueError, match="TRADEWIND_IMAP") as caught:
        read_imap_url(url, done=done)
    assert "geheim" not in str(caught.value)


def test_an_address_is_read_with_its_folder() -> None:
    server = read_imap_url("imaps://sales%40k.example:p%2Fw@mail.example/Vertrieb/Eingang", done="move:Fertig")
    assert (server.user, server.password, server.port, server.folder) == (
        "sales@k.example",
        "p/w",
        993,
        "Vertrieb/Eingang",
    )
    assert (server.tls, server.starttls, server.move_to, server.marks) == (True, False, "Fertig", True)
    assert read_imap_url("imap://a:b@h").starttls
