"""The tools of the site work as plain addresses and forms: filter, comparison, selector, search."""

import re

import httpx

from tests.web.site.cast import company
from web.locale import speech
from web.site.answers import needs_of
from web.site.contest import contest


def cards(html: str) -> list[str]:
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.findall(r'<p class="sku">([^<]+)</p>', main)


async def test_a_family_is_narrowed_by_its_address(visitor: httpx.AsyncClient) -> None:
    assert cards((await visitor.get("/en/products/cordless-tools/")).text) == ["ANG-60", "ANG-110"]
    assert cards((await visitor.get("/en/products/cordless-tools/?torque_range=100")).text) == ["ANG-110"]
    assert cards((await visitor.get("/en/products/cordless-tools/?communication=bluetooth")).text) == ["ANG-110"]
    assert cards((await visitor.get("/en/products/cordless-tools/?torque_range=30,5")).text) == ["ANG-60", "ANG-110"]


async def test_a_filter_that_nothing_meets_says_so_and_one_that_means_nothing_is_ignored(
    visitor: httpx.AsyncClient,
) -> None:
    empty = (await visitor.get("/en/products/cordless-tools/?torque_range=15&communication=bluetooth")).text
    assert cards(empty) == []
    assert "No model meets all of this" in empty
    odd = await visitor.get("/en/products/cordless-tools/?torque_range=<b>&communication=nonsense&x=%00")
    assert (odd.status_code, cards(odd.text)) == (200, ["ANG-60", "ANG-110"])


async def test_products_stand_side_by_side_with_the_leader_marked(visitor: httpx.AsyncClient) -> None:
    html = (await visitor.get("/en/compare?sku=ang-60&sku=ang-110&sku=none")).text
    assert "±2.0%" in html
    assert html.count("(best value)") == 3  # torque, accuracy, weight
    assert "Nothing to compare yet" in (await visitor.get("/en/compare")).text


async def test_the_selector_never_shows_a_product_that_breaks_a_stated_need(visitor: httpx.AsyncClient) -> None:
    result = "/en/selector?step=9&industry=automotive&torque_min=25&torque_max=100"
    assert cards((await visitor.get(result)).text) == ["ANG-110"]
    assert "No product meets all of this" in (await visitor.get("/en/selector?step=9&torque_min=5000")).text


async def test_the_selector_carries_answers_from_step_to_step_without_a_script(visitor: httpx.AsyncClient) -> None:
    html = (await visitor.get("/en/selector?step=2&industry=automotive")).text
    assert '<input type="hidden" name="industry" value="automotive">' in html
    assert (await visitor.get("/en/selector?step=-4&torque_min=abc")).status_code == 200


def test_answers_outside_what_a_need_allows_are_left_out() -> None:
    assert "torque" not in needs_of(company(), {"torque_min": ["-5"], "torque_max": ["999999"]})
    torque = needs_of(company(), {"torque_min": ["80"], "torque_max": ["30"]})["torque"]
    assert (torque.min, torque.max) == (30, 80)


def test_a_competitors_figure_stands_beside_ours_with_its_source() -> None:
    held = contest(company(), company().products["ANG-60"], speech("en"))
    assert held is not None
    assert held.columns == ("ANG-60", "Acme X-80")
    assert held.sources == ("Acme X-80 data sheet",)
    assert held.demo
    accuracy = next(line for line in held.lines if line.attribute == "accuracy")
    assert [cell.best for cell in accuracy.cells] == [True, False]


async def test_search_finds_by_words_and_shows_what_was_asked_as_text(visitor: httpx.AsyncClient) -> None:
    html = (await visitor.get("/de/search", params={"q": "ang-110"})).text
    assert "/de/products/ang-110" in html
    hostile = (await visitor.get("/de/search", params={"q": "<script>alert(1)</script>"})).text
    assert "<script>alert" not in hostile
