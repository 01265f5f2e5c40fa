"""What is shown next on the pages: the same for anybody, one's own after consent, and never what breaks a stated need."""

import re

import pytest

from content.packs.loader import open_pack
from foundation.settings import DEMO_PACK
from funnel.journey.recommend import recommend_to_customer
from tests.web.cast import LOCALES, House
from tests.web.tracking.test_beacons import BROWSER, beacon, event, post


def shown(house: House, path: str, *, token: str | None = None, **headers: str) -> tuple[str, list[str], str]:
    """Return the heading, the products and how long it may be kept."""
    sent = {"User-Agent": BROWSER, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if token:
        sent["Cookie"] = f"tradewind_visitor={token}"
    answer = house.send("GET", path, headers=sent)
    assert answer.status_code == 200, answer.text
    assert "set-cookie" not in answer.headers
    heading = re.findall(r"<h2>(.*?)</h2>", answer.text)[0]
    return heading, re.findall(r'<h3><a href="/\w+/products/([\w-]+)">', answer.text), answer.headers["cache-control"]


def test_what_visitors_looked_at_together_is_shown_to_anybody(either_house: House) -> None:
    base = f"http://127.0.0.1:{either_house.client.base_url.port}"
    far = next(one.slug for one in reversed(open_pack(DEMO_PACK).company.products.values()) if not one.is_accessory)
    for _ in range(12):
        body = {"page": f"/es/products/{far}", "referrer": f"{base}/es/products/kcn-40a", "events": [event()]}
        assert beacon(either_house, body) == 204
    heading, products, kept = shown(either_house, "/en/recommended?item=product:KCN-40A")
    assert heading == "Viewed together"
    assert products[0] == far
    assert len(products) == 3
    assert kept == "public, max-age=300"


def test_a_new_visitor_sees_what_is_popular_in_their_language(new_house: House) -> None:
    assert len(shown(new_house, "/ja/recommended")[1]) == 3  # nobody was here yet: the catalogue itself
    for _ in range(3):
        assert beacon(new_house, {"page": "/ja/products/kcp-120", "events": [event()]}) == 204
    assert shown(new_house, "/ja/recommended")[1][0] == "kcp-120"
    assert shown(new_house, "/de/recommended")[1][0] != "kcp-120"


def test_ones_own_needs_consent_and_leaves_out_what_breaks_a_stated_need(either_house: House) -> None:
    visitor = either_house.visitor("en")
    visitor.say("I need a cordless tool for 10 to 35 Nm.")
    path = "/en/recommended?mine=1&item=product:KCN-40A"
    body = {"page": "/en/products/kcn-40a", "events": [event("view_product", "KCN-40A")]}
    assert beacon(either_house, body, token=visitor.token) == 204
    assert shown(either_house, path, token=visitor.token)[0] != "Recommended for you"
    assert post(either_house, {"remember": True}, to="/t/consent", token=visitor.token).status_code == 204
    assert (
        beacon(
            either_house, {**body, "consent": True, "events": [event("view_product", "KCN-40A")]}, token=visitor.token
        )
        == 204
    )
    heading, products, kept = shown(either_house, path, token=visitor.token)
    assert (heading, kept) == ("Recommended for you", "private, no-store")
    company = open_pack(DEMO_PACK).company
    offered = [company.products[slug.upper()] for slug in products]
    assert offered
    for product in offered:
        assert product.attributes["power"] == "cordless"
        assert product.attributes["torque_range"].min <= 10  # type: ignore[union-attr]  # a span
        assert product.attributes["torque_range"].max >= 35  # type: ignore[union-attr]  # a span
    assert shown(either_house, path, token=visitor.token, Sec_GPC="1")[0] != "Recommended for you"
    assert shown(either_house, path)[0] != "Recommended for you"
    visitor.say("recommend@autowerk.example")
    lead = either_house.call("GET", "/api/leads?search=recommend@autowerk.example").json()["leads"][0]
    mailed = either_house.read(lambda session: recommend_to_customer(session, company, lead["id"]))
    assert {one.item for one in mailed.products} <= {f"product:{one.sku}" for one in offered}
    assert post(either_house, {"remember": False}, to="/t/consent", token=visitor.token).status_code == 204
    assert shown(either_house, path, token=visitor.token)[0] != "Recommended for you"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_block_speaks_the_pages_language(house: House, locale: str) -> None:
    heading, products, _ = shown(house, f"/{locale}/recommended?item=product:KCN-80P")
    assert products
    assert (heading in {"Viewed together", "Similar products"}) == (locale == "en")


@pytest.mark.parametrize("item", ["product:NONE", "<script>", "case:none", "product:", "%00", "x" * 90])
def test_an_item_that_is_none_is_as_if_none_was_named(house: House, item: str) -> None:
    assert shown(house, f"/en/recommended?item={item}")[0] == "Often looked at"


def test_no_language_and_no_endless_item_is_served(house: House) -> None:
    assert house.send("GET", "/xx/recommended").status_code == 404
    assert house.send("GET", f"/en/recommended?item={'x' * 101}").status_code == 404
