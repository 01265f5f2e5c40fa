"""What can be wrong with a mailing: sentences about state."""

from __future__ import annotations

from collections.abc import Sequence

from content.editions.model import Problem
from funnel.errors import FunnelError


class UnknownMailing(FunnelError):
    """There is no such mailing."""

    def __init__(self, mailing_id: str) -> None:
        super().__init__(f"There is no mailing {mailing_id[:40]}.")


class MailingChanged(FunnelError):
    """Somebody else changed it, or it began, since it was read."""

    def __init__(self) -> None:
        super().__init__("The mailing was changed in the meantime. Read it again.")


class MailingNotReady(FunnelError):
    """Something in it is not right, or nobody would get it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = ", ".join(f"{each.place}: {each.code}" for each in problems)
        super().__init__(f"The mailing cannot start: {told}.")
        self.problems = tuple(problems)


class WrongState(FunnelError):
    """What is asked for does not go with how far the mailing is."""

    def __init__(self, state: str) -> None:
        super().__init__(f"That is not possible while the mailing is {state}.")
        self.state = state
