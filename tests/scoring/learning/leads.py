"""Leads with outcomes, made by a known law from a seed: what can be learned of them is known beforehand."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

SOURCES = {"Search": 0.6, "Trade fair": 1.4, "Banner": -0.8, "Referral": 0.9, "Select": -0.3}


@dataclass(frozen=True)
class Lead:
    """One lead: what was known of it, its true chance and how it ended."""

    number: int
    minutes: float
    visits: int
    source: str
    day: date
    chance: float
    won: bool

    def cells(self) -> dict[str, str]:
        return {
            "Lead Number": str(660_000 + 7 * self.number),
            "Total Time (min)": f"{self.minutes:.1f}",
            "Visits": str(self.visits),
            "Lead Source": self.source,
            "Created": self.day.isoformat(),
            "Portal": "web",
            "Converted": "1" if self.won else "0",
        }


def leads(count: int, seed: int = 1) -> list[Lead]:
    """Make leads whose chance grows with time in a curve, and differs by source; visits say nothing."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        minutes, source = chance.expovariate(1 / 12), chance.choice(list(SOURCES))
        score = -2.0 + 3.2 * minutes / (minutes + 8) + SOURCES[source]
        share = 1 / (1 + exp(-score))
        day = date(2025, 1, 1) + timedelta(days=chance.randrange(365))
        made.append(Lead(number, minutes, chance.randrange(9), source, day, share, chance.random() < share))
    return made


def as_csv(made: list[Lead], *, delimiter: str = ",", columns: list[str] | None = None) -> bytes:
    """Write leads as a CSV file."""
    names = columns or list(made[0].cells())
    written = io.StringIO()
    writer = csv.DictWriter(written, names, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(lead.cells() for lead in made)
    return written.getvalue().encode()
