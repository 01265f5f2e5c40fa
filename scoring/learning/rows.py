"""Which rows and columns of a table are learned from, and in which order: checked, named where left out, sorted by what they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from scoring.learning.columns import Cells, Column, Kind, Omission, understand_column
from scoring.learning.errors import TargetUnclear, TooLittle
from scoring.learning.folds import fingerprints, own_order
from scoring.learning.model import Target, Truth, Whole
from scoring.learning.table import Table
from scoring.learning.target import find_column, find_target, tidy

LEAST_ROWS = 50
LEAST_OF_EACH = 10

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a table: the column of the outcome, the words of success, columns to leave out or to keep rising or falling."""

    target: str
    positive: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    rising: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    progress: Progress = field(default=lambda said: None)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table whose outcome is known, in their own order, with what each column is."""

    target: Target
    cells: Mapping[str, Cells]
    outcomes: Truth
    prints: tuple[bytes, ...]
    columns: tuple[Column, ...]
    left_out: Mapping[str, Omission]
    directions: Mapping[str, int]
    unknown: int
    """Rows without an outcome, which teach nothing."""


def prepare(table: Table, wish: Wish) -> Rows:
    """Check what is asked, sort the rows into an order of their own, and say what each column is. Raises LearningRefused."""
    target = find_target(table, wish.target, wish.positive)
    without = {find_column(table, name) for name in wish.without}
    known = [row for row, cell in enumerate(table.columns[target.column]) if cell is not None]
    outcomes = np.array(
        [tidy(table.columns[target.column][row] or "") in target.positive for row in known], dtype=np.bool_
    )
    enough(outcomes, target)
    columns, left_out = [], {}
    for name in sorted(set(table.columns) - {target.column}):
        found = (
            Omission.ASKED
            if name in without
            else understand_column(name, table.columns[name], delimiter=table.delimiter)
        )
        if isinstance(found, Column):
            columns.append(found)
        else:
            left_out[name] = found
    if not columns:
        raise TooLittle(
            "No column is left to learn from: " + ", ".join(f"{name} is {why}" for name, why in left_out.items()) + "."
        )
    chosen = {one.name: [table.columns[one.name][row] for row in known] for one in columns}
    prints = fingerprints(chosen, len(known))
    order = own_order(prints, outcomes)
    return Rows(
        target=target,
        cells={name: [cells[row] for row in order] for name, cells in chosen.items()},
        outcomes=outcomes[order],
        prints=tuple(prints[row] for row in order),
        columns=tuple(columns),
        left_out=left_out,
        directions=_directions(table, wish, columns),
        unknown=table.rows - len(known),
    )


def of_rows(rows: Rows, chosen: Whole) -> Rows:
    """Return some of the rows, in the same order."""
    return replace(
        rows,
        cells={name: [cells[row] for row in chosen] for name, cells in rows.cells.items()},
        outcomes=rows.outcomes[chosen],
        prints=tuple(rows.prints[row] for row in chosen),
    )


def first(rows: Rows, most: int) -> Rows:
    """Return the first so many rows, which are a fair part of all: their own order is that of their digests."""
    return rows if len(rows.outcomes) <= most else of_rows(rows, np.arange(most))


def enough(outcomes: Truth, target: Target) -> None:
    """Refuse what is too little to learn from. Raises TooLittle."""
    rows, successes = len(outcomes), int(outcomes.sum())
    words = " or ".join(map(repr, target.positive))
    if not successes or successes == rows:
        raise TooLittle(
            f"All {rows} rows with an outcome ended alike ({'' if successes else 'not '}{words} in {target.column!r}); "
            "both successes and failures are needed to learn from."
        )
    if rows < LEAST_ROWS or min(successes, rows - successes) < LEAST_OF_EACH:
        raise TooLittle(
            f"{rows} rows with {successes} successes and {rows - successes} failures are too few to learn from; "
            f"at least {LEAST_ROWS} rows with {LEAST_OF_EACH} of each are needed."
        )


def _directions(table: Table, wish: Wish, columns: Sequence[Column]) -> dict[str, int]:
    numbers = {column.name for column in columns if column.kind is Kind.NUMBER}
    found: dict[str, int] = {}
    for names, sign in ((wish.rising, 1), (wish.falling, -1)):
        for asked in names:
            name = find_column(table, asked)
            if name not in numbers:
                raise TargetUnclear(
                    f"Column {name!r} holds no numbers that are learned from; it cannot be kept rising or falling."
                )
            if found.setdefault(name, sign) != sign:
                raise TargetUnclear(f"Column {name!r} cannot be both rising and falling.")
    return found
