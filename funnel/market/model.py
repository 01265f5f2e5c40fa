"""What the market report holds, before it is worded: counts of a week beside those of the week before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scoring.indicators.facts import Period
from scoring.indicators.model import Figure


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation as the market sees it: what was needed, and which queries and words it held; nothing of who it was."""

    id: str
    locale: str
    memory: Mapping[str, Any]
    bodies: Sequence[Mapping[str, Any]]
    """Of the advisor's replies."""
    said: Sequence[str]
    """By the visitor."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that no document answered, with how often it was asked in all and when last."""

    text: str
    locale: str
    asked: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a key with its count, that of the week before, and page views or another measure beside it."""

    key: str
    count: int
    before: int
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """What was asked for: a need with the number of conversations, and the choices made most often, each with its number."""

    need: str
    count: int
    before: int
    choices: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Market:
    """The market of a week, without words."""

    day: date
    last_day: date
    period: Period
    customers: Entry
    talks: Entry
    page_views: Entry
    countries: tuple[Entry, ...]
    """New customers; beside them page views."""
    industries: tuple[Entry, ...]
    """New customers; beside them conversations."""
    languages: tuple[Entry, ...]
    """Conversations; beside them page views."""
    topics: tuple[Topic, ...]
    competitors: tuple[Entry, ...]
    """Conversations that name a brand, or compare with it."""
    searches: tuple[Entry, ...]
    found_nothing: tuple[Entry, ...]
    questions: tuple[Question, ...]
    losses: tuple[Figure, ...]
    """By cause: share of the losses of the week, `n` all of them, `cases` those of the cause."""
    losses_before: tuple[Figure, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody came, wrote, searched or went."""
        counted = (self.customers, self.talks, self.page_views)
        return not any(each.count or each.before for each in counted) and not self.losses_n

    @property
    def losses_n(self) -> int:
        """How many were lost."""
        return self.losses[0].n if self.losses else 0
