"""What can be wrong when the funnel is asked for something: sentences about state."""

from __future__ import annotations


class FunnelError(Exception):
    """Base of all errors of the funnel."""


class UnknownCustomer(FunnelError):
    """There is no customer with this id."""

    def __init__(self, customer_id: int) -> None:
        super().__init__(f"There is no customer {customer_id}.")
        self.customer_id = customer_id


class UnknownConversation(FunnelError):
    """There is no such conversation, or it belongs to another visitor: both look the same from outside."""

    def __init__(self) -> None:
        super().__init__("There is no such conversation.")


class MessageTooLong(FunnelError):
    """A message is longer than the advisor reads at once."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"The message has {length} characters; at most {limit} can be read at once.")
        self.length = length
        self.limit = limit


class ContactMissing(FunnelError):
    """A customer needs an e-mail address, a phone number or a name."""

    def __init__(self) -> None:
        super().__init__("Give at least an e-mail address, a phone number or a name.")
