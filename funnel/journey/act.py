"""What became of an action: done, skipped or put off, of the playbook or advised. It changes what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from funnel.actions import repository as actions
from funnel.cadence import repository as cadences
from funnel.cadence.model import StepState
from funnel.journey.judge import judge
from funnel.people import repository as people
from scoring.model import ActionAnswer, AnswerWord

LONGEST_DELAY = timedelta(days=180)
LONGEST_NOTE = 1000


class ActionGone(LookupError):
    """The action is not on the list (any more): somebody answered it, or the customer moved on."""

    def __init__(self) -> None:
        super().__init__("This action is no longer on the list.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered; `until` is needed to put off. Raises ValueError for a day that has passed or is too far ahead."""

    word: AnswerWord
    until: datetime | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a day on which nobody would think of it any more."""
        now = clock.now()
        if self.word == "delayed" and (self.until is None or not now < self.until <= now + LONGEST_DELAY):
            raise ValueError("Put it off to a day within the next 180 days.")


async def answer_action(
    session: Session, customer_id: int, code: str, *, answer: Answer, company: Company, by: Actor
) -> None:
    """Answer the action that is advised for a customer. Raises UnknownCustomer, ActionGone where another one is by now."""
    customer = await people.find_for_update(session, customer_id)
    advised = (await judge(session, customer.id, company)).next_action
    if advised.code != code:
        raise ActionGone
    until = answer.until if answer.word == "delayed" else None
    kept = ActionAnswer(code, advised.kind, answer.word, clock.now(), until)
    await actions.add(session, customer_id, kept, note=answer.note[:LONGEST_NOTE], actor=str(by))
    await _note(session, customer_id, {"action": code, "kind": advised.kind}, answer=answer, by=by)
    await judge(session, customer_id, company)


async def answer_step(session: Session, step_id: str, answer: Answer, *, by: Actor) -> None:
    """Answer a step of the playbook that stands on a list. Raises ActionGone."""
    known = await cadences.find_step(session, step_id)
    if known is None:
        raise ActionGone
    await people.find_for_update(session, known.customer_id)
    step = await cadences.find_step(session, step_id)
    if step is None or step.state is not StepState.OPEN:
        raise ActionGone
    note = answer.note[:LONGEST_NOTE] or None
    if answer.word == "delayed" and answer.until is not None:
        await cadences.put_off(session, step.id, answer.until, note=note)
    else:
        state = StepState.DONE if answer.word == "done" else StepState.SKIPPED
        await cadences.settle(session, step, state, at=clock.now(), by=str(by), note=note)
    await _note(session, step.customer_id, {"step": step.name, "run": step.run_id}, answer=answer, by=by)


async def _note(session: Session, customer_id: int, what: dict[str, str], *, answer: Answer, by: Actor) -> None:
    until = answer.until.isoformat() if answer.until else None
    data = {**what, "until": until, "note": answer.note[:LONGEST_NOTE]}
    await events.record(session, f"action_{answer.word}", subject=("customer", str(customer_id)), by=by, data=data)
