"""The links in mails: opening one changes nothing, its button or a mail program's one click does, in every language, without signing in."""

from __future__ import annotations

from typing import Any

import pytest

from foundation.database import Session
from funnel.consent import repository as consents
from funnel.consent.link import ONE_CLICK, address_hash, confirming_key, leaving_key
from funnel.consent.model import Purpose, SuppressionReason
from tests.web.cast import LOCALES, House, problem_of

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}


def secret_of(house: House) -> str:
    return (house.settings.data / "secret-key").read_text().strip()


def reason_of(house: House, address: str) -> SuppressionReason | None:
    async def look(session: Session) -> SuppressionReason | None:
        return await consents.suppressed(session, address_hash(address))

    return house.read(look)


def customer(house: House, email: str, country: str = "DE") -> int:
    body = {"name": "A. Keller", "email": email, "country": country, "locale": "de"}
    made: int = house.call("POST", "/api/customers", body).json()["id"]
    return made


@pytest.mark.parametrize("locale", LOCALES)
def test_whoever_opens_the_link_is_asked_first_and_leaves_with_the_button(house: House, locale: str) -> None:
    address = f"leaver-{locale}@autowerk.example"
    page = f"/{locale}/mails/leave?key={leaving_key('gone', address, secret_of(house))}"
    asked = house.send("GET", page, headers={"Accept": "text/html"})
    assert asked.status_code == 200
    assert '<form method="post"' in asked.text
    assert asked.headers["cache-control"] == "no-store"
    assert "noindex" in asked.headers["x-robots-tag"]
    assert address not in asked.text
    assert ('dir="rtl"' in asked.text) == (locale == "ar")
    assert reason_of(house, address) is None
    done = house.send("POST", page, headers=FORM, content="")
    assert (done.status_code, 'role="status"' in done.text, '<form method="post"' in done.text) == (200, True, False)
    assert reason_of(house, address) is SuppressionReason.UNSUBSCRIBED
    assert 'role="status"' in house.send("GET", page, headers={"Accept": "text/html"}).text


def test_a_mail_programs_one_click_needs_neither_cookie_nor_origin(either_house: House) -> None:
    address = "one-click@autowerk.example"
    page = f"/de/mails/leave?key={leaving_key('gone', address, secret_of(either_house))}"
    foreign = {**FORM, "Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    for _ in range(2):
        answer = either_house.send("POST", page, headers=foreign, content=ONE_CLICK)
        assert (answer.status_code, answer.text) == (200, "")
    assert reason_of(either_house, address) is SuppressionReason.UNSUBSCRIBED


@pytest.mark.parametrize("key", ["", "x", "x" * 5000, "a-b.c", "%00", "é"])
@pytest.mark.parametrize("path", ["leave", "confirm"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_key_that_is_not_ours_leads_to_nothing(house: House, method: str, path: str, key: str) -> None:
    problem_of(house.send(method, f"/de/mails/{path}", params={"key": key}), 404)
    assert house.send(method, f"/fr/mails/{path}", params={"key": key}).status_code == 404


def test_a_consent_is_asked_for_by_a_program_and_confirmed_by_its_owner(house: House) -> None:
    lead = customer(house, "news@autowerk.example")
    wish = {"purpose": "marketing", "wording": "Ich möchte Neuigkeiten per E-Mail.", "source": "fair"}
    pending = house.call("POST", f"/api/customers/{lead}/consents", wish)
    assert (pending.status_code, pending.json()["state"]) == (200, "pending")

    async def look(session: Session) -> str:
        return (await consents.of_customer(session, lead))[Purpose.MARKETING].id

    page = f"/de/mails/confirm?key={confirming_key(house.read(look), secret_of(house))}"
    assert wish["wording"] in house.send("GET", page, headers={"Accept": "text/html"}).text
    told: dict[str, Any] = house.call("GET", f"/api/customers/{lead}/consents").json()
    assert told["consents"][0]["state"] == "pending"
    assert told["rule"]["marketing"] == "double_opt_in"
    assert house.send("POST", page, headers=FORM, content="").status_code == 200
    told = house.call("GET", f"/api/customers/{lead}/consents").json()
    assert (told["consents"][0]["state"], told["suppressed"]) == ("given", None)
    gone = house.call("DELETE", f"/api/customers/{lead}/consents/marketing")
    assert gone.json() == {"withdrawn": True}
    assert house.send("GET", page, headers={"Accept": "text/html"}).status_code == 404


def test_an_objection_is_kept_once(house: House) -> None:
    lead = customer(house, "objects@autowerk.example")
    assert house.call("POST", f"/api/customers/{lead}/objection").json() == {"new": True}
    assert house.call("POST", f"/api/customers/{lead}/objection").json() == {"new": False}
    assert house.call("GET", f"/api/customers/{lead}/consents").json()["suppressed"] == "objected"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"purpose": "transactional", "wording": "x"}, "purpose"),
        ({"purpose": "marketing", "wording": "  "}, "wording"),
        ({"purpose": "marketing", "wording": "x" * 2001}, "wording"),
        ({"purpose": "marketing"}, "wording"),
    ],
)
def test_what_is_no_consent_is_refused_by_field(house: House, body: dict[str, str], field: str) -> None:
    lead = customer(house, "refused@autowerk.example")
    problem = problem_of(house.call("POST", f"/api/customers/{lead}/consents", body), 422)
    assert problem["errors"][0]["field"] == field


def test_consents_of_nobody_and_without_the_key_are_refused(house: House) -> None:
    wish = {"purpose": "marketing", "wording": "x"}
    assert house.call("POST", "/api/customers/999999/consents", wish).status_code == 404
    assert house.call("POST", "/api/customers/1/consents", wish, key=None).status_code == 401


def test_who_ticks_news_in_the_form_is_asked_for_the_click_and_who_does_not_is_not(house: House) -> None:
    form = {"name": "A. Keller", "message": "12 Stück, bitte.", "country": "DE", "consent": "yes"}
    for email, more in (("ticked@autowerk.example", {"news": "yes"}), ("quiet@autowerk.example", {})):
        sent = house.send("POST", "/de/contact", data={**form, "email": email, **more}, headers={"Accept": "text/html"})
        assert sent.status_code == 303, sent.text
        lead = customer(house, email)
        told = house.call("GET", f"/api/customers/{lead}/consents").json()["consents"]
        assert [(one["purpose"], one["state"], one["source"]) for one in told] == (
            [("marketing", "pending", "contact_form")] if more else []
        )
        assert all(one["wording"].startswith("Senden Sie mir gelegentlich Produktneuigkeiten") for one in told)
    faulty = house.send(
        "POST", "/de/contact", data={**form, "email": "x", "news": "yes"}, headers={"Accept": "text/html"}
    )
    assert 'name="news" value="yes" checked' in faulty.text
