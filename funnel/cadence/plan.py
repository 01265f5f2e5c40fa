"""The source of truth for which plays begin and end for a customer, and when their steps fall due. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from content.catalogue.model import Play, Trigger, read_wait
from foundation.workdays import next_working_moment
from funnel.cadence.model import Beginning, Circumstances, Ending, Happening, Plan, Run

LOOK_BACK = timedelta(days=7)
"""How old something may be that still starts a play: what is reported later is history."""
TOO_LATE = timedelta(days=14)
"""How long after its time a step is still done: a house that stood still for longer asks nobody about last month."""


def plan(playbook: Iterable[Play], seen: Circumstances) -> Plan:
    """Say which runs end and which plays begin, given all that happened to one customer."""
    plays = {play.id: play for play in playbook}
    ends: dict[str, Ending] = {}
    for run in seen.runs:
        # a play that is there no more ends; one that was changed goes on as it began
        held = seen.begun.get(run.id, plays[run.play]) if run.play in plays else None
        if not run.ended_at and (ending := _ending(held, run, seen)):
            ends[run.id] = ending
    begins: list[Beginning] = []
    for play in plays.values():
        started = _start(play, seen)
        if started is None:
            continue
        older = [run for run in seen.runs if run.play == play.id and not run.ended_at]
        ends |= {run.id: Ending.SUPERSEDED for run in older if run.id not in ends}
        begins.append(_beginning(play, started, seen))
    return Plan(ends, begins)


def due(play: Play, triggered_at: datetime, *, country: str | None, zone: str) -> dict[str, datetime]:
    """Return when each step falls due: in the customer's working hours, never before the one before it."""
    moments: dict[str, datetime] = {}
    earliest = triggered_at
    for step in play.steps:
        moment = max(triggered_at + read_wait(step.after), earliest)
        earliest = next_working_moment(moment, country=country, zone=zone)
        moments[step.id] = earliest
    return moments


def triggers(when: Trigger) -> frozenset[str]:
    """Return what starts a play, in the words of `Happening`."""
    if when.stage is not None:
        return frozenset({f"stage:{when.stage}"})
    return frozenset({f"value:{when.value}"} if when.value else when.events)


def _start(play: Play, seen: Circumstances) -> Happening | None:
    """Return what starts a play anew: the newest trigger, unless it has started one, is history, or is over already."""
    if seen.lost or (seen.refused and play.stops) or (seen.won and play.when.stage != "won"):
        return None
    words = triggers(play.when)
    found = max((each for each in seen.happenings if each.what in words), key=lambda each: each.at, default=None)
    if found is None or not seen.now - LOOK_BACK <= found.at <= seen.now:
        return None
    earlier = [run for run in seen.runs if run.play == play.id]
    if any(run.reason == reason_of(found) or run.triggered_at >= found.at for run in earlier):
        return None
    rest = read_wait(play.again_after)
    if play.when.value and any(not run.ended_at or found.at - run.triggered_at < rest for run in earlier):
        return None  # a value stays where it is; it begins anew only when the play has rested
    if any(run.ended_by is Ending.DONE and found.at - run.triggered_at < rest for run in earlier):
        return None
    return None if _answered(play, found.at, seen) else found


def _ending(play: Play | None, run: Run, seen: Circumstances) -> Ending | None:
    if play is None:
        return Ending.WITHDRAWN
    if seen.lost:
        return Ending.LOST
    if seen.refused and play.stops:
        return Ending.REFUSED
    if seen.won and play.when.stage != "won":
        return Ending.WON
    return Ending.ANSWERED if _answered(play, run.triggered_at, seen) else None


def _answered(play: Play, since: datetime, seen: Circumstances) -> bool:
    return any(each.what in play.stops and each.at > since for each in seen.happenings)


def reason_of(happening: Happening) -> str:
    """Name what happened, so that it starts one play once."""
    return f"{happening.what}@{happening.at.astimezone(UTC).isoformat(timespec='seconds')}"[:120]


def _beginning(play: Play, started: Happening, seen: Circumstances) -> Beginning:
    moments = due(play, started.at, country=seen.country, zone=seen.zone)
    return Beginning(play.id, reason_of(started), started.at, moments)
