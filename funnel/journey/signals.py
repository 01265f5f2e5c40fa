"""What a message betrays of its writer's intent, in the words that `scoring` reads."""

from __future__ import annotations

from advisor.model import Act, ActKind, Understanding

SIGNALS = {
    ActKind.SUPPLIER_PITCH: "supplier_pitch",
    ActKind.JOB_APPLICATION: "job_application",
    ActKind.ABUSE: "abuse",
    ActKind.INSTRUCTION: "instruction",
}


def signals_of(understanding: Understanding) -> frozenset[str]:
    """Return the signals of one message."""
    kinds = (command.kind for command in understanding.commands if isinstance(command, Act))
    return frozenset(SIGNALS[kind] for kind in kinds if kind in SIGNALS)
