"""What a column of a foreign table is: numbers, choices or moments; and which columns say nothing and are left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from scoring.learning.moments import Reader, moment_reader
from scoring.learning.numbers import NumberStyle, number_style
from scoring.mail_domains import mail_domain

Cells: TypeAlias = list[str | None]

NEARLY_ALL = 0.98
"""A column is numbers or moments where this share of its given cells reads as such."""
DIFFERENT = 0.95
"""Words that differ in this share of the rows name the row, they do not describe it."""
MOST_LEVELS = 40
NAMES_OF_IDS = re.compile(
    r"(^|[\W_])(id|ids|uuid|guid|key|number|no|nr|num|index|row|rownames?|unnamed|phone|tel|telephone|mobile|email|url|link|"
    r"nummer|kundennummer|telefon|numero|número|telefone|codigo|código|编号|电话|手机|番号|電話|رقم|هاتف)([\W_]|\d|$)|编号|番号|(?-i:[a-z]I[Dd]$)",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """How a column is learned from."""

    NUMBER = "number"
    CHOICE = "choice"
    MOMENT = "moment"
    MAIL = "mail"


class Omission(StrEnum):
    """Why a column is left out."""

    EMPTY = "empty"
    CONSTANT = "constant"
    IDENTIFIER = "identifier"
    FREE_TEXT = "free_text"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is read; `numbers` and `moments` say how its cells are written."""

    name: str
    kind: Kind
    numbers: NumberStyle | None = None
    moments: Reader | None = None


def understand_column(name: str, cells: Cells, *, delimiter: str) -> Column | Omission:
    """Say what a column is. The order of its cells plays no part."""
    counts = Counter(cell for cell in cells if cell is not None)
    given = sum(counts.values())
    if not given:
        return Omission.EMPTY
    if len(counts) == 1 and given == len(cells):
        return Omission.CONSTANT
    if (moments := moment_reader(counts, least=NEARLY_ALL, delimiter=delimiter)) is not None:
        return Column(name, Kind.MOMENT, moments=moments)
    style = number_style(counts, least=NEARLY_ALL, delimiter=delimiter)
    if style is not None:
        return (
            Omission.IDENTIFIER if _numbers_the_rows(name, counts, style) else Column(name, Kind.NUMBER, numbers=style)
        )
    if sum(times for cell, times in counts.items() if "@" in cell and " " not in cell) >= NEARLY_ALL * given:
        return Column(name, Kind.MAIL)
    if given >= 20 and len(counts) >= DIFFERENT * given:
        return Omission.FREE_TEXT if sum(map(len, counts)) > 40 * len(counts) else Omission.IDENTIFIER
    if len(counts) > MOST_LEVELS and len(counts) > 0.5 * given and counts.most_common(1)[0][1] < 0.02 * given:
        return Omission.FREE_TEXT if sum(map(len, counts)) > 40 * len(counts) else Omission.IDENTIFIER
    return Column(name, Kind.CHOICE)


def _numbers_the_rows(name: str, counts: Counter[str], style: NumberStyle) -> bool:
    """Whether whole numbers that hardly repeat are a running number or a key rather than a measure."""
    given = sum(counts.values())
    if given < 20 or len(counts) < DIFFERENT * given:
        return False
    values = [value for cell in counts if (value := style.read(cell)) is not None]
    if any(value != int(value) for value in values):
        return False
    dense = max(values) - min(values) < 1.5 * len(values)
    return dense or bool(NAMES_OF_IDS.search(name))


def mail_kind(cell: str) -> str:
    """Turn an address into what matters of it: business, free mailbox or throw-away."""
    return str(mail_domain(cell)[0])
