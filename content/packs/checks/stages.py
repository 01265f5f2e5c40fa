"""Source of truth for how a pack is told that its stages or its playbook do not hold together; the rules are those of `content/editions/rules.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content.catalogue.model import Play, Stage, StageRule
from content.editions.model import Problem
from content.editions.rules import funnel_problems, play_problems, rule_problems, stage_names
from content.packs.draft import Draft, Item
from content.packs.faults import Fault

TOLD: Mapping[str, tuple[str, str]] = {
    "no_end": (
        "`{stage}` is a stage of its own, but no stage of this list means `won`.",
        "List all stages, from the lead to the win.",
    ),
    "meaning_missing": ("No stage means `{role}`.", "Add a stage with `role: {role}`."),
    "first_is_lead": ("The first stage must mean `lead`.", "Put the stage with that role first."),
    "last_is_won": ("The last stage must mean `won`.", "Put the stage with that role last."),
    "too_many_stages": ("A funnel has at most {most} stages.", "Take some out."),
    "out_of_order": (
        "`{role}` comes after or beside a stage that means as much or more.",
        "The order is {order}, each once.",
    ),
    "replaced_is_there": ("The stage `{stage}` is still there.", "Name one that is gone."),
    "replaced_twice": ("Two stages replace `{stage}`.", "Keep one of them."),
    "no_stage": ("There is no stage `{stage}`.", "Known are {known}."),
    "step_twice": ("Two steps are called `{step}`.", "Rename one."),
    "unknown_fact": ("Nobody knows the fact `{fact}`.", "Known are {known}."),
    "title_names_fact": ("A title names a fact that may not be known.", "Name it in a paragraph."),
    "nothing_left_to_say": ("Every paragraph names a fact, so nothing may be left to say.", "Add one that names none."),
}


def check(draft: Draft) -> Iterator[Fault]:
    """Find stages, rules and plays that do not hold together."""
    stages = [(item, part) for item, part in draft.parts("stage") if isinstance(part, Stage)]
    rules = [(item, part) for item, part in draft.parts("stage_rule") if isinstance(part, StageRule)]
    plays = [(item, part) for item, part in draft.parts("play") if isinstance(part, Play)]
    names = stage_names([part for _, part in stages])
    found = [
        *(funnel_problems([part for _, part in stages])),
        *(rule_problems([part for _, part in rules], names)),
        *(play_problems([part for _, part in plays], names)),
    ]
    items: dict[str, list[Item]] = {
        "stages": [item for item, _ in stages],
        "rules": [item for item, _ in rules],
        "plays": [item for item, _ in plays],
    }
    for problem in found:
        yield _fault(items[str(problem.path[0])][int(problem.path[1])], problem)


def _fault(item: Item, problem: Problem) -> Fault:
    message, mend = (text.format_map(problem.data) for text in TOLD[problem.code])
    return item.fault(problem.path[2:], message, mend)
