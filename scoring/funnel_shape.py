"""The shape of a company's funnel: its stages in their order, and what each means whatever it is called. Pure.

Five meanings are known: lead, contact, first touch, decision, won. A company may have more stages or fewer. Whoever asks for
"the stage of the decision" asks by meaning, whoever counts stages by position.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from content.catalogue.model import Company

LEAD, CONTACT, FIRST_TOUCH, DECISION, WON = 1, 2, 3, 4, 5
"""The meanings, which are the positions of the sources' five stages."""
MEANINGS: Mapping[str, int] = {
    "lead": LEAD,
    "contact": CONTACT,
    "first_touch": FIRST_TOUCH,
    "decision": DECISION,
    "won": WON,
}


@dataclass(frozen=True, slots=True)
class Funnel:
    """Stages by their ids in order; `roles` say what each means, None for a stage of the company's own."""

    ids: tuple[str, ...] = tuple(MEANINGS)
    roles: tuple[str | None, ...] = tuple(MEANINGS)

    @property
    def won(self) -> int:
        """The position of the last stage, on which a customer has signed."""
        return len(self.ids)

    @property
    def positions(self) -> range:
        """1 to the last."""
        return range(1, self.won + 1)

    @property
    def open(self) -> range:
        """The positions before the win."""
        return range(1, self.won)

    def position(self, name: str) -> int:
        """Return where the stage stands that has this id, else the one with this role. Raises KeyError."""
        for names in (self.ids, self.roles):
            if name in names:
                return names.index(name) + 1
        raise KeyError(name)

    def names(self, position: int) -> tuple[str, ...]:
        """Return the id of a stage, and its role where that is another word."""
        place = self._within(position) - 1
        return tuple(dict.fromkeys(filter(None, (self.ids[place], self.roles[place]))))

    def at(self, meaning: int) -> int:
        """Return the first position that means as much as one of the five."""
        return next(each for each in self.positions if self.meaning(each) >= meaning)

    def meaning(self, position: int) -> float:
        """Return what a position means: 1 to 5, in between for a stage of the company's own (3.5 after the first touch)."""
        place = self._within(position) - 1
        before = max(each for each in range(place + 1) if self.roles[each])
        after = min(each for each in range(place, self.won) if self.roles[each])
        low, high = MEANINGS[self.roles[before] or ""], MEANINGS[self.roles[after] or ""]
        return low + (high - low) * (place - before) / (after - before) if after > before else float(low)

    def _within(self, position: int) -> int:
        return max(1, min(self.won, position))


FIVE = Funnel()
"""The sources' funnel."""


def funnel_of(company: Company | None) -> Funnel:
    """Return the funnel of a company: its own where its pack lists all stages up to the win, else the sources' five."""
    if company is None or not company.stages:
        return FIVE
    return _shaped(tuple((each.id, each.means) for each in company.stages.values()))


@lru_cache(maxsize=64)
def _shaped(stages: tuple[tuple[str, str | None], ...]) -> Funnel:
    roles = tuple(role for _, role in stages)
    if roles[-1] != "won":  # it only names some of the five
        return FIVE
    return Funnel(tuple(each for each, _ in stages), roles)
