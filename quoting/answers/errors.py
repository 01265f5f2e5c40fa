"""Every reason why a quote's life does not go on as somebody wants, each a sentence about its state that says what to do."""

from __future__ import annotations

from quoting.errors import QuotingError


class StateError(QuotingError):
    """The quote stands elsewhere than the deed needs it; nothing was changed. Facts: `number`."""


class QuoteAccepted(StateError):
    code = "quote_accepted"
    wording = "The quotation {number} has been accepted already. For changes, please write to our sales team."


class QuoteRefused(StateError):
    code = "quote_refused_before"
    wording = "The quotation {number} was declined. Please ask for a new one."


class QuoteWithdrawn(StateError):
    code = "quote_withdrawn"
    wording = "The quotation {number} was withdrawn. Please ask for a new one."


class QuoteReplaced(StateError):
    """Facts: `newer`."""

    code = "quote_replaced"
    wording = "The quotation {number} was replaced by {newer}. Please use the newer one."


class QuoteEnded(StateError):
    """Facts: `ended` (ISO date)."""

    code = "quote_ended"
    wording = "The quotation {number} ended on {ended}. Please ask for a new one."


class QuoteRuns(StateError):
    """Facts: `ended` (ISO date)."""

    code = "quote_runs"
    wording = "The quotation {number} holds until {ended} and does not end before."


class QuoteIsDraft(StateError):
    code = "quote_is_draft"
    wording = "{number} is a draft. Issue it first."


class DraftOnly(StateError):
    code = "no_draft"
    wording = "{number} is no draft: it was issued before, or thrown away."


class DraftChanged(StateError):
    code = "draft_changed"
    wording = "Somebody else saved the draft {number} after you opened it. Nothing was overwritten."


class BeyondAll(QuotingError):
    """Nobody of the chain may grant what is asked for, so nobody is asked."""

    code = "beyond_all"
    wording = "Nobody may grant this. Please change what is marked as forbidden."


class ApprovalNeeded(QuotingError):
    code = "approval_needed"
    wording = "This goes beyond what you may grant. Look at what is marked, then put it before those who may."


class ApprovalNotNeeded(QuotingError):
    code = "approval_not_needed"
    wording = "No approval is needed for this any more. You can issue it at once."


class RevisionWaits(StateError):
    """Facts: `newer`."""

    code = "revision_waits"
    wording = "The revision {newer} of this quotation waits for approval. Approve, refuse or withdraw it first."


class AnswerIncomplete(QuotingError):
    code = "answer_incomplete"
    wording = "Please give your name, your position and your e-mail address."


class UnknownReason(QuotingError):
    """Facts: `reason`, `known`."""

    code = "unknown_reason"
    wording = "“{reason}” is no reason that we know. Please choose one of: {known}."


class AskedTooOften(QuotingError):
    """So many wishes to accept, or questions, come to one quote from no honest buyer."""

    code = "asked_too_often"
    wording = "This was asked too often on this quotation. Please write to our sales team."


class QuestionEmpty(QuotingError):
    code = "question_empty"
    wording = "Please write your question and an e-mail address that we can answer to."


class NoAddress(QuotingError):
    """Facts: `number`."""

    code = "no_address"
    wording = "No e-mail address is known for the quotation {number}. Enter one with its customer."
