"""The source of truth for a quote's life: which deed leads from which state to which, and why it may not be done. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from quoting.answers.errors import (
    DraftOnly,
    QuoteAccepted,
    QuoteEnded,
    QuoteIsDraft,
    QuoteRefused,
    QuoteReplaced,
    QuoteRuns,
    QuoteWithdrawn,
)
from quoting.errors import ApprovalClosed, QuoteNotIssued, QuotingError
from quoting.model import AnswerKind, Quote, QuoteStatus


class Deed(StrEnum):
    """What can be done with a quote."""

    ISSUE = "issue"
    """A draft."""
    APPROVE = "approve"
    DECLINE = "decline"
    """Its approval."""
    VIEW = "view"
    ACCEPT = "accept"
    REFUSE = "refuse"
    """By the buyer."""
    WITHDRAW = "withdraw"
    """By us."""
    EXPIRE = "expire"
    REVISE = "revise"
    """The old revision is replaced."""


_DRAFT, _WAITING, _ISSUED, _VIEWED = (
    QuoteStatus.DRAFT,
    QuoteStatus.WAITING,
    QuoteStatus.ISSUED,
    QuoteStatus.VIEWED,
)
_REFUSED, _EXPIRED = QuoteStatus.REFUSED, QuoteStatus.EXPIRED

TRANSITIONS: Mapping[Deed, tuple[frozenset[QuoteStatus], QuoteStatus]] = {
    Deed.ISSUE: (frozenset({_DRAFT}), _ISSUED),
    Deed.APPROVE: (frozenset({_WAITING}), _ISSUED),
    Deed.DECLINE: (frozenset({_WAITING}), _REFUSED),
    Deed.VIEW: (frozenset({_ISSUED}), _VIEWED),
    Deed.ACCEPT: (frozenset({_ISSUED, _VIEWED}), QuoteStatus.ACCEPTED),
    Deed.REFUSE: (frozenset({_ISSUED, _VIEWED}), _REFUSED),
    Deed.WITHDRAW: (frozenset({_DRAFT, _WAITING, _ISSUED, _VIEWED}), _REFUSED),
    Deed.EXPIRE: (frozenset({_WAITING, _ISSUED, _VIEWED}), _EXPIRED),
    Deed.REVISE: (frozenset({_WAITING, _ISSUED, _VIEWED, _REFUSED, _EXPIRED}), QuoteStatus.SUPERSEDED),
}
"""From which states a deed leads, and to which; an issued quote that asks for an approval waits instead."""

OPEN = frozenset({_ISSUED, _VIEWED})
"""In which states the buyer may answer, until the last day."""

REASONS = ("price", "delivery_time", "specification", "competitor", "postponed", "other")
"""Why a buyer refuses, by id."""


def sources(deed: Deed) -> frozenset[QuoteStatus]:
    """Return the states from which a deed may be done."""
    return TRANSITIONS[deed][0]


def target(deed: Deed) -> QuoteStatus:
    """Return the state to which a deed leads."""
    return TRANSITIONS[deed][1]


def possible(quote: Quote, *, day: date) -> frozenset[Deed]:
    """Return what can be done with a quote on a day."""
    return frozenset(deed for deed in Deed if refusal(quote, deed, day=day) is None)


def check(quote: Quote, deed: Deed, *, day: date, newer: str = "") -> None:
    """Raise why a deed cannot be done on a day, a sentence about the quote's state; `newer` is the number that replaced it."""
    error = refusal(quote, deed, day=day, newer=newer)
    if error is not None:
        raise error


def refusal(quote: Quote, deed: Deed, *, day: date, newer: str = "") -> QuotingError | None:
    """Return why a deed cannot be done on a day, None where it can. An open quote past its last day cannot be answered."""
    number, ended = quote.number, quote.valid_until.isoformat()
    if quote.status in sources(deed):
        is_late = day > quote.valid_until
        if deed is Deed.EXPIRE:
            return None if is_late else QuoteRuns(number=number, ended=ended)
        return QuoteEnded(number=number, ended=ended) if is_late and deed in {Deed.ACCEPT, Deed.REFUSE} else None
    if deed is Deed.ISSUE:
        return DraftOnly(number=number)
    withdrawn = quote.answer is not None and quote.answer.kind is AnswerKind.WITHDRAWN
    return {
        _DRAFT: QuoteIsDraft(number=number),
        _WAITING: QuoteNotIssued(number=number),
        _ISSUED: ApprovalClosed(number=number),
        _VIEWED: ApprovalClosed(number=number),
        QuoteStatus.ACCEPTED: QuoteAccepted(number=number),
        _REFUSED: QuoteWithdrawn(number=number) if withdrawn else QuoteRefused(number=number),
        QuoteStatus.SUPERSEDED: QuoteReplaced(number=number, newer=newer or quote.root),
        _EXPIRED: QuoteEnded(number=number, ended=ended),
    }[quote.status]


def newest(revisions: Sequence[Quote]) -> Quote:
    """Return the newest revision that was issued, else the newest of all; `revisions` are in their order."""
    told = [one for one in revisions if one.has_document]
    return (told or list(revisions))[-1]


def former(quote: Quote, revisions: Sequence[Quote]) -> Quote | None:
    """Return the revision that the buyer had before this one; None for the first. `revisions` are in their order."""
    earlier = [one for one in revisions if 0 < one.revision < quote.revision and one.has_document]
    return earlier[-1] if earlier else None
