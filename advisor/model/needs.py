"""What a buyer needs: values with where they come from. JSON shapes of them are promised in the advisor API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

JsonObject: TypeAlias = Mapping[str, Any]


class NeedStatus(StrEnum):
    """Where a need's value comes from."""

    STATED = "stated"
    INFERRED = "inferred"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    INDIFFERENT = "indifferent"


@dataclass(frozen=True, slots=True)
class Bolt:
    """A thread size such as `M8` with its property class such as `10.9`, or None where it was not said."""

    size: str
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class NeedValue:
    """One need as understood; only the fields that its kind uses are set.

    number, range: `min`, `max` or `value` in the need's own `unit`; choice: `value_id`; choices: `values`;
    bolt: `bolts` (a range of sizes gives its ends); money: `amount` and `currency`; drive and other text: `text`;
    date: `text` as ISO 8601; country: `value_id` (ISO 3166 alpha-2); quantity: `value`.
    """

    status: NeedStatus
    turn: int
    min: float | None = None
    max: float | None = None
    value: float | None = None
    unit: str | None = None
    value_id: str | None = None
    values: tuple[str, ...] = ()
    bolts: tuple[Bolt, ...] = ()
    amount: str | None = None
    currency: str | None = None
    text: str | None = None
    as_said: str | None = None
    """The buyer's own words for the value, with the unit they used, to be repeated in the reply."""
    approximate: bool = False


Needs: TypeAlias = Mapping[str, NeedValue]
