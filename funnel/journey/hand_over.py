"""Customers change hands: given by a person with a reason, by the rules where nobody has them, and to nobody when an account ends."""

from __future__ import annotations

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database, Session
from funnel.journey.assign import assign_new, hand
from funnel.journey.capture import tell_crm
from funnel.owners import repository as owners
from funnel.owners.model import Owned, sees
from funnel.people import repository as people
from funnel.permissions import repository as staff
from funnel.permissions.model import MAY_REASSIGN, MAY_SEE_LEADS, Member
from funnel.permissions.team import close_account
from scoring.model import Reason

LONGEST_NOTE = 500
AT_ONCE = 200


class NotYours(Exception):
    """The member may not give this customer to anybody; whoever may not see it is not told that it exists."""


class NoSuchOwner(ValueError):
    """Whom the customer should be given to does not exist, or cannot work with leads."""


async def assign_unowned(session: Session, company: Company) -> int:
    """Give open customers that belong to nobody to the staff by the rules, at most some hundred at once; return how many."""
    found = await people.find_many(session, await owners.unowned(session, limit=AT_ONCE))
    given = await assign_new(session, found, company, at=clock.now())
    await tell_crm(session, *given)
    return len(given)


async def reassign(session: Session, customer_id: int, to: str | None, *, note: str, member: Member) -> bool:
    """Give a customer to somebody of the staff, or to nobody; say whether that changed anything.

    Who leads the sales team may give any; others take what belongs to nobody, and hand on what is theirs.
    Raises UnknownCustomer, NotYours, NoSuchOwner.
    """
    customer = await people.find_for_update(session, customer_id)
    if not sees(member, customer.owner_id) or not _may_give(member, customer.owner_id, to):
        raise NotYours
    if to is not None:
        chosen = await staff.look_up(session, to)
        if chosen is None or chosen.disabled_at is not None or not chosen.may(MAY_SEE_LEADS):
            raise NoSuchOwner(to)
    if to == customer.owner_id:
        return False
    reason = Reason("owner_by_hand", 0, {"who": member.name, "note": note[:LONGEST_NOTE]})
    await hand(session, [Owned(customer_id, to, clock.now(), reason, str(member.actor))], by=member.actor)
    await tell_crm(session, customer_id)
    return True


def _may_give(member: Member, owner: str | None, to: str | None) -> bool:
    if member.may(MAY_REASSIGN) or owner == member.id:
        return True
    return owner is None and to == member.id


async def release(session: Session, member_id: str, *, by: Actor) -> int:
    """Let the customers of a member belong to nobody, because the account ended; return how many."""
    reason, now = Reason("owner_left", 0, {}), clock.now()
    theirs = await owners.customers_of(session, member_id)
    await hand(session, [Owned(each, None, now, reason, str(by)) for each in theirs], by=by)
    return len(theirs)


async def end_account(database: Database, member_id: str, *, by: Actor) -> None:
    """End an account: nobody signs in with it, and its customers belong to nobody. Raises UnknownMember, OwnAccount."""
    async with database.transaction() as session:
        if await close_account(session, member_id, by=by):
            await release(session, member_id, by=by)
