"""How fast the running server is: start, kept pages against a bare handler, memory, turns in a closed loop, single events."""

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

from tests.bench.measure import Figure, bench, spread

BARE = """
import sys, uvicorn
from litestar import Litestar, get
@get("/", media_type="text/html")
async def constant() -> str:
    return "x" * 8000
uvicorn.run(Litestar([constant]), port=int(sys.argv[1]), log_level="error", access_log=False)
"""
MESSAGES = (
    "I am looking for a cordless nutrunner for our car assembly line, M8 to M12, with Wi-Fi.",
    "I don't know",
    "What does it cost for 12 pieces?",
)
VISITORS = 20
TURNS = 6


@dataclass(frozen=True, slots=True)
class Server:
    """A server process and where it listens."""

    process: asyncio.subprocess.Process
    address: str

    def cpu(self) -> float:
        """Return the seconds of processor time it has used (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Return its resident memory in MB (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@asynccontextmanager
async def process(*command: str, path: str = "/", **environment: str) -> AsyncIterator[Server]:
    """Run a server until its first page was answered; PORT in the command becomes a free port."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = str(place.getsockname()[1])
    started = await asyncio.create_subprocess_exec(
        *(part if part != "PORT" else port for part in command),
        env={**os.environ, **environment, "PORT": port},
        stderr=asyncio.subprocess.DEVNULL,
    )
    server = Server(started, f"http://127.0.0.1:{port}")
    try:
        async with httpx.AsyncClient(timeout=60) as client:
            await _first_page(client, server, path)
        yield server
    finally:
        if started.returncode is None:
            started.send_signal(signal.SIGINT)
        await started.wait()


async def _first_page(client: httpx.AsyncClient, server: Server, path: str) -> None:
    while server.process.returncode is None:
        try:
            (await client.get(server.address + path)).raise_for_status()
        except httpx.TransportError:
            await asyncio.sleep(0.02)
        else:
            return
    raise RuntimeError("The server ended before its first page.")


def tradewind(folder: str) -> AbstractAsyncContextManager[Server]:
    """Serve the demo company from a folder, without the embedding model."""
    serve = (sys.executable, "-m", "web.cli", "serve")
    settings = {"TRADEWIND_EMBEDDINGS": "0", "TRADEWIND_TRUSTED_PROXIES": "127.0.0.0/8"}
    return process(*serve, path="/en/", TRADEWIND_DATA=folder, **settings)


@bench("start")
async def start() -> list[Figure]:
    """The second start and those after it: from the command to the first page answered, and the processor time it took."""
    taken, used = [], []
    with tempfile.TemporaryDirectory() as folder:
        async with tradewind(folder):
            await asyncio.sleep(2)
        for _ in range(3):
            begun = time.perf_counter()
            async with tradewind(folder) as server:
                taken.append(time.perf_counter() - begun)
                used.append(server.cpu())
    return [
        Figure("second start to the first page", f"{median(taken):.1f} s ({median(used):.1f} s of processor)", "3 s")
    ]


@bench("page")
async def page() -> list[Figure]:
    """A kept page and a bare handler that answers a constant, 50 connections, in turns."""
    if shutil.which("wrk") is None:
        return [Figure("public page, kept", "not measured; install wrk")]
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        async with tradewind(folder) as server, process(sys.executable, "-c", BARE, "PORT") as constant:
            await asyncio.sleep(8)  # what is warmed after the start is no part of a page
            for _ in range(3):
                ours.append(await _wrk(f"{server.address}/en/"))
                bare.append(await _wrk(f"{constant.address}/"))
    share = median(a / b for a, b in zip(ours, bare, strict=True))
    return [
        Figure("public page, kept, 50 connections", f"{median(ours):.0f}/s", ""),
        Figure("the same against a bare Litestar handler", f"{share:.2f} times", "at least 1"),
    ]


async def _wrk(address: str) -> float:
    command = ("wrk", "-t1", "-c50", "-d4s", address)
    run = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    lines = (await run.communicate())[0].decode().splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("Requests/sec")))


@bench("turn")
async def turn() -> list[Figure]:
    """Twenty visitors in a closed loop, and a second of thought between turns; then the memory of the process."""
    taken: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        async with tradewind(folder) as server:
            await asyncio.sleep(10)
            await _visit(server, VISITORS, [], pause=0)
            before = server.cpu()
            await asyncio.gather(*(_visit(server, one, taken, pause=1) for one in range(VISITORS)))
            used, memory = (server.cpu() - before) / len(taken), server.memory()
    return [
        Figure("advisor turn, 20 visitors, 1 s of thought", spread(taken), "p50 40 ms, p95 120 ms"),
        Figure("processor time of a turn", f"{used * 1000:.1f} ms", "10 ms"),
        Figure("memory of the web process after it", f"{memory:.0f} MB", "250 MB"),
    ]


async def _visit(server: Server, one: int, taken: list[float], *, pause: float) -> None:
    conversation = None
    headers = {"X-Forwarded-For": f"192.0.2.{one + 1}"}  # each visitor from an address of their own, as in life
    async with httpx.AsyncClient(base_url=server.address, headers=headers, timeout=60) as client:
        for number in range(TURNS):
            if number % len(MESSAGES) == 0:
                conversation = None
            body = {"conversation": conversation, "locale": "en", "message": MESSAGES[number % len(MESSAGES)]}
            begun = time.perf_counter()
            answer = await client.post("/api/advisor/turns", json={**body, "page": "/en/"})
            taken.append(time.perf_counter() - begun)
            conversation = answer.raise_for_status().json()["conversation"]
            await asyncio.sleep(pause)
