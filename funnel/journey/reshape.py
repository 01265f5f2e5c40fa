"""The funnel gets other stages: every customer and every move of the past has its place in the new one."""

from __future__ import annotations

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey.observe import write_moves
from funnel.stages import repository as stages
from scoring.funnel_shape import Funnel, funnel_of
from scoring.model import Reason, StageMove


class StagesUnsettled(ValueError):
    """Stages are gone on which customers stand, and the pack does not say where they belong now."""

    def __init__(self, left: dict[str, int]) -> None:
        named = ", ".join(f"`{stage}` ({count})" for stage, count in left.items())
        super().__init__(
            f"The pack has no place for the customers of these stages: {named}. "
            "Name each in `replaces` of the stage that they belong to from now on; nothing was changed."
        )


def moved_positions(before: Funnel, after: Funnel, company: Company) -> tuple[dict[int, int], dict[str, int]]:
    """Return where each position goes that has a place in the new funnel, and the stages that have none, by id.

    A stage that is still there keeps its customers; one that is gone gives them to the stage that replaces it, else to the
    one that means the same.
    """
    replaced = {old: each.id for each in company.stages.values() for old in each.replaces}
    moved: dict[int, int] = {}
    left: dict[str, int] = {}
    for position, (stage, role) in enumerate(zip(before.ids, before.roles, strict=True), start=1):
        names = [stage if stage in after.ids else None, replaced.get(stage), role if role in after.roles else None]
        name = next((each for each in names if each is not None), None)
        if name is None:
            left[stage] = position
        else:
            moved[position] = after.position(name)
    return moved, left


async def reshape(session: Session, company: Company, *, by: Actor) -> int:
    """Let customers and their history stand where their stages are in the company's funnel; return how many lost their stage.

    Raises StagesUnsettled where a stage is gone that customers stand on and nothing says what replaces it. Run in the
    transaction that changes the company's stages.
    """
    before, after = await stages.newest_funnel(session), funnel_of(company)
    if (before.ids, before.roles) == (after.ids, after.roles):
        return 0
    moved, left = moved_positions(before, after, company)
    stand = await stages.standing_on(session, left.values())
    if stand:
        raise StagesUnsettled({stage: len(stand[place]) for stage, place in left.items() if place in stand})
    gone = {place for place, stage in enumerate(before.ids, start=1) if stage not in after.ids and place in moved}
    uprooted = await stages.standing_on(session, gone)
    # nobody stands on what is left: only moves of the past name it, and they count as the stage before
    for place in sorted(left.values()):
        moved[place] = max((new for old, new in moved.items() if old < place), default=1)
    await stages.renumber(session, moved)
    now = clock.now()
    reason = Reason("stage_replaced", 0, {})
    moves = [
        (customer, StageMove(moved[place], moved[place], reason, now))
        for place, customers in uprooted.items()
        for customer in customers
    ]
    await write_moves(session, moves, by=by)
    await stages.keep_funnel(session, after, moved, at=now, actor=str(by))
    told = {"before": list(before.ids), "after": list(after.ids), "customers": len(moves)}
    await events.record(session, "funnel_changed", subject=("content", company.id), by=by, data=told)
    return len(moves)
