"""The source of truth for messages of one conversation that come at once: they wait for each other and are answered as one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from funnel.conversations.model import StoredConversation
from funnel.journey.answer import Answer

LONGEST_MESSAGE = 4000


@dataclass(frozen=True, slots=True)
class VisitorMessage:
    """What arrives: `visitor` is the digest of the visitor's token, `locale` the site's language, `page` where it was written."""

    visitor: str
    locale: str
    text: str
    conversation_id: str | None = None
    page: str | None = None


@dataclass(eq=False, slots=True)
class Said:
    """A message that is stored and waits: `turn` is its number, `stored` the conversation as it was, while that still holds."""

    message: VisitorMessage
    conversation: str
    turn: int
    stored: StoredConversation | None
    answer: Answer | None = None


@dataclass(eq=False)
class Line:
    """What one conversation has said and nobody has answered yet, in order; it lives as long as somebody waits in it."""

    answering: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: list[Said] = field(default_factory=list)
    _storing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _arriving: int = 0

    async def hold(self, store: Callable[[], Awaitable[Said]]) -> Said:
        """Let a message into the line as soon as it is stored, in the order of arrival."""
        self._arriving += 1
        try:
            async with self._storing:
                said = await store()
        finally:
            self._arriving -= 1
        self.waiting.append(said)
        return said

    async def all_arrived(self) -> None:
        """Wait for those whose message has come and is being stored, not for anybody else."""
        await asyncio.sleep(0)
        while self._arriving:
            async with self._storing:
                await asyncio.sleep(0)

    def together(self) -> list[Said]:
        """Return those that one turn answers: all that wait, as long as they are no more than one message may be."""
        taken: list[Said] = []
        length = 0
        for said in self.waiting:
            length += len(said.message.text) + 1
            if taken and length > LONGEST_MESSAGE:
                break
            taken.append(said)
        return taken

    def answered(self, group: Sequence[Said], answer: Answer) -> None:
        """Give a group its answer; whoever waits on must look at the conversation anew."""
        for said in group:
            said.answer = answer
        self.waiting = [said for said in self.waiting if said.answer is None]
        for said in self.waiting:
            said.stored = None

    def leave(self, said: Said) -> None:
        """Let a message go whose turn failed, so that those behind it are not held up."""
        self.waiting = [one for one in self.waiting if one is not said]


_lines: WeakValueDictionary[str, Line] = WeakValueDictionary()


def line_of(conversation: str) -> Line:
    """Return the line of a conversation; all who speak in it at the same time get the same one."""
    return _lines.setdefault(conversation, Line())


def as_one(group: Sequence[Said]) -> VisitorMessage:
    """Put a burst into one message: its texts below each other, on the page and in the language of the last."""
    last = group[-1].message
    texts = [said.message.text for said in group]
    page = next((said.message.page for said in reversed(group) if said.message.page), None)
    return VisitorMessage(last.visitor, last.locale, "\n".join(text for text in texts if text.strip()), page=page)
