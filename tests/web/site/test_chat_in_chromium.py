"""A visit in a real browser: from a question on the home page to the quote, with the keyboard, in every language's page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from foundation.locales import LOCALES
from tests.web.cast import House

pytestmark = pytest.mark.chromium

FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
)
WISH = "Ich suche einen Akku-Schrauber für unsere Pkw-Montagelinie, M8 bis M12, mit WLAN."
PATIENCE_MS = 60_000
"""How long an answer may take on a busy machine; nothing is measured with it."""


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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a visitor's own; a fault in a script or a refusal by a policy fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert faults == []


def address(house: House, path: str) -> str:
    return str(house.client.base_url).rstrip("/") + path


def ask_on_home(page: Page, house: House, message: str) -> None:
    """Ask in the home page's own input, and wait for the whole answer."""
    page.goto(address(house, "/de/"))
    page.locator(".hero form[data-ask] textarea").fill(message)
    page.keyboard.press("Enter")
    answered(page, message)


def say(page: Page, message: str) -> None:
    field = page.locator("[data-chat-form] textarea")
    field.fill(message)
    field.press("Enter")
    answered(page, message)


def answered(page: Page, message: str) -> None:
    """Wait until the answer to this message stands complete, with its cards."""
    expect(page.locator(".chat-message.is-visitor").last).to_contain_text(message, timeout=PATIENCE_MS)
    expect(page.locator("[data-chat-form]")).not_to_have_class(re.compile("is-busy"), timeout=PATIENCE_MS)
    expect(page.locator(".chat-message").last).to_have_class(re.compile("is-advisor"), timeout=PATIENCE_MS)


def test_a_german_visit_leads_from_the_home_page_to_the_quote(page: Page, house: House) -> None:
    ask_on_home(page, house, WISH)
    panel = page.get_by_role("dialog")
    products = panel.locator(".chat-product")
    assert products.count() >= 2
    reasons = products.first.locator("details")
    assert not reasons.evaluate("one => one.open")
    reasons.locator("summary").click()
    expect(reasons.locator(".is-for li").first).to_be_visible()

    say(page, "Was kostet das bei 12 Stück?")
    expect(panel.locator(".chat-message").last).to_contain_text("€")
    say(page, "Ja, bitte ein Angebot.")
    quote = panel.locator(".chat-quote")
    expect(quote).to_contain_text(re.compile(r"Q-\d{4}-\d{5}"))
    expect(quote).to_contain_text("€")
    expect(quote.get_by_role("link", name="PDF öffnen")).to_have_attribute(
        "href", re.compile(r"/de/quotes/Q-.*/pdf\?key=")
    )
    in_the_text = panel.locator(".chat-message").last.locator(".chat-text").get_by_role("link", name="PDF öffnen")
    expect(in_the_text).to_have_attribute("href", re.compile(r"/de/quotes/Q-.*/pdf\?key="))


def test_the_beginning_of_a_long_answer_is_in_sight_and_more_is_announced(page: Page, house: House) -> None:
    ask_on_home(page, house, WISH)
    log, answer = page.locator("[data-chat-log]"), page.locator(".chat-message.is-advisor").last
    window, bubble = log.bounding_box(), answer.bounding_box()
    assert window
    assert bubble
    assert bubble["height"] > window["height"]
    assert window["y"] <= bubble["y"] <= window["y"] + window["height"] / 4
    below = page.get_by_role("button", name="Weiter unten mehr")
    expect(below).to_be_visible()
    log.evaluate("log => log.scrollTo(0, log.scrollHeight)")
    expect(below).to_be_hidden()


def test_a_conversation_goes_on_another_page_with_its_replies_by_keyboard(page: Page, house: House) -> None:
    ask_on_home(page, house, WISH)
    replies = page.locator(".chat-reply").all_text_contents()
    assert replies
    page.goto(address(house, "/de/products/"))
    opener = page.locator("[data-chat-open]")
    opener.focus()
    page.keyboard.press("Enter")
    field = page.locator("[data-chat-form] textarea")
    expect(field).to_be_focused()
    expect(page.locator(".chat-reply")).to_have_text(replies)
    expect(page.locator(".chat-message.is-visitor")).to_have_text(re.compile(re.escape(WISH)))
    for _ in replies:
        page.keyboard.press("Shift+Tab")
    expect(page.locator(".chat-reply").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    answered(page, replies[0])
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_links_in_an_answer_lead_to_our_pages_and_never_to_a_script(page: Page, house: House) -> None:
    page.goto(address(house, "/de/"))
    text = page.locator('script[src$="/site.js"]').get_attribute("src")
    assert text
    shown = page.evaluate(
        """async (module) => {
            const { markdown } = await import(module);
            const of = (href) => markdown(`Vorher [Ziel](${href}) nachher`)[0];
            const read = (href) => of(href).querySelector("a")?.getAttribute("href") ?? null;
            return [read("/de/contact"), read(location.origin + "/de/quotes/Q-1/pdf?key=k"), read("https://example.com/x"),
                    read("http://example.com/x"), read("//example.com"), read("javascript:alert(1)"), read("data:text/html,x"),
                    of("/de/contact").textContent];
        }""",
        text.replace("site.js", "chat_text.js"),
    )
    home = address(house, "")
    assert shown[:3] == [f"{home}/de/contact", f"{home}/de/quotes/Q-1/pdf?key=k", "https://example.com/x"]
    assert shown[3:7] == [None, None, None, None]
    assert shown[7] == "Vorher Ziel nachher"


@pytest.mark.parametrize("locale", LOCALES)
def test_no_page_scrolls_sideways(page: Page, house: House, locale: str) -> None:
    for path in ("/", "/products/cordless-tools/", "/products/kcn-110a"):
        page.goto(address(house, f"/{locale}{path}"))
        for width in (320, 390, 820, 1100, 1181, 1200, 1280, 1366):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"


def test_messages_sent_in_a_burst_are_shown_with_one_answer(page: Page, house: House) -> None:
    page.goto(address(house, "/de/advisor"))
    field = page.locator("[data-chat-form] textarea")
    expect(page.locator(".chat-message.is-advisor")).to_have_count(1, timeout=PATIENCE_MS)
    held = []
    page.route("**/api/advisor/turns", lambda route: held.append(route))  # they leave the browser at once
    for text in ("Akkuschrauber", "30 bis 80 Nm"):
        with page.expect_request("**/api/advisor/turns"):
            field.fill(text)
            field.press("Enter")
    expect(page.locator(".chat-message.is-visitor")).to_have_count(2)
    for _ in range(PATIENCE_MS // 50):  # a request is announced a moment before it can be let go
        if len(held) == 2:
            break
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    answered(page, "30 bis 80 Nm")
    shown = page.locator(".chat-message.is-advisor")
    expect(shown.last).to_contain_text("80 N·m")
    assert shown.count() <= 3
    assert len(set(shown.all_text_contents())) == shown.count()
