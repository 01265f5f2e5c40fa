"""The staff are reminded by mail of what waits for them: to whom it concerns, in working hours, once for each reason.

What is due is read from how things stand, not from what happened, so a reminder that a restart came between is found again;
that it goes once is kept by the mail itself, see `funnel/mails/tables.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from content.catalogue.model import Company
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Session
from foundation.workdays import next_working_moment, worked_between
from funnel.journey.parts import company_day
from funnel.journey.post import post
from funnel.mails import repository as mails
from funnel.owners import repository as owners
from funnel.owners.model import sees
from funnel.people import repository as people
from funnel.permissions import repository as staff
from funnel.permissions.model import Member
from funnel.reminders import repository as switches
from funnel.reminders.model import OF_APPROVALS, Kind, deciders, is_reachable, looks_after
from funnel.requests import repository as requests
from funnel.timeline import repository as timeline
from quoting.answers import repository as answers
from quoting.approvals import repository as approvals
from quoting.approvals.model import ApprovalRequest
from quoting.chain import chain_of
from quoting.life import OPEN

SYSTEM = Actor.system("reminders")
HEARD = frozenset({"reply_received", "call_answered", "call_completed", "meeting"})
"""What tells that a buyer who opened a quote has spoken with us since."""
MOST_REQUESTS = 500


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that waits: `about` is the number of a quote or the id of a request for quotation."""

    about: str
    customer: int | None
    level: str = ""
    """The role that a request for approval waits for."""


@dataclass(frozen=True, slots=True)
class Due:
    """Of what a member is to be reminded."""

    matter: Matter
    to: Member


async def switch_reminder(session: Session, member_id: str, kind: Kind, *, on: bool, by: Actor) -> bool:
    """Switch a kind of reminder on or off for a member of the staff; say whether that changed anything."""
    if not await switches.switch(session, member_id, kind, on=on, at=clock.now()):
        return False
    data = {"kind": kind.value, "on": on}
    await events.record(session, "reminder_switched", subject=("staff", member_id), by=by, data=data)
    return True


async def remind_staff(session: Session, company: Company) -> int:
    """Put in the post what the staff are to be reminded of now, one mail of a kind for each; return of how many things.

    Outside of working hours nothing is: no request for approval goes up meanwhile.
    """
    now, identity = clock.now(), company.identity
    if next_working_moment(now, country=identity.country, zone=identity.time_zone) > now:
        return 0
    return sum([await _post(session, kind, await due(session, kind, company)) for kind in Kind])


async def _post(session: Session, kind: Kind, found: Sequence[Due]) -> int:
    if not found:
        return 0
    kept = await mails.kept_about(session, kind.value, {one.matter.about for one in found})
    fresh: dict[str, list[Due]] = {}
    for one in found:
        if (one.matter.about, one.to.email) not in kept:
            fresh.setdefault(one.to.id, []).append(one)
    for of_member in fresh.values():
        first, to = of_member[0].matter.about, of_member[0].to
        for one in of_member:
            about = one.matter.about
            # no customer on it: what the staff read of each other is no mail to them
            lead = None if about == first else first
            await post(session, kind.value, about, recipient=to.email, locale=to.locale, together_with=lead)
            data = {"kind": kind.value, "about": about}
            await events.record(session, "staff_reminded", subject=("staff", to.id), by=SYSTEM, data=data)
    return sum(map(len, fresh.values()))


async def due(session: Session, kind: Kind, company: Company, *, only: Collection[str] | None = None) -> list[Due]:
    """Return what is due of a kind and to whom, whether or not it was told already; `only` of these subjects."""
    found = [one for one in await _FINDERS[kind](session, company, clock.now()) if only is None or one.about in only]
    if not found:
        return []
    customers = {one.customer for one in found if one.customer is not None}
    invented = await people.invented(session, customers)
    owned = {each.id: each.owner_id for each in await people.find_many(session, customers)}
    members = await _members(session)
    unwanted = await switches.without(session, kind)
    return [
        Due(one, member)
        for one in found
        if one.customer not in invented
        for member in _whom(kind, one, members, owned=owned, company=company)
        if member.id not in unwanted
    ]


def _whom(
    kind: Kind, one: Matter, members: Sequence[Member], *, owned: Mapping[int, str | None], company: Company
) -> list[Member]:
    owner = owned.get(one.customer) if one.customer is not None else None
    chosen = deciders(members, one.level, company=company) if kind in OF_APPROVALS else looks_after(members, owner)
    known = {member.id for member in members}
    # a customer whose owner has left is looked after by whoever leads, whose roles see it
    return [member for member in chosen if owner not in known or sees(member, owner)]


async def _members(session: Session) -> list[Member]:
    """Return who gets mails; people whom a demonstration invented are no members."""
    real = {each.id for each in await owners.reps(session)}
    return [each for each in await staff.listed(session) if each.id in real and is_reachable(each)]


async def _viewed(session: Session, company: Company, now: datetime) -> list[Matter]:
    hours = timedelta(hours=company.terms.staff_reminders.viewed_unanswered_hours)
    if not hours:
        return []
    opened = [
        one
        for one in await answers.viewed_before(session, now - hours)
        if one.valid_until >= company_day(company) and _worked(one.viewed_at, now, company) >= hours
    ]
    heard = await timeline.behaviour_of(session, {one.customer for one in opened}) if opened else {}
    asked = {question.quote_id for question in await answers.questions_of(session, [one.id for one in opened])}
    return [
        Matter(one.number, one.customer)
        for one in opened
        if one.id not in asked
        and not any(each.event_type in HEARD and each.at > one.viewed_at for each in heard[one.customer])
    ]


async def _ending(session: Session, company: Company, now: datetime) -> list[Matter]:
    days, day = company.terms.staff_reminders.ends_within_days, company_day(company)
    if not days:
        return []
    found = await answers.ending(session, OPEN, first=day, last=day + timedelta(days=days))
    return [
        Matter(one.number, one.customer)
        for one in found
        if one.customer is not None
        and one.issued_at is not None
        and one.valid_until - clock.day_of(one.issued_at, company.identity.time_zone) > timedelta(days=days)
    ]


async def _request(session: Session, company: Company, now: datetime) -> list[Matter]:
    hours = timedelta(hours=company.terms.staff_reminders.request_waiting_hours)
    if not hours:
        return []
    found = await requests.waiting(session, limit=MOST_REQUESTS)
    return [Matter(one.id, one.customer_id) for one in found if _worked(one.created_at, now, company) >= hours]


async def _ageing(session: Session, company: Company, now: datetime) -> list[Matter]:
    hours = {role.role: timedelta(hours=role.remind_after_hours) for role in chain_of(company)}
    found = await approvals.open_ones(session)
    none = timedelta(0)
    ripe = [one for one in found if _worked(one.reached_at, now, company) >= hours.get(one.level, none)]
    return await _of_approvals(session, ripe)


async def _went_up(session: Session, company: Company, now: datetime) -> list[Matter]:
    found = await approvals.open_ones(session)
    return await _of_approvals(session, [one for one in found if one.reached_at > one.created_at])


async def _of_approvals(session: Session, found: Sequence[ApprovalRequest]) -> list[Matter]:
    customers = await answers.customers_of(session, [one.number for one in found])
    return [Matter(one.number, customers.get(one.number), one.level) for one in found]


def _worked(begin: datetime, end: datetime, company: Company) -> timedelta:
    identity = company.identity
    return worked_between(begin, end, country=identity.country, zone=identity.time_zone)


_FINDERS: Mapping[Kind, Callable[[Session, Company, datetime], Awaitable[list[Matter]]]] = {
    Kind.VIEWED: _viewed,
    Kind.ENDING: _ending,
    Kind.REQUEST: _request,
    Kind.AGEING: _ageing,
    Kind.WENT_UP: _went_up,
}
"""Who finds what waits."""
