"""What follows from needs: values by calculation, marks usual in a country, typical values of an industry, and needs as JSON."""

from __future__ import annotations

from typing import Any

from advisor.engineering import CalculationImpossible, calculate
from advisor.model import Bolt, JsonObject, Needs, NeedStatus, NeedValue
from content.catalogue.model import Company, Need
from content.catalogue.once import once_per_company

KNOWN = frozenset({NeedStatus.STATED, NeedStatus.CONFIRMED, NeedStatus.INFERRED})
"""A value with one of these may exclude a product; a proposed one only ranks."""

SETTLED = KNOWN | {NeedStatus.PROPOSED, NeedStatus.REFUSED, NeedStatus.INDIFFERENT}
"""Needs that are not asked for again."""


def typical_value(company: Company, name: str, needs: Needs, *, turn: int) -> NeedValue | None:
    """Propose what is usual for a need in the buyer's industry; None where the pack knows nothing typical."""
    need = company.needs.get(name)
    if need is None:
        return None
    industry = needs.get("industry")
    typical = need.typical.get(industry.value_id or "" if industry else "") or need.typical.get("*")
    if typical is None:
        return None
    single = typical.values[0] if typical.values and need.kind in ("choice", "country") else None
    return NeedValue(
        NeedStatus.PROPOSED,
        turn,
        min=typical.min,
        max=typical.max,
        value=typical.value,
        unit=need.unit,
        value_id=single,
        values=() if single or need.kind == "text" else typical.values,
        text=typical.values[0] if typical.values and need.kind == "text" else None,
        approximate=True,
    )


def derive(needs: Needs, turn: int, company: Company) -> Needs:
    """Add what follows from the needs: values by calculation (inferred) and the marks usual in the country (proposed)."""
    derived = dict(needs)
    for need in _derivable(company):
        _derive_one(derived, need, turn)
    _propose_marks(derived, turn, company)
    return derived


@once_per_company
def _derivable(company: Company) -> tuple[Need, ...]:
    return tuple(need for need in company.needs.values() if need.derived_from and need.calculation)


@once_per_company
def _need_of_marks(company: Company) -> Need | None:
    return next((n for n in company.needs.values() if n.match and n.match.attribute == "certificates"), None)


def _derive_one(needs: dict[str, NeedValue], need: Need, turn: int) -> None:
    held, origin = needs.get(need.id), needs.get(need.derived_from or "")
    if held is not None and held.status not in (NeedStatus.INFERRED, NeedStatus.PROPOSED):
        return
    known = origin is not None and origin.status in KNOWN
    if known or (held is not None and held.status is NeedStatus.INFERRED):
        needs.pop(need.id, None)  # what follows from the bolts is better than what is usual
    if origin is None or not known:
        return
    try:
        result = calculate(need.calculation or "", calculation_inputs(origin)).result
    except CalculationImpossible:
        return
    changed = held is None or (held.min, held.max) != (result["min"], result["max"])
    needs[need.id] = NeedValue(
        NeedStatus.INFERRED,
        turn if changed or held is None else held.turn,
        min=result["min"],
        max=result["max"],
        value=result.get("value"),
        unit=need.unit,
        approximate=True,
    )


def calculation_inputs(origin: NeedValue) -> JsonObject:
    """Write the need that a calculation starts from as its inputs."""
    return {"bolts": [_bolt(bolt) for bolt in origin.bolts]} if origin.bolts else as_json(origin)


def _propose_marks(needs: dict[str, NeedValue], turn: int, company: Company) -> None:
    country = needs.get("country")
    use = company.countries.get(country.value_id or "") if country else None
    marks_need = _need_of_marks(company)
    if marks_need is None:
        return
    held = needs.get(marks_need.id)
    if held is not None and held.status is not NeedStatus.PROPOSED:
        return
    offered = company.attributes["certificates"].choices if "certificates" in company.attributes else {}
    marks = tuple(mark for mark in use.marks if mark in offered) if use else ()
    if not marks:
        if use is not None:
            needs.pop(marks_need.id, None)
        return
    if held is None or held.values != marks:
        needs[marks_need.id] = NeedValue(NeedStatus.PROPOSED, turn, values=marks)


def _bolt(bolt: Bolt) -> JsonObject:
    return {"size": bolt.size, "grade": bolt.grade}


def as_json(value: NeedValue) -> dict[str, Any]:
    """Write a need's value (without status and turn) in the shape that the API promises."""
    found: dict[str, Any] = {
        "min": value.min,
        "max": value.max,
        "value": next((item for item in (value.value_id, value.text, value.value) if item is not None), None),
        "values": [_bolt(bolt) for bolt in value.bolts] or list(value.values) or None,
        "amount": value.amount,
        "currency": value.currency,
        "unit": value.unit,
    }
    return {name: item for name, item in found.items() if item is not None}


def needs_json(needs: Needs) -> dict[str, Any]:
    """Write needs with their status: what a query carries, and (with `turn` added) what the API shows."""
    return {name: _with_status(value) for name, value in needs.items()}


def _with_status(value: NeedValue) -> dict[str, Any]:
    # "about 2 kg" leaves room to both sides; what was calculated or proposed says so by its status
    about = {"approximate": True} if value.approximate and value.status is NeedStatus.STATED else {}
    return {**as_json(value), "status": value.status.value, **about}


def needs_from_json(data: JsonObject, company: Company) -> Needs:
    """Read needs back from `needs_json`; `turn` is 0 where it is not in the data."""
    return {name: _value_from_json(item, company.needs.get(name)) for name, item in data.items()}


def _value_from_json(item: JsonObject, need: Need | None) -> NeedValue:
    single, several = item.get("value"), item.get("values") or ()
    as_text = need is not None and need.kind in ("text", "date")
    bolts = tuple(Bolt(one["size"], one.get("grade")) for one in several if isinstance(one, dict))
    return NeedValue(
        NeedStatus(item["status"]),
        int(item.get("turn", 0)),
        min=item.get("min"),
        max=item.get("max"),
        value=float(single) if isinstance(single, int | float) else None,
        unit=item.get("unit"),
        value_id=single if isinstance(single, str) and not as_text else None,
        values=() if bolts else tuple(several),
        bolts=bolts,
        amount=item.get("amount"),
        currency=item.get("currency"),
        text=single if isinstance(single, str) and as_text else None,
        approximate=bool(item.get("approximate")),
    )
