"""What is counted of a visit: the source of truth for which event adds to which count. Pure, and without anything personal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta, tzinfo

from funnel.visits.model import Box, Cell, Click, Element, Seen, Sum, Tag, Visit

COLUMNS = 50
ROW_PIXELS = 24
LAST_ROW = 1_000
BY_VALUE = {
    "view_product": "product",
    "view_price": "product",
    "download": "download",
    "search": "search",
    "search_empty": "search",
    "selector_step": "selector",
    "form_start": "form",
    "form_leave": "form",
    "form_sent": "form",
    "consent": "consent",
}
"""Kinds of event that are counted by what they are about, in which dimension."""


@dataclass(slots=True)
class Tally:
    """The sums of one group of visits; a day begins at midnight in `zone`, which is the company's."""

    zone: tzinfo = UTC
    sums: defaultdict[Tag, Sum] = field(default_factory=lambda: defaultdict(Sum))
    cells: Counter[Cell] = field(default_factory=Counter)
    elements: Counter[Element] = field(default_factory=Counter)
    boxes: dict[Element, Box] = field(default_factory=dict)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, visit: Visit, events: Iterable[Seen]) -> None:
        """Count the events of a visit."""
        for event in events:
            day = event.at.astimezone(self.zone).date()
            for dimension, key in _keys(visit, event):
                found = self.sums[Tag(dimension, event.event_type, day, key)]
                found.count += 1
                found.total += event.amount
            if event.click is not None:
                self._click(visit, event.click, day)
            if event.event_type == "page_view" and visit.item is not None:
                for other in visit.before:
                    if other != visit.item:
                        self.pairs[other, visit.item] += 1

    def by_week(self) -> dict[Tag, Sum]:
        """Return the same sums by the week, whose Monday stands as the day of the tag."""
        found: defaultdict[Tag, Sum] = defaultdict(Sum)
        for tag, added in self.sums.items():
            week = found[tag._replace(day=tag.day - timedelta(days=tag.day.weekday()))]
            week.count += added.count
            week.total += added.total
        return found

    def _click(self, visit: Visit, click: Click, day: date) -> None:
        column = min(COLUMNS - 1, int(click.x * COLUMNS))
        self.cells[Cell(visit.page, visit.layout, day, column, min(LAST_ROW, click.y // ROW_PIXELS))] += 1
        element = Element(visit.page, visit.layout, day, click.element)
        self.elements[element] += 1
        self.boxes[element] = click.box


def one_turn(locale: str, day: date) -> Tally:
    """Return what is counted of one message to the advisor."""
    tally = Tally()
    tally.sums[Tag("locale", "advisor_turn", day, locale)].count = 1
    return tally


def _keys(visit: Visit, event: Seen) -> Iterator[tuple[str, str]]:
    yield "page", visit.page
    if event.event_type == "page_view":
        yield "locale", visit.locale
        if visit.country is not None:
            yield "country", visit.country
        if visit.origin is not None:
            yield "origin", visit.origin
        if visit.campaign is not None:
            yield "campaign", visit.campaign
        if visit.previous is not None:
            yield "path", f"{visit.previous} > {visit.page[1 + len(visit.locale) :]}"
    elif event.event_type in {"dwell", "scroll"}:
        yield "locale", visit.locale  # few keys, so that the sum of a year is read at once
    elif event.event_type == "compare":
        for sku in (event.value or "").split(","):
            yield "product", sku
    elif event.value is not None and event.event_type in BY_VALUE:
        yield BY_VALUE[event.event_type], event.value
