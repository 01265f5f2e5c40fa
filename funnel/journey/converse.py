"""A visitor says something: it is stored, understood, decided on facts of this turn, worded, checked, stored and answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from advisor.decide import MOST_ROUNDS, decide
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
from funnel.journey.bursts import LONGEST_MESSAGE, Line, Said, VisitorMessage, as_one, line_of
from funnel.journey.capture import bring_path, tell_crm
from funnel.journey.gaps import note_gaps
from funnel.journey.judge import judge
from funnel.journey.observe import apply_rules, observe_visitors
from funnel.journey.parts import Parts, company_day
from funnel.journey.queries import LASTING, Asking, run
from funnel.journey.signals import signals_of
from funnel.journey.speak import Speaking
from funnel.people import repository as people
from funnel.speech import repository as speech
from funnel.timeline.model import NewEvent
from funnel.visits.repository import counting
from funnel.visits.tally import one_turn
from scoring.funnel_stages import rules_of

TRIES = 3


async def converse(parts: Parts, message: VisitorMessage) -> Answer:
    """Answer one message. Raises MessageTooLong, UnknownConversation.

    A message is stored when it arrives. What comes while a turn of the same conversation is being decided joins that turn, or
    the next where it has done something already; all of a burst get the same answer (see `funnel/journey/bursts.py`).
    """
    if len(message.text) > LONGEST_MESSAGE:
        raise MessageTooLong(len(message.text), LONGEST_MESSAGE)
    company = await parts.company()
    key = message.conversation_id or new_id()
    line = line_of(key)
    said = await line.hold(lambda: _store(parts, message, key))
    try:
        async with line.answering:
            while said.answer is None:  # a long burst takes more than one turn
                await _answer_waiting(line, said, parts, company=company)
            return said.answer
    finally:
        line.leave(said)


async def _answer_waiting(line: Line, said: Said, parts: Parts, *, company: Company) -> None:
    """Answer all that waits in one turn; decided again where more was said meanwhile, or another process was faster."""
    done: dict[str, Any] = {}
    for attempt in range(TRIES):
        await line.all_arrived()
        group = line.together()
        stored = group[0].stored or await _find(parts, said)
        speaking = Speaking(parts, company, said.message.visitor)
        answer, memory, signals = await _answer(as_one(group), stored, speaking, done=done)
        answer = replace(answer, body={**answer.body, "turn": group[-1].turn})
        await line.all_arrived()
        more = len(line.together()) > len(group)
        if more and attempt < TRIES - 1 and not any(key.startswith(LASTING) for key in done):
            continue
        if await _keep(speaking, stored, answer=answer, memory=memory, turn=group[-1].turn, signals=signals):
            line.answered(group, answer)
            return
        group[0].stored = None
    raise RuntimeError("The conversation changed faster than it could be answered; send the message again.")


async def _find(parts: Parts, said: Said) -> StoredConversation:
    async with parts.database.reading() as session:
        return await conversations.find(session, said.conversation, visitor=said.message.visitor)


async def _store(parts: Parts, message: VisitorMessage, new_conversation: str) -> Said:
    """Store the message, so that nothing said is lost, and load what is remembered."""
    now, today = clock.now(), company_day(await parts.company())
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
            await observe_visitors(session, seen)
        if message.text:
            await counting.add(session, one_turn(message.locale, today))
    return Said(message, stored.memory.id, turn, stored)


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
    for _ in range(MOST_ROUNDS + 1):
        outcome = decide(memory, understanding, tuple(facts), company=company, today=today)
        if isinstance(outcome, Turn):
            break
        facts.extend([await run(query, asking) for query in outcome])
    if not isinstance(outcome, Turn):
        raise RuntimeError(f"The advisor asked for facts {MOST_ROUNDS} times and still could not decide.")
    worded, outcome = await speaking.say(word(outcome, company), outcome, tuple(facts))
    body = to_body(outcome, worded, facts, company=company)
    signals = stored.signals | signals_of(understanding, message.text, company)
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
            await bring_path(session, stored.visitor, memory.customer)
            customer = await people.find(session, memory.customer)
            by = Actor.visitor(stored.visitor[:16])
            await apply_rules(session, customer, by=by, rules=rules_of(speaking.company))
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
