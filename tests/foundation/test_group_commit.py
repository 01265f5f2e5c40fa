"""Wishes that come at once share a transaction, and each is answered for itself, after the commit."""

import asyncio
from collections.abc import Sequence

import pytest

from foundation import events
from foundation.actor import Actor
from foundation.database import Database, Session
from foundation.group_commit import GroupCommit, QueueFull

BY = Actor.system()
ABOUT = ("order", "1")


class Impossible(Exception):
    """A wish that cannot be carried out."""


async def store(session: Session, wishes: Sequence[str]) -> list[str]:
    await events.record_all(session, [events.Happened(wish, ABOUT, {}) for wish in wishes], by=BY)
    if "impossible" in wishes:
        raise Impossible
    return [f"{wish} of {len(wishes)}" for wish in wishes]


async def stored(database: Database) -> list[str]:
    async with database.reading() as session:
        return [each.name for each in await events.history(session, ABOUT)]


async def test_what_comes_while_one_group_is_stored_is_the_next_group(database: Database) -> None:
    group = GroupCommit(database, store, most=3)
    told = await asyncio.gather(*(group.ask(f"wish{number}") for number in range(5)))
    assert told == ["wish0 of 3", "wish1 of 3", "wish2 of 3", "wish3 of 2", "wish4 of 2"]
    assert await group.ask("alone") == "alone of 1"
    assert await stored(database) == [*(f"wish{number}" for number in range(5)), "alone"]


async def test_whoever_is_answered_finds_it_stored(database: Database) -> None:
    group = GroupCommit(database, store)

    async def ask(wish: str) -> bool:
        await group.ask(wish)
        return wish in await stored(database)

    assert all(await asyncio.gather(*(ask(f"wish{number}") for number in range(30))))


async def test_only_the_wish_that_cannot_be_carried_out_fails(database: Database) -> None:
    group = GroupCommit(database, store)
    told = await asyncio.gather(*map(group.ask, ("one", "impossible", "two")), return_exceptions=True)
    assert told[0] == "one of 1"
    assert isinstance(told[1], Impossible)
    assert told[2] == "two of 1"
    assert await stored(database) == ["one", "two"]


async def test_whoever_went_away_holds_up_nobody(sqlite_database: Database) -> None:
    group = GroupCommit(sqlite_database, store)
    gone = asyncio.create_task(group.ask("gone"))
    staying = asyncio.create_task(group.ask("staying"))
    await asyncio.sleep(0)
    gone.cancel()
    assert await staying == "staying of 2"
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await stored(sqlite_database) == ["gone", "staying"]


async def test_beyond_what_it_holds_a_wish_is_refused_at_once_and_not_stored(database: Database) -> None:
    group = GroupCommit(database, store, most=1, holds=3)
    told = await asyncio.gather(*(group.ask(f"wish{number}") for number in range(8)), return_exceptions=True)
    kept = [answer for answer in told if not isinstance(answer, BaseException)]
    assert {type(answer) for answer in told if isinstance(answer, BaseException)} == {QueueFull}
    assert len(await stored(database)) == len(kept) == 3
    assert await group.ask("later") == "later of 1"
