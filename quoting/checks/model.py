"""What a re-check of an open quote finds: the causes, and each difference that they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quoting.differences import Difference


class Cause(StrEnum):
    """Why an open quote would be different now."""

    PRICE = "price"
    RATE = "rate"
    STOCK = "stock"
    CERTIFICATE = "certificate"
    SPECIFICATION = "specification"
    TERMS = "terms"
    UNAVAILABLE = "unavailable"
    """It could not be made any more: a product, an option, a price or a delivery term is gone."""


@dataclass(frozen=True, slots=True)
class Check:
    """One open quote compared with what it would be; `basis` names the catalogue and the day it was compared with."""

    quote_id: str
    basis: str
    causes: tuple[Cause, ...]
    differences: tuple[Difference, ...]
    checked_at: datetime

    @property
    def affected(self) -> bool:
        """Whether anything would be different."""
        return bool(self.causes)
