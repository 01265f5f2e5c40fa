"""Staff find every quote at the desk, see its life and its versions, and lead it on; what its state forbids is told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from content.packs.loader import read_pack
from foundation.actor import Actor
from foundation.locales import LOCALES
from funnel.journey.receive import receive
from funnel.mails.inbound import read_inbound
from tests.funnel.conftest import PACK
from tests.web.cast import House
from tests.web.conftest import Serve
from tests.web.desk.test_inbox import write
from tests.web.desk.test_sign_in import Desk, password_of

OWNER = "owner.of.quotes@kestrel-torque.example"
_people = itertools.count()


@pytest.fixture(scope="module")
def house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def desk(house: House) -> Desk:
    browser = Desk(house)
    browser.sign_in(OWNER, password_of(house, OWNER))
    return browser


def made(house: House, *, customer: bool = True, **wish: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"locale": "de", "currency": "EUR", "lines": [{"sku": "KAB-18", "quantity": 10}]}
    if customer:
        person = {"name": "Anna Keller", "company": f"Autowerk {next(_people)}", "country": "DE", "locale": "de",
                  "email": f"desk{next(_people)}@autowerk.example", "phone": None}  # fmt: skip
        body["customer"] = house.call("POST", "/api/customers", person).json()["id"]
    quote: dict[str, Any] = house.call("POST", "/api/quotes", body | wish).json()
    return quote


def do(desk: Desk, number: str, verb: str, **form: str) -> Any:
    return desk.post(f"/desk/quotes/{number}/{verb}", {"form_token": desk.form_token(), **form})


def status(house: House, number: str) -> str:
    return str(house.call("GET", f"/api/quotes/{number}").json()["status"])


def test_what_came_in_about_any_version_stands_on_the_page_as_text(desk: Desk, house: House) -> None:
    quote = made(house)
    person = house.call("GET", f"/api/leads/{quote['customer']}").json()["contact"]["email"]
    mail = (
        f"From: <{person}>\r\nSubject: RE: {quote['number']} <b>\r\nMessage-ID: <{quote['number']}@plant.example>\r\n\r\n"
        "Please send it to <script>gate</script> 7\r\n"
    )
    write(desk, lambda session: receive(session, read_inbound(mail.encode()), read_pack(PACK), by=Actor.system()))
    page = desk.get(f"/desk/quotes/{quote['number']}").text
    assert f"RE: {quote['number']} &lt;b&gt;" in page
    assert "&lt;script&gt;gate&lt;/script&gt; 7" in page
    assert person in page
    other = made(house)
    assert "gate" not in desk.get(f"/desk/quotes/{other['number']}").text
    revised = house.call("POST", f"/api/quotes/{quote['number']}/revise", {"discount": 1}).json()
    assert "&lt;script&gt;gate&lt;/script&gt; 7" in desk.get(f"/desk/quotes/{revised['number']}").text


def test_without_quotes_the_list_says_so_and_strangers_see_nothing(serve: Serve) -> None:
    with serve() as empty:
        desk = Desk(empty)
        assert desk.get("/desk/quotes").headers["location"] == "/desk/sign-in"
        desk.sign_in(OWNER, password_of(empty, OWNER))
        page = desk.get("/desk/quotes")
        assert (page.status_code, "No quotes yet" in page.text) == (200, True)
        assert desk.get("/desk/quotes/affected").status_code == 200


def test_the_list_is_filtered_searched_sorted_and_leafed(house: House, desk: Desk) -> None:
    quotes = [made(house) for _ in range(27)]
    house.call("POST", f"/api/quotes/{quotes[0]['number']}/withdraw", {})
    first, second = desk.get("/desk/quotes").text, desk.get("/desk/quotes?page=2").text
    assert quotes[-1]["number"] in first
    assert quotes[0]["number"] not in first
    assert quotes[0]["number"] in second
    open_ones = desk.get("/desk/quotes?status=open&order=number&page=2").text
    assert quotes[0]["number"] not in open_ones
    assert quotes[1]["number"] in open_ones
    refused = desk.get("/desk/quotes?status=refused").text
    assert quotes[0]["number"] in refused
    assert quotes[1]["number"] not in refused
    name = house.call("GET", f"/api/leads/{quotes[3]['customer']}").json()["company"]
    found = desk.get(f"/desk/quotes?q={name}").text
    assert quotes[3]["number"] in found
    assert "Nothing matches" in desk.get("/desk/quotes?q=%3Cscript%3E").text
    for bad in ("status=x", "order=x", "page=x", "page=99999999", "q=%00"):
        assert desk.get(f"/desk/quotes?{bad}").status_code == 200


def test_a_quote_is_revised_from_its_form_and_the_versions_stand_side_by_side(house: House, desk: Desk) -> None:
    quote = made(house, lines=[{"sku": "KAB-18", "quantity": 10}, {"sku": "KCP-70", "quantity": 2}])
    number = quote["number"]
    assert f'href="/desk/quotes/{number}/edit"' in desk.get(f"/desk/quotes/{number}").text
    assert 'name="quantity-2"' in desk.get(f"/desk/quotes/{number}/edit").text
    form = {"sku-1": "KAB-18", "quantity-1": "12", "discount-1": "2,5", "sku-3": "kcn-110a", "quantity-3": "1",
            "incoterm": "CIF", "place": "Hamburg", "locale": "de", "currency": "EUR", "deed": "issue"}  # fmt: skip
    sent = do(desk, number, "edit", **form)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/desk/quotes/{number}-2")
    told = house.call("GET", f"/api/quotes/{number}-2").json()
    assert [(line["sku"], line["quantity"], line["discount"]) for line in told["lines"]] == [
        ("KAB-18", 12, "2.5"), ("KCN-110A", 1, "0"),
    ]  # fmt: skip
    assert told["incoterm"] == "CIF Hamburg"
    both = unescape(desk.get(f"/desk/quotes/{number}-2").text)
    assert "quantity 12 instead of 10" in both
    assert "No longer included: 2 × " in both
    assert "Replaced" in both
    late = do(desk, number, "edit", **form)
    assert (late.status_code, f"{number}-2" in late.text) == (409, True)


@pytest.mark.parametrize(
    "form",
    [
        {"sku-1": "KAB-18", "quantity-1": "many"},
        {"sku-1": "KAB-18", "quantity-1": "-3"},
        {"sku-1": "KAB-18", "quantity-1": ""},
        {"sku-1": "KAB-18", "quantity-1": "1", "discount-1": "half"},
        {"sku-1": "<b>", "quantity-1": "1"},
        {"sku-1": "KAB-18", "quantity-1": "1", "incoterm": "XYZ", "place": "Moon"},
    ],
)
def test_a_revision_that_cannot_be_made_is_told_and_changes_nothing(
    house: House, desk: Desk, form: dict[str, str]
) -> None:
    quote = made(house, customer=False)
    back = do(desk, quote["number"], "edit", **form, locale="de", currency="EUR", deed="issue")
    assert (back.status_code, 'aria-invalid="true"' in back.text, 'value="<b>"' in back.text) == (422, True, False)
    assert status(house, quote["number"]) == "issued"


def test_staff_copy_issue_withdraw_and_enter_answers(house: House, desk: Desk) -> None:
    quote, other = made(house), made(house)
    copied = do(desk, quote["number"], "copy", customer=str(other["customer"]))
    draft = copied.headers["location"].removeprefix("/desk/quotes/")
    assert draft.startswith("D-")
    assert status(house, draft) == "draft"
    issued = do(desk, draft, "issue").headers["location"].removeprefix("/desk/quotes/")
    assert (issued[:2], status(house, issued)) == ("Q-", "issued")
    assert desk.get(f"/desk/quotes/{draft}").status_code == 404
    assert do(desk, issued, "withdraw", text="wrong price").status_code == 303
    assert "wrong price" in desk.get(f"/desk/quotes/{issued}").text
    assert do(desk, quote["number"], "accept", name="A", role="B", email="a@autowerk.example").status_code == 303
    assert do(desk, other["number"], "refuse", reason="competitor", text="cheaper").status_code == 303
    assert (status(house, quote["number"]), status(house, other["number"])) == ("accepted", "refused")
    for number, verb in ((quote["number"], "withdraw"), (other["number"], "accept"), (issued, "send")):
        assert do(desk, number, verb, name="A", role="B", email="c@d.example").status_code == 409
    assert do(desk, quote["number"], "copy", customer="99999").status_code == 409
    assert do(desk, quote["number"], "copy", customer="me").status_code == 409
    assert do(desk, quote["number"], "burn").status_code == 404
    assert do(desk, "Q-2026-99999", "withdraw").status_code == 404
    assert desk.post(f"/desk/quotes/{quote['number']}/withdraw", {"form_token": "x"}).status_code == 403


def test_sending_again_needs_a_buyer(house: House, desk: Desk) -> None:
    nobody = made(house, customer=False)
    assert do(desk, nobody["number"], "send").status_code == 409
    quote = made(house)
    assert do(desk, quote["number"], "send").status_code == 303
    assert "Sent again" in desk.get(f"/desk/quotes/{quote['number']}").text


def test_a_question_stands_in_the_list_until_it_is_answered(house: House, desk: Desk) -> None:
    quote = made(house)
    page = quote["url"].removeprefix(house.settings.public_address).replace("?", "/ask?")
    asked = {"name": "Anna", "email": "a@autowerk.example", "text": "Which <i>battery</i> fits?"}
    assert house.send("POST", page, data=asked, headers={"Accept": "text/html"}).status_code == 303
    listed = desk.get("/desk/quotes").text
    assert "Which &lt;i&gt;battery&lt;/i&gt; fits?" in listed
    shown = desk.get(f"/desk/quotes/{quote['number']}").text
    question = shown.split('action="/desk/questions/')[1].split('"')[0]
    answered = desk.post(f"/desk/questions/{question}", {"form_token": desk.form_token()})
    assert answered.headers["location"] == f"/desk/quotes/{quote['number']}"
    assert "battery" not in desk.get("/desk/quotes").text
    assert desk.post("/desk/questions/none", {"form_token": desk.form_token()}).status_code == 404


@pytest.mark.parametrize("locale", LOCALES)
def test_the_pages_speak_the_members_language(house: House, desk: Desk, locale: str) -> None:
    quote = made(house, locale="ja")
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": locale})
    try:
        for path in ("/desk/quotes", f"/desk/quotes/{quote['number']}", "/desk/quotes/affected"):
            page = desk.get(path)
            assert page.status_code == 200
            assert ('dir="rtl"' in page.text) == (locale == "ar")
    finally:
        desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": "en"})
