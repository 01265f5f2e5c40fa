"""The source of truth for who does something: every writing verb takes an actor as `by=`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

ActorKind = Literal["visitor", "staff", "agent", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts. `id` is the visitor's, user's or agent's id; `roles` are set for staff only."""

    kind: ActorKind
    id: str
    roles: frozenset[str] = frozenset()

    @classmethod
    def system(cls, id: str = "system") -> Self:
        """Act as Tradewind itself: jobs, ticks, migrations."""
        return cls("system", id)

    @classmethod
    def visitor(cls, id: str) -> Self:
        """Act as an anonymous or known buyer."""
        return cls("visitor", id)

    @classmethod
    def staff(cls, id: str, roles: Iterable[str] = ()) -> Self:
        """Act as a signed-in member of the company."""
        return cls("staff", id, frozenset(roles))

    @classmethod
    def agent(cls, id: str) -> Self:
        """Act as an automatic agent or an API key."""
        return cls("agent", id)

    def has_role(self, role: str) -> bool:
        """Say whether this member of staff holds a role."""
        return role in self.roles

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
