"""How the clicks of a page become a picture: the outlines of its clicked elements, and over them the squares, hotter with more."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.locales import format_number, format_percentage
from funnel.insights.behaviour import Heatmap
from funnel.visits.tally import COLUMNS, ROW_PIXELS
from web.locale import Speech

WIDTH = {"wide": 1280, "narrow": 390}
"""CSS pixels of the picture: about the page's own width."""
LOWEST = 600
TALLEST = 12_000


@dataclass(frozen=True, slots=True)
class Spot:
    """One square, drawn as a soft circle; `heat` is 1 to 5."""

    x: float
    y: float
    radius: float
    heat: int
    title: str


@dataclass(frozen=True, slots=True)
class Outline:
    """One element, in pixels of the picture."""

    x: float
    y: int
    width: float
    height: int
    number: int


@dataclass(frozen=True, slots=True)
class HeatPage:
    """Context of `desk/heatmap.html`."""

    page: str
    layout: str
    width: int
    height: int
    spots: tuple[Spot, ...]
    outlines: tuple[Outline, ...]
    elements: tuple[tuple[int, str, str, str, int], ...]
    """Number in the picture, path, clicks, share in words and in percent."""
    clicks: str
    query: str


def heat_page(found: Heatmap, say: Speech, *, query: str) -> HeatPage:
    """Draw the clicks of a page."""
    width = WIDTH[found.layout]
    most = max((square.count for square in found.squares), default=1)
    lowest = max(
        [LOWEST]
        + [(square.row + 2) * ROW_PIXELS for square in found.squares]
        + [each.box.top + each.box.height + ROW_PIXELS for each in found.elements]
    )
    column = width / COLUMNS
    return HeatPage(
        found.page,
        found.layout,
        width,
        min(TALLEST, lowest),
        tuple(
            Spot(
                round((square.column + 0.5) * column, 1),
                (square.row + 0.5) * ROW_PIXELS,
                round(max(column, ROW_PIXELS) * 0.95, 1),
                max(1, round(5 * square.count / most)),
                format_number(square.count, say.locale),
            )
            for square in sorted(found.squares, key=lambda one: one.count)
        ),
        tuple(
            Outline(round(each.box.left * width, 1), each.box.top, round(each.box.width * width, 1), each.box.height, number)
            for number, each in enumerate(found.elements, 1)
            if each.box.width and each.box.height
        ),
        tuple(
            (number, each.path, format_number(each.count, say.locale), format_percentage(each.count / max(1, found.clicks), say.locale), min(100, round(100 * each.count / max(1, found.clicks))))
            for number, each in enumerate(found.elements, 1)
        ),
        format_number(found.clicks, say.locale),
        query,
    )  # fmt: skip
