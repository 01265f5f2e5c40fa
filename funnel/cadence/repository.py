"""How running plays and their steps are stored and found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.cadence.model import Ending, Run, Step, StepState
from funnel.cadence.tables import MarkRow, RunRow, StepRow
from funnel.people.repository import belongs_to
from funnel.people.tables import CustomerRow


async def begin(session: AsyncSession, run: Run, steps: Sequence[Step]) -> bool:
    """Keep a run with its steps; False where the same reason has started it already."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(RunRow).values(**asdict(run)).on_conflict_do_nothing().returning(RunRow.id)
    if (await session.execute(statement)).scalar_one_or_none() is None:
        return False
    session.add_all([StepRow(**asdict(step)) for step in steps])
    await session.flush()
    return True


async def end(session: AsyncSession, run_id: str, ending: Ending, *, at: datetime) -> None:
    """End a run; what has not happened yet never will, unless it ends because all is done."""
    await session.execute(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.ended_at.is_(None))
        .values(ended_at=at, ended_by=ending)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(StepRow)
        .where(StepRow.run_id == run_id, StepRow.state.in_((StepState.WAITING, StepState.OPEN)))
        .values(state=StepState.ENDED, note=ending, settled_at=at)
        .execution_options(synchronize_session=False)
    )


async def runs_of(session: AsyncSession, customer_id: int) -> list[Run]:
    """Return all runs of a customer, oldest first."""
    rows = await session.scalars(select(RunRow).where(RunRow.customer_id == customer_id).order_by(RunRow.id))
    return [_run(row) for row in rows]


async def running(session: AsyncSession) -> dict[str, int]:
    """Return how many runs of each play are open."""
    counted = select(RunRow.play, func.count()).where(RunRow.ended_at.is_(None)).group_by(RunRow.play)
    return {row.play: row[1] for row in await session.execute(counted)}


async def open_editions(session: AsyncSession) -> set[int]:
    """Return the versions of the playbook that open runs go by."""
    found = select(RunRow.edition).where(RunRow.ended_at.is_(None), RunRow.edition.is_not(None)).distinct()
    return {number for number in await session.scalars(found) if number is not None}


async def find_run(session: AsyncSession, run_id: str) -> Run | None:
    """Return a run by an id that may be wrong or gone."""
    row = await session.get(RunRow, run_id)
    return _run(row) if row else None


async def steps_of(session: AsyncSession, customer_id: int) -> list[Step]:
    """Return all steps of a customer's runs, in the order they fall due."""
    found = select(StepRow).where(StepRow.customer_id == customer_id).order_by(StepRow.due_at, StepRow.id)
    return [_step(row) for row in await session.scalars(found)]


async def find_step(session: AsyncSession, step_id: str) -> Step | None:
    """Return a step by an id that may be wrong or gone."""
    row = await session.get(StepRow, step_id, populate_existing=True)
    return _step(row) if row else None


async def due_steps(session: AsyncSession, now: datetime, *, limit: int) -> list[tuple[int, str]]:
    """Return customer and id of waiting steps that are due, the oldest first."""
    found = (
        select(StepRow.customer_id, StepRow.id)
        .where(StepRow.state == StepState.WAITING, StepRow.due_at <= now)
        .order_by(StepRow.due_at, StepRow.id)
        .limit(limit)
    )
    return [(customer_id, step_id) for customer_id, step_id in await session.execute(found)]


async def open_steps(
    session: AsyncSession, *, addressees: Collection[str], limit: int, owner: str | None = None
) -> list[Step]:
    """Return what stands on people's lists, the longest due first; `owner` leaves out the customers of others."""
    found = select(StepRow).where(*_on_lists(addressees, owner)).order_by(StepRow.due_at, StepRow.id).limit(limit)
    return [_step(row) for row in await session.scalars(found)]


async def count_open(session: AsyncSession, *, addressees: Collection[str], owner: str | None = None) -> int:
    """Return how much stands on people's lists."""
    found = select(func.count()).where(*_on_lists(addressees, owner))
    return (await session.execute(found)).scalar_one()


def _on_lists(addressees: Collection[str], owner: str | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [StepRow.state == StepState.OPEN, StepRow.addressee.in_(addressees)]
    if owner is not None:
        conditions.append(StepRow.customer_id.in_(select(CustomerRow.id).where(belongs_to(owner))))
    return conditions


async def settle(
    session: AsyncSession, step: Step, state: StepState, *, at: datetime, by: str, note: str | None = None
) -> None:
    """Keep what became of a step; a run whose steps are all over is done."""
    row = await session.get_one(StepRow, step.id)
    row.state, row.note, row.settled_at, row.settled_by = state, note, at, by
    await session.flush()
    left = select(StepRow.id).where(
        StepRow.run_id == step.run_id, StepRow.state.in_((StepState.WAITING, StepState.OPEN))
    )
    if (await session.execute(left.limit(1))).first() is None:
        await end(session, step.run_id, Ending.DONE, at=at)


async def put_off(session: AsyncSession, step_id: str, due_at: datetime, *, note: str | None) -> None:
    """Let a step wait until later."""
    row = await session.get_one(StepRow, step_id)
    row.state, row.due_at, row.note = StepState.WAITING, due_at, note
    await session.flush()


async def put_on_list(session: AsyncSession, step_id: str) -> None:
    """Put a step that is due on the list of a person."""
    row = await session.get_one(StepRow, step_id)
    row.state = StepState.OPEN
    await session.flush()


async def marks(session: AsyncSession) -> dict[str, int]:
    """Return up to where news were looked at, by table."""
    return {row.name: row.position for row in await session.scalars(select(MarkRow))}


async def set_marks(session: AsyncSession, moved: Mapping[str, int]) -> None:
    """Keep up to where news were looked at; nothing is written where nothing moved."""
    known = await marks(session)
    changed = {name: position for name, position in moved.items() if known.get(name) != position}
    if changed:
        await session.execute(delete(MarkRow).where(MarkRow.name.in_(changed)))
        session.add_all([MarkRow(name=name, position=position) for name, position in changed.items()])
        await session.flush()


def _run(row: RunRow) -> Run:
    return Run(
        id=row.id,
        customer_id=row.customer_id,
        play=row.play,
        reason=row.reason,
        triggered_at=row.triggered_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        ended_by=Ending(row.ended_by) if row.ended_by else None,
        edition=row.edition,
    )


def _step(row: StepRow) -> Step:
    return Step(
        id=row.id,
        run_id=row.run_id,
        customer_id=row.customer_id,
        name=row.name,
        action=row.action,
        addressee=row.addressee,
        due_at=row.due_at,
        state=StepState(row.state),
        note=row.note,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
    )
