"""One report of a browser as it arrives, and what is counted of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Box:
    """Where an element lies on its page: left and width as shares of the page's width, top and height in CSS pixels."""

    left: float
    top: int
    width: float
    height: int


@dataclass(frozen=True, slots=True)
class Click:
    """A click: `x` as a share of the page's width, `y` in CSS pixels from its top; the element by its path, with its box."""

    x: float
    y: int
    element: str
    box: Box


@dataclass(frozen=True, slots=True)
class Seen:
    """One event of a visit. `id` makes a repeated report count once; `amount` is seconds (dwell) or percent (scroll)."""

    id: str
    event_type: str
    at: datetime
    value: str | None = None
    amount: float = 0.0
    click: Click | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What one page reports at once. Nothing here says who it was but `visitor`, which is set only after consent."""

    page: str
    """The address without query, with its language: `/de/products/kcn-40a`."""
    locale: str
    events: tuple[Seen, ...]
    layout: str = "wide"
    """`wide` or `narrow`: which of the two forms of the page was shown."""
    item: str | None = None
    """What the page is about: `product:KCN-40A`, `case:...`, `resource:...`."""
    country: str | None = None
    origin: str | None = None
    """Where the visit came from, where it began on this page: `ai:chatgpt`, `search:google`, `site:example.com`, `direct`."""
    campaign: str | None = None
    previous: str | None = None
    """The own page that led here, without its language."""
    before: tuple[str, ...] = ()
    """What was looked at before, newest first: the item of the page before, and more after consent."""
    visitor: str | None = None
    """The digest of the visitor's token."""


class Tag(NamedTuple):
    """What a count belongs to: a dimension (`page`, `product`, `country`, `origin` ...), the kind of event, the key, the day where the company sits."""

    dimension: str
    event_type: str
    day: date
    key: str


class Cell(NamedTuple):
    """A square of a page's heatmap: `column` of 50 across, `row` of 24 CSS pixels down."""

    page: str
    layout: str
    day: date
    column: int
    row: int


class Element(NamedTuple):
    """An element that was clicked."""

    page: str
    layout: str
    day: date
    path: str


@dataclass(slots=True)
class Sum:
    """How often, and the sum of the amounts."""

    count: int = 0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """A visitor who agreed to be remembered, and the customer they turned out to be; None after a contact was never given."""

    customer_id: int | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days where the company sits, both of them within it."""

    first: date
    last: date

    @property
    def whole_weeks(self) -> Days | None:
        """The weeks, Monday to Sunday, that lie within it as a whole; None where there is none."""
        monday = self.first + timedelta(days=-self.first.weekday() % 7)
        sunday = self.last - timedelta(days=(self.last.weekday() + 1) % 7)
        return Days(monday, sunday) if monday < sunday else None


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a count: a key with how often and the sum of amounts."""

    key: str
    count: int
    total: float


@dataclass(frozen=True, slots=True)
class Hot:
    """A square of a heatmap with its clicks."""

    column: int
    row: int
    count: int


@dataclass(frozen=True, slots=True)
class Clicked:
    """An element with its clicks and where it lay last."""

    path: str
    count: int
    box: Box
