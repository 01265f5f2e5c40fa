"""The kinds of reminders to the staff, and whom each can reach."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from content.catalogue.model import Company
from funnel.permissions.model import MAY_SEE_LEADS, Member
from quoting.chain import chain_of


class Kind(StrEnum):
    """Also the purpose under which its mails are kept."""

    VIEWED = "staff_viewed"
    """The buyer has opened a quote, and said nothing since."""
    ENDING = "staff_ending"
    """A quote that nobody answered ends soon."""
    REQUEST = "staff_request"
    """A request for quotation waits, and nobody is finished with it."""
    AGEING = "staff_ageing"
    """A request for approval waits for one's own answer, before it goes up."""
    WENT_UP = "staff_went_up"
    """A request for approval that others did not answer has come up to oneself."""

    @property
    def word(self) -> str:
        """What other programs and the command line call it: viewed, ending, request, ageing, went_up."""
        return self.value.removeprefix("staff_")


WORDS = {kind.word: kind for kind in Kind}


OF_APPROVALS = frozenset({Kind.AGEING, Kind.WENT_UP})
"""They go to whoever decides; all others to whom the customer belongs to."""
LEADING = ("supervisor", "sales_director", "owner")
"""The first of these roles that somebody holds looks after customers that belong to nobody."""
UNREACHABLE = ".local"
"""The first login's made-up address ends so; no mail arrives there (RFC 6762)."""


def kinds_for(member: Member, company: Company) -> tuple[Kind, ...]:
    """Return which reminders can reach a member at all: what the pack does not switch off, about approvals only deciders."""
    if not member.may(MAY_SEE_LEADS):
        return ()
    after = company.terms.staff_reminders
    decides = bool(member.roles & {role.role for role in chain_of(company)})
    comes = {
        Kind.VIEWED: after.viewed_unanswered_hours > 0,
        Kind.ENDING: after.ends_within_days > 0,
        Kind.REQUEST: after.request_waiting_hours > 0,
    }
    return tuple(kind for kind in Kind if comes.get(kind, decides))


def is_reachable(member: Member) -> bool:
    """Whether mails go to a member: the account is open, works with leads, and has a real address."""
    return member.disabled_at is None and member.may(MAY_SEE_LEADS) and not member.email.endswith(UNREACHABLE)


def looks_after(members: Collection[Member], owner: str | None) -> tuple[Member, ...]:
    """Return whom a matter of a customer concerns: the owner, else all who hold the first leading role that is held."""
    mine = tuple(each for each in members if each.id == owner)
    if mine:
        return mine
    held = ([each for each in members if role in each.roles] for role in LEADING)
    return tuple(next((some for some in held if some), []))


def deciders(members: Collection[Member], level: str, *, company: Company) -> tuple[Member, ...]:
    """Return who answers a request for approval at a level; where nobody holds that role, the next above that is held."""
    chain = [role.role for role in chain_of(company)]
    upwards = chain[chain.index(level) :] if level in chain else chain[-1:]
    held = ([each for each in members if role in each.roles] for role in upwards)
    return tuple(next((some for some in held if some), []))
