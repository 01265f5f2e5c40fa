"""The source of truth for the words of what became of a quote: states and reasons. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from quoting.life import REASONS
from quoting.model import AnswerKind, Quote, QuoteStatus
from quoting.wording import speaker

_REASONS = {
    "price": "The price",
    "delivery_time": "The delivery time",
    "specification": "It does not fit technically",
    "competitor": "Another supplier",
    "postponed": "Postponed or cancelled",
    "other": "Another reason",
}
_STATES = {
    QuoteStatus.DRAFT: "draft",
    QuoteStatus.WAITING: "waiting for approval",
    QuoteStatus.ISSUED: "issued",
    QuoteStatus.VIEWED: "viewed",
    QuoteStatus.ACCEPTED: "accepted",
    QuoteStatus.REFUSED: "refused",
    QuoteStatus.SUPERSEDED: "superseded",
    QuoteStatus.EXPIRED: "expired",
}


def reason_words(locale: str) -> Mapping[str, str]:
    """Return why a buyer refuses, by id, in the order of a form."""
    say = speaker(locale)
    return {reason: say(_REASONS[reason]) for reason in REASONS}


def state_words(locale: str) -> Mapping[str, str]:
    """Return the states of a quote, by id."""
    say = speaker(locale)
    return {state.value: say(word) for state, word in _STATES.items()}


def word_state(quote: Quote, locale: str) -> str:
    """Word the state of a quote; what we took back is withdrawn."""
    if quote.answer is not None and quote.answer.kind is AnswerKind.WITHDRAWN and quote.status is QuoteStatus.REFUSED:
        return speaker(locale)("withdrawn")
    return speaker(locale)(_STATES[quote.status])
