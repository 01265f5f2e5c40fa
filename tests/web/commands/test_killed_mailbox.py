"""A real server is killed while it reads a real mailbox: every mail is taken in once, every request for quotation drafts one quote."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.mail.dovecot import DOVECOT, Dovecot, running
from tests.integrations.mail.dovecot import server as dovecot
from tests.integrations.mail.relay import Relay
from tests.web.commands.test_killed_server import Server

assert running
assert dovecot
pytestmark = pytest.mark.skipif(DOVECOT is None, reason="Dovecot is not installed: apt-get install dovecot-imapd")
MAILS, FILE = 8, 3
BETWEEN_LOOKS = 30
"""Seconds that the clock is set on with each start, so that the mailbox is looked at again at once."""
MOMENTS = ["fetching", "showing", "shown"]


@pytest.fixture
def relay(dovecot: Dovecot) -> Iterator[Relay]:
    relay = Relay(dovecot.port)
    relay.start()
    yield relay
    relay.close()


def mail(number: int) -> bytes:
    """One mail asks for a quotation in a file, some in their text, others are questions."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Buyer {number} <b{number}@works.example>"
    message["Subject"] = f"Mail {number}"
    message["Message-ID"] = f"<{number}@works.example>"
    if number == FILE:
        message.set_content("Please quote what the list asks for.")
        message.add_attachment(
            b"article,quantity\r\nKAB-18,12\r\n", maintype="text", subtype="csv", filename="list.csv"
        )
    elif number % 2 == 0:
        message.set_content("Please send us a quotation for 5 pcs KAB-18.")
    else:
        message.set_content("Wann kommt unsere Ware?")
    return message.as_bytes()


async def test_no_mail_is_taken_twice_and_none_lost_however_often_the_server_is_killed_while_reading(
    stocked_file: Path, tmp_path: Path, dovecot: Dovecot, relay: Relay
) -> None:
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    dovecot.post(*(mail(number) for number in range(MAILS)))
    url = dovecot.url().replace(str(dovecot.port), str(relay.port))
    server = Server(tmp_path, more={"TRADEWIND_IMAP_URL": url})
    serving = threading.Event()
    relay.deadly, relay.kill = list(MOMENTS), lambda: serving.wait(60) and server.kill()
    try:
        await asyncio.to_thread(_read_all, server, relay, serving)
    finally:
        server.stop()
    assert relay.deadly == [], "every kill came at its moment"
    _check(tmp_path)
    with dovecot.opened() as box:
        assert box.uids("UNSEEN") == []
        assert len(box.uids()) == MAILS


def _read_all(server: Server, relay: Relay, serving: threading.Event) -> None:
    """The mailbox may be looked at before the first page is served: a kill waits until the start was seen."""
    for start in range(len(MOMENTS) + 1):
        server.environment["TRADEWIND_CLOCK_OFFSET"] = str(start * BETWEEN_LOOKS)
        serving.clear()
        server.start()
        serving.set()
        left = len(MOMENTS) - start
        _wait(lambda left=left: _is_read(server.data) if not left else len(relay.deadly) < left)
        if left:
            assert server.process is not None
            server.process.wait(timeout=30)


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(2400):
        if until():
            return
        time.sleep(0.05)
    raise AssertionError("It did not come to that.")


def _rows(data: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(f"file:{data / 'tradewind.sqlite3'}?mode=ro", uri=True, timeout=30) as database:
        return database.execute(query).fetchall()


def _is_read(data: Path) -> bool:
    """Whether the mailbox was read to its end, and the last mail is marked in it."""
    (mark,) = _rows(data, "SELECT last, unshown, looked_at FROM mailboxes")
    return _rows(data, "SELECT count(*) FROM received_mails") == [(MAILS,)] and not mark[1] and mark[2] is not None


def _check(data: Path) -> None:
    names = [f"<{number}@works.example>" for number in range(MAILS)]
    assert _rows(data, "SELECT message_id FROM received_mails ORDER BY message_id") == [(name,) for name in names]
    asked = [number for number in range(MAILS) if number == FILE or number % 2 == 0]
    requests = "SELECT c.email, r.draft FROM quote_requests r JOIN customers c ON c.id = r.customer_id ORDER BY c.email"
    found = _rows(data, requests)
    assert [email for email, _ in found] == [f"b{number}@works.example" for number in asked]
    drafts = _rows(data, "SELECT q.number, q.status, count(l.quote_id) FROM quotes q LEFT JOIN quote_lines l ON l.quote_id = q.id GROUP BY q.number, q.status")  # fmt: skip
    assert sorted(drafts) == sorted((draft, "draft", 1) for _, draft in found)
    assert _rows(data, "SELECT count(*) FROM quote_requests") == [(len(asked),)]
    assert _rows(data, "SELECT trouble FROM mailboxes") == [("",)]
    assert _rows(data, "SELECT count(*) FROM outgoing_mails") == [(0,)], "nobody is written to"
