"""The source of truth for how a version that somebody wrote is read, from a form, a program or a file: hostile until it was here. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from content.catalogue.kinds import BY_NAME
from content.catalogue.model import ANY, Company, Part, Play, Stage, Text
from content.editions.model import KINDS, Draft, Path, Problem, Subject
from content.editions.rules import (
    FEWEST_STAGES,
    funnel_problems,
    is_id,
    play_problems,
    rule_problems,
    stage_names,
)
from content.editions.weights import weight_problems
from content.packs.checks.texts import wordings

MOST = {"stages": 12, "rules": 60, "plays": 60, "scoring": 1}
MOST_STEPS = 20
LONGEST_TEXT = 4000
_CODES = {
    "missing": "missing",
    "string_type": "text",
    "int_parsing": "number",
    "int_type": "number",
    "int_from_float": "number",
    "float_parsing": "decimal",
    "float_type": "decimal",
    "finite_number": "decimal",
    "decimal_parsing": "decimal",
    "decimal_type": "decimal",
    "greater_than_equal": "range",
    "less_than_equal": "range",
    "string_pattern_mismatch": "word",
    "literal_error": "choice",
    "extra_forbidden": "unknown_field",
    "too_short": "missing",
}
"""What pydantic says -> code; anything else is `form`."""


def read(subject: Subject, body: Any, company: Company) -> Draft:
    """Read a version in the form of the pack's file; `company` gives the languages, and what it has beside it.

    Parts that are not valid are left out, so that the problems of the rest can be told at once.
    """
    if not isinstance(body, Mapping):
        return Draft(subject, dict.fromkeys(KINDS[subject], ()), (Problem((), "form"),))
    sections = {BY_NAME[kind].under or kind: kind for kind in KINDS[subject]}
    problems = [Problem((str(name)[:64],), "unknown_field") for name in body if name not in sections]
    parts: dict[str, Sequence[Part]] = {}
    for section, kind in sections.items():
        raw = body.get(section, [])
        if BY_NAME[kind].single and not isinstance(raw, list):
            raw = [raw]  # as the pack's file writes it
        parts[kind], found = _parts(kind, section, raw, locales=company.locales)
        if BY_NAME[kind].single:
            found = [Problem((section, *each.path[2:]), each.code, each.data) for each in found]
            found += [] if raw else [Problem((section,), "missing")]
        problems += found
    draft = Draft(subject, parts, tuple(problems))
    if problems:
        return draft
    return Draft(subject, parts, tuple((_weights if subject == "scoring" else _whole)(draft, company)))


def _parts(kind: str, section: str, raw: Any, *, locales: tuple[str, ...]) -> tuple[list[Part], list[Problem]]:
    if not isinstance(raw, list):
        return [], [Problem((section,), "form")]
    if len(raw) > MOST[section]:
        return [], [Problem((section,), "too_many", {"most": str(MOST[section])})]
    parts: list[Part] = []
    problems: list[Problem] = []
    for index, each in enumerate(raw):
        try:
            parts.append(BY_NAME[kind].model.model_validate(each))
        except ValidationError as error:
            problems += _told(error, (section, index))
            problems += _raw_texts(each, (section, index), locales)
    return parts, problems


def _told(error: ValidationError, path: Path) -> Iterator[Problem]:
    seen: set[Path] = set()
    for detail in error.errors(include_url=False, include_input=False):
        where = (*path, *(each for each in detail["loc"]))[:8]
        if where in seen:
            continue
        seen.add(where)
        context = detail.get("ctx", {})
        data = {name: str(context[key]) for name, key in (("low", "ge"), ("high", "le")) if key in context}
        yield Problem(where, _CODES.get(detail["type"], "form"), data)


def _whole(draft: Draft, company: Company) -> Iterator[Problem]:
    proposed = draft.company(company)
    for section, kind in ((BY_NAME[kind].under or kind, kind) for kind in KINDS[draft.subject]):
        for index, part in enumerate(draft.parts[kind]):
            yield from _texts(part, (section, index), company.locales)
    names = stage_names(list(proposed.stages.values()))
    if draft.subject == "playbook":
        yield from _plays(draft.plays, names)
        return
    stages = [part for part in draft.parts["stage"] if isinstance(part, Stage)]
    yield from _ids("stages", [each.id for each in stages])
    if "won" not in {each.means for each in stages}:
        yield Problem(("stages",), "meaning_missing", {"role": "won"})
        return
    if len(stages) < FEWEST_STAGES:
        yield Problem(("stages",), "too_few_stages", {"fewest": str(FEWEST_STAGES)})
    yield from funnel_problems(stages)
    yield from rule_problems(draft.rules, names)
    for play in company.playbook.values():
        if play.when.stage is not None and play.when.stage not in names:
            yield Problem(("stages",), "play_waits", {"stage": play.when.stage, "play": play.id})


def _weights(draft: Draft, company: Company) -> Iterator[Problem]:
    for place, team in enumerate(draft.scoring.teams):
        if not is_id(team.id):
            yield Problem(("scoring", "teams", place, "id"), "word")
        yield from _texts(team, ("scoring", "teams", place), company.locales)
    yield from weight_problems(draft.scoring, company)


def _plays(plays: Sequence[Play], names: frozenset[str]) -> Iterator[Problem]:
    yield from _ids("plays", [each.id for each in plays])
    for index, play in enumerate(plays):
        if len(play.steps) > MOST_STEPS:
            yield Problem(("plays", index, "steps"), "too_many", {"most": str(MOST_STEPS)})
        for place, step in enumerate(play.steps):
            if not is_id(step.id):
                yield Problem(("plays", index, "steps", place, "id"), "word")
        words = [("stops", place, each) for place, each in enumerate(play.stops)]
        words += [("when", place, each) for place, each in enumerate(play.when.events)]
        for field, place, word in words:
            if not is_id(word):
                inner: Path = ("when", "events", place) if field == "when" else (field, place)
                yield Problem(("plays", index, *inner), "word")
    yield from play_problems(plays, names)


def _ids(section: str, ids: Sequence[str]) -> Iterator[Problem]:
    for index, each in enumerate(ids):
        if not is_id(each):
            yield Problem((section, index, "id"), "word")
        elif each in ids[:index]:
            yield Problem((section, index, "id"), "twice", {"id": each})


def _texts(part: Part, path: Path, locales: tuple[str, ...]) -> Iterator[Problem]:
    for where, text in wordings(part, ()):
        yield from _text(text, (*path, *where), locales)


def _raw_texts(raw: Any, path: Path, locales: tuple[str, ...]) -> Iterator[Problem]:
    """Find what is missing in the texts of a part that is not valid, so that its author is told everything at once."""
    if isinstance(raw, list):
        for index, each in enumerate(raw[:MOST_STEPS]):
            yield from _raw_texts(each, (*path, index), locales)
    elif isinstance(raw, Mapping):
        if set(raw) & set(locales) and all(isinstance(each, str) for each in raw.values()):
            yield from _text(Text({str(locale): each for locale, each in raw.items()}), path, locales)
        else:
            for name in ("name", "title", "reason", "steps", "paragraphs", "teams"):
                yield from _raw_texts(raw.get(name), (*path, name), locales)


def _text(text: Text, path: Path, locales: tuple[str, ...]) -> Iterator[Problem]:
    given = text.root
    for locale, wording in given.items():
        if locale not in locales and locale != ANY:
            yield Problem((*path, locale[:64]), "unknown_field")
        elif not wording.strip():
            yield Problem((*path, locale), "missing")
        elif len(wording) > LONGEST_TEXT:
            yield Problem((*path, locale), "too_long", {"most": str(LONGEST_TEXT)})
    if ANY not in given:
        yield from (Problem((*path, locale), "missing") for locale in locales if locale not in given)
