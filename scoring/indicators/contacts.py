"""Contacts between customers and us, as columns: a report looks through a hundred thousand of them at once. Pure.

NumPy is imported where it is needed: a page is served before the first report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

KINDS = (
    *("call_answered", "call_completed", "call_missed", "meeting", "presentation", "demo", "trial", "download"),
    *("mail_sent", "mail_measured", "mail_open", "mail_click", "reply", "price_talk", "request", "quote", "handover"),
)
"""Every kind of contact; a column holds places in this list."""
PLACES = {kind: place for place, kind in enumerate(KINDS)}
COLUMNS = ("customers", "kinds", "at")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class TouchFacts:
    """One contact between a customer and us; `kind` is one of `KINDS`."""

    customer: int
    kind: str
    at: datetime


@dataclass(frozen=True, eq=False)
class Touches:
    """Contacts, one per place of three columns of equal length: customers, kinds (places in `KINDS`), moments (microseconds)."""

    customers: Numbers
    kinds: Numbers
    at: Numbers

    @staticmethod
    def of(touches: Iterable[TouchFacts] = ()) -> Touches:
        """Put contacts into columns, in the order given."""
        import numpy as np

        found = list(touches)
        columns = (
            [each.customer for each in found],
            [PLACES[each.kind] for each in found],
            [moment(each.at) for each in found],
        )
        return Touches(*(np.array(each, dtype=np.int64) for each in columns))

    @staticmethod
    def written(customers: str | None, kinds: str | None, at: str | None) -> Touches:
        """Read columns that are written as numbers between commas; None where there is no contact."""
        import numpy as np

        return Touches(*(np.fromstring(each or "", dtype=np.int64, sep=",") for each in (customers, kinds, at)))

    @staticmethod
    def joined(parts: Sequence[Touches]) -> Touches:
        """Put several together, one part after the other."""
        import numpy as np

        return Touches(*(np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS))

    def where(self, mask: Mask) -> Touches:
        """Return those that a mask chooses."""
        return Touches(self.customers[mask], self.kinds[mask], self.at[mask])

    def before(self, end: datetime) -> Touches:
        """Return those before a moment."""
        return self.where(self.at < moment(end))

    def are(self, kinds: Iterable[str]) -> Mask:
        """Say of each whether it is of one of these kinds."""
        import numpy as np

        chosen = np.zeros(len(KINDS), dtype=bool)
        chosen[[PLACES[each] for each in kinds]] = True
        return chosen[self.kinds]

    def among(self, customers: Iterable[int]) -> Mask:
        """Say of each whether it was with one of these customers."""
        import numpy as np

        return np.isin(self.customers, np.fromiter(customers, dtype=np.int64))

    def within(self, start: datetime, end: datetime) -> Mask:
        """Say of each whether it was from a moment on and before another."""
        return (self.at >= moment(start)) & (self.at < moment(end))


@dataclass(frozen=True, eq=False)
class Contacts(Touches):
    """The same, ordered by customer and each customer's by time."""

    @staticmethod
    def ordered(*parts: Touches) -> Contacts:
        """Put parts together; of one moment, what stands in an earlier part comes first."""
        import numpy as np

        found = Touches.joined(parts)
        order = np.lexsort((found.at, found.customers))
        return Contacts(found.customers[order], found.kinds[order], found.at[order])

    def with_customer(self, customer: int) -> Iterator[TouchFacts]:
        """Yield the contacts with one customer in order of time."""
        first, end = self._bounds(customer)
        for kind, at in zip(self.kinds[first:end].tolist(), self.at[first:end].tolist(), strict=True):
            yield TouchFacts(customer, KINDS[kind], EPOCH + at * MICROSECOND)

    def firsts(self, mask: Mask) -> dict[int, int]:
        """Return for each customer when the first chosen contact was, in microseconds."""
        import numpy as np

        customers, at = self.customers[mask], self.at[mask]
        found, places = np.unique(customers, return_index=True)
        return dict(zip(found.tolist(), at[places].tolist(), strict=True))

    def lasts(self, mask: Mask) -> dict[int, int]:
        """Return for each customer when the last chosen contact was, in microseconds."""
        import numpy as np

        customers, at = self.customers[mask], self.at[mask]
        ends = np.flatnonzero(np.append(customers[1:] != customers[:-1], np.ones(min(1, len(customers)), dtype=bool)))
        return dict(zip(customers[ends].tolist(), at[ends].tolist(), strict=True))

    def whose(self, mask: Mask) -> list[int]:
        """Return the customers of chosen contacts, each once, in the order of ids."""
        import numpy as np

        return [int(each) for each in np.unique(self.customers[mask])]

    def _bounds(self, customer: int) -> tuple[int, int]:
        return self._places.get(customer, (0, 0))

    @cached_property
    def _places(self) -> dict[int, tuple[int, int]]:
        import numpy as np

        found, starts, counts = np.unique(self.customers, return_index=True, return_counts=True)
        ends = (starts + counts).tolist()
        return dict(zip(found.tolist(), zip(starts.tolist(), ends, strict=True), strict=True))


def moment(at: datetime) -> int:
    """Return a moment as the columns hold it: microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND
