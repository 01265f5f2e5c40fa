"""The source of truth for which mails there are, and for what purpose in the eyes of the law each is sent."""

from __future__ import annotations

from collections.abc import Mapping

from funnel.consent.model import Purpose
from funnel.reminders.model import Kind

QUOTE = "quote"
CONFIRMATION = "confirmation"
"""Asks for the click that confirms a consent."""
QUOTE_AGAIN = "quote_again"
"""The same, because a person asked for it."""
REMINDER = "reminder"
"""Tells the buyer that a quote ends soon."""
ORDER = "order"
"""Asks whoever wants to accept a quote for the click that orders."""
ORDERED, REFUSED, ASKED = "ordered", "refused", "asked"
"""Tell our sales that a quote was accepted, was refused, or that somebody asks about it."""
RECEIVED = "received"
"""Tells the buyer that the order has arrived."""
WITHDRAWN = "withdrawn"
"""Tells the buyer that a quote cannot be ordered on any more, because we took it back."""
NOT_GRANTED = "not_granted"
"""Tells the buyer that what was asked for was not approved, and what is possible."""

# what the staff are reminded of goes by the kinds of `funnel.reminders`

PLAYBOOK = "playbook"
"""A step of a play."""

MAILING = "mailing"
"""One of many that say the same: `about` is the occasion, so that nobody has two for one."""
MAILING_TRIAL = "mailing_trial"
"""Shows a member of the staff what a mailing will say."""

_ASKED_FOR = (
    MAILING_TRIAL, QUOTE, QUOTE_AGAIN, CONFIRMATION, ORDER, ORDERED, REFUSED, ASKED, RECEIVED, WITHDRAWN, NOT_GRANTED,
    *(kind.value for kind in Kind),
)  # fmt: skip
KINDS: Mapping[str, Purpose] = {
    **dict.fromkeys(_ASKED_FOR, Purpose.TRANSACTIONAL),
    **dict.fromkeys((REMINDER, PLAYBOOK), Purpose.FOLLOW_UP),
    MAILING: Purpose.MARKETING,
}
UNASKED = frozenset(kind for kind, purpose in KINDS.items() if purpose is not Purpose.TRANSACTIONAL)
"""Mails that answer no request: each asks `funnel/journey/permit.py` before it goes."""
