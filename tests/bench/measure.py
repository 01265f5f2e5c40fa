"""The source of truth for how benchmarks are taken and written down: medians, 95th percentiles, rates."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median, quantiles

Bench = Callable[[], Awaitable["list[Figure]"]]

BENCHES: dict[str, Bench] = {}


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: what was measured, what came out, what quality.md asks for."""

    what: str
    value: str
    target: str = ""


def bench(name: str) -> Callable[[Bench], Bench]:
    """Register an `async def` that measures one thing and returns its figures."""

    def register(function: Bench) -> Bench:
        BENCHES[name] = function
        return function

    return register


async def times(action: Callable[[], Awaitable[object]], *, count: int, warm: int = 1) -> list[float]:
    """Run an action `count` times, one after the other, and return the seconds of each."""
    for _ in range(warm):
        await action()
    taken = []
    for _ in range(count):
        begun = time.perf_counter()
        await action()
        taken.append(time.perf_counter() - begun)
    return taken


async def rate(action: Callable[[int], Awaitable[object]], *, count: int, at_once: int) -> float:
    """Run an action `count` times, `at_once` side by side, and return how many were done per second."""
    numbers = iter(range(count))

    async def work() -> None:
        for number in numbers:
            await action(number)

    begun = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(at_once)))
    return count / (time.perf_counter() - begun)


def spread(taken: list[float]) -> str:
    """Write times as `p50 12.3 ms, p95 45.6 ms`."""
    p95 = quantiles(taken, n=20, method="inclusive")[-1] if len(taken) > 1 else taken[0]
    return f"p50 {median(taken) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms"


def table(figures: list[Figure]) -> str:
    """Write figures as a Markdown table."""
    lines = ["| What | Measured | Must reach |", "| --- | --- | --- |"]
    return "\n".join(lines + [f"| {figure.what} | {figure.value} | {figure.target} |" for figure in figures])
