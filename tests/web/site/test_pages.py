"""What every public page promises: one language, one address, no script of others, nothing that a pack could break out of."""

import json
import re
from html import unescape

import httpx
import pytest

from content.catalogue.model import Text
from foundation.locales import LOCALES, TAGS
from tests.web.site.cast import company
from tests.web.site.conftest import BASE, Content
from web.site import sitemap
from web.site.addresses import Addresses

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def paths(locale: str) -> list[str]:
    """Every page of the site itself; the advisor's page is answered by the chat."""
    return [path for path in sitemap.paths(company(), locale) if path != Addresses(locale).advisor]


def links(html: str, relation: str) -> dict[str, str]:
    found = re.findall(rf'<link rel="{relation}"(?: hreflang="([^"]+)")? href="([^"]+)"', html)
    return {language: unescape(address) for language, address in found}


@pytest.mark.parametrize("locale", LOCALES)
async def test_every_page_answers_wholly_in_its_language(visitor: httpx.AsyncClient, locale: str) -> None:
    for path in paths(locale):
        answer = await visitor.get(path)
        assert answer.status_code == 200, path
        assert f'<html lang="{TAGS[locale]}" dir="{"rtl" if locale == "ar" else "ltr"}">' in answer.text, path
        others = {other for other in LOCALES if other != locale and f"({other})" in answer.text}
        assert others == set(), path


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
async def test_the_words_around_the_content_are_translated(visitor: httpx.AsyncClient, locale: str) -> None:
    html = (await visitor.get(f"/{locale}/products/ang-60")).text
    for english in (
        "Specification",
        "Skip to content",
        "Request a quotation",
        "Ask the advisor",
        "Related models",
        "Delivery",
    ):
        assert english not in html


async def test_each_page_names_itself_and_its_siblings_and_they_name_it_back(visitor: httpx.AsyncClient) -> None:
    for path in paths("de"):
        html = (await visitor.get(path)).text
        assert links(html, "canonical") == {"": BASE + path}
        siblings = links(html, "alternate")
        assert set(siblings) == {*TAGS.values(), "x-default"}
        assert siblings["x-default"] == siblings["en"]
        japanese = (await visitor.get(siblings["ja"].removeprefix(BASE))).text
        assert links(japanese, "alternate") == siblings


@pytest.mark.parametrize(
    ("wish", "address"),
    [
        ("de-AT,de;q=0.9", "/de/"),
        ("ar", "/ar/"),
        ("zh-TW", "/zh/"),
        ("fr", "/en/"),
        (None, "/en/"),
        ("pt;q=0.2,ja;q=0.9", "/ja/"),
    ],
)
async def test_the_front_door_leads_to_the_browsers_language(
    visitor: httpx.AsyncClient, wish: str | None, address: str
) -> None:
    answer = await visitor.get("/", headers={"Accept-Language": wish} if wish else {"Accept-Language": ""})
    assert (answer.status_code, answer.headers["location"], answer.headers["vary"]) == (302, address, "Accept-Language")


async def test_an_address_written_another_way_leads_to_the_one_that_is_meant(visitor: httpx.AsyncClient) -> None:
    for written, meant in (
        ("/de", "/de/"),
        ("/de/products/ang-60/", "/de/products/ang-60"),
        ("/de/products/cordless-tools", "/de/products/cordless-tools/"),
    ):
        answer = await visitor.get(written)
        assert (answer.status_code, answer.headers["location"]) == (308, meant)


async def test_what_does_not_exist_is_said_in_the_language_of_the_address(visitor: httpx.AsyncClient) -> None:
    for path in (
        "/de/products/none-1",
        "/de/solutions/none",
        "/de/nothing",
        "/fr/",
        "/de/resources/none",
        "/media/none.exe",
    ):
        assert (await visitor.get(path)).status_code == 404, path
    assert "Diese Seite gibt es nicht" in (await visitor.get("/de/products/none-1")).text


async def test_pages_run_no_script_but_their_own_files(visitor: httpx.AsyncClient) -> None:
    for path in paths("en"):
        answer = await visitor.get(path)
        html = answer.text
        scripts = re.findall(r"<script([^>]*)>", html)
        assert all('src="/static/' in one or "application/" in one for one in scripts), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html), path
        assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
        assert "set-cookie" not in answer.headers


async def test_search_engines_are_told_what_the_page_holds(visitor: httpx.AsyncClient) -> None:
    html = (await visitor.get("/de/products/ang-60")).text
    blocks = {block["@type"]: block for block in map(json.loads, BLOCK.findall(html))}
    assert set(blocks) == {"Product", "FAQPage", "BreadcrumbList"}
    assert blocks["Product"]["sku"] == "ANG-60"
    assert {"@type": "PropertyValue", "name": "Torque range (de)", "value": "12–60 N·m"} in blocks["Product"][
        "additionalProperty"
    ]
    home = {json.loads(block)["@type"] for block in BLOCK.findall((await visitor.get("/de/")).text)}
    assert home == {"Organization", "WebSite"}
    assert '"@type":"Article"' in (await visitor.get("/de/resources/choosing")).text


async def test_words_of_a_pack_cannot_break_out_of_their_place(visitor: httpx.AsyncClient, content: Content) -> None:
    hostile = Text.same('</script><script>alert("x")</script><img src=x onerror=alert(1)>')
    published = company(generation=2)
    item = published.products["ANG-60"].model_copy(update={"name": hostile, "tagline": hostile})
    content.publish(published.model_copy(update={"products": {**published.products, "ANG-60": item}}))
    html = (await visitor.get("/de/products/ang-60")).text
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert any(json.loads(block).get("description", "").startswith("</script>") for block in BLOCK.findall(html))


async def test_a_document_of_the_pack_is_shown_without_what_could_run(visitor: httpx.AsyncClient) -> None:
    html = (await visitor.get("/de/resources/choosing")).text
    assert "A text (de)." in html
    assert '<h2 id="first">First</h2>' in html
    assert "<script>alert" not in html
    assert 'href="javascript:' not in html


async def test_prices_stand_on_no_page(visitor: httpx.AsyncClient) -> None:
    for path in paths("en"):
        assert not re.search(r"€|EUR|USD|\$\d", (await visitor.get(path)).text), path


async def test_the_site_map_lists_every_page_in_every_language(visitor: httpx.AsyncClient) -> None:
    text = (await visitor.get("/sitemap.xml")).text
    listed = re.findall(r"<loc>([^<]+)</loc>", text)
    assert set(listed) == {BASE + path for locale in LOCALES for path in sitemap.paths(company(), locale)}
    assert f"Sitemap: {BASE}/sitemap.xml" in (await visitor.get("/robots.txt")).text


async def test_a_static_file_is_kept_for_ever_under_its_fingerprint_and_comes_compressed(
    visitor: httpx.AsyncClient,
) -> None:
    address = re.search(r'href="(/static/[^"]+/site\.css)"', (await visitor.get("/de/")).text)
    assert address is not None
    answer = await visitor.get(address[1], headers={"Accept-Encoding": "gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert ":root" in answer.text


async def test_a_picture_of_the_pack_is_shown_and_never_run(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/media/tool.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in answer.headers["content-security-policy"]
