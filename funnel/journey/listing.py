"""Quotes are looked for: by their number, or by whom they are for."""

from __future__ import annotations

from dataclasses import replace

from foundation.database import Session
from funnel.owners import repository as owners
from funnel.people import repository as people
from quoting.answers import repository as answers
from quoting.answers.model import Question
from quoting.answers.repository import Selection
from quoting.model import Quote

_MOST_CUSTOMERS = 500


async def find_quotes(session: Session, selection: Selection, *, owner: str | None = None) -> tuple[list[Quote], int]:
    """Return one page of quotes and how many there are in all; the search looks at customers' names and addresses too.

    `owner` leaves out quotes for the customers of others of the staff.
    """
    if selection.search:
        named = people.Selection(search=selection.search, order="newest", limit=_MOST_CUSTOMERS)
        found, _ = await people.select_customers(session, named)
        selection = replace(selection, customers=frozenset(one.id for one in found))
    among = owners.quotes_of(owner) if owner is not None else None
    return await answers.select_quotes(session, selection, among=among)


async def find_questions(session: Session, *, owner: str | None = None) -> list[tuple[Question, str]]:
    """Return the open questions on quotes, each with the number of its quote; `owner` as above."""
    return await answers.open_questions(session, among=owners.quotes_of(owner) if owner is not None else None)
