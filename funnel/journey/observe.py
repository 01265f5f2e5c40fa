"""Events come in: they are kept once, and move the customer's stage by the rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from funnel.errors import UnknownCustomer
from funnel.people import repository as people
from funnel.people.model import Customer, Standing
from funnel.stages import repository as stages
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from scoring.funnel_stages import RULES_OF_THE_SOURCES, Rule, can_move, moving, stage_after, stage_within
from scoring.model import Behaviour, StageMove

MOST_EVIDENCE = 10
"""How many events a move names."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What an event changed; `stage` is the current one."""

    new: bool
    stage_updated: bool
    stage: int


async def observe(
    session: Session, event: NewEvent, *, by: Actor, rules: Sequence[Rule] = RULES_OF_THE_SOURCES
) -> Observed:
    """Keep one event of a customer and apply the stage rules. Raises UnknownCustomer."""
    assert event.customer_id is not None
    [observed] = await observe_all(session, [event], by=by, rules=rules)
    if observed is None:
        raise UnknownCustomer(event.customer_id)
    return observed


async def observe_all(
    session: Session, happened: Sequence[NewEvent], *, by: Actor, rules: Sequence[Rule] = RULES_OF_THE_SOURCES
) -> list[Observed | None]:
    """Keep events of customers and apply the stage rules, as if each came by itself; None for an event of nobody.

    However many events there are, they take the same few statements. `rules` are the company's (`rules_of`).
    """
    standing = await people.lock(session, {event.customer_id for event in happened if event.customer_id is not None})
    known = [event for event in happened if event.customer_id in standing]
    fresh = await timeline.add_events(session, known, received_at=clock.now())
    new = [event for event, is_new in zip(known, fresh, strict=True) if is_new]
    counts = await _counts_before(session, new, standing, rules=rules)
    reached = {customer.id: customer.stage for customer in standing.values()}
    moved: list[tuple[int, StageMove]] = []
    told: list[Observed | None] = []
    freshness = iter(fresh)
    for event in happened:
        customer = standing.get(event.customer_id or 0)
        if customer is None:
            told.append(None)
            continue
        is_new = next(freshness)
        move = None
        if is_new and _is_counted(event, customer, rules) and not customer.lost:
            counts[customer.id][event.event_type] += 1
            move = stage_after(reached[customer.id], counts[customer.id], at=clock.now(), rules=rules)
        if move is not None:
            reached[customer.id] = move.to_stage
            moved.append((customer.id, move))
        told.append(Observed(is_new, move is not None, reached[customer.id]))
    dense = await _dense_moves(session, new, standing, reached=reached, rules=rules)
    moved += dense.items()
    for place, event in enumerate(happened):  # the last event of a customer tells where it stands now
        if (seen := told[place]) is not None and event.customer_id in dense:
            told[place] = Observed(seen.new, True, dense[event.customer_id].to_stage)
    await people.touch(session, _last_heard(new, standing))
    await write_moves(session, await _with_evidence(session, moved), by=by)
    return told


async def _dense_moves(
    session: Session,
    new: Sequence[NewEvent],
    standing: Mapping[int, Standing],
    *,
    reached: Mapping[int, int],
    rules: Sequence[Rule],
) -> dict[int, StageMove]:
    """Return the moves of customers whose events came close enough together, by the rules that ask for it."""
    types = {rule.event_type for rule in rules if rule.within is not None and not rule.suggests}
    concerned = {
        each.customer_id
        for each in new
        if each.event_type in types and each.customer_id is not None and not standing[each.customer_id].lost
    }
    if not concerned:
        return {}
    moves: dict[int, StageMove] = {}
    for customer_id, seen in (await timeline.behaviour_of(session, concerned)).items():
        back = standing[customer_id].moved_back_at
        counted = [each for each in seen if back is None or each.at > back]
        move = stage_within(reached[customer_id], counted, at=clock.now(), rules=rules)
        if move is not None:
            moves[customer_id] = move
    return moves


async def _with_evidence(session: Session, moved: Sequence[tuple[int, StageMove]]) -> list[tuple[int, StageMove]]:
    """Add to each move by a rule the ids of the events that it rests on, newest first."""
    wanted = [(each, move.reason.code, min(int(move.reason.data["count"]), MOST_EVIDENCE)) for each, move in moved]
    ids = await stages.evidence(session, wanted)
    told: list[tuple[int, StageMove]] = []
    for each, move in moved:
        rests_on = ",".join(map(str, ids.get((each, move.reason.code), ())))
        data = {**move.reason.data, "evidence": rests_on}
        told.append((each, replace(move, reason=replace(move.reason, data=data))))
    return told


async def observe_batches(
    session: Session,
    batches: Sequence[Sequence[NewEvent]],
    *,
    by: Actor,
    rules: Sequence[Rule] = RULES_OF_THE_SOURCES,
) -> list[list[Observed | None]]:
    """The same for batches that came at once; each gets its own answers."""
    told = iter(await observe_all(session, [event for batch in batches for event in batch], by=by, rules=rules))
    return [[next(told) for _ in batch] for batch in batches]


async def _counts_before(
    session: Session, new: Sequence[NewEvent], standing: Mapping[int, Standing], *, rules: Sequence[Rule]
) -> dict[int, Counter[str]]:
    """Return how often each ruled event happened before the new ones, to the customers that these can move."""
    movable = {
        event.customer_id
        for event in new
        if event.customer_id is not None and can_move(standing[event.customer_id].stage, event.event_type, rules=rules)
    }
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    if movable:
        types = {rule.event_type for rule in moving(rules)}
        back = {each: moment for each in movable if (moment := standing[each].moved_back_at)}
        found = await timeline.counts_of(session, movable - back.keys(), types=types)
        found |= await stages.counts_since(session, back, types=types)
        for customer_id, ever in found.items():
            counts[customer_id].update(ever)
        for event in new:
            if event.customer_id in movable and _is_counted(event, standing[event.customer_id], rules):
                counts[event.customer_id][event.event_type] -= 1
    return counts


def _is_counted(event: NewEvent, customer: Standing, rules: Sequence[Rule]) -> bool:
    """Say whether the rules look at an event: not at what happened before a person moved the customer back."""
    moved_back = customer.moved_back_at is not None and event.at <= customer.moved_back_at
    return not moved_back and any(rule.event_type == event.event_type for rule in moving(rules))


def _last_heard(new: Sequence[NewEvent], standing: Mapping[int, Standing]) -> dict[int, datetime]:
    """Return when each customer was last heard of, where that is later than what is known."""
    heard: dict[int, datetime] = {}
    for event in new:
        if event.customer_id is not None and event.at > heard.get(
            event.customer_id, standing[event.customer_id].last_touch_at
        ):
            heard[event.customer_id] = event.at
    return heard


async def apply_rules(session: Session, customer: Customer, *, by: Actor, rules: Sequence[Rule]) -> StageMove | None:
    """Move a customer as far as everything that ever happened to it justifies, and write the history."""
    if customer.lost:
        return None
    seen = await timeline.behaviour_of(session, [customer.id])
    back = {customer.id: customer.moved_back_at} if customer.moved_back_at else {}
    moves = await apply_rules_to_all(session, {customer.id: customer.stage}, seen=seen, by=by, back=back, rules=rules)
    return moves.get(customer.id)


async def apply_rules_to_all(
    session: Session,
    standing: Mapping[int, int],
    *,
    seen: Mapping[int, Sequence[Behaviour]],
    by: Actor,
    back: Mapping[int, datetime] = MappingProxyType({}),
    rules: Sequence[Rule] = RULES_OF_THE_SOURCES,
) -> dict[int, StageMove]:
    """The same for customers by their ids with their stages; `seen` are their newest events, counted where they are all there are.

    `back` tells when a person moved a customer back: the rules count what happened since.
    """
    counts: dict[int, Mapping[str, int]] = {
        customer_id: Counter(event.event_type for event in events) for customer_id, events in seen.items()
    }
    longer = [each for each, events in seen.items() if len(events) >= timeline.NEWEST and each not in back]
    if longer:
        counts.update(await timeline.counts_of(session, longer))
    if back:
        types = {rule.event_type for rule in moving(rules)}
        since = await stages.counts_since(session, back, types=types)
        counts.update({each: since.get(each, {}) for each in back})
    now = clock.now()
    found: dict[int, StageMove | None] = {}
    for each, stage in standing.items():
        found[each] = move = stage_after(stage, counts[each], at=now, rules=rules)
        counted = [event for event in seen[each] if each not in back or event.at > back[each]]
        found[each] = stage_within(move.to_stage if move else stage, counted, at=now, rules=rules) or move
    moved = await _with_evidence(session, [(each, move) for each, move in found.items() if move is not None])
    await write_moves(session, moved, by=by)
    return dict(moved)


def _told(move: StageMove) -> dict[str, str | int | float]:
    return {name: move.reason.data[name] for name in ("evidence", "note") if name in move.reason.data}


async def write_moves(session: Session, moved: Sequence[tuple[int, StageMove]], *, by: Actor) -> None:
    """Set the stages that moves reached, and write their history."""
    if not moved:
        return
    await people.move(session, moved)
    await timeline.add_moves(session, moved, by=by)
    happened = [
        events.Happened(
            "stage_moved",
            ("customer", str(customer_id)),
            {"from": move.from_stage, "to": move.to_stage, "reason": move.reason.code, **_told(move)},
        )
        for customer_id, move in moved
    ]
    await events.record_all(session, happened, by=by)


async def observe_visitors(session: Session, seen: Sequence[NewEvent]) -> None:
    """Keep what visitors did before anybody knows who they are."""
    await timeline.add_events(session, seen, received_at=clock.now())
