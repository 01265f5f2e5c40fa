"""Why a mail cannot be placed: sentences that say what to do."""

from __future__ import annotations

from funnel.requests.errors import RequestError


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is told."""
    return message


class InboxError(RequestError):
    """Base of these refusals."""

    wording = _("This mail cannot be placed.")


class MailPlaced(InboxError):
    wording = _("Somebody has placed this mail already. Open the list of mails again.")


class NoSuchCustomer(InboxError):
    """Facts: `address`."""

    wording = _("No customer has “{address}”. Enter an e-mail address or the number of a customer.")


class NothingAsked(InboxError):
    wording = _("There is nothing to read in this mail that could be a request.")
