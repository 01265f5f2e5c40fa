"""The quote editor tells while one writes what would be issued, keeps drafts, and lets nothing pass that is not granted."""

from __future__ import annotations

import asyncio
import itertools
from html import unescape
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from foundation.actor import Actor
from foundation.database import Database
from foundation.locales import LOCALES
from funnel.permissions.team import add_member
from tests.web.cast import House
from tests.web.desk.test_sign_in import Desk, password_of
from tests.web.quotes.test_floors import leaks

_numbers = itertools.count(1)
_desks: dict[tuple[str, ...], Desk] = {}
"""By database and roles: signing in is made to be slow."""
NEW = "/desk/quotes/new"


@pytest.fixture
def house(either_house: House) -> House:
    return either_house


def at_desk(house: House, *roles: str, locale: str = "en") -> Desk:
    """A member of staff with these roles, signed in; the desk speaks the locale from then on."""
    key = (house.settings.database_address, *roles)
    desk = _desks.get(key) or _desks.setdefault(key, _new_desk(house, *roles))
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": locale})
    return desk


def _new_desk(house: House, *roles: str) -> Desk:
    email = f"editor{next(_numbers)}@kestrel-torque.example"

    async def add() -> None:
        database = Database(house.settings.database_address)
        await add_member(database, email, "Editor", roles=roles, by=Actor.system("tests"))
        await database.close()

    asyncio.run(add())
    desk = Desk(house)
    desk.sign_in(email, password_of(house, email))
    return desk


def written(desk: Desk, *rows: tuple[str, str, str], **more: str) -> dict[str, str]:
    """A form of rows of product, quantity and discount, as the browser sends it."""
    form = {"form_token": desk.form_token(), "locale": "de", "currency": "EUR", "country": "DE"}
    for key, (sku, quantity, discount) in enumerate(rows, start=1):
        form |= {f"sku-{key}": sku, f"quantity-{key}": quantity, f"discount-{key}": discount}
    return form | {name.replace("__", "-"): value for name, value in more.items()}


def fields(page: str) -> dict[str, str]:
    """What the editor's form holds, as a browser would send it."""
    form = LexborHTMLParser(page).css_first("#editor")
    assert form is not None
    held = {}
    for one in form.css("input, textarea, select"):
        name = one.attributes.get("name")
        inside = one.parent
        while inside is not None and inside.tag != "template":
            inside = inside.parent
        if not name or inside is not None:
            continue
        if one.tag == "select":
            chosen = one.css_first("option[selected]") or one.css_first("option")
            held[name] = (chosen.attributes.get("value") if "value" in chosen.attributes else chosen.text()) or ""
        elif one.tag == "textarea":
            held[name] = one.text()
        elif one.attributes.get("type") != "checkbox" or "checked" in one.attributes:
            held[name] = one.attributes.get("value") or ""
    return held


def live(page: str, part: str) -> str:
    """The text of a part that changes while one types."""
    found = LexborHTMLParser(page).css_first(f'[data-live="{part}"]')
    assert found is not None, part
    return " ".join(found.text(separator=" ").split())


def number_in(location: str) -> str:
    return location.removeprefix("/desk/quotes/").partition("/")[0]


def read(house: House, number: str) -> dict[str, Any]:
    found: dict[str, Any] = house.call("GET", f"/api/quotes/{number}").json()
    return found


def count(house: House) -> int:
    return int(house.call("GET", "/api/quotes?limit=1").json()["total"])


def test_what_is_shown_while_one_types_is_what_is_issued(house: House) -> None:
    desk = at_desk(house, "sales")
    form = written(desk, ("KCP-70", "12", "5"), ("kab-18", "25", ""), discount="3", payment_days="30",
                   option__1__wifi_module="1", email=f"buyer{next(_numbers)}@autowerk.example", company="Autowerk")  # fmt: skip
    shown = desk.post("/desk/quotes/preview", form)
    assert shown.status_code == 200
    assert "Price from 10 pieces on" in live(shown.text, "price-1")
    assert "From 25 pieces" in live(shown.text, "price-1")
    assert "possible at once" in live(shown.text, "authority")
    assert "Issue and send" in live(shown.text, "deeds")
    before = count(house)
    sent = desk.post(NEW, form | {"deed": "issue"})
    assert sent.status_code == 303, live(sent.text, "totals")
    quote = read(house, number_in(sent.headers["location"]))
    assert (quote["status"], count(house)) == ("issued", before + 1)
    assert [(one["sku"], one["discount"]) for one in quote["lines"]] == [("KCP-70", "5"), ("KAB-18", "3")]
    assert quote["customer"] is not None
    for amount in (quote["subtotal"], quote["discount"], quote["total"]):
        assert f"{float(amount):,.2f}" in live(shown.text, "totals")


def test_it_takes_the_name_of_a_product_for_its_number_and_asks_where_several_fit(house: House) -> None:
    desk = at_desk(house, "sales")
    shown = desk.post("/desk/quotes/preview", written(desk, ("KCP-70 cordless pulse tool", "1", "")))
    assert "KCP-70" in live(shown.text, "price-1")
    shown = desk.post("/desk/quotes/preview", written(desk, ("pulse tool", "1", "")))
    assert "Several products fit “pulse tool”: " in live(shown.text, "problem-sku-1")


def test_what_goes_further_is_put_before_whoever_may_and_never_issued_by_surprise(house: House) -> None:
    desk = at_desk(house, "sales")
    form = written(desk, ("KCP-70", "2", "14"))
    page = desk.post("/desk/quotes/preview", form).text
    assert "goes to: Supervisor" in live(page, "authority")
    assert "Put before: Supervisor" in live(page, "deeds")
    before = count(house)
    held = desk.post(NEW, form | {"deed": "issue"})
    assert (held.status_code, count(house)) == (409, before)
    assert "goes beyond what you may grant" in held.text
    assert fields(held.text)["discount-1"] == "14"
    asked = desk.post(NEW, form | {"deed": "ask"})
    quote = read(house, number_in(asked.headers["location"]))
    assert (quote["status"], quote["pdf_url"]) == ("waiting", None)
    # who may grant it by themselves is told that nobody need be asked
    supervisor = at_desk(house, "supervisor")
    told = supervisor.post(NEW, written(supervisor, ("KCP-70", "2", "14"), deed="ask"))
    assert (told.status_code, "No approval is needed" in told.text) == (409, True)


def test_nobody_is_asked_for_what_nobody_may_grant(house: House) -> None:
    desk = at_desk(house, "sales")
    before = count(house)
    for form in (
        written(desk, ("KCP-70", "1", "40")),
        written(desk, ("KCP-70", "1", ""), note="We give you exclusivity in Saxony."),
        written(desk, ("KCP-70", "1", ""), note="Wir gewähren Ihnen 60 % Rabatt."),
    ):
        page = desk.post("/desk/quotes/preview", form).text
        assert "forbidden to all" in live(page, "authority")
        assert "Nobody may grant this" in live(page, "deeds")
        for deed in ("ask", "issue"):
            assert desk.post(NEW, form | {"deed": deed}).status_code == 409
    assert count(house) == before


def test_that_the_floor_is_the_reason_is_told_and_its_figure_only_to_those_who_may_go_below(house: House) -> None:
    rows = [("KCP-70", "25", "19")]
    rep, owner = at_desk(house, "sales"), at_desk(house, "owner")
    page = rep.post("/desk/quotes/preview", written(rep, *rows)).text
    told = live(page, "authority")
    assert "below the floor that is set for it" in told
    assert "goes to: Owner" in told
    assert [one for one in leaks(page) if one.isdigit()] == []
    # at the very edge, too: no ladder tells where the floor lies
    for percent in ("18.2", "18.21", "18.25", "17.99"):
        shown = rep.post("/desk/quotes/preview", written(rep, ("KCP-70", "25", percent))).text
        assert [one for one in leaks(shown) if one.isdigit()] == []
    asked = rep.post(NEW, written(rep, *rows, deed="ask"))
    number = number_in(asked.headers["location"])
    for path in (f"/desk/quotes/{number}", f"/desk/quotes/{number}/edit", "/desk/approvals"):
        seen = rep.get(path).text
        assert [one for one in leaks(seen) if one.isdigit()] == []
    assert "below the floor that is set for it" in rep.get(f"/desk/quotes/{number}").text
    told = live(owner.post("/desk/quotes/preview", written(owner, *rows)).text, "authority")
    assert "Lowest price: €1,955.00" in told


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"quantity-1": "-3"}, "quantity-1", "whole number of 1 or more; you asked for -3"),
        ({"quantity-1": "1.5"}, "quantity-1", "whole number of 1 or more; you asked for 1.5"),
        ({"quantity-1": ""}, "quantity-1", "Write how many pieces."),
        ({"quantity-1": "0"}, "quantity-1", "whole number of 1 or more"),
        ({"quantity-1": "99999999999"}, "quantity-1", "up to 100000 pieces"),
        ({"sku-1": "KCP-9999"}, "sku-1", "We have no product “KCP-9999”"),
        ({"sku-1": ""}, "sku-1", "Choose a product"),
        ({"sku-1": "<script>x</script>"}, "sku-1", "We have no product “<script>x</script>”"),
        ({"discount-1": "100"}, "discount-1", "from 0 to below 100"),
        ({"discount-1": "NaN"}, "discount-1", "from 0 to below 100"),
        ({"discount-1": "5.125"}, "discount-1", "at most two decimals"),
        ({"discount-1": "", "discount": "1e3"}, "discount", "from 0 to below 100"),
        ({"currency": "GBP"}, "sku-1", "no price for KCP-70 in GBP"),
        ({"currency": "<b>"}, "sku-1", "no price for KCP-70"),
        ({"country": "XX"}, "country", "is no country code"),
        ({"locale": "fr"}, "locale", "We do not write quotes in"),
        ({"incoterm": "CIF"}, "place", "CIF needs a named place"),
        ({"incoterm": "XYZ"}, "incoterm", "is no rule of Incoterms 2020"),
        ({"payment_days": "-1"}, "payment_days", "from 0 (in advance) to 365"),
        ({"payment_days": "9999"}, "payment_days", "from 0 (in advance) to 365"),
        ({"validity_days": "0"}, "validity_days", "from 1 to 365"),
        ({"note": "n" * 1001}, "note", "at most 1000 characters"),
        ({"customer": "99999999"}, "customer", "There is no lead with this number."),
        ({"customer": "me"}, "customer", "There is no lead with this number."),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_lost_or_stored(
    house: House, change: dict[str, str], field: str, sentence: str
) -> None:
    desk = at_desk(house, "sales")
    form = written(desk, ("KCP-70", "12", "5"), name="Anna") | change
    before = count(house)
    assert sentence in live(desk.post("/desk/quotes/preview", form).text, f"problem-{field}")
    for deed in ("save", "issue", "ask"):
        answer = desk.post(NEW, form | {"deed": deed})
        assert answer.status_code == 422
        assert sentence in live(answer.text, f"problem-{field}")
        held = fields(answer.text)
        assert {name: held[name] for name in ("sku-1", "quantity-1", "name", "note")} == {
            name: form.get(name, "") for name in ("sku-1", "quantity-1", "name", "note")
        }
    assert count(house) == before


def test_every_fault_that_can_be_found_is_told_at_once(house: House) -> None:
    desk = at_desk(house, "sales", locale="de")
    page = desk.post(
        NEW, written(desk, ("KCP-9999", "1", ""), ("KCP-70", "x", ""), ("KAB-18", "1", "200"), deed="save")
    ).text
    assert "Wir haben kein Produkt" in live(page, "problem-sku-1")
    assert live(page, "problem-quantity-2")
    assert live(page, "problem-discount-3")
    assert "Bitte sehen Sie sich die markierten Felder an." in page


def test_without_a_script_rows_are_added_moved_and_removed_and_enter_only_calculates(house: House) -> None:
    desk = at_desk(house, "sales")
    form = written(desk, ("KCP-70", "12", ""), ("KAB-18", "3", ""))
    page = desk.get(NEW).text
    first = LexborHTMLParser(page).css_first("#editor button")
    assert first is not None
    assert first.attributes["value"] == "calculate"
    before = count(house)

    def after(deed: str, held: dict[str, str]) -> tuple[list[str], dict[str, str]]:
        answer = desk.post(NEW, held | {"deed": deed})
        assert answer.status_code == 200
        now = fields(answer.text)
        return [value for name, value in now.items() if name.startswith("sku-")], now

    order, held = after("up-2", form)
    assert order == ["KAB-18", "KCP-70"]
    order, held = after("down-2", held)
    assert order == ["KCP-70", "KAB-18"]
    order, held = after("with-KAC-18", held)
    assert order == ["KCP-70", "KAB-18", "KAC-18"]
    order, held = after("remove-1", held)
    assert order == ["KAB-18", "KAC-18"]
    order, held = after("add", held)
    assert order == ["KAB-18", "KAC-18", ""]
    calculated = desk.post(NEW, held)
    assert "Total (EUR)" in live(calculated.text, "totals")
    for nonsense in ("remove-77", "up-x", "nonsense", "with-"):
        assert desk.post(NEW, held | {"deed": nonsense}).status_code == 200
    assert count(house) == before


def saved_draft(house: House, desk: Desk, *rows: tuple[str, str, str], **more: str) -> str:
    sent = desk.post(NEW, written(desk, *rows, deed="save", **more))
    assert sent.status_code == 303, sent.text
    assert sent.headers["location"].endswith("/edit?saved=1")
    number = number_in(sent.headers["location"])
    assert number.startswith("D-")
    return number


def test_a_draft_is_saved_edited_and_issued(house: House) -> None:
    desk = at_desk(house, "sales")
    number = saved_draft(house, desk, ("KCP-70", "12", "5"), note="Angebot für Linie 3", incoterm="CIF",
                         place="Hamburg", payment_days="14", name="Anna Keller", street="Werkstraße 1")  # fmt: skip
    page = desk.get(f"/desk/quotes/{number}/edit?saved=1").text
    assert "Saved as a draft." in page
    held = fields(page)
    kept = {"sku-1": "KCP-70", "quantity-1": "12", "discount-1": "5", "note": "Angebot für Linie 3", "incoterm": "CIF",
            "place": "Hamburg", "payment_days": "14", "name": "Anna Keller", "street": "Werkstraße 1"}  # fmt: skip
    assert kept.items() <= held.items()
    changed = held | {"quantity-1": "3", "currency": "USD", "locale": "ar", "deed": "save"}
    assert desk.post(f"/desk/quotes/{number}/edit", changed).status_code == 303
    draft = read(house, number)
    assert (draft["lines"][0]["quantity"], draft["currency"], draft["locale"], draft["status"]) == (
        3,
        "USD",
        "ar",
        "draft",
    )
    again = fields(desk.get(f"/desk/quotes/{number}/edit").text)
    shown = live(desk.post("/desk/quotes/preview", again).text, "totals")
    sent = desk.post(f"/desk/quotes/{number}/edit", again | {"deed": "issue"})
    issued = read(house, number_in(sent.headers["location"]))
    assert issued["number"].startswith("Q-")
    assert issued["terms"]["note"] == "Angebot für Linie 3"
    assert f"{float(issued['total']):,.2f}" in shown
    assert desk.get(f"/desk/quotes/{number}/edit").status_code == 404


def test_of_two_who_edit_a_draft_the_second_is_told_and_loses_nothing(house: House) -> None:
    one, other = at_desk(house, "sales"), at_desk(house, "supervisor")
    number = saved_draft(house, one, ("KCP-70", "12", ""))
    path = f"/desk/quotes/{number}/edit"
    mine, theirs = fields(one.get(path).text), fields(other.get(path).text)
    assert other.post(path, theirs | {"quantity-1": "20", "deed": "save"}).status_code == 303
    late = one.post(path, mine | {"quantity-1": "5", "note": "only for you", "deed": "save"})
    assert late.status_code == 409
    told = unescape(late.text)
    assert "Somebody else saved the draft" in told
    assert "quantity 5 instead of 20" in told
    assert read(house, number)["lines"][0]["quantity"] == 20
    held = fields(late.text)
    assert (held["quantity-1"], held["note"]) == ("5", "only for you")
    # having seen it, saving once more puts theirs in its place
    assert one.post(path, held | {"deed": "save"}).status_code == 303
    assert read(house, number)["lines"][0]["quantity"] == 5


def test_a_draft_that_was_issued_meanwhile_stands_as_a_new_quote(house: House) -> None:
    desk = at_desk(house, "sales")
    number = saved_draft(house, desk, ("KCP-70", "12", ""))
    path = f"/desk/quotes/{number}/edit"
    held = fields(desk.get(path).text)
    assert desk.post(path, held | {"deed": "issue"}).status_code == 303
    late = desk.post(path, held | {"quantity-1": "7", "deed": "save"})
    assert late.status_code == 409
    assert "issued or thrown away meanwhile" in late.text
    assert fields(late.text)["quantity-1"] == "7"
    assert 'action="/desk/quotes/new"' in late.text


def test_a_form_sent_twice_makes_one_quote(house: House) -> None:
    desk = at_desk(house, "sales")
    form = fields(desk.get(NEW).text) | written(desk, ("KCP-70", "2", ""))
    for deed, again in (("issue", "issue"), ("save", "save")):
        held = form | {"ticket": fields(desk.get(NEW).text)["ticket"]}
        before = count(house)
        first = desk.post(NEW, held | {"deed": deed})
        second = desk.post(NEW, held | {"deed": again})
        assert first.headers["location"] == second.headers["location"]
        assert count(house) == before + 1


def test_an_issued_quote_is_revised_in_the_same_editor_in_another_currency_and_language(house: House) -> None:
    desk = at_desk(house, "sales")
    sent = desk.post(NEW, written(desk, ("KCP-70", "12", ""), ("KAB-18", "4", ""), deed="issue"))
    number = number_in(sent.headers["location"])
    path = f"/desk/quotes/{number}/edit"
    page = desk.get(path).text
    assert 'value="save"' in page, "a revision can be kept as a draft too"
    held = fields(page)
    del held["sku-2"]
    sent = desk.post(path, held | {"currency": "USD", "locale": "ja", "quantity-1": "10", "deed": "issue"})
    assert (sent.status_code, sent.headers["location"]) == (303, f"/desk/quotes/{number}-2")
    new = read(house, f"{number}-2")
    assert (new["currency"], new["locale"], len(new["lines"]), new["revision"]) == ("USD", "ja", 1, 2)
    assert "入力" not in new["terms"]["payment"]
    assert read(house, number)["status"] == "superseded"
    # the former one is closed to edits, and tells which came after it
    closed = desk.get(path)
    assert (closed.status_code, f"{number}-2" in closed.text) == (409, True)
    late = desk.post(path, held | {"deed": "issue"})
    assert (late.status_code, f"{number}-2" in late.text) == (409, True)
    beside = unescape(desk.get(f"/desk/quotes/{number}-2/versions").text)
    assert "quantity 10 instead of 12" in beside
    rows = LexborHTMLParser(beside).css(".beside .differs")
    assert any("$" in row.text() and "€" in row.text() for row in rows)
    assert "No longer included" in beside
    assert desk.get(f"/desk/quotes/{number}/versions?with={number}-2").status_code == 200
    assert desk.get("/desk/quotes/Q-1999-00001/versions").status_code == 404


def test_a_changed_line_of_a_waiting_quote_needs_a_new_approval_and_others_keep_theirs(house: House) -> None:
    desk, supervisor = at_desk(house, "sales"), at_desk(house, "supervisor")
    rows = [("KCP-70", "2", "14"), ("KHW-4000", "1", "13")]
    number = number_in(desk.post(NEW, written(desk, *rows, deed="ask", payment_days="50")).headers["location"])
    supervisor.post(
        f"/desk/approvals/{number}", {"form_token": supervisor.form_token(), "decision": "approve", "reason": ""}
    )
    assert read(house, number)["status"] == "issued"
    path = f"/desk/quotes/{number}/edit"
    held = fields(desk.get(path).text)
    told = live(desk.post("/desk/quotes/preview", held).text, "authority")
    assert told.count("Approved before") == 3
    told = live(desk.post("/desk/quotes/preview", held | {"quantity-1": "3"}).text, "authority")
    assert told.count("Approved before") == 2
    assert "goes to: Supervisor" in told
    waiting = desk.post(path, held | {"quantity-1": "3", "deed": "ask"})
    assert waiting.headers["location"] == f"/desk/quotes/{number}-2"
    # the waiting one is edited: it is replaced, and what was granted before still is
    path = f"/desk/quotes/{number}-2/edit"
    held = fields(desk.get(path).text)
    told = live(desk.post("/desk/quotes/preview", held | {"quantity-1": "2"}).text, "authority")
    assert told.count("Approved before") == 3
    sent = desk.post(path, held | {"quantity-1": "2", "deed": "issue"})
    assert sent.headers["location"] == f"/desk/quotes/{number}-3"
    assert (read(house, f"{number}-2")["status"], read(house, f"{number}-3")["status"]) == ("superseded", "issued")


def test_a_revision_is_saved_edited_and_issued_later_as_the_same_form(house: House) -> None:
    desk = at_desk(house, "sales")
    number = number_in(desk.post(NEW, written(desk, ("KCP-70", "12", ""), deed="issue")).headers["location"])
    path = f"/desk/quotes/{number}/edit"
    held = fields(desk.get(path).text)
    saved = [desk.post(path, held | {"quantity-1": "14", "deed": "save"}).headers["location"] for _ in range(2)]
    draft = number_in(saved[0])
    assert saved[0] == saved[1], "a form that is sent twice makes one draft"
    assert (read(house, number)["status"], read(house, draft)["revises"]) == ("issued", number)
    assert f"/desk/quotes/{draft}/edit" in desk.get(f"/desk/quotes/{number}").text
    path = f"/desk/quotes/{draft}/edit"
    page = desk.get(path).text
    assert "Issue the revision" in page
    assert desk.post(path, fields(page) | {"note": "second sitting", "deed": "save"}).status_code == 303
    issued = desk.post(path, fields(desk.get(path).text) | {"deed": "issue"})
    assert issued.headers["location"] == f"/desk/quotes/{number}-2"
    new = read(house, f"{number}-2")
    assert (new["lines"][0]["quantity"], new["revision"], read(house, number)["status"]) == (14, 2, "superseded")
    # the same verbs for programs
    drafted = house.call("POST", f"/api/quotes/{number}-2/revise", {"discount": 1, "draft": True}).json()
    assert (drafted["status"], drafted["revises"]) == ("draft", f"{number}-2")
    assert house.call("POST", f"/api/quotes/{drafted['number']}/edit", {"note": "x"}).json()["revises"] == f"{number}-2"
    assert house.call("POST", f"/api/quotes/{drafted['number']}/issue", {}).json()["number"] == f"{number}-3"


HOSTILE = "<script>alert(1)</script> & {{ 7*7 }} \u202e" + "x" * 3000


def test_the_askers_own_words_reach_whoever_approves_as_text(house: House) -> None:
    desk, supervisor = at_desk(house, "sales"), at_desk(house, "supervisor")
    form = written(desk, ("KCP-70", "2", "14"), words=HOSTILE)
    kept = fields(desk.post(NEW, form | {"deed": "calculate"}).text)
    assert kept["words"] == HOSTILE[:1000], "what was written stays while one calculates"
    number = number_in(desk.post(NEW, form | {"deed": "ask"}).headers["location"])
    for page in (supervisor.get("/desk/approvals").text, supervisor.get(f"/desk/quotes/{number}").text):
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7*7 }}" in page
        assert "<script>alert" not in page
    assert "Asked by Editor" in supervisor.get("/desk/approvals").text
    [asked] = [
        one for one in house.call("GET", "/api/authority/requests").json()["requests"] if one["number"] == number
    ]
    assert asked["words"] == HOSTILE[:1000]
    page = read(house, number)["url"].partition("/de/")[2]
    assert "alert(1)" not in house.client.get(f"/de/{page}").text, "the buyer sees nothing of it"
    # what needs no approval keeps no words; programs may say something, too
    plain = number_in(desk.post(NEW, written(desk, ("KCP-70", "2", ""), words="why", deed="issue")).headers["location"])
    assert "Said with the request" not in supervisor.get(f"/desk/quotes/{plain}").text
    wish = {"locale": "de", "currency": "EUR", "discount": 14, "lines": [{"sku": "KCP-70", "quantity": 2}]}
    made = house.call("POST", "/api/quotes", wish | {"approval_words": "A trial order"}).json()
    assert "A trial order" in supervisor.get("/desk/approvals").text
    assert made["status"] == "waiting"


def test_what_a_buyer_said_to_the_advisor_goes_along_with_the_request(house: House) -> None:
    visitor, supervisor = house.visitor("en"), at_desk(house, "supervisor")
    visitor.say("25 pieces of the KCP-70, what do they cost?")
    said = "I want 9 % off. Quote please & thanks."
    visitor.say(said)  # the quote without it is issued at once, the wish waits as a quote of its own
    waiting = house.call("GET", "/api/authority/requests").json()["requests"]
    assert said in [one["words"] for one in waiting]
    page = supervisor.get("/desk/approvals").text
    assert "The buyer’s words:" in page
    assert "I want 9 % off. Quote please &amp; thanks." in page


def test_a_customer_is_filled_in_and_their_list_counts_as_in_the_issue(house: House) -> None:
    desk = at_desk(house, "sales")
    person = {"name": "Ole", "company": "Nordwind", "country": "DK", "locale": "en", "phone": None,
              "email": f"ole{next(_numbers)}@nordwind-turbinen.example"}  # fmt: skip
    customer = str(house.call("POST", "/api/customers", person).json()["id"])
    boss = at_desk(house, "supervisor")  # the rules may have given it to anybody of the team
    boss.post(f"/desk/leads/{customer}/owner", {"form_token": boss.form_token(), "decision": "release"})
    held = fields(desk.get(f"{NEW}?customer={customer}").text)
    assert (held["customer"], held["company"], held["country"], held["locale"]) == (customer, "Nordwind", "DK", "en")
    form = written(desk, ("KHW-4000", "2", ""), customer=customer, country="DK", locale="en")
    shown = live(desk.post("/desk/quotes/preview", form).text, "totals")
    by_mail = form | {"customer": "", "email": person["email"]}
    assert live(desk.post("/desk/quotes/preview", by_mail).text, "totals") == shown
    quote = read(house, number_in(desk.post(NEW, by_mail | {"deed": "issue"}).headers["location"]))
    assert (str(quote["customer"]), f"{float(quote['total']):,.2f}" in shown) == (customer, True)


def test_strangers_and_other_sites_reach_nothing(house: House) -> None:
    stranger, desk = Desk(house), at_desk(house, "sales")
    for path in (NEW, "/desk/quotes/D-x/edit"):
        assert stranger.get(path).headers["location"] == "/desk/sign-in"
    form = written(desk, ("KCP-70", "2", ""))
    assert stranger.post("/desk/quotes/preview", form).headers["location"] == "/desk/sign-in"
    for path in ("/desk/quotes/preview", NEW):
        assert desk.post(path, form | {"form_token": "0" * 64}).status_code == 403
    assert desk.get("/desk/quotes/D-nothing/edit").status_code == 404


@pytest.mark.parametrize("locale", LOCALES)
def test_the_editor_speaks_every_language_of_the_desk(house: House, locale: str) -> None:
    desk = at_desk(house, "sales", locale=locale)
    rows = [("KCP-70", "12", "14"), ("KAB-18", "0", "")]
    page = desk.post(NEW, written(desk, *rows, payment_days="90")).text
    assert live(page, "problem-quantity-2")
    page = desk.post(NEW, written(desk, rows[0], payment_days="90", note="exclusivity")).text
    if locale == "en":
        return
    for english in ("per piece", "Who may grant", "Put before", "Save as", "goes to", "you, at once", "Issue", "Remarks",
                    "This must not", "Beyond present", "Validity", "Taxes", "Each amount", "Our standard"):  # fmt: skip
        assert english not in page, english
