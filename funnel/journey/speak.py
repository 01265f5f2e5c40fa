"""Where a language model may help: it understands what rules are unsure of, and says our sentences otherwise; the gate has the last word."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from advisor import rewording
from advisor.claims import guard, verdict_on
from advisor.masking import mask
from advisor.model import Conversation, Fact, GiveContact, Turn, Understanding
from advisor.ports import ModelRequest, Purpose
from advisor.rewording import Objection, Sentence
from advisor.understanding import proposed
from advisor.wording import Worded
from content.catalogue.model import Company
from foundation import clock
from funnel.journey.parts import Parts
from funnel.speech import repository as speech
from funnel.speech.model import Block, Outcome

UNDERSTANDING_SHARE = 0.5
"""Of a turn's time; the rest is for wording."""
REPAIR_SHARE = 0.5
"""Of what is left when a rewording was refused."""


@dataclass
class Speaking:
    """One turn: the time that is left for models, and what was held back."""

    parts: Parts
    company: Company
    visitor: str
    blocks: list[Block] = field(default_factory=list)
    _until: float = 0.0
    _allowed: bool | None = None
    _understood: Understanding | None = None

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.parts.model_limits.seconds

    async def understand(
        self, text: str, memory: Conversation, by_rules: Understanding, *, today: date
    ) -> Understanding:
        """Let a model say what a message means where the rules are unsure; what it may not have read from it is not taken."""
        if not await self._may("understand") or not proposed.is_unsure(by_rules):
            return by_rules
        if self._understood is not None:
            return self._understood
        given = [command for command in by_rules.commands if isinstance(command, GiveContact)]
        names = [memory.contact.name, memory.contact.company]
        names += [name for one in given for name in (one.name, one.company)]
        masked = mask(text, names)
        content = await self._ask(
            "understand",
            proposed.INSTRUCTIONS,
            proposed.data(masked, memory, self.company),
            schema=proposed.schema(self.company),
            seconds=(self._until - time.monotonic()) * UNDERSTANDING_SHARE,
        )
        taken = proposed.accept(content, masked, memory, company=self.company, today=today)
        self._understood = replace(by_rules, commands=(*given, *taken)) if taken else by_rules
        return self._understood

    async def say(self, worded: Worded, turn: Turn, facts: Sequence[Fact]) -> tuple[Worded, Turn]:
        """Guard our own words; let a model reword what passed, repair it once, and keep our words where it still claims anything."""
        own, after = guard(worded, turn, facts, company=self.company)
        self._note(own.blocked, "handed_over" if after is not turn else "left_out")
        if own.blocked or not await self._may("rephrase"):
            return own, after
        sentences = rewording.open_sentences(own, turn.conversation.contact)
        if not sentences:
            return own, after
        taken = await self._reworded(sentences, turn)
        said = rewording.merged(own, taken, sentences)
        verdict = verdict_on(said, turn, facts, company=self.company)
        if not verdict.passed:
            self.blocks += [Block(fault.kind, fault.claim, "model", "own_words") for fault in verdict.faults]
            return own, after
        return replace(own, reply="".join(said), sentences=said), after

    async def _reworded(self, sentences: Sequence[Sentence], turn: Turn) -> dict[int, str]:
        content = await self._ask(
            "rephrase",
            rewording.INSTRUCTIONS,
            rewording.data(sentences, turn, self.company),
            schema=rewording.schema(sentences),
            seconds=self._until - time.monotonic(),
        )
        given = rewording.read_answer(content, sentences)
        wrong = rewording.objections(given, sentences, locale=turn.conversation.locale, company=self.company)
        bad = {one.index for one in wrong}
        good = {index: text for index, text in given.items() if index not in bad}
        if not bad:
            return good
        mended = await self._repaired([one for one in sentences if one.index in bad], given, wrong, turn=turn)
        self.blocks += [
            Block(one.kind, one.words, "model", "repaired" if one.index in mended else "own_words") for one in wrong
        ]
        return {**good, **mended}

    async def _repaired(
        self, sentences: Sequence[Sentence], given: Mapping[int, str], wrong: Sequence[Objection], *, turn: Turn
    ) -> dict[int, str]:
        """Tell the model what was wrong, once; only what is right now is taken."""
        told = [
            {
                "id": one.index,
                "text": one.masked.text,
                "yours": given[one.index][:400],
                "wrong": [f"{each.kind}: {each.words}"[:120] for each in wrong if each.index == one.index][:8],
            }
            for one in sentences
        ]
        content = await self._ask(
            "repair",
            rewording.INSTRUCTIONS,
            json.dumps({"language": turn.conversation.locale, "sentences": told}, ensure_ascii=False),
            schema=rewording.schema(sentences),
            seconds=(self._until - time.monotonic()) * REPAIR_SHARE,
        )
        mended = rewording.read_answer(content, sentences)
        still = {
            one.index
            for one in rewording.objections(mended, sentences, locale=turn.conversation.locale, company=self.company)
        }
        return {index: text for index, text in mended.items() if index not in still}

    async def _ask(
        self, purpose: Purpose, instructions: str, data: str, *, schema: Mapping[str, Any], seconds: float
    ) -> Mapping[str, Any] | None:
        """Ask the models with no transaction open, and count what they did."""
        request = ModelRequest(purpose, instructions, data, schema, seconds)
        reply = await self.parts.language_model.complete(request)
        if reply.calls:
            async with self.parts.database.transaction() as session:
                await speech.add_calls(session, reply.calls, visitor=self.visitor, at=clock.now())
        return reply.content

    async def _may(self, use: str) -> bool:
        """Whether a model is configured for this, and visitor and day are within their budgets."""
        limits = self.parts.model_limits
        if not self.parts.language_model.names or use not in limits.uses:
            return False
        if self._allowed is None:
            since = _day_start(self.company)
            async with self.parts.database.reading() as session:
                day = await speech.spent(session, since)
                own = await speech.spent(session, since, visitor=self.visitor)
            self._allowed = (
                day.tokens < limits.day_tokens and day.cost < limits.day_cost and own.tokens < limits.visitor_tokens
            )
        return self._allowed

    def _note(self, blocked: Sequence[str], outcome: Outcome) -> None:
        for one in blocked:
            kind, _, claim = one.partition(": ")
            self.blocks.append(Block(kind, claim, "own", outcome))


def _day_start(company: Company) -> datetime:
    """When today began where the company sits."""
    now = clock.now().astimezone(ZoneInfo(company.identity.time_zone))
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
