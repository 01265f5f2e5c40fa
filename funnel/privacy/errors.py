"""What can be wrong when somebody is to be erased or their data handed out: sentences about state."""

from __future__ import annotations

from funnel.errors import FunnelError


class UnknownPerson(FunnelError):
    """Nothing is kept of this person."""

    def __init__(self, who: str) -> None:
        super().__init__(f"Nothing is kept of {who}. Check the spelling of the address.")


class PersonIsStaff(FunnelError):
    """A member of staff is no customer."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{address} is a member of staff: end the account with `tradewind staff end {address}`.")


class NoAddressGiven(FunnelError):
    """A person is named by an e-mail address."""

    def __init__(self, given: str) -> None:
        super().__init__(f"{given!r} is no e-mail address; name the person by theirs, such as person@mail.example.")
