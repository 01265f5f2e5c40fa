"""The source of truth for regular tasks: rows that are due are found by ticks, so that waits survive deployments."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from foundation import clock
from foundation.database import Database
from foundation.log import get_logger
from foundation.repository import claim_tick

TickFunction = Callable[[], Awaitable[None]]

_LONGEST_PAUSE = 5.0
"""Seconds between two looks at the clock; a shifted clock is noticed after that."""

_log = get_logger("tradewind.ticks")


@dataclass(frozen=True, slots=True)
class _Tick:
    name: str
    run: TickFunction
    every: timedelta


_ticks: dict[str, _Tick] = {}


def tick(name: str, *, every: float) -> Callable[[TickFunction], TickFunction]:
    """Register an `async def` without arguments that some worker begins every `every` seconds of the (shifted) clock.

    It finds rows that are due and does or enqueues what they ask; a run that fails is logged and comes again.
    """

    def register(function: TickFunction) -> TickFunction:
        _ticks[name] = _Tick(name, function, timedelta(seconds=every))
        return function

    return register


def start_ticks(database: Database) -> list[asyncio.Task[None]]:
    """Begin all ticks in this process; cancel the tasks to end them."""
    return [asyncio.create_task(_repeat(database, entry), name=f"tick {entry.name}") for entry in _ticks.values()]


async def _repeat(database: Database, entry: _Tick) -> None:
    while True:
        try:
            async with database.transaction() as session:
                mine = await claim_tick(session, entry.name, every=entry.every, now=clock.now())
            if mine:
                await entry.run()
        except Exception:  # noqa: BLE001 - a tick outlives whatever its work runs into
            _log.exception("A tick failed; it comes again.", tick=entry.name)
        await asyncio.sleep(min(entry.every.total_seconds(), _LONGEST_PAUSE))
