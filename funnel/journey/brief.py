"""The brief that a salesperson reads in the CRM: needs, what was looked at, what was said. Plain text."""

from __future__ import annotations

from collections.abc import Iterable

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import translator
from funnel.conversations import repository as conversations
from funnel.needs_text import need_line
from funnel.people.model import Customer
from funnel.timeline import repository as timeline
from scoring.model import Behaviour
from scoring.wording import reason_sentence, stage_name

MESSAGES_SHOWN = 12
EVENTS_SHOWN = 20


async def crm_note(session: Session, customer: Customer, company: Company, *, locale: str) -> str:
    """Return the brief in `locale`; empty chapters are left out."""
    _ = translator("funnel", "funnel", locale).gettext
    talks = await conversations.of_customer(session, customer.id)
    seen = await timeline.behaviour(session, customer.id, limit=EVENTS_SHOWN)
    chapters: list[tuple[str, Iterable[str]]] = []
    if customer.judgement is not None:
        reasons = [reason_sentence(reason, company, locale) for reason in customer.judgement.reasons]
        chapters.append((_("Grade {grade}").format(grade=customer.judgement.grade.value), reasons))
    stage_reason = [reason_sentence(customer.stage_reason, company, locale)] if customer.stage_reason else []
    chapters.append((_("Stage: {stage}").format(stage=stage_name(customer.stage, locale, company)), stage_reason))
    for talk in talks[:1]:
        needs = [
            need_line(company.needs[name], need, company, locale=locale)
            for name, need in talk.memory.needs.items()
            if name in company.needs  # a conversation also remembers which family of products was named
        ]
        chapters.append((_("Requirements"), needs))
        said = [message for message in await conversations.messages(session, talk.memory.id) if message.text]
        lines = [f"{'>' if message.role == 'visitor' else '<'} {message.text}" for message in said[-MESSAGES_SHOWN:]]
        chapters.append((_("Conversation"), lines))
    chapters.append((_("Looked at"), [_event_line(event) for event in seen]))
    return "\n\n".join("\n".join((title, *lines)) for title, lines in _not_empty(chapters))


def _not_empty(chapters: Iterable[tuple[str, Iterable[str]]]) -> Iterable[tuple[str, list[str]]]:
    for title, lines in chapters:
        kept = list(lines)
        if kept or ":" in title or "：" in title:
            yield title, [f"- {line}" for line in kept]


def _event_line(event: Behaviour) -> str:
    return f"{event.at:%Y-%m-%d %H:%M} {event.event_type} {event.value or ''}".strip()
