"""Simulated buyers talk with the real advisor, on a database of their own; a witness examines every reply."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import quantiles

from foundation.ids import digest, new_token
from funnel.evaluation.buyers import Buyer
from funnel.evaluation.model import Figure, Result
from funnel.evaluation.witness import examine
from funnel.journey.bursts import VisitorMessage
from funnel.journey.converse import converse
from funnel.journey.parts import Parts

KINDS = ("number", "money", "model", "quote", "promise", "need", "language", "silence", "error")
"""What a witness may find; the last is a turn that failed."""

Progress = Callable[[int], None]


@dataclass
class Talks:
    """What many conversations came to."""

    conversations: int = 0
    turns: int = 0
    found: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    worst: list[str] = field(default_factory=list)


async def talk(parts: Parts, buyers: Iterable[Buyer], *, progress: Progress = lambda done: None) -> Talks:
    """Let each buyer have a conversation, one after the other; `progress` hears how many have ended."""
    talks = Talks()
    for buyer in buyers:
        await _conversation(parts, buyer, talks)
        talks.conversations += 1
        progress(talks.conversations)
    return talks


async def _conversation(parts: Parts, buyer: Buyer, talks: Talks) -> None:
    company, visitor = await parts.company(), digest(new_token())
    conversation: str | None = None
    said: list[str] = []
    suggestions: list[str] = []
    for planned in buyer.messages:
        text = planned if planned is not None else next(iter(suggestions), "ok")
        said.append(text)
        message = VisitorMessage(visitor=visitor, locale=buyer.locale, text=text, conversation_id=conversation)
        begun = time.perf_counter()
        try:
            answer = await converse(parts, message)
        except Exception as error:  # noqa: BLE001 - a turn that fails is a finding, whatever it failed of
            talks.found["error"] += 1
            talks.worst.append(f"[{buyer.name}] {text}\n    error: {type(error).__name__}: {error}")
            return
        talks.seconds.append(time.perf_counter() - begun)
        talks.turns += 1
        talks.acts[str(answer.body["act"])] += 1
        conversation, suggestions = answer.conversation_id, answer.body["suggestions"]
        for finding in examine(answer.body, said, company):
            talks.found[finding.kind] += 1
            talks.worst.append(
                f"[{buyer.name}] {text}\n    {finding.kind}: {finding.words!r} in: {finding.sentence.strip()}"
            )


def result(talks: Talks) -> Result:
    """Put the figures together: nothing unsupported may be found, in any kind."""
    figures = [
        Figure("conversations", talks.conversations),
        Figure("turns", talks.turns),
        *(Figure(f"unsupported: {kind}", talks.found[kind], most=0, dangerous=True) for kind in KINDS),
        *(Figure(f"act {act}", count) for act, count in talks.acts.most_common()),
    ]
    return Result("claims", talks.conversations, tuple(figures), tuple(talks.worst))


def latency(talks: Talks) -> Result:
    """The time of a turn as these conversations had it, one at a time, without HTTP; no bound: machines differ."""
    parts = quantiles(talks.seconds, n=20, method="inclusive") if len(talks.seconds) > 1 else [0.0] * 19
    figures = (
        Figure("turn p50", round(parts[9] * 1000, 1), "ms"),
        Figure("turn p95", round(parts[18] * 1000, 1), "ms"),
        Figure("cost of language models", 0.0, "USD"),
    )
    return Result("latency", talks.turns, figures)
