"""Which column holds the outcome and which of its words mean success: found where it is plain, asked where it is not."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence

from scoring.learning.errors import TargetUnclear
from scoring.learning.model import Target
from scoring.learning.table import Table

YES = frozenset(
    [
        "yes", "y", "true", "t", "1", "won", "closed won", "win", "converted", "success", "successful", "sale", "sold", "bought",
        "purchased", "purchase", "accepted", "positive", "subscribed", "qualified", "ja", "wahr", "gewonnen", "erfolg", "sí", "si",
        "verdadero", "ganado", "ganada", "sim", "verdadeiro", "ganho", "是", "真", "赢单", "成交", "成功", "已成交", "已转化",
        "はい", "真", "受注", "成約", "نعم", "صحيح", "تم البيع",
    ]
)  # fmt: skip
MANY_WORDS = 20


def find_target(table: Table, asked: str, positive: Sequence[str] = ()) -> Target:
    """Find the column and the words of success. Raises TargetUnclear with what to write instead."""
    column = find_column(table, asked)
    counts = Counter(tidy(cell) for cell in table.columns[column] if cell is not None)
    if positive:
        return Target(column, _asked_for(counts, positive, column), guessed=False)
    if len(counts) < 2:
        only = f"only {next(iter(counts))!r}" if counts else "nothing"
        raise TargetUnclear(f"Column {column!r} holds {only}; both successes and failures are needed to learn from.")
    if len(counts) > 2:
        raise TargetUnclear(
            f"Column {column!r} holds {len(counts)} different values ({_listed(counts)}); say with --positive which counts as success."
        )
    success = [word for word in counts if word in YES or _one(word)]
    numbered = {word for word in counts if word.lstrip("+-").replace(".", "", 1).isdigit()}
    if len(success) != 1 or (len(numbered) == 2 and not numbered & {"0", "-1"}):
        raise TargetUnclear(
            f"Column {column!r} holds {_listed(counts)}; say with --positive which of them counts as success."
        )
    return Target(column, (success[0],), guessed=True)


def find_column(table: Table, asked: str) -> str:
    """Find a column by its name, however it is written. Raises TargetUnclear with the nearest names."""
    if asked in table.columns:
        return asked
    alike = [name for name in table.columns if _key(name) == _key(asked)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise TargetUnclear(f"Several columns could be {asked!r}: {', '.join(alike)}; write one of them exactly.")
    keys = {_key(name): name for name in table.columns}
    near = [keys[key] for key in difflib.get_close_matches(_key(asked), keys, n=3, cutoff=0.5)]
    near = near or list(table.columns)[:MANY_WORDS]
    raise TargetUnclear(
        f"There is no column {asked!r}; did you mean {' or '.join(near) if len(near) < 4 else ', '.join(near)}?"
    )


def tidy(word: str) -> str:
    """Write an outcome without case, outer spaces and a decimal that says nothing."""
    text = " ".join(word.casefold().split())
    return text.removesuffix(".0") if text.removesuffix(".0").isdigit() else text


def _one(word: str) -> bool:
    try:
        return float(word) == 1
    except ValueError:
        return False


def _asked_for(counts: Counter[str], positive: Sequence[str], column: str) -> tuple[str, ...]:
    wanted = tuple(sorted({tidy(word) for word in positive}))
    unknown = [word for word in wanted if word not in counts]
    if unknown:
        raise TargetUnclear(f"Column {column!r} never holds {unknown[0]!r}; it holds {_listed(counts) or 'nothing'}.")
    if len(wanted) == len(counts):
        raise TargetUnclear(
            f"Column {column!r} holds nothing but {_listed(counts)}; failures are needed to learn from, too."
        )
    return wanted


def _listed(counts: Counter[str]) -> str:
    common = [repr(word) for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:6]]
    return ", ".join(common) + (", ..." if len(counts) > 6 else "")


def _key(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
