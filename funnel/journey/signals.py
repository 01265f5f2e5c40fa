"""What a message betrays of its writer's intent, in the words that `scoring` reads."""

from __future__ import annotations

from advisor.model import Act, ActKind, ChooseProduct, SetNeed, Understanding
from content.catalogue.model import Company
from scoring.unwanted.texts import unwanted

SIGNALS = {
    ActKind.SUPPLIER_PITCH: "supplier_pitch",
    ActKind.JOB_APPLICATION: "job_application",
    ActKind.ABUSE: "abuse",
    ActKind.INSTRUCTION: "instruction",
}
OF_ENGINEERS = frozenset(["number", "range", "bolt"])
"""Kinds of needs that only somebody states who is after goods."""


def signals_of(understanding: Understanding, text: str, company: Company) -> frozenset[str]:
    """Return the signals of one message: those of its acts, and what it is after if not goods."""
    kinds = (command.kind for command in understanding.commands if isinstance(command, Act))
    found = {SIGNALS[kind] for kind in kinds if kind in SIGNALS}
    other = unwanted(text, asks_for_goods=_asks_for_goods(understanding, company))
    return frozenset(found | ({str(other.intent)} if other else set()))


def _asks_for_goods(understanding: Understanding, company: Company) -> bool:
    """Whether the advisor understood a wish that only a buyer has."""
    return bool(understanding.sought) or any(
        isinstance(command, ChooseProduct)
        or (isinstance(command, SetNeed) and company.needs[command.need].kind in OF_ENGINEERS)
        for command in understanding.commands
    )
