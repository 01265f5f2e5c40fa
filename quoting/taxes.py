"""The source of truth for what tax a quote adds. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from foundation.money import Money
from quoting.amounts import Charge
from quoting.model import Line

_HUNDRED = Decimal(100)


def tax_on(
    lines: Sequence[Line], charges: Sequence[Charge], percent: Decimal, *, freight: Money | None = None
) -> Money:
    """Return the tax on goods, surcharges and freight together, rounded once: what is beside the goods shares their tax."""
    amounts = [
        *(line.amount for line in lines),
        *(charge.amount for charge in charges),
        *([freight] if freight else ()),
    ]
    taxed: Money = sum(amounts[1:], start=amounts[0])
    return (taxed * (percent / _HUNDRED)).rounded()
