"""What a lead's page shows of the way so far: moves between stages, steps of the playbook, what was agreed to about mails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from content.catalogue.model import Company
from foundation.database import Session
from funnel.cadence import repository as cadences
from funnel.consent import repository as consents
from funnel.consent.link import address_hash
from funnel.journey.begun import plays_begun
from funnel.mails import repository as mails
from funnel.measuring import repository as measuring
from funnel.measuring.model import Noticed
from funnel.people.model import Customer
from funnel.timeline import repository as timeline
from scoring.indicators.model import By
from scoring.indicators.wording import key_name
from scoring.losses import CAUSES
from scoring.wording import reason_sentence, stage_name


@dataclass(frozen=True, slots=True)
class Move:
    """A stage move, worded; `note` is what the person who moved it wrote."""

    at: datetime
    stage: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class PlayStepLine:
    """One step: what of which play, when, and how it stands (`state` and `note` are codes)."""

    play: str
    title: str
    at: datetime
    state: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Permissions:
    """`consents` are purpose, state and moment; `suppressed` the reason why the address gets no mails, or None."""

    consents: tuple[tuple[str, str, datetime], ...]
    suppressed: str | None
    can_object: bool


@dataclass(frozen=True, slots=True)
class Journey:
    """The way of one lead; `causes` are what a loss can be put down to, worded."""

    moves: tuple[Move, ...]
    plays: tuple[PlayStepLine, ...]
    permissions: Permissions
    causes: Mapping[str, str]
    noticed: Mapping[str, Noticed]
    """What became of the mails that are measured, by their ids."""


async def journey_of(session: Session, customer: Customer, company: Company, *, locale: str) -> Journey:
    """Read the way of a lead."""
    moves = tuple(
        Move(
            each.at,
            stage_name(each.to_stage, locale, company),
            reason_sentence(each.reason, company, locale),
            str(each.reason.data.get("note", "")),
        )
        for each in await timeline.moves(session, customer.id)
    )
    return Journey(
        moves=moves,
        plays=await _play_steps(session, customer.id, company, locale=locale),
        permissions=await _permissions(session, customer),
        causes={cause: key_name(By.CAUSE, cause, company, locale=locale) for cause in CAUSES},
        noticed=await measuring.noticed(session, [each.id for each in await mails.of_customer(session, customer.id)]),
    )


async def _play_steps(session: Session, customer_id: int, company: Company, *, locale: str) -> tuple[PlayStepLine, ...]:
    """Read the steps of a customer, the newest last."""
    runs = await cadences.runs_of(session, customer_id)
    begun = await plays_begun(session, runs, company)
    plays = {run.id: begun.get(run.id, company.playbook.get(run.play)) for run in runs}
    lines: list[PlayStepLine] = []
    for step in await cadences.steps_of(session, customer_id):
        play = plays.get(step.run_id)
        written = next((each for each in play.steps if each.id == step.name), None) if play else None
        lines.append(
            PlayStepLine(
                play=play.name[locale] if play else "",
                title=written.title[locale] if written else step.name,
                at=step.settled_at or step.due_at,
                state=step.state.value,
                note=step.note,
            )
        )
    return tuple(lines)


async def _permissions(session: Session, customer: Customer) -> Permissions:
    """Read what a customer agreed to."""
    kept = (await consents.of_customer(session, customer.id)).values()
    suppressed = await consents.suppressed(session, address_hash(customer.email)) if customer.email else None
    agreed = tuple(
        (each.purpose.value, each.state.value, each.withdrawn_at or each.confirmed_at or each.asked_at) for each in kept
    )
    can_object = bool(customer.email) and suppressed is None
    return Permissions(agreed, suppressed.value if suppressed else None, can_object)
