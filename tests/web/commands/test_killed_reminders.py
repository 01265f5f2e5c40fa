"""A real server is killed while it reminds the staff: nobody is reminded twice of one thing, and nothing that waits is forgotten."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import funnel.jobs  # noqa: F401 - registers the jobs that the verbs enqueue
import quoting.jobs  # noqa: F401 - the same
from content.packs.loader import read_pack
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from foundation.settings import DEMO_PACK
from foundation.workdays import next_working_moment
from funnel.journey.capture import capture
from funnel.journey.quote import quote
from funnel.journey.request import take_request
from funnel.people.model import NewCustomer
from funnel.permissions.accounts import reset_password
from quoting.issue import view_quote
from quoting.model import QuoteRequest, RequestedLine
from tests.web.commands.test_killed_mails import House, PostOffice

OWNER = "owner@kestrel.example"
BUYER = Actor.visitor("buyer")
BERLIN = ZoneInfo("Europe/Berlin")
LATER, NEXT_LOOK = timedelta(days=9), timedelta(minutes=10)


async def test_nobody_is_reminded_twice_however_often_the_server_is_killed(stocked_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    await _what_waits(tmp_path)
    office = PostOffice()
    office.open()
    house = House(tmp_path, more={"TRADEWIND_SMTP_URL": f"smtp://127.0.0.1:{office.port}?starttls=never"})
    office.kill, office.only_to, office.deadly = house.server.kill, OWNER, ["taken", "answered"]
    try:
        await asyncio.to_thread(_run, house, office)
    finally:
        house.server.stop()
        office.close()
    mine = [message for message in office.taken if message["To"] == OWNER]
    assert max(Counter(str(message["Subject"]) for message in mine).values()) == 1
    taken = Counter(str(message["Message-ID"]) for message in mine)
    kept = house.rows("SELECT purpose, about, state, message_id FROM outgoing_mails WHERE purpose LIKE 'staff%'")
    assert len({(purpose, about) for purpose, about, _, _ in kept}) == len(kept)
    for purpose, about, state, message_id in kept:
        assert taken[message_id] == 1 if state == "sent" else taken[message_id] <= 1, (purpose, about, state)
    assert {"staff_viewed", "staff_request"} <= {purpose for purpose, _, _, _ in kept}


async def _what_waits(folder: Path) -> None:
    """Let a quote be opened, another one ask for an approval, and a request for quotation come in."""
    database, company = Database(f"sqlite+aiosqlite:///{folder / 'tradewind.sqlite3'}"), read_pack(Path(DEMO_PACK))
    await reset_password(database, OWNER)
    for nth, discount in enumerate(("0", "15")):
        async with database.transaction() as session:
            email = f"b{nth}@works.example"
            new = NewCustomer(name="A. Keller", email=email, country="DE", locale="de")
            customer = (await capture(session, new, company, by=BUYER)).customer
            lines = (RequestedLine("KAB-18", 10, discount=Decimal(discount)),)
            wish = QuoteRequest("de", "EUR", lines, customer=customer.id, recipient={"name": "A.", "email": email})
            made = await quote(session, wish, company, by=BUYER)
            if discount == "0":
                await view_quote(session, made.number, by=BUYER, now=clock.now())
    async with database.transaction() as session:
        await take_request(session, "5 pcs KAB-18", company, source="a.eml", locale="en", by=BUYER)
    await database.close()


def _run(house: House, office: PostOffice) -> None:
    offset = _morning() - clock.now()
    for left in (2, 1, 0):
        house.set_clock(offset)
        house.alive()
        if left:
            house.until(partial(_is_killed, office, left))
            assert house.server.process is not None
            house.server.process.wait(timeout=60)
        offset += NEXT_LOOK
    house.until(lambda: _is_told(house))


def _is_killed(office: PostOffice, left: int) -> bool:
    return len(office.deadly) < left


def _morning() -> datetime:
    """Return a moment some days ahead from which on there are hours of work left in Germany."""
    first = next_working_moment(clock.now() + LATER, country="DE", zone="Europe/Berlin")
    if first.astimezone(BERLIN).hour < 14:
        return first
    return next_working_moment(first + timedelta(hours=12), country="DE", zone="Europe/Berlin")


def _is_told(house: House) -> bool:
    """Whether both reminders of quotes and requests have left, and nothing is on its way."""
    found = house.rows("SELECT purpose, state FROM outgoing_mails WHERE purpose LIKE 'staff%'")
    return {"staff_viewed", "staff_request"} <= {purpose for purpose, _ in found} and all(
        state not in {"waiting", "sending"} for _, state in found
    )
