"""The quote editor in a real browser: figures follow the keys, an older answer never overwrites a newer one, Enter stores nothing."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect, sync_playwright

from tests.web.cast import House
from tests.web.desk.test_sign_in import password_of
from tests.web.site.test_chat_in_chromium import FLAGS, PATIENCE_MS

pytestmark = pytest.mark.chromium
expect.set_options(timeout=PATIENCE_MS)
OWNER = "owner.in.chromium@kestrel-torque.example"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine, or of Playwright."""
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        except Error:
            pytest.skip("Chromium is missing: install the package `chromium`, or run `playwright install chromium`.")
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def session(house: House) -> str:
    """The cookie of the owner, signed in."""
    from concurrent.futures import ThreadPoolExecutor

    from tests.web.desk.test_sign_in import Desk

    def sign_in() -> str:
        desk = Desk(house)
        desk.sign_in(OWNER, password_of(house, OWNER))
        assert desk.session is not None
        return desk.session

    with ThreadPoolExecutor(1) as aside:  # whoever drives a browser has a loop running already
        return aside.submit(sign_in).result()


def opened(browser: Browser, house: House, session: str, *, script: bool = True) -> Page:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=script)
    base = str(house.client.base_url).rstrip("/")
    context.add_cookies([{"name": "tradewind_desk", "value": session, "url": f"{base}/desk"}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{base}/desk/quotes/new")
    return page


@pytest.fixture
def page(browser: Browser, house: House, session: str) -> Iterator[Page]:
    """The editor on a telephone's screen; a fault in a script or a refusal by a policy fails the test."""
    shown = opened(browser, house, session)
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield shown
    shown.context.close()
    assert faults == []


def test_totals_and_limits_follow_the_keys(page: Page) -> None:
    page.locator("[name=currency]").select_option("EUR")
    page.locator("[name=sku-1]").fill("KCP-70")
    page.locator("[name=quantity-1]").press_sequentially("12")
    totals = page.locator("[data-live=totals]")
    expect(totals).to_contain_text("€30,000.00")
    page.locator("[name=discount-1]").fill("14")
    expect(totals).to_contain_text("€25,800.00")
    page.locator("[name=quantity-1]").fill("1.5")
    expect(page.locator("#problem-quantity-1")).to_contain_text("whole number")
    expect(page.locator("[name=quantity-1]")).to_have_attribute("aria-invalid", "true")
    page.locator("[name=quantity-1]").fill("12")
    expect(page.locator("[name=quantity-1]")).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Add an item").click()
    expect(page.locator("[name=sku-2]")).to_be_focused()
    page.locator("[name=sku-2]").fill("KAB-18")
    page.locator("[name=quantity-2]").fill("1")
    expect(page.locator("[data-live=price-2]")).to_contain_text("€")
    page.locator("[data-row='1']").get_by_role("button", name="Remove the item").click()
    expect(totals).not_to_contain_text("25,800.00")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_older_answer_never_overwrites_a_newer_one(page: Page) -> None:
    held, release = threading.Event(), []

    def slow_first(route: Route) -> None:
        if "quantity-1=12" in (route.request.post_data or "") and not held.is_set():
            held.set()
            release.append(route)  # the answer to "12" is kept back until "25" was answered
        else:
            route.continue_()

    page.locator("[name=currency]").select_option("EUR")
    page.locator("[name=sku-1]").fill("KCP-70")
    page.route("**/desk/quotes/preview", slow_first)
    page.locator("[name=quantity-1]").fill("12")
    while not held.is_set():
        page.wait_for_timeout(50)
    page.locator("[name=quantity-1]").fill("25")
    totals = page.locator("[data-live=totals]")
    expect(totals).to_contain_text("€59,750.00")
    with suppress(Error):  # the browser has let go of it already
        release[0].continue_()
    page.wait_for_timeout(500)
    expect(totals).to_contain_text("€59,750.00")


def test_enter_calculates_and_loses_nothing(page: Page) -> None:
    page.locator("[name=sku-1]").fill("KCP-70")
    page.locator("[name=company]").fill("Autowerk")
    page.locator("[name=quantity-1]").fill("3")
    page.locator("[name=quantity-1]").press("Enter")
    expect(page.locator("[data-live=totals]")).to_contain_text(re.compile("Total"))
    assert page.url.endswith("/desk/quotes/new")
    expect(page.locator("[name=company]")).to_have_value("Autowerk")


def test_without_a_script_a_button_does_the_same(browser: Browser, house: House, session: str) -> None:
    page = opened(browser, house, session, script=False)
    page.locator("[name=currency]").select_option("EUR")
    page.locator("[name=sku-1]").fill("KCP-70")
    page.locator("[name=quantity-1]").fill("12")
    page.locator("[name=quantity-1]").press("Enter")
    expect(page.locator("[data-live=totals]")).to_contain_text("€30,000.00")
    page.locator("[name=option-1-wifi_module]").check()
    page.get_by_role("button", name="Calculate").last.click()
    expect(page.locator("[data-live=totals]")).not_to_contain_text("€30,000.00")
    expect(page.locator("[name=option-1-wifi_module]")).to_be_checked()
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved as a draft.")
    page.context.close()
