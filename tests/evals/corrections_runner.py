"""Plays the dialogues under `tests/evals/corrections/` and measures how many leave the record as the buyer means it.

A case is `{turns: [[message, needs after it], ...]}`, or `{messages: [...], needs: ...}` where only the end is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from advisor.derived import as_json
from advisor.model import Conversation, NeedStatus
from advisor.needs import remember
from advisor.understanding import understand
from content.catalogue.model import Company
from tests.evals.needs_runner import DAY, OPTIONAL, alike, plain

FOLDER = Path(__file__).parent / "corrections"
_SAID = (NeedStatus.STATED, NeedStatus.CONFIRMED)


@dataclass
class Result:
    """How many dialogues ended right, and what was wrong in the others."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        played = self.right + len(self.wrong)
        return self.right / played if played else 1.0


def play(locale: str, company: Company, *, folder: Path = FOLDER) -> Result:
    """Return the result of one language's dialogues."""
    result = Result()
    for case in yaml.safe_load((folder / f"{locale}.yaml").read_text(encoding="utf-8")):
        faults = _faults(_turns(case), locale, company)
        if faults:
            result.wrong.append("\n    ".join([" | ".join(message for message, _ in _turns(case)), *faults]))
        else:
            result.right += 1
    return result


def _turns(case: dict[str, Any]) -> list[tuple[str, Mapping[str, Any] | None]]:
    if "turns" in case:
        return [(str(message), needs) for message, needs in case["turns"]]
    *earlier, last = case["messages"]
    return [*((str(message), None) for message in earlier), (str(last), case["needs"])]


def _faults(turns: list[tuple[str, Mapping[str, Any] | None]], locale: str, company: Company) -> list[str]:
    conversation = Conversation("eval", locale, locale)
    faults = []
    for message, needs in turns:
        conversation = remember(conversation, understand(message, conversation, company, today=DAY), company)
        if needs is None:
            continue
        expected = {(f"needs:{name}", plain(value)) for name, value in needs.items()}
        held = {
            (f"needs:{name}", plain(as_json(value)))
            for name, value in conversation.needs.items()
            if value.status in _SAID
        }
        held = alike(held, expected)
        told = {name for name, _ in expected}
        extra = {item for item in held - expected if item[0] in told or item[0] not in OPTIONAL}
        if expected - held or extra:
            faults.append(f"after {message!r}: missed {sorted(expected - held)}, extra {sorted(extra)}")
    return faults
