"""What a browser gets over HTTP: pages, missing ones too, in one character set and the language of their address."""

import re

import pytest

from foundation.locales import LOCALES, TAGS
from tests.web.cast import House

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("path", ["nothing", "products/nothing", "resources/nothing", "solutions/nothing"])
def test_a_missing_page_is_told_of_with_a_page(house: House, path: str, locale: str) -> None:
    answer = house.send("GET", f"/{locale}/{path}", headers=BROWSER)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{TAGS[locale]}"' in answer.text


@pytest.mark.parametrize("path", ["/de/", "/de/advisor", "/desk/sign-in", "/robots.txt"])
def test_the_character_set_is_named_once(house: House, path: str) -> None:
    answer = house.send("GET", path, headers=BROWSER)
    assert len(re.findall("charset", answer.headers["content-type"])) == 1


def test_a_quantity_stays_on_one_line_and_reads_the_same(house: House) -> None:
    text = house.send("GET", "/de/products/kcn-110a", headers=BROWSER).text
    assert '<span class="held">20–110\N{NO-BREAK SPACE}N·m</span>' in text
