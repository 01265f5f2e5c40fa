"""The source of truth for which public pages are kept, how long and for whom: before routing, by address and generation."""

import asyncio
import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl, urlencode

import brotli

from foundation.locales import LOCALES
from web.asgi import Application, Message, Receive, Scope, Send

Headers: TypeAlias = tuple[tuple[bytes, bytes], ...]

ROOMS = frozenset(
    {
        "",
        "products",
        "solutions",
        "cases",
        "resources",
        "compare",
        "selector",
        "certificates",
        "about",
        "privacy",
        "imprint",
        "contact",
        "advisor",
    }
)
"""The second part of an address that may be kept at all; the response has to allow it too (`Cache-Control: public`)."""

PLAIN = frozenset({"contact", "advisor"})
"""Rooms whose pages are kept only without a query: with one they show what a visitor brought along."""

LARGEST_QUERY = 400
_UNKEPT = {
    b"content-length",
    b"date",
    b"server",
    b"connection",
    b"transfer-encoding",
    b"content-encoding",
    b"etag",
    b"vary",
    b"x-request-id",  # of the one who was first
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it is handed out again: whole answers, one per encoding."""

    etag: bytes
    answers: Mapping[bytes, tuple[Headers, bytes]]
    not_modified: Headers
    size: int


@dataclass(frozen=True, slots=True)
class Passing:
    """An answer that is not kept (a redirect, a problem); all who asked at the same time get it."""

    start: Message
    body: bytes


@dataclass(slots=True)
class Shelf:
    """The pages of one generation, least recently used first."""

    generation: int
    pages: OrderedDict[bytes, Kept] = field(default_factory=OrderedDict)
    size: int = 0


class PageCache:
    """ASGI middleware: answers anonymous GET and HEAD requests for public pages; lets everything else through."""

    def __init__(
        self,
        app: Application,
        *,
        generation: Callable[[], Awaitable[int]],
        names: Iterable[str] | None = None,
        size: int = 64_000_000,
    ) -> None:
        """`generation` is read at most once a second; `names` are the query names that make a page another one (None: all);
        `size` bounds what is kept, in bytes."""
        self._app = app
        self._read_generation = generation
        self._names = None if names is None else frozenset(names)
        self._bound = size
        self._shelf = Shelf(-1)
        self._read_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None
        self._rendering: dict[bytes, asyncio.Future[Kept | Passing | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the shelf, render once, or pass on."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        key = self._key(scope["path"], scope["query_string"])
        if key is None:
            await self._app(scope, receive, send)
            return
        await self._follow_generation()
        answer = self._take(key) or await self._render(key, scope)
        if isinstance(answer, Kept):
            await _hand_out(answer, scope, send)
        elif answer is None or _is_personal(answer):
            await self._app(scope, receive, send)
        else:
            await send(answer.start)
            await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body})

    def _key(self, path: str, query: bytes) -> bytes | None:
        """Name the page that is asked for; None where it is not one to keep."""
        parts = path.split("/", 3)
        if len(parts) < 2 or parts[1] not in LOCALES:
            return None
        room = parts[2] if len(parts) > 2 else ""
        if room not in ROOMS or path.endswith(".pdf"):
            return None
        if not query:
            return path.encode()
        wanted = self._wanted(query)
        if len(wanted) > LARGEST_QUERY or (wanted and room in PLAIN):
            return None
        return f"{path}?{wanted}".encode() if wanted else path.encode()

    def _wanted(self, query: bytes) -> str:
        """Reduce a query to what makes a page another one, in one order: campaign marks and unknown names are dropped."""
        pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=False, max_num_fields=None)
        return urlencode(
            [
                (name, value)
                for name, value in pairs
                if not _is_mark(name) and (self._names is None or name in self._names)
            ]
        )

    async def _follow_generation(self) -> None:
        now = time.monotonic()
        if now - self._read_at < 1:
            return
        if self._reading is None:
            self._reading = asyncio.create_task(self._turn_over())
        if self._shelf.generation == -1:
            await asyncio.shield(self._reading)  # the very first reading; later ones happen beside the answers

    async def _turn_over(self) -> None:
        try:
            generation = await self._read_generation()
            self._read_at = time.monotonic()
            if generation != self._shelf.generation:
                self._shelf = Shelf(generation)
                self._rendering = {}
        finally:
            self._reading = None

    def _take(self, key: bytes) -> Kept | None:
        pages = self._shelf.pages
        kept = pages.get(key)
        if kept is not None:
            pages.move_to_end(key)
        return kept

    async def _render(self, key: bytes, scope: Scope) -> Kept | Passing | None:
        """Render a page, once for all who ask at the same time; None where rendering broke for the one who was first."""
        rendering, shelf = self._rendering, self._shelf
        waiting = rendering.get(key)
        if waiting is not None:
            return await asyncio.shield(waiting)
        future: asyncio.Future[Kept | Passing | None] = asyncio.get_running_loop().create_future()
        rendering[key] = future
        answer: Kept | Passing | None = None
        try:
            answer = await _ask(self._app, scope, key)
        finally:
            rendering.pop(key, None)
            future.set_result(answer)
        if isinstance(answer, Kept):
            self._put(shelf, key, answer)
        return answer

    def _put(self, shelf: Shelf, key: bytes, kept: Kept) -> None:
        shelf.pages[key] = kept
        shelf.size += kept.size
        while shelf.size > self._bound and shelf.pages:
            _, dropped = shelf.pages.popitem(last=False)
            shelf.size -= dropped.size


async def _ask(app: Application, scope: Scope, key: bytes) -> Kept | Passing:
    """Let the application answer an anonymous visitor: no cookie, no wish of this one request reaches the page."""
    path, _, query = key.partition(b"?")
    asked = {**scope, "method": "GET", "path": path.decode(), "raw_path": path, "query_string": query}
    asked["headers"] = [(name, value) for name, value in scope["headers"] if name in (b"host", b"x-request-id")]
    asked["headers"].append((b"accept", b"text/html"))  # in these rooms a missing page, too, is told of with a page
    asked["state"] = dict(scope.get("state", {}))
    start: Message = {}
    body = bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            body.extend(message.get("body", b""))

    await app(asked, receive, send)
    return _kept(start, bytes(body)) or Passing(start, bytes(body))


def _kept(start: Message, body: bytes) -> Kept | None:
    headers = [(bytes(name).lower(), bytes(value)) for name, value in start.get("headers", ())]
    named = dict(headers)
    if (
        start.get("status") != 200
        or b"set-cookie" in named
        or not named.get(b"cache-control", b"").startswith(b"public")
    ):
        return None
    etag = b'W/"' + hashlib.blake2b(body, digest_size=12).hexdigest().encode() + b'"'
    common = (
        *((name, value) for name, value in headers if name not in _UNKEPT),
        (b"etag", etag),
        (b"vary", b"Accept-Encoding"),
    )
    encoded = {b"": body, b"gzip": gzip.compress(body, 6, mtime=0), b"br": brotli.compress(body, quality=5)}
    answers = {
        encoding: (
            (
                *common,
                (b"content-length", str(len(content)).encode()),
                *(((b"content-encoding", encoding),) if encoding else ()),
            ),
            content,
        )
        for encoding, content in encoded.items()
    }
    return Kept(etag, answers, common, sum(map(len, encoded.values())) + 2_000)


async def _hand_out(kept: Kept, scope: Scope, send: Send) -> None:
    accepted, known = b"", b""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            accepted = value
        elif name == b"if-none-match":
            known = value
    if known and kept.etag in known:
        await send({"type": "http.response.start", "status": 304, "headers": kept.not_modified})
        await send({"type": "http.response.body", "body": b""})
        return
    headers, content = kept.answers[b"br" if b"br" in accepted else b"gzip" if b"gzip" in accepted else b""]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})


def _is_personal(answer: Passing) -> bool:
    return any(bytes(name).lower() == b"set-cookie" for name, _ in answer.start.get("headers", ()))


def _is_mark(name: str) -> bool:
    """Say whether a query name only tells where a visitor came from."""
    return name.startswith(("utm_", "mtm_", "pk_")) or name in (
        "gclid",
        "fbclid",
        "msclkid",
        "yclid",
        "_ga",
        "mc_cid",
        "mc_eid",
        "ref",
    )
