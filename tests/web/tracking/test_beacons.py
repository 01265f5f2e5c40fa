"""What a page's script reports: counted without a person, kept for a person only after they agreed."""

from typing import Any

import pytest
from sqlalchemy import text

from foundation.database import Session
from tests.web.cast import House, new_address, problem_of


def beacon(house: House, body: Any, *, token: str | None = None, **headers: str) -> int:
    """Send a beacon as a browser does, and return the status."""
    sent = {
        "X-Forwarded-For": new_address(),
        "Sec-Fetch-Site": "same-origin",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    if token:
        sent["Cookie"] = f"tradewind_visitor={token}"
    return house.send("POST", "/t", json=body, headers=sent).status_code


def counted(house: House, page: str) -> int:
    async def look(session: Session) -> int:
        found = await session.execute(text("SELECT sum(count) FROM page_counts WHERE page = :page"), {"page": page})
        return int(found.scalar() or 0)

    return house.read(look)


def kept(house: House) -> int:
    async def look(session: Session) -> int:
        return int(
            (await session.execute(text("SELECT count(*) FROM behaviour_log WHERE source = 'web'"))).scalar_one()
        )

    return house.read(look)


def test_without_consent_a_page_is_counted_and_nobody_is_known(either_house: House) -> None:
    visitor = either_house.visitor()
    visitor.say("")
    before = kept(either_house)
    page = f"/de/products/{new_address()}"
    for _ in range(3):
        assert (
            beacon(either_house, {"event_type": "page_view", "page": page + "?utm=x#part"}, token=visitor.token) == 204
        )
    assert counted(either_house, page) == 3
    assert kept(either_house) == before


def test_with_consent_the_path_of_a_known_visitor_is_kept(house: House) -> None:
    visitor = house.visitor()
    visitor.say("")
    before = kept(house)
    body = {"event_type": "view_product", "page": "/de/products/kcn-40a", "value": "KCN-40A", "consent": True}
    assert beacon(house, body, token=visitor.token) == 204
    assert kept(house) == before + 1
    assert beacon(house, body) == 204  # agreed, and yet nobody we know
    assert kept(house) == before + 1


def test_a_browser_that_forbids_tracking_is_obeyed_even_after_consent(house: House) -> None:
    visitor = house.visitor()
    visitor.say("")
    before = kept(house)
    body = {"event_type": "view_product", "page": "/de/products/kcn-40a", "consent": True}
    assert beacon(house, body, token=visitor.token, Sec_GPC="1") == 204
    assert kept(house) == before


@pytest.mark.parametrize("headers", [{"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}])
def test_another_sites_report_is_refused(house: House, headers: dict[str, str]) -> None:
    assert beacon(house, {"event_type": "page_view", "page": "/de/evil"}, **headers) == 403
    assert counted(house, "/de/evil") == 0


def test_an_origin_of_another_site_is_refused_where_the_browser_is_old(house: House) -> None:
    answer = house.send(
        "POST", "/t", json={"event_type": "page_view", "page": "/de/evil"}, headers={"Origin": "https://evil.example"}
    )
    problem_of(answer, 403)


@pytest.mark.parametrize("event_type", ["payment_received", "quote_requested", "kite_flown", "", "\x00"])
def test_what_only_servers_may_report_is_not_counted(house: House, event_type: str) -> None:
    assert beacon(house, {"event_type": event_type, "page": "/de/stages", "consent": True}) == 204
    assert counted(house, "/de/stages") == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"event_type": "page_view", "page": "https://evil.example/"}, 204),
        ({"event_type": "page_view", "page": "/a\x00b"}, 204),
        ({"event_type": "page_view", "page": "/" + "x" * 300}, 422),
        ({"event_type": "page_view"}, 422),
        ({"page": "/"}, 422),
        ([], 422),
        ("x", 422),
        ({"event_type": 5, "page": "/"}, 422),
    ],
)
def test_a_body_that_makes_no_sense_is_refused_or_forgotten(either_house: House, body: Any, status: int) -> None:
    assert beacon(either_house, body) == status


def test_the_consent_of_one_becomes_the_path_of_the_lead(house: House) -> None:
    visitor = house.visitor("en")
    visitor.say("Please quote 2 pieces of KCN-40A.")
    for number in range(3):
        body = {
            "event_type": "view_product",
            "page": f"/en/products/kcn-{number}",
            "value": f"KCN-{number}",
            "consent": True,
        }
        assert beacon(house, body, token=visitor.token) == 204
    visitor.say("path@autowerk.example")
    lead = house.call("GET", "/api/leads?search=path@autowerk.example").json()["leads"][0]
    assert lead["stage"] >= 2
