"""What the selector's answers mean: the inputs of its steps, read as stated needs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisor.derived import derive
from advisor.engineering.joints import COARSE_PITCH, PROOF_STRESS
from advisor.model import Bolt, Needs, NeedStatus, NeedValue
from content.catalogue.model import Company, Need

Answers = Mapping[str, Sequence[str]]
"""Name of an input with what was chosen or written; a range has `<need>_min` and `<need>_max`, a bolt also `<need>_grade`."""


def needs_of(company: Company, answers: Answers) -> Needs:
    """Read the answers as stated needs; what cannot be meant is left out, and what follows from them is added."""
    needs = {need.id: value for need in company.needs.values() if (value := _read(need, answers)) is not None}
    return derive(needs, 0, company)


def _read(need: Need, answers: Answers) -> NeedValue | None:
    values = tuple(answers.get(need.id, ()))
    if need.kind in ("choice", "text") and values:
        is_text = need.kind == "text"
        return NeedValue(
            NeedStatus.STATED, 0, text=values[0] if is_text else None, value_id=None if is_text else values[0]
        )
    if need.kind == "choices" and values:
        return NeedValue(NeedStatus.STATED, 0, values=values)
    if need.kind == "bolt":
        return _read_bolts(need, answers)
    low, high, single = (_number(need, answers.get(name, ())) for name in (f"{need.id}_min", f"{need.id}_max", need.id))
    if need.kind == "range" and (low is not None or high is not None):
        low, high = (low if low is not None else high), (high if high is not None else low)
        assert low is not None
        assert high is not None
        return NeedValue(NeedStatus.STATED, 0, min=min(low, high), max=max(low, high), unit=need.unit)
    if need.kind == "number" and single is not None:
        rule = need.match.rule if need.match else "equals"
        blank = NeedValue(NeedStatus.STATED, 0, unit=need.unit)
        if rule == "at_most":
            return replace(blank, max=single)
        return replace(blank, min=single) if rule == "at_least" else replace(blank, value=single)
    return None


def _read_bolts(need: Need, answers: Answers) -> NeedValue | None:
    sizes = {f"M{size:g}" for size in COARSE_PITCH}
    found = dict.fromkeys(
        one for name in (f"{need.id}_min", f"{need.id}_max") for one in answers.get(name, ()) if one in sizes
    )
    grade = next((one for one in answers.get(f"{need.id}_grade", ()) if one in PROOF_STRESS), None)
    return NeedValue(NeedStatus.STATED, 0, bolts=tuple(Bolt(size, grade) for size in found)) if found else None


def _number(need: Need, written: Sequence[str]) -> float | None:
    try:
        number = float(written[0].replace(",", "."))
    except (ValueError, IndexError):
        return None
    lowest, highest = (
        need.lowest if need.lowest is not None else 0.0,
        need.highest if need.highest is not None else math.inf,
    )
    return number if lowest <= number <= highest else None
