"""Plays that run go by the version of the playbook with which they began, whatever it says by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from content.catalogue.model import Company, Play
from content.editions import repository as editions
from foundation.database import Session
from funnel.cadence import repository as cadences
from funnel.cadence.model import Run
from funnel.cadence.plan import triggers


async def plays_begun(session: Session, runs: Sequence[Run], company: Company) -> dict[str, Play]:
    """Return by the run's id the play as it was when the run began, where that was another version than the present one."""
    numbered = {run.id: run.edition for run in runs if run.edition is not None}
    if not numbered:
        return {}
    present = await editions.number_at(session, "playbook", company.generation)
    held = await editions.plays(session, set(numbered.values()) - {present})
    return {
        run.id: held[run.edition][run.play] for run in runs if run.edition in held and run.play in held[run.edition]
    }


async def play_of(session: Session, run: Run, company: Company) -> Play | None:
    """Return the play of a run as it was when it began; None where nobody knows it any more."""
    return (await plays_begun(session, [run], company)).get(run.id, company.playbook.get(run.play))


async def words_begun(session: Session) -> frozenset[str]:
    """Return the types of events that an open run of any version ends by."""
    held = await editions.plays(session, await cadences.open_editions(session))
    return frozenset(word for plays in held.values() for play in plays.values() for word in play.stops)


def words_of(company: Company, begun: Iterable[Play] = ()) -> frozenset[str]:
    """Return all types of events that a play of the company, or one that still runs, begins with or ends by."""
    plays = (*company.playbook.values(), *begun)
    return frozenset().union(*(triggers(play.when) | set(play.stops) for play in plays))
