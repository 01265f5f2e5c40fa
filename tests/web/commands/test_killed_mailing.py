"""A real server is killed while it sends a mailing: every reader has it once at most, nobody is forgotten, and the result says how it stands."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

import funnel.jobs  # noqa: F401 - registers the jobs that the verbs enqueue
from content.packs.loader import read_pack
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from foundation.settings import DEMO_PACK
from funnel.consent.model import Purpose
from funnel.journey.consents import ask_consent
from funnel.journey.mailing_outcome import result_of
from funnel.journey.mailings import start_mailing, write_mailing
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from tests.web.commands.test_killed_mails import House, PostOffice

BY = Actor.system("tests")
READERS = 8
MOMENTS = ["answered", "taken", "announced", "answered"]
DAYTIME = 10
"""Hours UTC at which it is day in Italy."""


async def test_every_reader_has_a_mailing_once_at_most_however_often_the_server_is_killed(
    stocked_file: Path, tmp_path: Path
) -> None:
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    day = (clock.now() + timedelta(days=1)).replace(hour=DAYTIME, minute=0)
    offset = day - clock.now()
    clock.shift(offset)
    try:
        mailing_id = await _begun(tmp_path)
    finally:
        clock.shift(timedelta(0))
    office = PostOffice()
    office.open()
    house = House(tmp_path, more={"TRADEWIND_SMTP_URL": f"smtp://127.0.0.1:{office.port}?starttls=never"})
    house.set_clock(offset)
    office.kill, office.deadly = house.server.kill, list(MOMENTS)
    try:
        await asyncio.to_thread(house.until, partial(_is_done, house))
    finally:
        house.server.stop()
        office.close()
    assert office.deadly == []
    assert house.starts == len(MOMENTS) + 1
    mails = house.rows("SELECT recipient, state, message_id FROM outgoing_mails WHERE purpose = 'mailing'")
    assert sorted(recipient for recipient, _, _ in mails) == [f"reader{nth}@works.example" for nth in range(READERS)]
    taken = Counter(str(message["Message-ID"]) for message in office.taken)
    for recipient, state, message_id in mails:
        assert taken[message_id] == 1 if state == "sent" else taken[message_id] <= 1, (recipient, state)
    # who was only announced, and whose mail a kill cut off beside another's, is for a person to decide
    assert sum(taken.values()) == len(office.taken) < READERS
    await _check(tmp_path, mailing_id, sent=sum(state == "sent" for _, state, _ in mails))


async def _begun(folder: Path) -> str:
    database, company = Database(f"sqlite+aiosqlite:///{folder / 'tradewind.sqlite3'}"), read_pack(Path(DEMO_PACK))
    async with database.transaction() as session:
        for nth in range(READERS):
            new = NewCustomer(name=f"Reader {nth}", email=f"reader{nth}@works.example", country="IT", locale="en")
            customer, _ = await people.upsert(session, new, at=clock.now())
            await ask_consent(session, customer.id, Purpose.MARKETING, source="fair", wording="News, please.", by=BY)
        texts = {"en": {"subject": "News", "body": "We have a new tool."}}
        mailing = await write_mailing(session, {"name": "News", "texts": texts}, by=BY)
        await start_mailing(session, mailing.id, company, revision=1, by=BY)
    await database.close()
    return mailing.id


def _is_done(house: House) -> bool:
    """Whether everybody's mail was written, and none is on its way."""
    states = house.rows("SELECT state FROM outgoing_mails WHERE purpose = 'mailing'")
    (mailing,) = house.rows("SELECT state FROM mailings")
    return mailing == ("done",) and all(state in {"sent", "unconfirmed"} for (state,) in states)


async def _check(folder: Path, mailing_id: str, *, sent: int) -> None:
    database = Database(f"sqlite+aiosqlite:///{folder / 'tradewind.sqlite3'}")
    async with database.reading() as session:
        outcome = (await result_of(session, mailing_id)).outcome
    await database.close()
    assert (outcome.sent, outcome.failed, outcome.waiting, outcome.on_the_way) == (sent, READERS - sent, 0, 0)
