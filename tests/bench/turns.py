"""How fast the advisor answers through the running server, and how much memory the server has after many turns."""

import ssl
import tempfile
import time
from asyncio import gather, sleep
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from content.knowledge.embedding_models import installed
from tests.bench.measure import Figure, bench, spread
from tests.bench.website import Server, tradewind

MESSAGES = (
    "I am looking for a cordless nutrunner for our car assembly line, M8 to M12, with Wi-Fi.",
    "I don't know",
    "What does it cost for 12 pieces?",
)
VISITORS = 20
TURNS = 6
MANY_TURNS = 1_800
UNUSED = ssl.create_default_context()
"""Every client would make one of its own, which takes as long as several turns, and from the same processor."""


@bench("turn")
async def turn() -> list[Figure]:
    """Twenty visitors, a second of thought between turns, who come spread over that second; then none pauses."""
    taken: list[float] = []
    closed: list[float] = []
    async with _second_start() as server:
        await _visit(server, VISITORS, [], pause=0)
        before = server.cpu()
        await gather(*(_visit(server, one, taken, pause=1, begin=one / VISITORS) for one in range(VISITORS)))
        used = (server.cpu() - before) / len(taken)
        begun = time.perf_counter()
        await gather(*(_visit(server, 100 + one, closed, pause=0) for one in range(VISITORS)))
        rate = len(closed) / (time.perf_counter() - begun)
        first = [await _first_delta(server, 200 + one) for one in range(30)]
    return [
        Figure("advisor turn, 20 visitors, 1 s of thought", spread(taken), "p50 40 ms, p95 120 ms"),
        Figure("processor time of a turn", f"{used * 1000:.1f} ms", "10 ms"),
        Figure("advisor turns, 20 visitors without a pause", f"{rate:.0f}/s", "40/s"),
        Figure("first words of a streamed turn", spread(first), "150 ms"),
    ]


@bench("memory")
async def memory() -> list[Figure]:
    """The web process after many turns of many visitors, from a second start; with the embedding model where it is installed."""
    figures = []
    for embeddings, target in ((False, "250 MB"), (True, "900 MB")):
        what = f"memory of the web process after {MANY_TURNS:,} turns, {'with' if embeddings else 'no'} embedding model"
        if embeddings and not installed():
            figures.append(Figure(what, "not measured; install tradewind[embeddings]", target))
            continue
        async with _second_start(embeddings=embeddings) as server:
            before = server.memory()
            for one in range(MANY_TURNS // TURNS):
                await _visit(server, one, [], pause=0)
            figures.append(Figure(what, f"{server.memory():.0f} MB (before them {before:.0f} MB)", target))
    return figures


@asynccontextmanager
async def _second_start(*, embeddings: bool = False) -> AsyncIterator[Server]:
    """Serve as on every day but the first, when the pack is read too."""
    with tempfile.TemporaryDirectory() as folder:
        async with tradewind(folder, embeddings=embeddings) as server:
            await server.quiet()
        async with tradewind(folder, embeddings=embeddings) as server:
            await server.quiet()
            yield server


def _client(server: Server, one: int) -> httpx.AsyncClient:
    headers = {"X-Forwarded-For": f"198.18.{one // 250}.{one % 250 + 1}"}  # each visitor from an address of their own
    return httpx.AsyncClient(base_url=server.address, headers=headers, timeout=60, verify=UNUSED)


async def _visit(server: Server, one: int, taken: list[float], *, pause: float, begin: float = 0) -> None:
    conversation = None
    await sleep(begin)
    async with _client(server, one) as client:
        for number in range(TURNS):
            if number % len(MESSAGES) == 0:
                conversation = None
            body = {"conversation": conversation, "locale": "en", "message": MESSAGES[number % len(MESSAGES)]}
            begun = time.perf_counter()
            answer = await client.post("/api/advisor/turns", json={**body, "page": "/en/"})
            taken.append(time.perf_counter() - begun)
            conversation = answer.raise_for_status().json()["conversation"]
            await sleep(pause)


async def _first_delta(server: Server, one: int) -> float:
    body = {"locale": "en", "message": MESSAGES[0], "page": "/en/"}
    begun = time.perf_counter()
    async with (
        _client(server, one) as client,
        client.stream("POST", "/api/advisor/turns", json=body, headers={"Accept": "text/event-stream"}) as answer,
    ):
        async for line in answer.aiter_lines():
            if line == "event: delta":
                return time.perf_counter() - begun
    raise RuntimeError("A turn came without a word.")
