"""The script of the pages in a real browser: what it reports, what it stores before and after consent, and what it survives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from foundation.locales import LOCALES
from tests.web.cast import House
from tests.web.site.test_chat_in_chromium import FLAGS, PATIENCE_MS, address
from tests.web.tracking.test_beacons import BROWSER, counted, kept, rows

pytestmark = pytest.mark.chromium
STATIC = Path(__file__).resolve().parents[3] / "web" / "static"
PRODUCT = "/de/products/kcn-40a"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that calls itself one of a person's: what it sends when a page is left goes by its own name."""
    flags = [*FLAGS, f"--user-agent={BROWSER}"]
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        except Error:
            pytest.skip("Chromium is missing: install the package `chromium`, or run `playwright install chromium`.")
        yield chromium
        chromium.close()


class Watched:
    """A page of a visitor's own, with all that it reported."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.faults: list[str] = []
        self.sent: list[dict[str, Any]] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if "policy" in said.text.lower() else None)
        context.on("request", lambda request: self._note(request.url, request.post_data))

    def _note(self, url: str, body: str | None) -> None:
        if url.endswith("/t") and body:
            self.sent.append(json.loads(body))

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [event for report in self.sent for event in report["events"] if event["type"] == kind]

    def wait_for(self, kind: str, count: int = 1) -> list[dict[str, Any]]:
        for _ in range(PATIENCE_MS // 100):
            if len(self.events(kind)) >= count:
                break
            self.page.wait_for_timeout(100)
        found = self.events(kind)
        assert len(found) >= count, self.sent
        return found


@pytest.fixture
def visit(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    watched = Watched(context)
    yield watched
    context.close()
    assert watched.faults == []


def wait_until(visit: Watched, reached: Callable[[], bool]) -> None:
    for _ in range(PATIENCE_MS // 200):
        if reached():
            return
        visit.page.wait_for_timeout(200)
    assert reached()


def total(kind: str) -> str:
    return f"(SELECT sum(total) FROM visit_counts WHERE dimension = 'page' AND key = :page AND event_type = '{kind}')"


def test_the_script_is_small() -> None:
    assert len((STATIC / "tracking.js").read_bytes()) < 6_000


def test_before_consent_pages_products_clicks_and_time_are_counted_and_nothing_is_stored(
    house: House, visit: Watched
) -> None:
    before, products = counted(house, "page", PRODUCT), counted(house, "product", "KCN-40A", "view_product")
    views, dwelt = kept(house), counted(house, "page", PRODUCT, "dwell")
    visit.page.goto(address(house, PRODUCT) + "?utm_source=newsletter&utm_medium=mail&gclid=abc123")
    visit.wait_for("view_product")
    visit.page.locator("h1").click()
    visit.page.mouse.wheel(0, 4000)
    visit.page.wait_for_timeout(700)
    visit.page.goto(address(house, "/de/products/kcn-80p"))
    visit.wait_for("view_product", 2)
    # what a page hands over when it is left can be seen only where it arrives
    wait_until(visit, lambda: counted(house, "page", PRODUCT, "dwell") > dwelt)
    [[seconds, percent]] = rows(house, f"SELECT {total('dwell')}, {total('scroll')}", page=PRODUCT)
    assert seconds >= 0.5
    assert percent > 20
    assert "h1" in str(rows(house, "SELECT path FROM click_elements WHERE page = :page", page=PRODUCT))
    assert counted(house, "page", PRODUCT) == before + 1
    assert counted(house, "product", "KCN-40A", "view_product") == products + 1
    assert counted(house, "campaign", "newsletter / mail") >= 1
    assert "abc123" not in json.dumps(visit.sent)
    assert visit.context.cookies() == []
    assert visit.page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert kept(house) == views
    assert len({event["id"] for report in visit.sent for event in report["events"]}) == sum(
        len(report["events"]) for report in visit.sent
    )


def test_the_bar_offers_equal_choices_to_the_keyboard_and_consent_begins_with_the_choice(
    house: House, visit: Watched
) -> None:
    views = kept(house)
    visit.page.goto(address(house, PRODUCT))
    visit.wait_for("page_view")
    opener = visit.page.get_by_role("button", name="Datenschutz")
    opener.focus()
    visit.page.keyboard.press("Enter")
    buttons = visit.page.locator("[data-consent-choice]")
    expect(buttons).to_have_count(2)
    looks = [
        buttons.nth(one).evaluate(
            "e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.fontSize, s.borderColor] }"
        )
        for one in (0, 1)
    ]
    assert looks[0] == looks[1]
    expect(buttons.nth(0)).to_be_focused()
    with visit.page.expect_response(lambda answer: answer.url.endswith("/t/consent")):
        visit.page.keyboard.press("Enter")
    expect(visit.page.locator("[data-consent]")).to_be_hidden()
    assert [cookie["name"] for cookie in visit.context.cookies()] == ["tradewind_visitor"]
    assert kept(house) == views  # what was seen before the choice stays nobody's
    visit.page.goto(address(house, "/de/products/kcn-80p"))
    visit.wait_for("view_product", 2)
    visit.page.wait_for_timeout(300)
    assert kept(house) == views + 2
    visit.page.get_by_role("button", name="Datenschutz").click()
    with visit.page.expect_response(lambda answer: answer.url.endswith("/t/consent")):
        visit.page.locator('[data-consent-choice="anonymous"]').click()
    assert visit.context.cookies() == []
    assert kept(house) == views


def test_a_browser_that_forbids_is_not_asked_and_can_only_be_counted(house: House, browser: Browser) -> None:
    context = browser.new_context(extra_http_headers={"Sec-GPC": "1"})
    context.add_init_script("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })")
    page = context.new_page()
    page.goto(address(house, "/en/products/kcn-40a"))
    page.get_by_role("button", name="Privacy choices").click()
    expect(page.get_by_text("Your browser forbids remembering")).to_be_visible()
    expect(page.get_by_role("button", name="Remember my visit")).to_be_hidden()
    page.get_by_role("button", name="Only count anonymously").click()
    assert context.cookies() == []
    context.close()


def test_what_happens_offline_comes_later_and_once(house: House, visit: Watched) -> None:
    before = counted(house, "download", "KCN-40A", "download")
    visit.page.goto(address(house, PRODUCT))
    visit.wait_for("page_view")
    visit.context.set_offline(True)
    visit.page.evaluate("""() => { const link = document.querySelector('[data-track="download"]');
        link.addEventListener("click", (event) => event.preventDefault()); link.click(); }""")
    visit.page.wait_for_timeout(6000)
    assert counted(house, "download", "KCN-40A", "download") == before
    visit.context.set_offline(False)
    with visit.page.expect_response(lambda answer: answer.url.endswith("/t") and answer.status == 204):
        visit.page.evaluate("dispatchEvent(new Event('online'))")
    assert counted(house, "download", "KCN-40A", "download") == before + 1


def test_a_form_that_is_left_tells_the_field_and_nothing_that_was_typed(house: House, visit: Watched) -> None:
    visit.page.goto(address(house, "/de/contact"))
    visit.page.locator('[name="name"]').fill("Annegret Secret")
    visit.page.locator('[name="email"]').fill("secret@autowerk.example")
    visit.page.goto(address(house, "/de/about"))
    wait_until(visit, lambda: counted(house, "form", "inquiry:email", "form_leave") == 1)
    assert counted(house, "form", "inquiry", "form_start") == 1
    assert "ecret" not in json.dumps(visit.sent) + str(rows(house, "SELECT key FROM visit_counts"))


def test_steps_of_the_selector_searches_and_comparisons_are_counted(house: House, visit: Watched) -> None:
    visit.page.goto(address(house, "/de/selector"))
    visit.wait_for("selector_step")
    visit.page.locator("form.selector button[type=submit]").click()
    visit.wait_for("selector_step", 2)
    visit.page.goto(address(house, "/de/search?q=Akku"))
    assert visit.wait_for("search")[0]["value"] == "Akku"
    visit.page.goto(address(house, "/de/compare?sku=kcn-40a&sku=kcn-80p"))
    assert visit.wait_for("compare")[0]["value"] == "KCN-40A,KCN-80P"
    visit.page.wait_for_timeout(300)
    assert counted(house, "selector", "1", "selector_step") >= 1
    assert counted(house, "selector", "2", "selector_step") >= 1
    assert counted(house, "search", "akku", "search") >= 1
    assert counted(house, "product", "KCN-80P", "compare") >= 1


def test_the_page_of_a_problem_reports_nothing(house: House, visit: Watched) -> None:
    visit.page.goto(address(house, "/de/products/there-is-none"))
    visit.page.wait_for_timeout(800)
    assert visit.sent == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_bar_speaks_every_language(house: House, visit: Watched, locale: str) -> None:
    visit.page.goto(address(house, f"/{locale}/about"))
    visit.page.locator("[data-consent-open]").click()
    words = visit.page.locator("[data-consent]").inner_text()
    assert words
    assert ("May we remember" in words) == (locale == "en")
    assert rows(house, "SELECT count(*) FROM visitors WHERE agreed_at IS NULL")[0][0] == 0


@pytest.mark.parametrize(("locale", "heading"), [("en", "Recommended for you"), ("ar", "موصى به لك")])
def test_what_to_look_at_next_appears_and_becomes_ones_own_after_consent(
    house: House, visit: Watched, locale: str, heading: str
) -> None:
    place = visit.page.locator("[data-recommended]")
    visit.page.goto(address(house, f"/{locale}/products/kcn-40a"))
    expect(place).to_be_hidden()  # fetched only when it comes near
    visit.page.locator("#downloads").scroll_into_view_if_needed()
    expect(place.locator("h3")).to_have_count(3)
    visit.page.locator("[data-consent-open]").click()
    with visit.page.expect_response(lambda answer: answer.url.endswith("/t/consent")):
        visit.page.locator('[data-consent-choice="person"]').click()
    for slug in ("kcp-70", "kcp-100"):
        visit.page.goto(address(house, f"/{locale}/products/{slug}"))
        visit.page.wait_for_load_state("networkidle")
    visit.page.goto(address(house, f"/{locale}/"))
    visit.page.locator("#papers").scroll_into_view_if_needed()
    expect(place.locator("h2")).to_have_text(heading)
    assert "KCP-70" not in place.inner_text()  # it was just looked at
