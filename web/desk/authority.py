"""How the desk tells what may be granted and what not: each decision in the reader's words, and who may grant how much.

That a price's floor is the reason is told to staff, for "forbidden" would be half the truth; its figure is told only to
roles that may go below it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from content.authority import Quantity, retold
from content.authority.explain import quantity_in
from content.catalogue.model import Company, Permissions
from foundation.locales import format_money
from quoting.approval import BELOW_FLOOR
from quoting.bounds import FINEST, Scale, reaches
from quoting.chain import chain_of
from quoting.model import Line, Quote
from web.locale import speech


@dataclass(frozen=True, slots=True)
class Told:
    """One decision. `status` as in contracts.md; `grantors` are the roles that may say yes, lowest first, empty for nobody."""

    wish: str
    status: str
    explanation: str
    rule: str | None
    grantors: tuple[str, ...]
    position: int | None
    matter: str
    is_below_floor: bool = False
    floor: str = ""
    """The lowest price, for those who may go below it."""


@dataclass(frozen=True, slots=True)
class Step:
    """How much is in one hand: `grantor` is "" for the reader, a role, or None for nobody."""

    amount: str
    grantor: str | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who may grant how much of something, from little to much."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told: with which roles, in which language, about whose rules."""

    company: Company
    roles: Collection[str]
    locale: str

    @property
    def may_see_floors(self) -> bool:
        """Whether this reader may know a floor: the roles that the pack lets go below it."""
        return any(role.below_floor for role in chain_of(self.company) if role.role in self.roles)


def tell_authority(quote: Quote, reader: Reader) -> tuple[Told, ...]:
    """Tell the decisions on a quote in the reader's language."""
    return tuple(_told(one, quote, reader) for one in quote.authority)


def _told(decision: Mapping[str, Any], quote: Quote, reader: Reader) -> Told:
    locale = reader.locale
    wish, explanation = retold(decision, locale)
    position = decision.get("position")
    line = quote.lines[position - 1] if position and position <= len(quote.lines) else None
    below = decision.get("reason") == BELOW_FLOOR
    return Told(
        wish=wish,
        status=decision["status"],
        explanation=explanation,
        rule=decision["rule"],
        grantors=tuple(decision.get("may_grant") or ()),
        position=position,
        matter=str(decision.get("matter") or ""),
        is_below_floor=below,
        floor=_floor(line, locale) if below and reader.may_see_floors else "",
    )


def _floor(line: Line | None, locale: str) -> str:
    return format_money(line.floor, locale) if line is not None and line.floor is not None else ""


def ladder(name: str, rules: Sequence[Permissions], *, reader: Reader, scale: Scale) -> Ladder:
    """Lay out who may grant how much, in the reader's language."""
    locale = reader.locale
    found = reaches(rules, reader.company, scale, roles=reader.roles)
    nothing = FINEST[scale.dimension]
    steps = []
    for one in found:
        highest = quantity_in(locale, Quantity(one.highest, scale.dimension))
        if one.lowest <= nothing:
            amount = speech(locale, "desk")("up to {amount}", amount=highest)
        elif one.highest >= scale.top:
            lowest = quantity_in(locale, Quantity(one.lowest, scale.dimension))
            amount = speech(locale, "desk")("from {amount} on", amount=lowest)
        else:
            amount = f"{quantity_in(locale, Quantity(_plain(one.lowest), scale.dimension))} – {highest}"
        steps.append(Step(amount, one.grantor))
    return Ladder(name, tuple(steps))


def _plain(value: Decimal) -> Decimal:
    return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
