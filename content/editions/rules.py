"""The source of truth for when stages and plays hold together, for the pack's check and for the desk alike. Pure.

What is not right comes as a code with its place; whoever shows it has the words.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence

from content.catalogue.model import Play, PlayStep, Stage, StageRule
from content.catalogue.model.funnel import ROLES
from content.editions.model import Path, Problem

MOST_STAGES = 12
FEWEST_STAGES = 3
NEEDED = ("lead", "decision", "won")
FACTS = frozenset({"quote", "product", "valid_until"})
"""What a step may name; each is looked up when the step is due."""
FIGURES = frozenset({"count", "hours"})
"""What the reason of a rule may name."""
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


def funnel_problems(stages: Sequence[Stage]) -> Iterator[Problem]:
    """Find funnels without beginning, decision or end, stages out of order, and customers promised to two stages."""
    means = [part.means for part in stages]
    if "won" not in means:
        for index, part in enumerate(stages):
            if part.means is None:
                yield Problem(("stages", index, "id"), "no_end", {"stage": part.id})
        return
    last = len(stages) - 1
    yield from (Problem(("stages", last), "meaning_missing", {"role": role}) for role in NEEDED if role not in means)
    if means[0] != "lead":
        yield Problem(("stages", 0), "first_is_lead")
    if means[-1] != "won":
        yield Problem(("stages", last), "last_is_won")
    if len(stages) > MOST_STAGES:
        yield Problem(("stages", last), "too_many_stages", {"most": str(MOST_STAGES)})
    yield from _order(stages)
    yield from _replaced(stages)


def stage_names(stages: Sequence[Stage]) -> frozenset[str]:
    """Return by what rules and plays may call the stages: ids and meanings; of a partial list the usual meanings."""
    means = {part.means for part in stages}
    if "won" not in means:
        return frozenset(ROLES)
    return frozenset({part.id for part in stages} | {each for each in means if each})


def rule_problems(rules: Sequence[StageRule], names: frozenset[str]) -> Iterator[Problem]:
    """Find rules that lead to a stage there is not, and reasons that name what no rule knows."""
    for index, rule in enumerate(rules):
        if rule.stage not in names:
            yield Problem(("rules", index, "stage"), "no_stage", {"stage": rule.stage, "known": _list(names)})
        for locale, wording in rule.reason.root.items():
            for strange in sorted(named_facts(wording) - FIGURES):
                data = {"fact": strange, "known": _facts(FIGURES)}
                yield Problem(("rules", index, "reason", locale), "unknown_fact", data)


def play_problems(plays: Sequence[Play], names: frozenset[str]) -> Iterator[Problem]:
    """Find stages there are not, steps that share a name, unknown facts in words, and steps that could come out empty."""
    for index, play in enumerate(plays):
        if play.when.stage is not None and play.when.stage not in names:
            data = {"stage": play.when.stage, "known": _list(names)}
            yield Problem(("plays", index, "when", "stage"), "no_stage", data)
        for name, number in Counter(step.id for step in play.steps).items():
            if number > 1:
                yield Problem(("plays", index, "steps"), "step_twice", {"step": name})
        for place, step in enumerate(play.steps):
            yield from _words(step, ("plays", index, "steps", place))


def named_facts(wording: str) -> set[str]:
    """Return the names in braces; a brace that is never closed is a name of its own."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(wording) if name is not None}
    except ValueError:
        return {"{"}


def is_id(text: str) -> bool:
    """Say whether a text can be the id of a stage, a play or a step."""
    return _ID.match(text) is not None


def _order(stages: Sequence[Stage]) -> Iterator[Problem]:
    reached = -1
    for index, part in enumerate(stages):
        if part.means is None:
            continue
        if ROLES.index(part.means) <= reached:
            yield Problem(("stages", index), "out_of_order", {"role": part.means, "order": ", ".join(ROLES)})
        reached = max(reached, ROLES.index(part.means))


def _replaced(stages: Sequence[Stage]) -> Iterator[Problem]:
    there = {part.id for part in stages}
    taken: set[str] = set()
    for index, part in enumerate(stages):
        for place, old in enumerate(part.replaces):
            if old in there:
                yield Problem(("stages", index, "replaces", place), "replaced_is_there", {"stage": old})
            if old in taken:
                yield Problem(("stages", index, "replaces", place), "replaced_twice", {"stage": old})
            taken.add(old)


def _words(step: PlayStep, path: Path) -> Iterator[Problem]:
    for place, text in enumerate(step.paragraphs):
        for locale, wording in text.root.items():
            for strange in sorted(named_facts(wording) - FACTS):
                data = {"fact": strange, "known": _facts(FACTS)}
                yield Problem((*path, "paragraphs", place, locale), "unknown_fact", data)
    if any(map(named_facts, step.title.root.values())):
        yield Problem((*path, "title"), "title_names_fact")
    if all(named_facts(wording) for text in step.paragraphs for wording in text.root.values()):
        yield Problem((*path, "paragraphs"), "nothing_left_to_say")


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _facts(names: frozenset[str]) -> str:
    return ", ".join(f"{{{one}}}" for one in sorted(names))
