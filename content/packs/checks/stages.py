"""Source of truth for when the stages of a pack are a funnel: from the lead to the win, in the order of what they mean, rules included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.catalogue.model import Play, Stage, StageRule
from content.catalogue.model.funnel import ROLES
from content.packs.draft import Draft, Item
from content.packs.faults import Fault

MOST = 12
NEEDED = ("lead", "decision", "won")


def check(draft: Draft) -> Iterator[Fault]:
    """Find funnels without beginning, decision or end, stages out of order, and names of stages that there are not."""
    stages = [(item, part) for item, part in draft.parts("stage") if isinstance(part, Stage)]
    means = [part.means for _, part in stages]
    if "won" in means:
        yield from _funnel(stages)
        names = {part.id for _, part in stages} | {each for each in means if each}
    else:
        for item, part in stages:
            if part.means is None:
                message = f"`{part.id}` is a stage of its own, but no stage of this list means `won`."
                yield item.fault(("id",), message, "List all stages, from the lead to the win.")
        names = set(ROLES)
    yield from _named(draft, names)


def _funnel(stages: Sequence[tuple[Item, Stage]]) -> Iterator[Fault]:
    means = [part.means for _, part in stages]
    first, last = stages[0][0], stages[-1][0]
    for role in NEEDED:
        if role not in means:
            yield last.fault((), f"No stage means `{role}`.", f"Add a stage with `role: {role}`.")
    if means[0] != "lead":
        yield first.fault((), "The first stage must mean `lead`.", "Put the stage with that role first.")
    if means[-1] != "won":
        yield last.fault((), "The last stage must mean `won`.", "Put the stage with that role last.")
    if len(stages) > MOST:
        yield last.fault((), f"A funnel has at most {MOST} stages.", "Take some out.")
    yield from _order(stages)
    yield from _replaced(stages)


def _order(stages: Sequence[tuple[Item, Stage]]) -> Iterator[Fault]:
    reached = -1
    for item, part in stages:
        if part.means is None:
            continue
        if ROLES.index(part.means) <= reached:
            message = f"`{part.means}` comes after or beside a stage that means as much or more."
            yield item.fault((), message, f"The order is {', '.join(ROLES)}, each once.")
        reached = max(reached, ROLES.index(part.means))


def _replaced(stages: Sequence[tuple[Item, Stage]]) -> Iterator[Fault]:
    there = {part.id for _, part in stages}
    taken: set[str] = set()
    for item, part in stages:
        for place, old in enumerate(part.replaces):
            if old in there:
                yield item.fault(("replaces", place), f"The stage `{old}` is still there.", "Name one that is gone.")
            if old in taken:
                yield item.fault(("replaces", place), f"Two stages replace `{old}`.", "Keep one of them.")
            taken.add(old)


def _named(draft: Draft, names: set[str]) -> Iterator[Fault]:
    mend = f"Known are {', '.join(sorted(names))}."
    for item, rule in draft.parts("stage_rule"):
        assert isinstance(rule, StageRule)
        if rule.stage not in names:
            yield item.fault(("stage",), f"There is no stage `{rule.stage}`.", mend)
    for item, play in draft.parts("play"):
        assert isinstance(play, Play)
        if play.when.stage is not None and play.when.stage not in names:
            yield item.fault(("when", "stage"), f"There is no stage `{play.when.stage}`.", mend)
