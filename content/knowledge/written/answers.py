"""Source of truth for questions that no document answers: counted when they are asked, closed when a person writes the answer."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence

from content.knowledge import analyse, repository
from content.knowledge.cut import cut_plain
from content.knowledge.model import Document
from content.knowledge.sources import analysed, finished
from content.knowledge.written import repository as gaps
from content.knowledge.written.model import Asked, Written
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session

ANSWERS = "answers"
"""The collection of answers that people wrote."""
LONGEST_QUESTION = 500
LONGEST_ANSWER = 4_000


def key_of(question: str, locale: str) -> str:
    """Return what a question consists of, whatever the order and the forms of its words."""
    terms = sorted(set(analyse.terms(question, locale))) or [analyse.fold(question)]
    return hashlib.sha256(" ".join(terms).encode()).hexdigest()


async def note(session: Session, asked: Asked) -> None:
    """Count a question that no document answered."""
    question = " ".join(asked.question.split())[:LONGEST_QUESTION]
    if question:
        kept = dataclasses.replace(asked, question=question)
        await gaps.note_gap(session, kept, key=key_of(question, asked.locale), at=clock.now())


async def write_answer(session: Session, written: Written, *, by: Actor, gap: int | None = None) -> str:
    """Keep an answer, so that it is found at once by the next who asks, here and in other processes; return its id.

    The same question in the same language has one answer: a second one takes the first one's place.
    """
    name = key_of(written.question, written.locale)[:24]
    document = Document(
        id=f"answer:{name}:{written.locale}",
        kind="answer",
        title=written.question,
        locale=written.locale,
        url=f"/{'desk/knowledge' if written.visibility == 'staff' else written.locale}/documents/answer-{name}",
        digest="",
        products=written.products,
        categories=written.categories,
        visibility=written.visibility,
        collection=ANSWERS,
    )
    # the question as locator: whoever asks the very same gets this answer first
    chunks = [dataclasses.replace(chunk, locator=written.question) for chunk in cut_plain(written.answer)]
    await repository.store(session, [analysed(*finished(document, chunks))])
    await repository.bump_generation(session)
    if gap is not None:
        await gaps.close_gap(session, gap, by=by.id, answer=document.id)
    await events.record(
        session,
        "knowledge_answered",
        subject=("document", document.id),
        by=by,
        data={"gap": gap, "locale": written.locale},
    )
    return document.id


async def dismiss(session: Session, gap: int, *, by: Actor) -> None:
    """Close a gap without an answer: it was no question for the documents."""
    await gaps.close_gap(session, gap, by=by.id, answer=None)
    await events.record(session, "knowledge_gap_dismissed", subject=("gap", str(gap)), by=by)


async def forget(session: Session, document: str, *, by: Actor) -> None:
    """Remove a document that was taken in by hand, or an answer."""
    await repository.remove(session, [document])
    await repository.bump_generation(session)
    await events.record(session, "knowledge_removed", subject=("document", document), by=by)


def as_cases(answers: Sequence[tuple[Document, str]]) -> list[dict[str, str]]:
    """Return answered questions as cases of an evaluation: asked again, each must find its answer."""
    return [
        {"question": document.title, "locale": document.locale, "document": document.id, "passage": text}
        for document, text in answers
    ]
