"""Messages that come at once are stored one by one and answered once, to everybody who sent one."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from foundation.database import Session
from funnel.conversations import repository as conversations
from funnel.conversations.model import StoredMessage
from tests.web.cast import House, Visitor

BURST = ("I need a cordless tool", "for M8 and M10 bolts", "with Wi-Fi", "12 pieces")


def send_at_once(
    visitor: Visitor, messages: tuple[str, ...], *, accept: str = "application/json"
) -> list[httpx.Response]:
    """Send messages of one conversation without waiting for the answer of any, as several connections do."""

    async def sending() -> list[httpx.Response]:
        headers = {"Accept": accept, "X-Tradewind-Visitor": visitor.token or "", "X-Forwarded-For": visitor.address}
        async with httpx.AsyncClient(base_url=visitor.house.client.base_url, headers=headers, timeout=60) as client:
            bodies = [{"conversation": visitor.conversation, "locale": visitor.locale, "message": m} for m in messages]
            return await asyncio.gather(*(client.post("/api/advisor/turns", json=body) for body in bodies))

    return asyncio.run(sending())


def messages_of(house: House, conversation: str | None) -> list[StoredMessage]:
    async def look(session: Session) -> list[StoredMessage]:
        return await conversations.messages(session, conversation or "")

    return house.read(look)


def test_a_burst_is_answered_with_fewer_turns_and_nothing_of_it_is_lost(either_house: House) -> None:
    visitor = either_house.visitor("en")
    visitor.say("")
    answers = send_at_once(visitor, BURST)
    assert [answer.status_code for answer in answers] == [200] * len(BURST)
    last: dict[str, Any] = max((answer.json() for answer in answers), key=lambda turn: turn["turn"])
    assert {"power", "bolt", "communication", "quantity", "torque"} <= set(last["needs"])
    assert [bolt["size"] for bolt in last["needs"]["bolt"]["values"]] == ["M8", "M10"]
    stored = messages_of(either_house, visitor.conversation)
    assert sorted(m.text for m in stored if m.role == "visitor") == sorted(("", *BURST))
    replies = {m.turn: m.text for m in stored if m.role == "advisor"}
    assert len(replies) <= 3, replies  # the greeting, the burst, and at most one that came after it
    assert {answer.json()["turn"]: answer.json()["reply"] for answer in answers}.items() <= replies.items()


def test_whoever_waits_behind_a_turn_streams_the_same_answer(house: House) -> None:
    visitor = house.visitor("de")
    visitor.say("")
    answers = send_at_once(visitor, ("Akkuschrauber", "30 bis 80 Nm", "WLAN"), accept="text/event-stream")
    turns = []
    for answer in answers:
        events = [block.split("\n") for block in answer.text.replace("\r", "").strip().split("\n\n")]
        read = [(lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))) for lines in events]
        turn = read[-1][1]
        assert read[-1][0] == "turn"
        assert "".join(data["text"] for name, data in read if name == "delta") == turn["reply"]
        turns.append(turn)
    newest = max(turns, key=lambda turn: turn["turn"])
    assert {"power", "torque", "communication"} <= set(newest["needs"])
    assert all(turn == newest for turn in turns if turn["turn"] == newest["turn"])


def test_messages_one_after_the_other_are_answered_one_by_one(house: House) -> None:
    visitor = house.visitor("en")
    numbers = [visitor.say(text)["turn"] for text in ("", *BURST)]
    assert numbers == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("size", [3_000])
def test_a_burst_longer_than_a_message_may_be_is_answered_in_parts(house: House, size: int) -> None:
    visitor = house.visitor("en")
    visitor.say("")
    answers = send_at_once(visitor, ("30 to 80 Nm " + "x" * size, "cordless " + "y" * size))
    newest = max((answer.json() for answer in answers), key=lambda turn: turn["turn"])
    assert {"torque", "power"} <= set(newest["needs"])
