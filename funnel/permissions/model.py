"""A member of staff, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from foundation.actor import Actor

ROLES = ("sales", "service_agent", "supervisor", "marketing", "sales_director", "owner", "operator")
"""The roles that a member of staff can hold."""

MAY_SEE_LEADS = frozenset({"sales", "service_agent", "supervisor", "sales_director", "owner", "operator"})

MAY_SEE_ALL_LEADS = frozenset({"service_agent", "supervisor", "sales_director", "owner", "operator"})
"""Who sees the customers of others too; the rest see their own and those of nobody."""

MAY_REASSIGN = frozenset({"supervisor", "sales_director", "owner"})
"""Who gives any customer to anybody."""

MAY_SHAPE_SELLING = frozenset({"supervisor", "sales_director", "owner"})
"""Who changes the stages of the funnel and the playbook; whoever sees leads reads them."""

MAY_SEND_MAILINGS = frozenset({"marketing", "supervisor", "sales_director", "owner"})
"""Who lets a mail to many go, holds it up and stops it; whoever sees leads writes one and reads what came of it."""

MAY_ERASE = frozenset({"owner", "operator"})
"""Who may hand out a person's data, and erase a person."""

MAY_MANAGE_STAFF = frozenset({"owner"})


@dataclass(frozen=True, slots=True)
class Member:
    """One who signs in. `locale` is the language of the desk for them."""

    id: str
    email: str
    name: str
    locale: str
    roles: frozenset[str]
    must_change_password: bool
    disabled_at: datetime | None = None

    @property
    def actor(self) -> Actor:
        """The member as the one who acts."""
        return Actor.staff(self.id, self.roles)

    def may(self, roles: frozenset[str]) -> bool:
        """Whether the member holds one of `roles`."""
        return bool(self.roles & roles)


@dataclass(frozen=True, slots=True)
class Login:
    """A login to show once."""

    email: str
    password: str
