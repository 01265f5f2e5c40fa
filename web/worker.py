"""The wiring without HTTP: a process that runs durable jobs, beside web processes on PostgreSQL."""

from __future__ import annotations

import asyncio
import signal
import socket

from foundation.settings import Settings
from web.wiring import House, furnish, prepare, running


class WorkerNeedsPostgres(RuntimeError):
    """Embedded, one process does everything."""

    def __init__(self) -> None:
        super().__init__(
            "A worker needs PostgreSQL (TRADEWIND_DATABASE_URL); on SQLite `tradewind serve` runs the jobs itself."
        )


def work(settings: Settings) -> None:
    """Run jobs until told to stop. Raises WorkerNeedsPostgres."""
    if settings.is_embedded:
        raise WorkerNeedsPostgres
    folder = prepare(settings)
    asyncio.run(_work(settings, furnish(settings, folder)))


async def _work(settings: Settings, house: House) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    worker = settings.worker_name or socket.gethostname().lower()
    async with running(house, runs_jobs=True, worker=worker):
        await stop.wait()
