"""Answers when the quote comes, and when somebody gets back to the buyer: what is known of it, and no hour that nobody promised."""

from __future__ import annotations

from advisor.decide.draft import Draft
from advisor.model import ActKind


def answer_whens(draft: Draft) -> None:
    """Tell it in the order of the message: the quote first, then the call."""
    if draft.acted(ActKind.ASK_WHEN_QUOTED):
        _quote(draft)
    if draft.acted(ActKind.ASK_WHEN_CALLED):
        _call(draft)


def _quote(draft: Draft) -> None:
    conversation = draft.conversation
    if conversation.quote and conversation.quote_waits:
        draft.say("answer", "quote_waiting", number=conversation.quote)
        draft.finished = True
    elif conversation.quote:
        draft.say("answer", "quote_is_there", number=conversation.quote)
        if not conversation.contact.email:
            draft.say(None, "invite_email")
            draft.keep(offered="contact")
        draft.finished = True
    else:
        draft.say("answer", "quote_at_once")
        draft.suggest("make_quote")
        if draft.focus():
            draft.keep(pending="quote")


def _call(draft: Draft) -> None:
    contact = draft.conversation.contact
    address = contact.phone or contact.email
    if address:
        draft.say("answer", "call_comes", address=address)
        if not contact.phone:
            draft.say(None, "call_needs_phone")
    else:
        draft.say("answer", "call_needs_contact")
    if not contact.phone:
        draft.keep(offered="contact")
    draft.finished = True
