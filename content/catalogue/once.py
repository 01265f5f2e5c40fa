"""What is reckoned from a company's content alone is reckoned once per content, and not anew for every message."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from content.catalogue.model import Company

Found = TypeVar("Found")


def once_per_company(reckon: Callable[[Company], Found]) -> Callable[[Company], Found]:
    """Keep what a function of a company returned last; a company read anew is another object and is reckoned anew.

    The result is handed to every caller, so it must be of a kind that nobody can change.
    """
    held: tuple[Company, Found] | None = None

    @wraps(reckon)
    def reckoned(company: Company) -> Found:
        nonlocal held
        kept = held  # read once: another thread may put another company's in its place
        if kept is None or kept[0] is not company:
            held = kept = (company, reckon(company))
        return kept[1]

    return reckoned
