"""How the forms of stages, playbook and weights become what they say: fields are named by their place in the pack's file, `rules.0.reason.de`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from content.editions.weights import BOUNDS
from web.input import plain

_PLACE = re.compile(r"(stages|rules|plays|scoring)(\.[a-z0-9_]{1,64}){1,6}\Z")
_STEPS = {"up": -1, "down": 1}
RULES_IN_FIGURES = ("smallest_company", "largest_company", "lost_after_days", "key_account", "weekly_focus")
LONGEST = 20_000
"""Characters of one field; what is too long for a text is told beside it."""


def nested(form: Mapping[str, Any]) -> dict[str, Any]:
    """Put fields together by the dots of their names; numbered ones become lists, in the order of their numbers."""
    whole: dict[str, Any] = {}
    for name, value in form.items():
        if not _PLACE.match(name):
            continue
        *way, last = name.split(".")
        here = whole
        for part in way:
            inner = here.setdefault(part, {})
            if not isinstance(inner, dict):
                break
            here = inner
        else:
            here[last] = [_text(each) for each in value] if isinstance(value, list) else _text(value)
    return {name: _listed(value) for name, value in whole.items()}


def _text(value: Any) -> str:
    return plain(str(value)).replace("\r\n", "\n").strip()[:LONGEST]


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(each) for name, each in value.items()}
    if inner and all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def stages_body(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stages and rules that a form says; where it says nothing sensible, the check tells so."""
    found = nested(form)
    gone = {name[5:]: str(to) for name, to in form.items() if name.startswith("gone.")}
    stages = [_stage(each, gone) for each in _items(found.get("stages"))]
    return {"stages": stages, "rules": [_rule(each) for each in _items(found.get("rules"))]}


def play_body(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the one play that a form says."""
    plays = _items(nested(form).get("plays"))
    return _play(plays[0]) if plays else {}


def weights_body(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the weights of the grade that a form says; a field that is left empty is not said."""
    given = nested(form).get("scoring")
    given = given if isinstance(given, dict) else {}
    rules = _weights(given)
    rules |= {name: _figure(given[name]) for name in RULES_IN_FIGURES if given.get(name)}
    rules |= {name: _many(given.get(name)) for name in ("served_countries", "target_industries")}
    rules["teams"] = []
    for each in _items(given.get("teams")):
        team = {"id": str(each.get("id", "")), "name": each.get("name", {}), **_weights(each)}
        team |= {name: chosen for name in ("countries", "locales", "industries") if (chosen := _many(each.get(name)))}
        rules["teams"].append(team)
    return {"scoring": [rules]}


def _weights(given: Mapping[str, Any]) -> dict[str, Any]:
    points = given.get("weights")
    points = points if isinstance(points, dict) else {}
    bounds = {name: _figure(given[name]) for name in BOUNDS if given.get(name)}
    return {"weights": {code: _figure(each) for code, each in points.items() if each}, **bounds}


def _figure(written: Any) -> Any:
    """Read a decimal comma as a point; what is no number is told beside its field."""
    return written.replace(",", ".") if isinstance(written, str) else written


def moved(items: list[Any], deed: str, place: int) -> None:
    """Change a list as a button says: `remove`, `up`, `down`."""
    if not 0 <= place < len(items):
        return
    if deed == "remove":
        items.pop(place)
    elif deed in _STEPS and 0 <= place + _STEPS[deed] < len(items):
        items.insert(place + _STEPS[deed], items.pop(place))


def free_id(prefix: str, taken: Iterable[str]) -> str:
    """Return the first id of this kind that nobody has: `stage_3`."""
    used = set(taken)
    return next(name for number in range(1, 1000) if (name := f"{prefix}_{number}") not in used)


def _items(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _stage(given: dict[str, Any], gone: Mapping[str, str]) -> dict[str, Any]:
    stage = {name: given[name] for name in ("role", "name", "blocked_after_days") if given.get(name)}
    stage["id"] = str(given.get("id", ""))
    if stage.get("role") == stage["id"]:
        del stage["role"]
    taken = [old for old, to in gone.items() if to and to == given.get("id")]
    kept = [each for each in str(given.get("replaces", "")).split(",") if each and each not in gone]
    if replaces := list(dict.fromkeys((*kept, *taken))):
        stage["replaces"] = replaces
    return stage


def _rule(given: dict[str, Any]) -> dict[str, Any]:
    rule = {name: given[name] for name in ("event", "count", "stage", "reason") if given.get(name)}
    if within := _wait(given.get("within")):
        rule["within"] = within
    if given.get("suggests"):
        rule["suggests"] = True
    return rule


def _play(given: dict[str, Any]) -> dict[str, Any]:
    play: dict[str, Any] = {"id": str(given.get("id", "")), "name": given.get("name", {})}
    when = given.get("when")
    when = when if isinstance(when, dict) else {}
    kind = when.get("kind", "events")
    play["when"] = {"events": _many(when.get("events"))} if kind == "events" else {str(kind): when.get(str(kind), "")}
    play["stops"] = _many(given.get("stops"))
    if (again := _wait(given.get("again_after"))) and again[:-1] != "0":
        play["again_after"] = again
    play["steps"] = [_step(each) for each in _items(given.get("steps"))]
    return play


def _step(given: dict[str, Any]) -> dict[str, Any]:
    step = {name: given[name] for name in ("action", "to", "title") if given.get(name)}
    step["id"] = str(given.get("id", ""))
    step["after"] = _wait(given.get("after")) or "0h"
    written = given.get("paragraphs")
    cut = {locale: _paragraphs(text) for locale, text in written.items()} if isinstance(written, dict) else {}
    most = max((len(each) for each in cut.values()), default=0)
    step["paragraphs"] = [
        {locale: each[place] for locale, each in cut.items() if place < len(each)} for place in range(most)
    ]
    for name in ("shows", "links"):
        if chosen := _many(given.get(name)):
            step[name] = chosen
    return step


def _paragraphs(text: Any) -> list[str]:
    return [each.strip() for each in re.split(r"\n\s*\n", str(text)) if each.strip()]


def _many(value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value or ""]
    return [one for each in given for one in re.split(r"[\s,]+", str(each)) if one]


def _wait(given: Any) -> str:
    if not isinstance(given, dict) or not given.get("number"):
        return ""
    return f"{given['number']}{given.get('unit', 'd')}"


def is_number(text: str) -> bool:
    """Say whether a text is a number that a page could have written."""
    return text.isascii() and text.isdecimal() and len(text) <= 6
