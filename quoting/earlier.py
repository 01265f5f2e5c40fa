"""The source of truth for what a quote has to know of its customer's earlier dealings: what was conceded, and whether they ordered."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from foundation.money import Money
from quoting.model import Quote


@dataclass(frozen=True, slots=True)
class Given:
    """What is conceded beside the lines that are judged: `worth` off goods of the value `order`.

    An open quote of the same customer has its own goods; free freight or goods for these very lines have none (`order` 0).
    """

    worth: Money
    order: Money


@dataclass(frozen=True, slots=True)
class Earlier:
    """What open quotes of the customer concede already, and whether a first order lies behind them, by our own records."""

    given: tuple[Given, ...] = ()
    has_ordered: bool = False

    @property
    def currencies(self) -> Set[str]:
        """What the concessions are reckoned in."""
        return {one.worth.currency for one in self.given}


NOTHING = Earlier()
"""Of somebody whom nothing is known of."""


def given_in(quote: Quote) -> Given:
    """Return what another quote of the customer concedes."""
    return Given(quote.discount, quote.subtotal)
