"""At the desk a mail that nobody could place is read, given to a customer, made a request or put aside; a dead mailbox is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from content.packs.loader import read_pack
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database, Session
from foundation.locales import LOCALES
from funnel.inbox import repository as inbox
from funnel.inbox.model import MailboxMark, ReceivedMail, Standing
from funnel.journey.receive import receive
from funnel.mails.inbound import read_inbound
from tests.funnel.conftest import PACK
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of

MAIL = (
    b"From: Jo <%s@private.example>\r\nSubject: %s\r\nMessage-ID: <%s@plant.example>\r\n\r\n<b>KCN-40A</b> is nice\r\n"
)


@pytest.fixture(scope="module")
def desk(serve: Serve) -> Iterator[Desk]:
    with serve() as running:
        signed_in = Desk(running)
        signed_in.sign_in(REP, password_of(running, REP))
        yield signed_in


def waiting(desk: Desk) -> list[ReceivedMail]:
    return desk.house.read(lambda session: inbox.listed(session, Standing.WAITING))[0]


def write(desk: Desk, verb: Callable[[Session], Awaitable[object]]) -> None:
    async def writing() -> None:
        database = Database(desk.house.settings.database_address)
        try:
            async with database.transaction() as session:
                await verb(session)
        finally:
            await database.close()

    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, writing()).result()


def come(desk: Desk, subject: str) -> str:
    name = subject.replace(" ", "-").encode()
    mail = read_inbound(MAIL % (name, subject.encode(), name))
    write(desk, lambda session: receive(session, mail, read_pack(PACK), by=Actor.system()))
    return f"/desk/inbox/{next(one.id for one in waiting(desk) if one.subject == subject)}"


def deed(desk: Desk, path: str, word: str, **more: str) -> int:
    return desk.post(path, {"form_token": desk.form_token("/desk/account"), "deed": word, **more}).status_code


def test_a_mail_is_shown_as_text_and_placed_once(desk: Desk) -> None:
    path = come(desk, "Hello there")
    assert path in desk.get("/desk/inbox").text
    page = desk.get(path).text
    assert "&lt;b&gt;KCN-40A&lt;/b&gt; is nice" in page
    assert "<b>KCN-40A" not in page
    assert deed(desk, path, "customer", customer="nobody@else.example") == 422
    assert deed(desk, path, "dismiss") == 303
    assert deed(desk, path, "dismiss") == 422
    assert path in desk.get("/desk/inbox?standing=dismissed").text
    assert deed(desk, path, "release") == 303
    answer = desk.post(path, {"form_token": desk.form_token("/desk/account"), "deed": "request"})
    assert answer.headers["location"].startswith("/desk/requests/")
    assert "Hello there" in desk.get(answer.headers["location"]).text
    assert path not in desk.get("/desk/inbox").text


def test_nonsense_is_refused(desk: Desk) -> None:
    assert desk.get("/desk/inbox/nothing").status_code == 404
    assert deed(desk, come(desk, "Nonsense"), "explode") == 404
    assert desk.get("/desk/inbox?standing=explode&page=99999999").status_code == 200


@pytest.mark.parametrize("trouble", ["credentials", "certificate", "mail"])
def test_a_mailbox_that_cannot_be_read_is_told(desk: Desk, trouble: str) -> None:
    now = clock.now()
    mark = MailboxMark(
        "sales · INBOX", 1, 1, unshown=False, begins_on=date(2026, 1, 1), failing_since=now, trouble=trouble
    )
    write(desk, lambda session: inbox.keep_mailbox(session, mark))
    page = desk.get("/desk/inbox").text
    assert 'role="alert"' in page
    assert "sales · INBOX" in page


def test_the_pages_speak_every_language(desk: Desk) -> None:
    path = come(desk, "In all languages")
    titles = set()
    for locale in LOCALES:
        desk.post("/desk/account/language", {"form_token": desk.form_token("/desk/account"), "locale": locale})
        titles.add(desk.get("/desk/inbox").text.partition("<h1>")[2].partition("</h1>")[0])
        assert desk.get(path).status_code == 200
    assert len(titles) == len(LOCALES) - 1  # English and German say the same word
