"""The source of truth for how a job is attempted: what an attempt may come to, and how long to wait for the next."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import asdict, dataclass
from typing import Any

from foundation.log import get_logger

Argument = str | int
"""What a job takes: ids only, so that it always reads the state of the moment in which it runs."""

JobFunction = Callable[..., Coroutine[Any, Any, None]]
GivenUp = Callable[..., Awaitable[None]]
Step = Callable[..., Awaitable[Any]]
Sleep = Callable[[float], Awaitable[None]]

_LONGEST_WAIT = 60.0
_PATIENCE = 5.0

_log = get_logger("tradewind.jobs")


class RetryLater(Exception):
    """Raised by a job: not now, but in `seconds`, because of `reason`. Counts as an attempt."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds


class GiveUp(Exception):
    """Raised by a job: trying again is of no use, because of the reason given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to: done, or the reason why not, and whether and when to try again."""

    done: bool = False
    again: bool = False
    wait: float | None = None
    reason: str = ""

    @classmethod
    def of(cls, failure: Exception) -> "Outcome":
        """Judge what a job raised."""
        if isinstance(failure, RetryLater):
            return cls(again=True, wait=max(0.0, failure.seconds), reason=str(failure))
        if isinstance(failure, GiveUp):
            return cls(reason=str(failure))
        return cls(again=True, reason=f"{type(failure).__name__}: {failure}"[:500])

    @classmethod
    def kept(cls, record: dict[str, Any]) -> "Outcome":
        """Read what was kept of an attempt."""
        return cls(**record)


def pause(number: int, outcome: Outcome) -> float:
    """Say how many seconds to wait after attempt `number` (from 0): as the job asked, else 1, 2, 4 ... at most 60."""
    return min(2.0**number, _LONGEST_WAIT) if outcome.wait is None else outcome.wait


@dataclass(frozen=True, slots=True)
class Job:
    """A registered job; `attempts` in all, then `given_up(*ids, reason)`."""

    name: str
    run: JobFunction
    attempts: int
    given_up: GivenUp | None


class Workflow:
    """A job as the library runs it: each attempt is a step whose outcome is kept, each wait outlives a crash."""

    def __init__(self, job: Job, *, step: Step, sleep: Sleep) -> None:
        self.name = job.name
        self._tasks: set[asyncio.Task[Any]] = set()
        self._attempts: set[asyncio.Future[None]] = set()
        self._job = job
        self._step = step
        self._sleep = sleep

    def function(self) -> JobFunction:
        async def workflow(*ids: Argument) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            await self._run(*ids)

        workflow.__qualname__ = workflow.__name__ = self.name
        return workflow

    async def stop(self) -> None:
        """Let attempts finish for a while, then end; a cancelled workflow stays pending in the library's tables."""
        if self._attempts:
            await asyncio.wait(self._attempts, timeout=_PATIENCE)
            await asyncio.sleep(0.1)  # so that their outcomes are kept too
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, *ids: Argument) -> None:
        outcome = Outcome()
        for number in range(self._job.attempts):
            outcome = Outcome.kept(await self._step("attempt", self._attempt, *ids))
            if outcome.done:
                return
            if not outcome.again or number + 1 == self._job.attempts:
                break
            await self._sleep(pause(number, outcome))
        _log.error("A job was given up.", job=self.name, ids=ids, reason=outcome.reason)
        await self._step("give_up", self._give_up, *ids, outcome.reason)

    async def _attempt(self, *ids: Argument) -> dict[str, Any]:
        attempt = asyncio.ensure_future(self._job.run(*ids))
        self._attempts.add(attempt)
        attempt.add_done_callback(self._attempts.discard)
        try:
            await attempt
        except Exception as failure:  # noqa: BLE001 - whatever a job runs into becomes its outcome
            outcome = Outcome.of(failure)
            unexpected = not isinstance(failure, RetryLater | GiveUp)
            _log.warning(
                "An attempt at a job failed.", job=self.name, ids=ids, reason=outcome.reason, exc_info=unexpected
            )
            return asdict(outcome)
        return asdict(Outcome(done=True))

    async def _give_up(self, *ids_and_reason: Argument) -> None:
        if self._job.given_up is not None:
            await self._job.given_up(*ids_and_reason)
