"""The page cache hands out the same page to everybody, renders it once, and follows the content."""

import asyncio

import httpx
import pytest

from tests.web.site.cast import company
from tests.web.site.conftest import Content
from web.page_cache import Message, PageCache, Receive, Scope, Send


class Counting:
    """An application that counts what it renders; `headers` are those of its answers."""

    def __init__(self, status: int = 200, **headers: str) -> None:
        self.rendered: list[str] = []
        self.status = status
        self.headers = {
            "cache-control": "public, max-age=0",
            "content-type": "text/html",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"].decode()
        self.rendered.append(f"{scope['method']} {scope['path']}?{query}")
        await asyncio.sleep(0)
        start: Message = {
            "type": "http.response.start",
            "status": self.status,
            "headers": [(k.encode(), v.encode()) for k, v in self.headers.items()],
        }
        await send(start)
        await send({"type": "http.response.body", "body": f"page {scope['path']} {query}".encode() * 40})


def behind(app: Counting, generation: list[int] | None = None, **more: int) -> tuple[httpx.AsyncClient, PageCache]:
    numbers = generation or [1]

    async def read() -> int:
        return numbers[0]

    cache = PageCache(app, generation=read, **more)
    return httpx.AsyncClient(transport=httpx.ASGITransport(cache), base_url="http://site"), cache  # type: ignore[arg-type]


async def test_a_page_is_rendered_once_however_many_ask_at_once() -> None:
    app = Counting()
    client, _ = behind(app)
    answers = await asyncio.gather(*(client.get("/de/products/") for _ in range(20)))
    assert app.rendered == ["GET /de/products/?"]
    assert {answer.text for answer in answers} == {"page /de/products/ " * 40}


async def test_cookies_and_tokens_of_one_visitor_reach_nobody_else() -> None:
    app = Counting(set_cookie="visitor=1")
    client, _ = behind(app)
    await client.get("/de/")
    await client.get("/de/")
    assert len(app.rendered) == 4  # never kept: asked anonymously first, then for each visitor

    seen: list[list[bytes]] = []

    async def remember(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append([name for name, _ in scope["headers"]])
        await Counting()(scope, receive, send)

    client.transport = None  # type: ignore[attr-defined]
    other = httpx.AsyncClient(
        transport=httpx.ASGITransport(PageCache(remember, generation=_one)), base_url="http://site"
    )  # type: ignore[arg-type]
    await other.get("/de/", headers={"Cookie": "tradewind_visitor=secret", "Authorization": "Bearer x"})
    assert seen == [[b"host", b"accept"]]


async def _one() -> int:
    return 1


async def test_a_page_comes_compressed_and_unchanged_pages_are_not_sent_again() -> None:
    client, _ = behind(Counting())
    plain = await client.get("/de/", headers={"Accept-Encoding": "identity"})
    for encoding in ("br", "gzip"):
        answer = await client.get("/de/", headers={"Accept-Encoding": encoding})
        assert (answer.headers["content-encoding"], answer.text) == (encoding, plain.text)
        assert answer.headers["vary"] == "Accept-Encoding"
    again = await client.get("/de/", headers={"If-None-Match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = await client.head("/de/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] != "0"


async def test_campaign_marks_make_no_page_of_their_own_and_the_order_of_names_stays() -> None:
    app = Counting()
    client, _ = behind(app)
    for query in ("?sku=a&sku=b", "?utm_source=mail&sku=a&sku=b&gclid=1", "?sku=b&sku=a"):
        await client.get(f"/de/compare{query}")
    assert app.rendered == ["GET /de/compare?sku=a&sku=b", "GET /de/compare?sku=b&sku=a"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/advisor/turns",
        "/desk",
        "/de/quotes/secret",
        "/de/search?q=a",
        "/de/advisor?conversation=1",
        "/de/contact?sent=1",
        "/fr/",
    ],
)
async def test_what_is_personal_or_boundless_is_never_kept(path: str) -> None:
    app = Counting()
    client, _ = behind(app)
    await client.get(path)
    await client.get(path)
    assert len(app.rendered) == 2


@pytest.mark.parametrize(("status", "policy"), [(404, "public"), (500, "public"), (200, "no-store"), (200, "private")])
async def test_only_whole_public_answers_are_kept(status: int, policy: str) -> None:
    app = Counting(status, cache_control=policy)
    client, _ = behind(app)
    await client.get("/de/")
    answer = await client.get("/de/")
    assert (answer.status_code, len(app.rendered)) == (status, 2)


async def test_what_is_kept_is_bounded_and_the_least_used_goes_first() -> None:
    app = Counting()
    client, _ = behind(app, size=10_000)
    for number in (1, 2, 1, 3, 4, 1):
        await client.get(f"/de/products/p-{number}")
    assert app.rendered.count("GET /de/products/p-1?") == 1
    await client.get("/de/products/p-2")
    assert app.rendered.count("GET /de/products/p-2?") == 2


async def test_new_content_is_shown_without_a_restart(
    visitor: httpx.AsyncClient, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Tightened, proven (de)" in (await visitor.get("/de/")).text
    content.publish(company(generation=2, tagline="Tightened, twice proven"))
    later = 0.0

    def clock() -> float:
        return base() + later

    import time

    base = time.monotonic
    later = 1.5
    monkeypatch.setattr("web.page_cache.time.monotonic", clock)
    await visitor.get("/de/")  # this visitor still gets the kept page; the reading happens beside it
    await asyncio.sleep(0.01)
    assert "Tightened, twice proven (de)" in (await visitor.get("/de/")).text
