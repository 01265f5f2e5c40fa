"""A real server is killed in the middle of sending: of quotes, revisions, withdrawals and approvals no mail goes twice, none is lost."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from aiosmtpd.smtp import SMTP, Envelope, Session

from foundation.database import Database
from funnel.permissions.accounts import reset_password
from tests.web.cast import API_KEY
from tests.web.commands.test_killed_server import Server

OWNER = "owner@kestrel.example"
LOCALES = ("de", "ja", "ar", "es", "en")
DISCOUNTS = ("0", "0", "0", "15", "15")
"""The last two wait for an approval: one gets it, one does not."""


class PostOffice(threading.Thread):
    """A real SMTP server that keeps what it takes, and ends whoever sends at certain moments of the exchange."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.taken: list[EmailMessage] = []
        self.deadly: list[str] = []
        """The moments to come: `announced` (nothing of the mail has left), `taken` (the text is here, and unanswered), `answered`."""
        self.only_to = ""
        """Whose mails count for the moments; empty for everybody's."""
        self.kill: Callable[[], None] = lambda: None
        self.port = 0
        self._ready = threading.Event()

    def open(self) -> None:
        self.start()
        assert self._ready.wait(30)

    def run(self) -> None:
        asyncio.run(self._serve())

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self.join(30)

    async def _serve(self) -> None:
        self._ended = asyncio.Event()
        loop = self._loop = asyncio.get_running_loop()
        listener = await loop.create_server(lambda: SMTP(self, loop=loop), "127.0.0.1", 0)
        self.port = listener.sockets[0].getsockname()[1]
        self._ready.set()
        await self._ended.wait()
        listener.close()

    def _reach(self, moment: str) -> None:
        if self.deadly and self.deadly[0] == moment:
            self.deadly.pop(0)
            self.kill()

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._reach("announced")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        if self.only_to and self.only_to not in envelope.rcpt_tos:
            return "250 taken"
        after = self.deadly[:1] == ["answered"]
        self._reach("taken")
        if after:
            asyncio.get_running_loop().call_soon(self._reach, "answered")
        return "250 taken"


class House:
    """The server with its folder, which comes back whenever it was killed."""

    def __init__(self, data: Path, *, more: dict[str, str]) -> None:
        self.data = data
        self.server = Server(data, more=more)
        self.starts = 0

    def alive(self) -> None:
        if self.server.process is None or self.server.process.poll() is not None:
            self.server.start()
            self.starts += 1

    def rows(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        with sqlite3.connect(f"file:{self.data / 'tradewind.sqlite3'}?mode=ro", uri=True, timeout=30) as database:
            return database.execute(query, given).fetchall()

    def until(self, done: Callable[[], bool], path: str = "", body: Any = None) -> None:
        """Ask the API until it is done; an answer that a kill swallowed is looked up before it is asked again."""
        for _ in range(1500):
            if done():
                return
            self.alive()
            if not path:
                time.sleep(0.1)
                continue
            headers = {"Authorization": f"Bearer {API_KEY}"}
            try:
                answer = httpx.post(f"{self.server.url}{path}", json=body, headers=headers, timeout=30)
            except httpx.TransportError:
                continue
            assert answer.is_success, answer.text
        raise AssertionError(f"It did not come to that: {path or 'mails'} {self.mails()}")

    def status(self, number: str) -> str:
        return "".join(status for (status,) in self.rows("SELECT status FROM quotes WHERE number = ?", number))

    def has(self, number: str, status: str) -> bool:
        return self.status(number) == status

    def mails(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return each mail's state and Message-ID by purpose and quote."""
        found = self.rows("SELECT purpose, about, state, message_id FROM outgoing_mails")
        return {(purpose, about): (state, message_id) for purpose, about, state, message_id in found}

    def set_clock(self, offset: timedelta) -> None:
        """Let the next start have a later clock."""
        self.server.environment["TRADEWIND_CLOCK_OFFSET"] = str(int(offset.total_seconds()))

    def settled(self, *expected: tuple[str, str]) -> bool:
        mails = self.mails()
        return set(expected) <= mails.keys() and all(state in {"sent", "unconfirmed"} for state, _ in mails.values())


async def test_no_mail_goes_twice_and_none_is_lost_however_often_the_server_is_killed_while_sending(
    stocked_file: Path, tmp_path: Path
) -> None:
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'tradewind.sqlite3'}")
    await reset_password(database, OWNER)
    await database.close()
    office = PostOffice()
    office.open()
    house = House(tmp_path, more={"TRADEWIND_SMTP_URL": f"smtp://127.0.0.1:{office.port}?starttls=never"})
    office.kill = house.server.kill
    try:
        await asyncio.to_thread(_business, house, office)
    finally:
        house.server.stop()
        office.close()
    assert office.deadly == [], "every kill came at its moment"
    assert house.starts >= 4
    _check(house, office)


def _business(house: House, office: PostOffice) -> None:
    office.deadly = ["taken"]
    numbers = [_quoted(house, locale, discount) for locale, discount in zip(LOCALES, DISCOUNTS, strict=True)]
    first = [("quote", number) for number in numbers[:3]]
    house.until(lambda: house.settled(*first))
    office.deadly += ["announced", "answered"]
    _, revised, withdrawn, approved, refused = numbers
    api = "/api/quotes"
    house.until(lambda: house.status(revised) == "superseded", f"{api}/{revised}/revise", {"discount": 4})
    house.until(lambda: house.status(withdrawn) == "refused", f"{api}/{withdrawn}/withdraw", {"text": "sold out"})
    for number, decision, status in ((approved, "approve", "issued"), (refused, "refuse", "refused")):
        answer = {"decision": decision, "by": OWNER, "reason": "as agreed"}
        house.until(partial(house.has, number, status), f"/api/authority/requests/{number}", answer)
    second = [
        ("quote", f"{revised}-2"),
        ("withdrawn", withdrawn),
        ("quote", approved),
        ("not_granted", refused),
    ]
    house.until(lambda: house.settled(*first, *second))
    assert house.mails().keys() == {*first, *second}
    # what is still to come of the kills comes with further mails
    for nth in range(len(office.deadly) + 1):
        number = _quoted(house, "pt", "0", nth=nth)
        house.until(partial(house.settled, ("quote", number)))


def _quoted(house: House, locale: str, discount: str, nth: int = 0) -> str:
    """Let a buyer of a language leave the address and be quoted; return the number."""
    email = f"{locale}{nth}{discount}@buyer.example"

    def customer() -> int:
        return sum(one for (one,) in house.rows("SELECT id FROM customers WHERE email = ?", email))

    def number() -> list[str]:
        return [one for (one,) in house.rows("SELECT number FROM quotes WHERE customer = ?", customer())]

    buyer = {"name": "A. Keller", "email": email, "country": "DE", "locale": locale}
    house.until(lambda: customer() > 0, "/api/customers", buyer)
    line = {"sku": "KAB-18", "quantity": 10, "discount": discount}
    wish = {"customer": customer(), "locale": locale, "currency": "EUR", "lines": [line]}
    house.until(lambda: bool(number()), "/api/quotes", wish)
    (given,) = number()
    return given


def _check(house: House, office: PostOffice) -> None:
    taken = Counter(str(message["Message-ID"]) for message in office.taken)
    assert max(taken.values()) == 1
    assert max(Counter((str(each["To"]), str(each["Subject"])) for each in office.taken).values()) == 1
    for (purpose, about), (state, message_id) in house.mails().items():
        assert taken[message_id] == 1 if state == "sent" else taken[message_id] <= 1, (purpose, about, state)
    states = Counter(state for state, _ in house.mails().values())
    assert states["sent"] >= 2, "what waited when the server died goes on"
    for message in office.taken:
        for part in message.iter_attachments():
            pdf = part.get_content()
            assert pdf.startswith(b"%PDF")
            assert pdf.rstrip().endswith(b"%%EOF")
    numbered = house.rows("SELECT number, status, total FROM quotes WHERE revision = 1 ORDER BY number")
    year = numbered[0][0].split("-")[1]
    assert [number for number, _, _ in numbered] == [f"Q-{year}-{n:05d}" for n in range(1, len(numbered) + 1)]
    half = house.rows("SELECT number FROM quotes WHERE id NOT IN (SELECT quote_id FROM quote_lines)")
    assert half == []
