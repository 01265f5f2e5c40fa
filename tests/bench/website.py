"""How fast the running server is: its start, kept pages against a bare handler, and the render of a page that is not kept."""

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

from tests.bench.measure import Figure, bench, spread, times

BARE = """
import sys, uvicorn
from litestar import Litestar, get
@get("/", media_type="text/html")
async def constant() -> str:
    return "x" * 8000
uvicorn.run(Litestar([constant]), port=int(sys.argv[1]), log_level="error", access_log=False)
"""
LATENCY = 'done = function(summary, latency) io.write("P95 " .. latency:percentile(95) / 1000 .. "\\n") end'
"""For wrk, in its language: it prints other percentiles by itself."""
QUIET_SHARE = 0.1


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

    async def quiet(self, most: float = 120) -> None:
        """Wait until what is warmed after the start is warm: until it has used little of a processor for two seconds."""
        begun = time.perf_counter()
        await asyncio.sleep(2)
        while time.perf_counter() - begun < most:
            before = self.cpu()
            await asyncio.sleep(2)
            if self.cpu() - before < 2 * QUIET_SHARE:
                return


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


def tradewind(folder: str, *, embeddings: bool = False) -> AbstractAsyncContextManager[Server]:
    """Serve the demo company from a folder."""
    serve = (sys.executable, "-m", "web.cli", "serve")
    settings = {"TRADEWIND_EMBEDDINGS": str(int(embeddings)), "TRADEWIND_TRUSTED_PROXIES": "127.0.0.0/8"}
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
        script = Path(folder, "latency.lua")
        script.write_text(LATENCY, "utf-8")
        async with tradewind(folder) as server, process(sys.executable, "-c", BARE, "PORT") as constant:
            await server.quiet()
            for _ in range(3):
                ours.append(await _wrk(f"{server.address}/en/", script))
                bare.append(await _wrk(f"{constant.address}/", script))
    share = median(a[0] / b[0] for a, b in zip(ours, bare, strict=True))
    slower = median(a[1] / b[1] for a, b in zip(ours, bare, strict=True))
    return [
        Figure("public page, kept, 50 connections", f"{median(rate for rate, _ in ours):.0f}/s", ""),
        Figure("the same against a bare Litestar handler", f"{share:.2f} times", "at least 1"),
        Figure("95th percentile of its answers", f"{median(p95 for _, p95 in ours):.1f} ms", "15 ms"),
        Figure("the same against the bare handler's", f"{slower:.2f} times", ""),
    ]


async def _wrk(address: str, script: Path) -> tuple[float, float]:
    """Return answers per second and the 95th percentile in milliseconds."""
    command = ("wrk", "-t1", "-c50", "-d4s", "-s", str(script), address)
    run = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    lines = (await run.communicate())[0].decode().splitlines()
    found = {
        line.split()[0].rstrip(":"): float(line.split()[1]) for line in lines if line.startswith(("Requests/", "P95"))
    }
    return found["Requests/sec"], found["P95"]


@bench("render")
async def render() -> list[Figure]:
    """Pages with a query too long to be kept: each is rendered, one after the other."""
    unkept = f"?x={'y' * 500}"
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        async with tradewind(folder) as server, httpx.AsyncClient(base_url=server.address, timeout=60) as client:
            await server.quiet()
            for address in ("/en/", "/de/products/", "/ar/products/kcp-100"):

                async def ask(address: str = address) -> None:
                    (await client.get(address + unkept)).raise_for_status()

                before = server.cpu()
                taken = await times(ask, count=100, warm=20)
                used = (server.cpu() - before) / 120
                value = f"{spread(taken)} ({used * 1000:.1f} ms of processor)"
                figures.append(Figure(f"render of {address}, not kept", value, "5 ms"))
    return figures
