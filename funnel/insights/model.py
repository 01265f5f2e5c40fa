"""What the overview knows of customers who were moved back: where they stand, and how far they had come."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.model import Grade


@dataclass(frozen=True, slots=True)
class MovedBack:
    """One customer whom a person moved back."""

    stage: int
    furthest: int
    grade: Grade | None
    lost: bool
