"""Links of measured mails lead on for everybody, to pages of ours alone; programs that say so are noticed as what they are."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from foundation import clock
from foundation.database import Database, Session
from foundation.ids import new_id
from funnel.mails import repository as mails
from funnel.mails.kinds import REMINDER
from funnel.mails.model import MailState, OutgoingMail
from funnel.measuring import repository as measuring
from funnel.measuring.link import following_key, opening_key
from funnel.measuring.model import Fetch
from tests.web.cast import House, problem_of
from tests.web.mails.test_mail_links import customer, secret_of

BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Safari/537.36"
GMAIL = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)"
PAGE = "/de/products/kx-20"


def measured_mail(house: House, address: str) -> str:
    """Let a measured mail have left."""
    lead, mail_id, at = customer(house, address), new_id(), clock.now() - timedelta(minutes=5)
    mail = OutgoingMail(mail_id, f"<{mail_id}@t>", lead, REMINDER, mail_id, address, "de", MailState.SENT, "", at, at)

    async def put() -> None:
        database = Database(house.settings.database_address)
        try:
            async with database.transaction() as session:
                await mails.add(session, mail)
                await mails.mark_measured(session, mail_id, measured=True)
        finally:
            await database.close()

    asyncio.run(put())
    return mail_id


def fetches(house: House, mail_id: str) -> list[tuple[str, str, str]]:
    async def look(session: Session) -> list[Fetch]:
        return await measuring.of_mail(session, mail_id)

    return [(each.sign.value, each.target, each.standing.value) for each in house.read(look)]


def test_a_link_leads_on_at_once_and_is_noticed_without_the_key_of_the_quote(either_house: House) -> None:
    mail_id = measured_mail(either_house, "follows@autowerk.example")
    key = following_key(mail_id, "/de/quotes/Q-2026-1?key=abc", secret_of(either_house))
    page = f"/de/mails/go?key={key}"
    answer = either_house.send("GET", page, headers={"User-Agent": BROWSER}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, "/de/quotes/Q-2026-1?key=abc")
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert fetches(either_house, mail_id) == [("click", "/de/quotes/Q-2026-1", "pending")]


@pytest.mark.parametrize(
    ("method", "more", "noticed"),
    [
        ("HEAD", {}, []),
        ("GET", {"Sec-GPC": "1"}, []),
        ("GET", {"Sec-Purpose": "prefetch"}, ["machine"]),
        ("GET", {"User-Agent": "Mozilla/5.0 (compatible; Barracuda Sentinel)"}, ["machine"]),
        ("GET", {"User-Agent": "python-requests/2.32"}, ["machine"]),
        ("GET", {"User-Agent": ""}, ["machine"]),
        ("GET", {}, ["pending"]),
    ],
)
def test_programs_are_led_on_and_count_for_nothing(
    house: House, method: str, more: dict[str, str], noticed: list[str]
) -> None:
    mail_id = measured_mail(house, f"{new_id()}@autowerk.example")
    page = f"/de/mails/go?key={following_key(mail_id, PAGE, secret_of(house))}"
    answer = house.send(method, page, headers={"User-Agent": BROWSER, **more}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, PAGE)
    assert fetches(house, mail_id) == [("click", PAGE, one) for one in noticed]


@pytest.mark.parametrize(
    ("agent", "noticed"),
    [(BROWSER, "pending"), (GMAIL, "proxy"), ("Mozilla/5.0", "proxy"), ("Googlebot/2.1", "machine")],
)
def test_a_picture_is_shown_to_all_and_proxies_are_told_apart(house: House, agent: str, noticed: str) -> None:
    mail_id = measured_mail(house, f"{new_id()}@autowerk.example")
    page = f"/de/mails/seen.gif?key={opening_key(mail_id, secret_of(house))}"
    for _ in range(2):
        answer = house.send("GET", page, headers={"User-Agent": agent})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/gif")
        assert answer.content.startswith(b"GIF89a")
    kept = 2 if noticed == "pending" else 1
    assert fetches(house, mail_id) == [("open", "", noticed)] * kept


@pytest.mark.parametrize("key", ["", "x", "a.b", "é", "x" * 5000])
def test_a_key_that_is_not_ours_leads_nowhere_and_shows_the_same_picture(house: House, key: str) -> None:
    problem_of(house.send("GET", "/de/mails/go", params={"key": key}, follow_redirects=False), 404)
    assert house.send("GET", "/de/mails/seen.gif", params={"key": key}).status_code == 200


def test_programs_keep_the_consent_to_measuring_and_take_it_back(house: House) -> None:
    lead = customer(house, "measured@torri.example", "IT")
    wish = {"purpose": "measuring", "wording": "You may see whether I open your mails.", "source": "fair"}
    assert house.call("POST", f"/api/customers/{lead}/consents", wish).json()["state"] == "given"
    assert house.call("DELETE", f"/api/customers/{lead}/consents/measuring").json() == {"withdrawn": True}
    problem_of(house.call("POST", f"/api/customers/{lead}/consents", {**wish, "purpose": "tracking"}), 422)


def test_a_link_still_leads_on_when_its_mail_is_forgotten(house: House) -> None:
    key = following_key("gone", PAGE, secret_of(house))
    answer = house.send("GET", f"/de/mails/go?key={key}", headers={"User-Agent": BROWSER}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, PAGE)
