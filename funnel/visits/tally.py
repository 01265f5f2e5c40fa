"""What is counted of a visit: the source of truth for which event adds to which count. Pure, and without anything personal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from funnel.visits.model import Box, Cell, Element, Seen, Sum, Tag, Visit

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
    """The sums of one group of visits."""

    sums: defaultdict[Tag, Sum] = field(default_factory=lambda: defaultdict(Sum))
    cells: Counter[Cell] = field(default_factory=Counter)
    elements: Counter[Element] = field(default_factory=Counter)
    boxes: dict[Element, Box] = field(default_factory=dict)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, visit: Visit, events: Iterable[Seen]) -> None:
        """Count the events of a visit."""
        for event in events:
            for dimension, key in _keys(visit, event):
                found = self.sums[Tag(dimension, event.event_type, event.at.date(), key)]
                found.count += 1
                found.total += event.amount
            if event.click is not None:
                self._click(visit, event)
            if event.event_type == "page_view" and visit.item is not None:
                for other in visit.before:
                    if other != visit.item:
                        self.pairs[other, visit.item] += 1

    def _click(self, visit: Visit, event: Seen) -> None:
        click = event.click
        assert click is not None
        day = event.at.date()
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
