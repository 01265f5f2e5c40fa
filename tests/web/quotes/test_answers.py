"""A buyer answers on the page of a quote without JavaScript: orders by a mailed link, declines, asks; each once, nothing lost."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from foundation.database import Session
from foundation.locales import LOCALES
from quoting.answers import repository as answers
from quoting.answers.model import Acceptance, Question
from quoting.issue import require_quote
from tests.web.cast import House, new_address
from tests.web.conftest import Serve

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
SALES = "sales@kestrel-torque.example"
_people = itertools.count()


@pytest.fixture(scope="module")
def house(serve: Serve) -> Iterator[House]:
    """The whole application with its jobs: mails land in the outbox."""
    with serve(runs_jobs=True) as running:
        yield running


def made(house: House, **wish: Any) -> dict[str, Any]:
    body = {"name": "Anna Keller", "company": "Autowerk", "country": "DE", "locale": "de", "phone": None,
            "email": f"reader{next(_people)}@autowerk.example"}  # fmt: skip
    customer = house.call("POST", "/api/customers", body).json()["id"]
    wish = {
        "locale": "de",
        "currency": "EUR",
        "customer": customer,
        "lines": [{"sku": "KAB-18", "quantity": 10}],
    } | wish
    quote: dict[str, Any] = house.call("POST", "/api/quotes", wish).json()
    return quote


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def get(house: House, address: str) -> httpx.Response:
    return house.send("GET", path_of(address), headers={"Accept": "text/html", "X-Forwarded-For": new_address()})


def answer(house: House, quote: dict[str, Any], form: str, fields: dict[str, str], **headers: str) -> httpx.Response:
    """Send a form of the page as a browser without JavaScript does."""
    page = path_of(quote["url"]).replace("?", f"/{form}?")
    return house.send("POST", page, data=fields, headers={**FORM, "X-Forwarded-For": new_address(), **headers})


def status(house: House, number: str) -> str:
    return str(house.call("GET", f"/api/quotes/{number}").json()["status"])


def mail_to(house: House, recipient: str, about: str) -> EmailMessage:
    """Return the mail to an address with something in its subject, once it has left."""
    for _ in range(300):
        for file in sorted((house.settings.data / "outbox" / "mail").glob("*.eml")):
            message = message_from_bytes(file.read_bytes(), policy=default)
            assert isinstance(message, EmailMessage)
            if recipient in message["To"] and about in message["Subject"]:
                return message
        time.sleep(0.1)
    raise AssertionError(f"no mail to {recipient} about {about}")


def text_of(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain",))
    assert body is not None
    return str(body.get_content())


def confirming_link(house: House, email: str, number: str) -> str:
    found = re.search(r"https?://\S+/confirm\?\S+", text_of(mail_to(house, email, number)))
    assert found
    return path_of(found[0])


@pytest.mark.parametrize("locale", LOCALES)
def test_a_buyer_orders_by_the_mailed_link_in_every_language(house: House, locale: str) -> None:
    quote = made(house, locale=locale)
    number, email = quote["number"], f"orders-{locale}@autowerk.example"
    page = get(house, quote["url"])
    assert page.text.count("<form") >= 3
    assert ('dir="rtl"' in page.text) == (locale == "ar")
    taken = answer(house, quote, "accept", {"name": "Anna <b>Keller</b>", "role": "CPO", "email": email})
    assert (taken.status_code, "done=accept" in taken.headers["location"]) == (303, True)
    assert 'role="status"' in get(house, taken.headers["location"]).text
    assert status(house, number) in {"issued", "viewed"}, "without the click there is no order"
    link = confirming_link(house, email, number)
    asked = get(house, link)
    assert (asked.status_code, "<b>Keller</b>" in asked.text, '<form method="post"' in asked.text) == (200, False, True)
    assert asked.headers["cache-control"] == "no-store"
    assert status(house, number) in {"issued", "viewed"}, "opening the link changes nothing"
    ordered = house.send("POST", link, headers=FORM)
    assert (ordered.status_code, 'role="status"' in ordered.text) == (200, True)
    assert status(house, number) == "accepted"
    again = house.send("POST", link, headers=FORM)
    assert (again.status_code, '<form method="post"' in again.text) == (200, False), "used twice it is still one order"
    assert house.call("GET", f"/api/customer/{quote['customer']}/funnel").json()["stage"] == 5
    told = text_of(mail_to(house, SALES, number))
    assert (email in told, "/desk/" in told) == (True, True)
    receipt = mail_to(house, email, number)
    assert receipt["Subject"]
    final = get(house, quote["url"]).text
    assert quote["url"].partition("?")[0].rpartition("/")[2] in final
    assert "/accept?" not in final, "an ordered quote offers no form to order"


def test_a_buyer_declines_with_a_reason_and_sales_hear_of_it(house: House) -> None:
    quote = made(house)
    assert answer(house, quote, "refuse", {"reason": "price", "text": "15 % zu teuer"}).status_code == 303
    body = house.call("GET", f"/api/quotes/{quote['number']}").json()
    assert (body["status"], body["answer"]["reason"], body["answer"]["text"]) == ("refused", "price", "15 % zu teuer")
    assert "15 % zu teuer" in text_of(mail_to(house, SALES, quote["number"]))
    assert "abgelehnt" in get(house, quote["url"]).text
    late = answer(house, quote, "accept", {"name": "A", "role": "B", "email": "a@autowerk.example"})
    assert (late.status_code, "wurde abgelehnt" in late.text) == (409, True)


def test_a_question_reaches_sales_whatever_the_state(house: House) -> None:
    quote = made(house)
    house.call("POST", f"/api/quotes/{quote['number']}/withdraw", {})
    said = {"name": "Anna", "email": "anna@autowerk.example", "text": "Passt das\nDrehmoment <script>?"}
    assert answer(house, quote, "ask", said).status_code == 303
    assert "Passt das\nDrehmoment <script>?" in text_of(mail_to(house, SALES, quote["number"])).replace("\r", "")

    async def look(session: Session) -> int:
        return await answers.count_questions(session, (await require_quote(session, quote["number"])).id)

    assert house.read(look) == 1


@pytest.mark.parametrize(
    ("form", "fields", "wrong"),
    [
        ("accept", {"name": "Anna", "role": "CPO", "email": "anna@"}, "email"),
        ("accept", {"name": " ", "role": "", "email": "a@b.example"}, "name"),
        ("accept", {"name": "x" * 121, "role": "CPO", "email": "a@b.example"}, "name"),
        ("refuse", {"reason": "mood", "text": "I wrote this"}, "reason"),
        ("ask", {"name": "Anna", "email": "a@b.example", "text": " "}, "text"),
        ("ask", {"name": "Anna", "email": "a@b.example\r\nBcc: x@y.example", "text": "?"}, "email"),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_what_was_written(
    house: House, form: str, fields: dict[str, str], wrong: str
) -> None:
    quote = made(house)
    back = answer(house, quote, form, fields)
    assert back.status_code == 422
    assert f'id="e-{form}-{wrong}"' in back.text
    for name, value in fields.items():
        if value.strip() and len(value) < 100 and name not in {"reason"}:
            assert value.split("\r")[0] in unescape(back.text)
    assert status(house, quote["number"]) in {"issued", "viewed"}


def test_a_tampered_link_another_site_and_a_machine_change_nothing(house: House) -> None:
    quote, other = made(house), made(house)
    order = {"name": "Anna", "role": "CPO", "email": "tamper@autowerk.example"}
    assert answer(house, quote, "accept", order).status_code == 303
    link = confirming_link(house, order["email"], quote["number"])
    assert answer(house, {**quote, "url": quote["url"][:-1]}, "accept", order).status_code == 404
    foreign = answer(house, quote, "refuse", {"reason": "price"}, **{"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    trapped = answer(house, quote, "refuse", {"reason": "price", "website": "http://spam.example"})
    assert trapped.status_code == 303
    wrong = [
        link[:-1],
        re.sub(r"order=\w+", "order=" + "0" * 26, link),
        link.replace(quote["number"], other["number"]),
        re.sub(r"key=[^&]+", "key=", link),
        link.replace("/de/", "/xx/"),
    ]
    for address in wrong:
        assert house.send("GET", address, headers=FORM).status_code == 404
        assert house.send("POST", address, headers=FORM).status_code == 404
    assert house.send("POST", link, headers={**FORM, "Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert (status(house, quote["number"]), status(house, other["number"])) == ("issued", "issued")


def test_an_old_revision_cannot_be_ordered_by_a_link_that_was_mailed_before(house: House) -> None:
    quote = made(house)
    order = {"name": "Anna", "role": "CPO", "email": "old@autowerk.example"}
    answer(house, quote, "accept", order)
    link = confirming_link(house, order["email"], quote["number"])
    second = house.call("POST", f"/api/quotes/{quote['number']}/revise", {"discount": 2}).json()
    for method, expected in (("GET", 409), ("POST", 409)):
        told = house.send(method, link, headers=FORM)
        assert (told.status_code, second["number"] in told.text, "<form method" in told.text) == (expected, True, False)
    old = get(house, quote["url"]).text
    assert path_of(second["url"]) in unescape(old)
    assert "/accept?" not in old
    assert status(house, second["number"]) == "issued"
    assert status(house, quote["number"]) == "superseded"


def test_too_many_answers_from_one_address_are_told_to_wait(house: House) -> None:
    quote, address = made(house), new_address()
    seen = {answer(house, quote, "ask", {"text": ""}, **{"X-Forwarded-For": address}).status_code for _ in range(11)}
    assert seen == {422, 429}


def test_what_is_kept_of_an_answer_is_what_was_said(house: House) -> None:
    quote = made(house)
    answer(house, quote, "accept", {"name": "Anna", "role": "CPO", "email": "kept@autowerk.example"})
    link = confirming_link(house, "kept@autowerk.example", quote["number"])
    wish_id = re.search(r"order=(\w+)", link)
    assert wish_id

    async def look(session: Session) -> tuple[Acceptance | None, Question | None]:
        found = await answers.find_acceptance(session, wish_id[1])
        return found, await answers.find_question(session, wish_id[1])

    wish, question = house.read(look)
    assert wish is not None
    assert question is None
    assert (wish.name, wish.role, wish.email, wish.locale, wish.confirmed_at) == (
        "Anna", "CPO", "kept@autowerk.example", "de", None,
    )  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_of_a_revision_says_what_is_different(house: House, locale: str) -> None:
    quote = made(house, locale=locale)
    wish = {"lines": [{"sku": "KAB-18", "quantity": 12}, {"sku": "KCP-70", "quantity": 1}], "discount": 2}
    second = house.call("POST", f"/api/quotes/{quote['number']}/revise", wish).json()
    told = house.call("GET", f"/api/quotes/{second['number']}/changes", locale=locale).json()
    assert told["from"] == quote["number"]
    assert [one["what"] for one in told["differences"]][:3] == ["quantity", "discount", "line_added"]
    page = unescape(get(house, second["url"]).text)
    assert all(one["text"] in page for one in told["differences"])
    assert house.call("GET", f"/api/quotes/{quote['number']}/changes").json()["differences"] == []
    assert house.call("GET", "/api/quotes/Q-2026-99999/changes").status_code == 404
