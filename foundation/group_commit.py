"""The source of truth for how wishes that come at the same time share one transaction: each is answered when it is stored."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from foundation.database import Database, Session

Wish = TypeVar("Wish")
Answer = TypeVar("Answer")


class QueueFull(RuntimeError):
    """More is waiting to be stored than can be stored soon; nothing of this wish was kept, and it may come again."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} wishes are waiting to be stored; try again in a moment.")


class GroupCommit(Generic[Wish, Answer]):
    """Carries out wishes in groups: whatever came while one group was being stored is the next group, of at most `most`.

    `work` takes a group in the order of its coming and gives an answer for each. Nobody waits for a group to fill, so a
    wish that comes alone is stored alone. A group that fails is tried again one by one: only the wish that cannot be
    carried out raises. Beyond `holds` waiting wishes a further one is refused at once: nobody is told that it is kept.
    """

    def __init__(
        self,
        database: Database,
        work: Callable[[Session, Sequence[Wish]], Awaitable[Sequence[Answer]]],
        *,
        most: int = 200,
        holds: int = 5_000,
    ) -> None:
        self._database = database
        self._work = work
        self._most = most
        self._holds = holds
        self._waiting: deque[tuple[Wish, asyncio.Future[Answer]]] = deque()
        self._storing: asyncio.Task[None] | None = None

    async def ask(self, wish: Wish) -> Answer:
        """Carry out a wish; its answer comes after the commit. Raises QueueFull, and what the work raises."""
        if len(self._waiting) >= self._holds:
            raise QueueFull(len(self._waiting))
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((wish, answered))
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store())
        return await answered

    async def _store(self) -> None:
        group: list[tuple[Wish, asyncio.Future[Answer]]] = []
        try:
            while self._waiting:
                group = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
                await self._together(group)
        finally:
            for _, answered in (*group, *self._waiting):  # ended with the process: nobody may wait for ever
                answered.cancel()

    async def _together(self, group: Sequence[tuple[Wish, asyncio.Future[Answer]]]) -> None:
        try:
            async with self._database.transaction() as session:
                answers = await self._work(session, [wish for wish, _ in group])
        except Exception as failure:  # noqa: BLE001 - whatever it is belongs to whoever asked
            if len(group) > 1:
                for one in group:
                    await self._together([one])
            elif not group[0][1].done():
                group[0][1].set_exception(failure)
            return
        for (_, answered), answer in zip(group, answers, strict=True):
            if not answered.done():  # whoever asked may be gone
                answered.set_result(answer)
