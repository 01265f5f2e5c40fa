"""A quote's page and PDF open with their signed link alone; programs ask for quotes with the API key."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio

from foundation import clock
from foundation.pdf import available
from foundation.settings import Settings
from quoting.link import verification_code, verification_path
from web.app import create_app
from web.wiring import prepare

LOCALES = ("en", "zh", "es", "pt", "de", "ja", "ar")
pytestmark = pytest.mark.asyncio(loop_scope="module")
needs_press = pytest.mark.skipif(not available(), reason="this machine lacks the libraries that PDFs need")

BROWSER = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0"}
MACHINES = (
    "",
    "curl/8.5.0",
    "Slackbot-LinkExpanding 1.0",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "WhatsApp/2.23.20.0",
)


@asynccontextmanager
async def alive(app: Any) -> AsyncIterator[None]:
    """Start an ASGI application as a server does, and end it (ASGI, lifespan protocol)."""
    inbox: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    task = asyncio.create_task(
        app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, inbox.get, outbox.put)
    )
    await inbox.put({"type": "lifespan.startup"})
    started = await outbox.get()
    assert started["type"] == "lifespan.startup.complete", started
    yield
    await inbox.put({"type": "lifespan.shutdown"})
    await outbox.get()
    await task


@dataclass(frozen=True)
class Visit:
    """A client of the running application, and the same with the API key."""

    people: httpx.AsyncClient
    programs: httpx.AsyncClient
    secret: str

    async def quote(self, **wish: Any) -> dict[str, Any]:
        body = {"locale": "de", "currency": "EUR", "lines": [{"sku": "KCP-70", "quantity": 12}], **wish}
        answer = await self.programs.post("/api/quotes", json=body)
        assert answer.status_code == 201, answer.text
        result: dict[str, Any] = answer.json()
        return result


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def visit(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Visit]:
    """One house for all tests of this file: it starts with the demo pack, which takes seconds."""
    data = tmp_path_factory.mktemp("house")
    settings = Settings(data=data, api_key="k" * 43, public_url="http://tradewind.test", embeddings=False)
    folder = await asyncio.to_thread(prepare, settings)
    app = create_app(settings, folder, runs_jobs=False)
    transport = httpx.ASGITransport(app=app)
    async with (
        alive(app),
        httpx.AsyncClient(transport=transport, base_url="http://tradewind.test") as people,
        httpx.AsyncClient(
            transport=transport, base_url="http://tradewind.test", headers={"Authorization": f"Bearer {'k' * 43}"}
        ) as programs,
    ):
        yield Visit(people, programs, folder.secret_key())
    folder.unlock()


async def test_a_program_gets_the_contracts_shape_and_reads_it_again(visit: Visit) -> None:
    made = await visit.quote(discount="4", incoterm="CIF Hamburg")
    keys = {"number", "status", "lines", "subtotal", "discount", "freight", "tax", "total", "currency", "valid_until"}
    assert keys | {"authority", "pdf_url"} <= made.keys()
    assert re.fullmatch(r"Q-\d{4}-\d{5}", made["number"])
    assert (made["status"], made["incoterm"], made["freight"], made["tax"]) == ("issued", "CIF Hamburg", "0.00", "0.00")
    [line] = made["lines"]
    assert (line["sku"], line["quantity"], line["discount"]) == ("KCP-70", 12, "4")
    assert made["authority"][0]["status"] == "approved"
    assert (await visit.programs.get(f"/api/quotes/{made['number']}")).json() == made


async def test_a_discount_past_authority_waits_and_has_no_pdf(visit: Visit) -> None:
    made = await visit.quote(discount=8)
    assert (made["status"], made["pdf_url"]) == ("waiting", None)
    assert made["authority"][0]["status"] == "needs_supervisor"
    page = await visit.people.get(made["url"])
    assert page.status_code == 200
    assert "Wir prüfen dieses Angebot" in page.text
    assert made["total"].replace(".", ",") not in page.text.replace(".", "")
    pdf = await visit.people.get(made["url"].replace("?", "/pdf?"))
    assert pdf.status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"lines": []}, 422),
        ({"lines": [{"sku": "KCP-70", "quantity": -1}]}, 422),
        ({"lines": [{"sku": "KCP-70", "quantity": "many"}]}, 422),
        ({"lines": [{"sku": "NO-SUCH", "quantity": 1}]}, 422),
        ({"lines": [{"sku": "KCP-70", "quantity": 1}], "currency": "XXX"}, 422),
        ({"lines": [{"sku": "KCP-70", "quantity": 1}], "discount": "free"}, 422),
        ({"lines": [{"sku": "KCP-70", "quantity": 1}], "discount": "NaN"}, 422),
        ({"lines": [{"sku": "KCP-70", "quantity": 1}], "incoterm": "CIF"}, 422),
        ({"lines": [{"sku": "KCP-70", "quantity": 1}], "locale": "xx"}, 422),
        ({"lines": [{"sku": "KCP-70", "quantity": 1}], "customer": 99}, 404),
        ("nonsense", 422),
    ],
)
async def test_what_cannot_be_quoted_is_told_in_the_readers_language_and_takes_no_number(
    visit: Visit, body: Any, status: int
) -> None:
    before = (await visit.quote())["number"]
    answer = await visit.programs.post("/api/quotes", json=body, headers={"Accept-Language": "ja"})
    assert answer.status_code in {status, 400}
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert re.search("[\u3040-\u30ff]", answer.text)
    after = (await visit.quote())["number"]
    assert int(after[-5:]) == int(before[-5:]) + 1


async def test_without_the_key_there_are_no_quotes_for_programs(visit: Visit) -> None:
    made = await visit.quote()
    assert (await visit.people.post("/api/quotes", json={})).status_code == 401
    assert (await visit.people.get(f"/api/quotes/{made['number']}")).status_code == 401


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_page_says_what_the_pdf_says_in_the_buyers_language(visit: Visit, locale: str) -> None:
    made = await visit.quote(locale=locale, lines=[{"sku": "KCP-70", "quantity": 12, "options": ["wifi_module"]}])
    page = await visit.people.get(made["url"])
    assert page.status_code == 200
    assert f'<html lang="{page.headers["content-language"]}"' in page.text
    digits = re.sub(r"\D", "", made["total"])
    assert digits in re.sub(r"[^\d<]", "", page.text)
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.text
    assert made["pdf_url"].removeprefix("http://tradewind.test").replace("&", "&amp;") in page.text


async def test_a_wrong_key_a_wrong_number_and_a_wrong_language_all_look_like_nothing(visit: Visit) -> None:
    made = await visit.quote()
    second = await visit.quote()
    url = httpx.URL(made["url"])
    key = url.params["key"]
    wrong = [
        url.copy_set_param("key", key[:-1]),
        url.copy_set_param("key", ""),
        url.copy_remove_param("key"),
        httpx.URL(second["url"]).copy_set_param("key", key),
        url.copy_with(path="/fr/quotes/" + made["number"]),
        url.copy_with(path="/de/quotes/Q-2026-99999"),
        url.copy_with(path="/de/quotes/..%2f..%2fetc"),
    ]
    for address in wrong:
        for each in (address, address.copy_with(path=f"{address.path}/pdf")):
            assert (await visit.people.get(each)).status_code == 404
    assert (await visit.programs.get(f"/api/quotes/{made['number']}")).json()["status"] == "issued"


async def test_a_buyers_first_opening_is_seen_but_no_prefetch_and_no_rep_from_the_desk(visit: Visit) -> None:
    made = await visit.quote()

    async def status() -> str:
        answer = await visit.programs.get(f"/api/quotes/{made['number']}")
        state: str = answer.json()["status"]
        return state

    await visit.people.get(made["url"], headers={**BROWSER, "Sec-Purpose": "prefetch"})
    await visit.people.get(made["url"], headers={**BROWSER, "Referer": "http://tradewind.test/desk/leads/1"})
    for machine in MACHINES:
        assert (await visit.people.get(made["url"], headers={"User-Agent": machine})).status_code == 200
    await visit.people.head(made["url"], headers=BROWSER)
    assert await status() == "issued"
    await visit.people.get(made["url"], headers=BROWSER)
    assert await status() == "viewed"


@needs_press
async def test_the_pdf_is_the_same_bytes_each_time(visit: Visit) -> None:
    made = await visit.quote()
    first, second = [await visit.people.get(made["pdf_url"]) for _ in range(2)]
    assert first.status_code == 200
    assert first.content[:5] == b"%PDF-"
    assert first.content == second.content
    assert first.headers["content-disposition"] == f'inline; filename="{made["number"]}.pdf"'


@needs_press
async def test_page_and_program_lead_to_the_proforma_invoice_and_a_waiting_quote_has_none(visit: Visit) -> None:
    made = await visit.quote(locale="es")
    path = made["proforma_url"].removeprefix("http://tradewind.test")
    assert f'href="{path}"' in (await visit.people.get(made["url"])).text
    first, second = [await visit.people.get(made["proforma_url"]) for _ in range(2)]
    assert first.content == second.content
    assert first.content[:5] == b"%PDF-"
    assert first.headers["content-disposition"] == f'inline; filename="{made["number"].replace("Q-", "PF-")}.pdf"'
    assert (await visit.people.get(made["proforma_url"][:-1])).status_code == 404
    waiting = await visit.quote(discount=8)
    assert waiting["proforma_url"] is None
    assert (await visit.people.get(waiting["url"].replace("?", "/proforma?"))).status_code == 404
    assert "/proforma" not in (await visit.people.get(waiting["url"])).text


async def test_past_its_last_day_no_address_leads_to_the_proforma_though_no_tick_has_ended_the_quote(
    visit: Visit,
) -> None:
    made = await visit.quote()
    over = (date.fromisoformat(made["valid_until"]) - clock.now().date()).days + 2
    clock.shift(timedelta(days=over))
    try:
        shown = (await visit.programs.get(f"/api/quotes/{made['number']}")).json()
        gone = await visit.people.get(made["proforma_url"])
    finally:
        clock.shift(timedelta(0))
    assert (shown["status"], shown["proforma_url"], gone.status_code) == ("issued", None, 404)
    assert made["proforma_url"] is not None


async def test_where_nothing_can_be_printed_the_pdf_answers_503_with_the_mend_command(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.pdf.available", lambda: False)
    made = await visit.quote()
    answer = await visit.people.get(made["pdf_url"])
    assert answer.status_code == 503
    assert "install" in answer.text
    assert "Der Betreiber behebt das" in answer.text


async def test_number_and_code_of_a_paper_tell_that_it_is_genuine_and_which_account_is_right(visit: Visit) -> None:
    made = await visit.quote()
    for locale in LOCALES:
        path = verification_path(made["number"], locale, visit.secret)
        page = await visit.people.get(path)
        assert page.status_code == 200
        assert "DE" in page.text
        assert made["number"] in page.text
        assert page.headers["cache-control"] == "no-store"
    code = verification_code(made["number"], visit.secret)
    typed = await visit.people.get("/de/verify", params={"number": f" {made['number'].lower()} ", "code": code.lower()})
    assert "Dieses Angebot ist echt" in typed.text


async def test_a_wrong_code_tells_nothing_about_a_quotation_that_exists(visit: Visit) -> None:
    made, waiting = await visit.quote(), await visit.quote(discount=8)
    other = verification_code("Q-2026-99999", visit.secret)
    answers = []
    for number, code in (
        (made["number"], other),
        ("Q-2026-99998", other),
        (waiting["number"], verification_code(waiting["number"], visit.secret)),
    ):
        page = await visit.people.get("/de/verify", params={"number": number, "code": code})
        answers.append(page.text.replace(number, "").replace(code, ""))
    assert "gehören zu keinem unserer Angebote" in answers[0]
    assert answers[0] == answers[1] == answers[2]
    hostile = await visit.people.get("/de/verify", params={"number": "<script>alert(1)</script>", "code": "' or 1=1"})
    assert "<script>alert" not in hostile.text
    assert (await visit.people.get("/xx/verify")).status_code == 404
