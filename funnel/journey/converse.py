"""A visitor says something: it is stored, understood, decided on facts of this turn, worded, checked, stored and answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakValueDictionary

from advisor.decide import decide
from advisor.memory import needs_to_contract
from advisor.model import Act, Command, Conversation, Fact, Query, Turn
from advisor.needs import remember
from advisor.understanding import understand
from advisor.wording import word
from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.ids import new_id
from funnel.conversations import repository as conversations
from funnel.conversations.model import StoredConversation
from funnel.errors import MessageTooLong
from funnel.journey.answer import Answer, to_body
from funnel.journey.capture import tell_crm
from funnel.journey.gaps import note_gaps
from funnel.journey.judge import judge
from funnel.journey.observe import apply_rules, observe_visitor
from funnel.journey.parts import Parts, company_day
from funnel.journey.queries import Asking, run
from funnel.journey.signals import signals_of
from funnel.journey.speak import Speaking
from funnel.people import repository as people
from funnel.speech import repository as speech
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent

LONGEST_MESSAGE = 4000
ROUNDS = 3
TRIES = 3
_turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


@dataclass(frozen=True, slots=True)
class VisitorMessage:
    """What arrives: `visitor` is the digest of the visitor's token, `locale` the site's language, `page` where it was written."""

    visitor: str
    locale: str
    text: str
    conversation_id: str | None = None
    page: str | None = None


async def converse(parts: Parts, message: VisitorMessage) -> Answer:
    """Answer one message. Raises MessageTooLong, UnknownConversation.

    Two messages of one conversation are answered one after the other; a turn that another process overtook is decided again.
    """
    if len(message.text) > LONGEST_MESSAGE:
        raise MessageTooLong(len(message.text), LONGEST_MESSAGE)
    company = await parts.company()
    key = message.conversation_id or new_id()
    lock = _turns.setdefault(key, asyncio.Lock())
    async with lock:
        done: dict[str, Any] = {}
        speaking = Speaking(parts, company, message.visitor)
        stored, turn = await _begin(parts, message, key)
        for _ in range(TRIES):
            speaking.blocks.clear()
            answer, memory, signals = await _answer(message, stored, speaking, done=done)
            if await _keep(speaking, stored, answer=answer, memory=memory, turn=turn, signals=signals):
                return answer
            async with parts.database.reading() as session:
                stored = await conversations.find(session, key, visitor=message.visitor)
    raise RuntimeError("The conversation changed faster than it could be answered; send the message again.")


async def _begin(parts: Parts, message: VisitorMessage, new_conversation: str) -> tuple[StoredConversation, int]:
    """Store the message, so that nothing said is lost, and load what is remembered."""
    now = clock.now()
    async with parts.database.transaction() as session:
        if message.conversation_id is None:
            memory = Conversation(id=new_conversation, locale=message.locale, site_locale=message.locale)
            stored = await conversations.start(session, memory, visitor=message.visitor, at=now)
        else:
            stored = await conversations.find(session, message.conversation_id, visitor=message.visitor)
        turn = stored.last_turn + 1
        await conversations.add_message(
            session,
            stored.memory.id,
            turn=turn,
            role="visitor",
            locale=message.locale,
            text=message.text,
            body={"page": message.page},
            at=now,
        )
        seen = _pages_seen(stored, message)
        if seen:
            await observe_visitor(session, message.visitor, seen)
    return stored, turn


def _pages_seen(stored: StoredConversation, message: VisitorMessage) -> list[NewEvent]:
    """Return the page a message was written on as an event, once per page and not per message."""
    if not message.page or message.page == stored.memory.page:
        return []
    place = message.page.split("?")[0].rstrip("/").split("/")
    now = clock.now()
    if len(place) == 4 and place[2] == "products":
        return [NewEvent("view_product", now, "advisor", value=place[3].upper(), visitor=message.visitor)]
    return [NewEvent("page_view", now, "advisor", value=message.page[:500], visitor=message.visitor)]


async def _answer(
    message: VisitorMessage, stored: StoredConversation, speaking: Speaking, *, done: dict[str, Any]
) -> tuple[Answer, Conversation, frozenset[str]]:
    parts, company = speaking.parts, speaking.company
    today = company_day(company)
    memory = replace(stored.memory, page=message.page or stored.memory.page, site_locale=message.locale)
    by_rules = understand(message.text, memory, company, today=today)
    understanding = await speaking.understand(message.text, memory, by_rules, today=today)
    memory = remember(memory, understanding, company)
    asking = Asking(parts=parts, company=company, conversation=memory, visitor=message.visitor, done=done)
    facts: list[Fact] = []
    outcome: Turn | list[Query] = []
    for _ in range(ROUNDS + 1):
        outcome = decide(memory, understanding, tuple(facts), company=company, today=today)
        if isinstance(outcome, Turn):
            break
        facts.extend([await run(query, asking) for query in outcome])
    if not isinstance(outcome, Turn):
        raise RuntimeError(f"The advisor asked for facts {ROUNDS} times and still could not decide.")
    worded, outcome = await speaking.say(word(outcome, company), outcome, tuple(facts))
    body = to_body(outcome, worded, facts, company=company)
    signals = stored.signals | signals_of(understanding)
    return Answer(memory.id, body, worded.sentences), _with_customer(outcome.conversation, facts), signals


def _with_customer(memory: Conversation, facts: Sequence[Fact]) -> Conversation:
    """Remember the lead that this turn captured."""
    captured = [fact.result["id"] for fact in facts if fact.query.name == "capture_lead"]
    return replace(memory, customer=captured[-1]) if captured else memory


async def _keep(
    speaking: Speaking,
    stored: StoredConversation,
    *,
    answer: Answer,
    memory: Conversation,
    turn: int,
    signals: frozenset[str],
) -> bool:
    """Store the answer and the memory; for a known customer also what this turn means for grade and stage."""
    now = clock.now()
    async with speaking.parts.database.transaction() as session:
        if not await conversations.keep(session, memory, version=stored.version, signals=signals, at=now):
            return False
        await conversations.add_message(
            session,
            memory.id,
            turn=turn,
            role="advisor",
            locale=memory.locale,
            text=str(answer.body["reply"]),
            body=answer.body,
            at=now,
        )
        await speech.add_blocks(session, speaking.blocks, conversation_id=memory.id, locale=memory.locale, at=now)
        await note_gaps(session, memory.id, memory.locale, body=answer.body)
        if memory.customer is not None:
            await timeline.hand_over(session, stored.visitor, memory.customer)
            customer = await people.find(session, memory.customer)
            by = Actor.visitor(stored.visitor[:16])
            await apply_rules(session, customer.id, customer.stage, by=by)
            before, judgement = customer.judgement, await judge(session, memory.customer, speaking.company)
            if before is None or (before.grade, before.estimated_value) != (judgement.grade, judgement.estimated_value):
                await tell_crm(session, memory.customer)
    return True


def understood(message: str, locale: str, company: Company) -> dict[str, Any]:
    """Return what a single message means, as `tradewind understand` prints it: acts by name in order, needs as in a turn."""
    memory = Conversation(id="", locale=locale, site_locale=locale)
    understanding = understand(message, memory, company, today=company_day(company))
    needs = remember(memory, understanding, company).needs
    return {"acts": act_names(understanding.commands), "needs": needs_to_contract(needs, company)}


def act_names(commands: Sequence[Command]) -> list[str]:
    """Return the names of commands: `SetNeed`, `AskPrice` ... and for bare acts their kind in camel case."""
    return [
        "".join(part.capitalize() for part in command.kind.value.split("_"))
        if isinstance(command, Act)
        else type(command).__name__
        for command in commands
    ]
