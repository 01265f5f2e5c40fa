"""The desk shows what visitors do: in every language, empty or full, and the clicks of a page as a picture."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of
from tests.web.tracking.test_beacons import PAGE, beacon, event


@pytest.fixture(scope="module")
def visited_house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def desk(visited_house: House) -> Desk:
    signed_in = Desk(visited_house)
    signed_in.sign_in(REP, password_of(visited_house, REP))
    return signed_in


def test_before_anybody_came_the_page_says_so(desk: Desk) -> None:
    told = desk.get("/desk/behaviour?first=2020-01-01&last=2020-01-02")
    assert told.status_code == 200
    assert "Nobody was here in these days" in told.text


def test_pages_products_origins_and_steps_are_shown_with_their_numbers(visited_house: House, desk: Desk) -> None:
    click = {"x": 0.5, "y": 30, "path": "#specification", "box": [0.1, 20, 0.8, 300]}
    events = [
        event(),
        event("view_product", "KCN-40A"),
        event("click", click=click),
        event("search", "<script>alert(1)</script>"),
    ]
    for number, origin in enumerate(
        ("https://www.perplexity.ai/", "https://trade.example/list", "https://www.google.com/")
    ):
        told = {
            "page": PAGE,
            "referrer": origin,
            "zone": "Asia/Tokyo",
            "events": [{**one, "id": f"{one['id']}-{number}"} for one in events],
        }
        assert beacon(visited_house, told) == 204
    assert beacon(visited_house, {"page": "/de/selector", "events": [event("selector_step", "1")]}) == 204
    page = unescape(desk.get("/desk/behaviour?days=7").text)
    for shown in (
        PAGE,
        "KCN-40A",
        "Perplexity",
        "trade.example",
        "Google",
        "Japan",
        "Where the product selector is left",
    ):
        assert shown in page
    assert "<script>alert" not in desk.get("/desk/behaviour?days=7").text
    picture = desk.get(f"/desk/behaviour/heatmap?page={PAGE}&days=7").text
    assert picture.count("<circle ") == 1
    assert "#specification" in picture
    assert "No clicks in these days" in desk.get(f"/desk/behaviour/heatmap?page={PAGE}&days=7&layout=narrow").text


@pytest.mark.parametrize("locale", LOCALES)
def test_both_pages_speak_the_readers_language(desk: Desk, locale: str) -> None:
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": locale})
    for path in (
        "/desk/behaviour",
        "/desk/behaviour?first=2020-01-01&last=2020-01-02",
        f"/desk/behaviour/heatmap?page={PAGE}",
    ):
        page = desk.get(path)
        assert page.status_code == 200
        heading = re.findall(r"<h1>(.*?)</h1>", page.text)[0]
        assert (heading in {"Visitors", "Clicks"}) == (locale == "en")
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": "en"})


@pytest.mark.parametrize(
    "query",
    [
        "days=9999999999",
        "first=x&last=y",
        "first=2026-05-02&last=2020-01-01",
        "page=%00&layout=%3Cx%3E",
        "page=" + "x" * 5000,
    ],
)
def test_odd_questions_are_answered_all_the_same(desk: Desk, query: str) -> None:
    assert desk.get(f"/desk/behaviour?{query}").status_code == 200
    assert desk.get(f"/desk/behaviour/heatmap?{query}").status_code == 200


def test_strangers_are_sent_to_sign_in(visited_house: House) -> None:
    stranger = Desk(visited_house)
    for path in ("/desk/behaviour", "/desk/behaviour/heatmap?page=/de/"):
        assert stranger.get(path).headers["location"] == "/desk/sign-in"


def test_a_leads_page_says_what_they_are_interested_in_and_what_to_show_next(visited_house: House, desk: Desk) -> None:
    visitor = visited_house.visitor("en")
    visitor.say("I need a cordless tool for 10 to 35 Nm.")
    body = {
        "page": "/en/products/kcn-40a",
        "consent": True,
        "events": [event("view_product", "KCN-40A"), event("download", "KCN-40A")],
    }
    assert beacon(visited_house, body, token=visitor.token) == 204
    visitor.say("liked@autowerk.example")
    lead = visited_house.call("GET", "/api/leads?search=liked@autowerk.example").json()["leads"][0]["id"]
    page = unescape(desk.get(f"/desk/leads/{lead}").text)
    for words in (
        "Interests",
        "Product families",
        "viewed: 1",
        "downloaded: 1",
        "Worth showing next",
        "fits their interests",
    ):
        assert words in page
    assert "/en/products/kcn-80p" not in page  # from 15 Nm on
    told = visited_house.call("GET", f"/api/leads/{lead}").json()["interests"]
    assert ("product", "KCN-40A", 1.0) in [(one["kind"], one["key"], one["weight"]) for one in told]
