"""What waits for a person is found at the desk: conversations that were handed over, and quotes past authority."""

import asyncio
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from content.catalogue.cache import CompanyCache
from foundation.actor import Actor
from foundation.database import Database
from funnel.journey.receive import receive
from funnel.mails import repository as mails
from funnel.mails.model import MailState
from funnel.permissions.tables import MemberRow
from funnel.ports import InboundKind, InboundMail
from quoting import repository as quotes
from quoting.model import QuoteStatus
from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of

SELLER = "seller@kestrel.example"
PERSON = "Bitte geben Sie mir einen Menschen."


@pytest.fixture(scope="module")
def work_house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def desk(work_house: House) -> Desk:
    signed_in = Desk(work_house)
    signed_in.sign_in(REP, password_of(work_house, REP))
    return signed_in


def _waiting(house: House, **more: object) -> str:
    lines = [{"sku": "KCN-40A", "quantity": 10, "discount": "15"}]
    told = house.call("POST", "/api/quotes", {"locale": "de", "currency": "EUR", "lines": lines, **more})
    assert (told.status_code, told.json()["status"]) == (201, "waiting"), told.text
    return str(told.json()["number"])


def _status(house: House, number: str) -> QuoteStatus:
    found = house.read(lambda session: quotes.find_quote(session, number))
    assert found is not None
    return found.status


def test_a_conversation_handed_over_without_a_contact_stands_first_with_its_reason(
    work_house: House, desk: Desk
) -> None:
    handed = work_house.visitor("de")
    handed.say(PERSON)
    later = work_house.visitor("ja")
    later.say("こんにちは")
    page = desk.get("/desk/conversations")
    assert page.status_code == 200
    assert page.text.index(f"/desk/conversations/{handed.conversation}") < page.text.index(
        f"/desk/conversations/{later.conversation}"
    )
    assert "wished for a person" in page.text
    one = desk.get(f"/desk/conversations/{handed.conversation}")
    assert one.status_code == 200
    assert PERSON in one.text
    assert 'class="talk"' in one.text
    for nothing in ("x", "0" * 26, "%3Cb%3E"):
        assert desk.get(f"/desk/conversations/{nothing}").status_code == 404
    assert desk.get("/desk/conversations?page=99999").status_code == 200


def test_the_pages_speak_the_members_language(work_house: House, desk: Desk) -> None:
    work_house.visitor("de").say(PERSON)
    number = _waiting(work_house)
    for path in ("/desk/conversations", "/desk/approvals"):
        told = set()
        for locale in LOCALES:
            desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": locale})
            page = desk.get(path).text
            told.add(re.search(r"<h1>(.*?)</h1>", page)[1])  # type: ignore[index]
            if locale != "en":
                assert not re.search(r">\s*(Approve|Decline|Reason|Language|Last message|Open lead)\s*<", page)
        assert len(told) >= len(LOCALES) - 1, told
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": "en"})
    assert number in desk.get("/desk/approvals").text


def test_a_waiting_quote_is_approved_or_declined_once_with_the_reason(work_house: House, desk: Desk) -> None:
    approved, declined = _waiting(work_house), _waiting(work_house)
    page = desk.get("/desk/approvals").text
    assert {approved, declined} <= set(re.findall(r"Q-\d{4}-\d{5}", page))
    assert "15 %" in page
    for token in ("", "x" * 64):
        refused = desk.post(f"/desk/approvals/{approved}", {"form_token": token, "decision": "approve"})
        assert refused.status_code == 403
    form = {"form_token": desk.form_token(), "reason": "Framework contract"}
    assert desk.post(f"/desk/approvals/{approved}", {**form, "decision": "approve"}).status_code == 303
    assert desk.post(f"/desk/approvals/{declined}", {**form, "decision": "decline"}).status_code == 303
    assert _status(work_house, approved) is QuoteStatus.ISSUED
    assert _status(work_house, declined) is QuoteStatus.REFUSED
    assert desk.post(f"/desk/approvals/{declined}", {**form, "decision": "approve"}).status_code == 409
    assert desk.post("/desk/approvals/Q-1999-00001", {**form, "decision": "approve"}).status_code == 404


def test_a_known_customer_gets_the_approved_quote_by_mail(work_house: House, desk: Desk) -> None:
    visitor = work_house.visitor("de")
    visitor.say("Bitte ein Angebot über 12 Stück KCN-40A.")
    visitor.say("m.roth@fabrik.example, +49 711 555 0100")
    link = re.search(r'href="/desk/leads/(\d+)"', desk.get("/desk/leads?q=fabrik").text)
    assert link is not None
    lead = int(link.group(1))
    number = _waiting(work_house, customer=lead)

    def posted() -> list[str]:
        sent = work_house.read(lambda session: mails.of_customer(session, lead))
        return [each.about for each in sent if each.purpose == "quote"]

    assert number not in posted()
    form = {"form_token": desk.form_token(), "decision": "approve", "reason": "Agreed"}
    assert desk.post(f"/desk/approvals/{number}", form).status_code == 303
    assert posted().count(number) == 1
    assert f"/quotes/{number}/proforma?key=" in desk.get(f"/desk/leads/{lead}").text


def test_a_mail_that_came_back_is_shown_at_the_lead_with_the_servers_reason(work_house: House, desk: Desk) -> None:
    visitor = work_house.visitor("de")
    visitor.say("Bitte ein Angebot über 12 Stück KCN-40A.")
    visitor.say("b.back@zurueck.example, +49 711 555 0177")
    link = re.search(r'href="/desk/leads/(\d+)"', desk.get("/desk/leads?q=zurueck").text)
    assert link is not None
    lead = int(link.group(1))
    sent, *_ = work_house.read(lambda session: mails.of_customer(session, lead))
    why = "b.back@zurueck.example: 5.1.1 No <b>such</b> user"
    back = InboundMail("<dsn@x.example>", InboundKind.BOUNCE, (sent.message_id,), "mx@x.example", "Back", "", why, None)

    async def come_in() -> None:
        database = Database(work_house.settings.database_address)
        company = await CompanyCache(database).company()
        async with database.transaction() as session:
            await receive(session, back, company, by=Actor.system())
        await database.close()

    asyncio.run(come_in())
    page = desk.get(f"/desk/leads/{lead}").text
    assert "5.1.1 No &lt;b&gt;such&lt;/b&gt; user" in page
    kept = work_house.read(lambda session: mails.find(session, sent.id))
    assert (kept.state, kept.detail) == (MailState.BOUNCED, why)


def test_a_seller_sees_what_waits_and_decides_nothing(work_house: House) -> None:
    seller = Desk(work_house)
    word = password_of(work_house, SELLER)

    async def demote() -> None:
        database = Database(work_house.settings.database_address)
        async with database.transaction() as session:
            await session.execute(sa.update(MemberRow).where(MemberRow.email == SELLER).values(roles=["sales"]))
        await database.close()

    asyncio.run(demote())
    seller.sign_in(SELLER, word)
    number = _waiting(work_house)
    page = seller.get("/desk/approvals").text
    assert number in page
    assert 'value="approve"' not in page
    form = {"form_token": seller.form_token(), "decision": "approve", "reason": ""}
    assert seller.post(f"/desk/approvals/{number}", form).status_code == 403
    assert _status(work_house, number) is QuoteStatus.WAITING


@pytest.mark.parametrize("path", ["/desk/conversations", "/desk/conversations/x", "/desk/approvals"])
def test_strangers_are_sent_to_sign_in(work_house: House, path: str) -> None:
    answer = Desk(work_house).get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in")


def test_a_suggested_stage_is_taken_with_one_click(work_house: House, desk: Desk) -> None:
    told = work_house.call("POST", "/api/customers", {"name": "Noura", "email": "prices@jeddah.example"})
    lead = told.json()["id"]
    page = f"/desk/leads/{lead}"
    assert "/suggestion" not in desk.get(page).text
    seen = {"customer_id": lead, "event_type": "view_price", "source": "shop"}
    visits = [{**seen, "timestamp": f"2026-05-04T12:0{minute}:00Z"} for minute in range(7)]
    assert work_house.call("POST", "/api/events", visits).json()["accepted"] == 7
    assert f'action="{page}/suggestion"' in desk.get(page).text
    assert desk.post(f"{page}/suggestion", {"decision": "take"}).status_code == 403
    form = {"form_token": desk.form_token(), "decision": "take"}
    assert desk.post(f"{page}/suggestion", form).status_code == 303
    assert "/suggestion" not in desk.get(page).text
    assert work_house.call("GET", f"/api/customer/{lead}/funnel").json()["stage"] == 4
    assert desk.post("/desk/leads/2000000000/suggestion", form).status_code == 404


def test_a_counter_offer_is_issued_at_once_and_passes_the_same_check(work_house: House, desk: Desk) -> None:
    number = _waiting(work_house)
    page = desk.get("/desk/approvals").text
    assert re.search(r'name="discount-1"[^>]*value="15"', page)
    assert "Answer due" in page
    form = {"form_token": desk.form_token(), "decision": "change", "reason": "Key account", "discount-1": "3,5"}
    for wrong in ("abc", "-1", "100", "1e9"):
        assert desk.post(f"/desk/approvals/{number}", {**form, "discount-1": wrong}).status_code == 409
    assert desk.post(f"/desk/approvals/{number}", {**form, "reason": ""}).status_code == 409
    assert desk.post(f"/desk/approvals/{number}", {**form, "discount-1": "60"}).status_code == 409
    assert _status(work_house, number) is QuoteStatus.WAITING
    assert desk.post(f"/desk/approvals/{number}", form).status_code == 303
    changed = work_house.read(lambda session: quotes.find_quote(session, number))
    assert changed is not None
    assert (changed.status, str(changed.lines[0].discount.normalize())) == (QuoteStatus.ISSUED, "3.5")
