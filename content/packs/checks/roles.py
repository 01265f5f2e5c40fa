"""Source of truth for when the staff's own bounds in `authority.yaml` can be followed: readable phrases, possible hours."""

from __future__ import annotations

from collections.abc import Iterator

from content.catalogue.model import RoleBounds
from content.packs.checks.supply import permission_faults
from content.packs.draft import Draft
from content.packs.faults import Fault


def check(draft: Draft) -> Iterator[Fault]:
    """Find bounds that nobody can read, hours that never come, and a chain in which nobody has the last word."""
    last = False
    for item, role in draft.parts("role"):
        assert isinstance(role, RoleBounds)
        last = last or (role.last_word and role.answers_requests)
        yield from permission_faults(item, role.bounds, ("bounds",))
        if not 0 < role.remind_after_hours <= role.answer_within_hours:
            message = "A reminder comes after an hour or more, and not after the answer is due."
            yield item.fault(("remind_after_hours",), message, "Make it smaller than `answer_within_hours`.")
    items = list(draft.items["role"].values())
    if items and not last:
        yield items[-1].fault(
            (), "No role has the last word, so some requests could never be approved.", "Add `last_word: true` to one."
        )
