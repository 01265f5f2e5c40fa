"""One play as the form of the desk holds it: taken out of the playbook, put back, and the problems that are its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar.exceptions import NotFoundException

from content.catalogue.model import ANSWERS, Company
from content.editions.model import Body, Problem, body_of
from funnel.journey.redesign import Effects
from web.desk.edition_form import free_id, is_number, moved

NEW = "new"
"""The address of a play that is not there yet."""


def press(written: dict[str, Any], deed: str) -> None:
    """Change the draft as a button says: `step.add`, `steps.1.up`."""
    steps = written.setdefault("steps", [])
    if deed == "step.add":
        taken = [str(each.get("id")) for each in steps]
        steps.append({"id": free_id("step", taken), "after": "3d", "action": "mail", "title": {}, "paragraphs": []})
    elif deed.startswith("steps."):
        place, _, verb = deed[6:].partition(".")
        if is_number(place):
            moved(steps, verb, int(place))


def written_play(company: Company, play: str) -> dict[str, Any]:
    """Return a play as the pack's file says it, a bare one for a new play."""
    if play == NEW:
        step = {"id": "step_1", "after": "3d", "action": "mail", "title": {}, "paragraphs": []}
        name = free_id("play", company.playbook)
        return {"id": name, "name": {}, "when": {"events": []}, "stops": list(ANSWERS), "steps": [step]}
    if play not in company.playbook:
        raise NotFoundException
    found: dict[str, Any] = next(each for each in body_of(company, "playbook")["plays"] if each["id"] == play)
    return {"stops": list(company.playbook[play].stops), **found}


def with_play(company: Company, play: str, written: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the whole playbook with one play in its place, at the end, or taken out."""
    plays: list[Any] = body_of(company, "playbook")["plays"]
    place = next((index for index, each in enumerate(plays) if each["id"] == play), len(plays))
    plays[place : place + 1] = [] if written is None else [written]
    return {"plays": plays}


def of_play(effects: Effects | None, play: str, written: Mapping[str, Any]) -> Effects | None:
    """Keep what concerns the play of the form."""
    if effects is None:
        return None
    return Effects(plays=tuple(each for each in effects.plays if each.play in {play, written.get("id")}))


def own_problems(problems: tuple[Problem, ...], body: Body, written: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Give the play of the form the number 0, and its paragraphs the place of their field, one for each language."""
    own = next((index for index, each in enumerate(body["plays"]) if each is written), -1)
    found = []
    for each in problems:
        path = each.path
        if len(path) > 1 and path[1] == own:
            path = ("plays", 0, *path[2:])
        if "paragraphs" in path:
            place = path.index("paragraphs")
            path = (*path[: place + 1], *path[place + 2 :])
        found.append(Problem(path, each.code, each.data))
    return tuple(found)
