"""One visitor's messages, answered one after the other by the real advisor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from foundation.ids import digest, new_token
from funnel.journey.bursts import VisitorMessage
from funnel.journey.converse import converse
from funnel.journey.parts import Parts

Body = Mapping[str, Any]
"""A turn in the contract's JSON."""


async def hold(parts: Parts, locale: str, messages: Sequence[str]) -> list[Body]:
    """Return the body of each turn of a conversation that a new visitor has."""
    visitor = digest(new_token())
    bodies: list[Body] = []
    for text in messages:
        conversation = bodies[-1]["conversation"] if bodies else None
        message = VisitorMessage(visitor=visitor, locale=locale, text=str(text), conversation_id=conversation)
        bodies.append((await converse(parts, message)).body)
    return bodies


def messages_of(case: Mapping[str, Any]) -> list[str]:
    """The messages of a case, which may have only one, or turns with what holds after each."""
    if "turns" in case:
        return [str(message) for message, _ in case["turns"]]
    return [str(text) for text in case.get("messages") or [case["message"]]]
