"""A score learned from our own outcomes, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KeptScore:
    """`text` is the score as `scoring.learning.kept` writes it; `in_force`: it did better than the rules on unseen customers."""

    made_at: datetime
    customers: int
    calibration_error: float
    in_force: bool
    text: str
