"""Answers to what is no business: greetings, thanks, wishes for a person, abuse, instructions; short and kind."""

from __future__ import annotations

from advisor.decide.changes import held_item, stated
from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.subjects import of_a_kind
from advisor.decide.when import answer_whens
from advisor.model import ActKind, GiveContact, TurnAct

SIMPLE: dict[ActKind, tuple[TurnAct, str]] = {
    ActKind.THANK: ("confirm", "you_are_welcome"),
    ActKind.FAREWELL: ("confirm", "farewell"),
    ActKind.SMALL_TALK: ("answer", "small_talk"),
    ActKind.OFF_TOPIC: ("decline", "off_topic"),
    ActKind.ABUSE: ("decline", "abuse"),
    ActKind.JOB_APPLICATION: ("decline", "job_application"),
    ActKind.SUPPLIER_PITCH: ("decline", "supplier_pitch"),
    ActKind.INSTRUCTION: ("decline", "instruction"),
    ActKind.ASK_OTHERS: ("decline", "other_customers"),
    ActKind.NEVER_MIND: ("confirm", "never_mind"),
    ActKind.RESTART: ("confirm", "restart"),
}
"""Acts that are answered with one sentence."""

CLOSING = frozenset(
    {
        ActKind.FAREWELL,
        ActKind.ABUSE,
        ActKind.ASK_OTHERS,
        ActKind.JOB_APPLICATION,
        ActKind.SUPPLIER_PITCH,
        ActKind.INSTRUCTION,
        ActKind.THANK,
    }
)
"""After these nothing is asked."""


def answer_courtesies(draft: Draft) -> None:
    """Answer every bare act of the message."""
    if not draft.understanding.commands or draft.acted(ActKind.GREET):
        _greet(draft)
    if draft.conversation.turn <= 1 and not draft.statements and not draft.acted(ActKind.ASK_WHO):
        draft.say(None, "introduction")
    if draft.acted(ActKind.ASK_WHO):
        draft.say("answer", "machine")
    if draft.acted(ActKind.ASK_WHY):
        draft.say("answer", "why_us")
    if draft.acted(ActKind.ASK_NEXT):
        _what_next(draft)
    answer_whens(draft)
    if draft.acted(ActKind.ASK_RANGE):
        _tell_range(draft)
    for kind, (act, statement) in SIMPLE.items():
        if draft.acted(kind):
            draft.say(act, statement)
            draft.finished |= kind in CLOSING
    if draft.acted(ActKind.UNDO):
        draft.say("confirm", "undone", items=[held_item(draft, name) for name in stated(draft)])


def _tell_range(draft: Draft) -> None:
    """Name the families of the catalogue, each with its summary and its page, and go on with what it is for.

    "Which models do you have from 2000 Nm?" is answered with those models instead.
    """
    if of_a_kind(draft):
        return
    told = draft.inquiry.ask("families", locale=draft.locale)
    if told is not UNANSWERED:
        draft.say("answer", "our_range", **told)


def _what_next(draft: Draft) -> None:
    """Say what follows from where the conversation stands, and what still lacks for it."""
    conversation = draft.conversation
    reachable = bool(conversation.contact.email or conversation.contact.phone)
    draft.say("answer", "next_with_quote" if conversation.quote else "next_to_quote", number=conversation.quote)
    if reachable:
        draft.say(None, "person_follows")
    elif conversation.quote:
        draft.say(None, "invite_email")
        draft.keep(offered="contact")
    draft.finished = bool(conversation.quote)


def pass_on(draft: Draft) -> None:
    """Hand over where a person is wanted, a complaint is made, or a sample or visit is wished for."""
    if draft.acted(ActKind.COMPLAIN):
        hand_over(draft, "complaint")
    elif draft.acted(ActKind.REQUEST_SAMPLE) or draft.acted(ActKind.REQUEST_VISIT):
        hand_over(draft, "sample" if draft.acted(ActKind.REQUEST_SAMPLE) else "visit")
    elif draft.acted(ActKind.WANT_PERSON) or draft.accepted("person"):
        hand_over(draft, "wish")


def _greet(draft: Draft) -> None:
    alone = len(draft.understanding.commands) <= 1
    if draft.conversation.turn <= 1 and alone:
        draft.say("greet", "greeting")
        for index in range(len(draft.company.advisor.prompts)):
            draft.suggest("prompt", index=index)
        draft.finished = True
    elif alone:
        draft.say("greet", "greeting_again")


def hand_over(draft: Draft, reason: str) -> None:
    """Pass the conversation to a person, once a reply, and ask where they can be reached, unless that is known."""
    told = any(statement.kind == "handed_over" for statement in draft.statements)
    if told and reason == "wish":
        return  # who wished for a person has one
    result = draft.inquiry.ask("hand_over", reason=reason)
    if result is UNANSWERED:
        return
    contact = draft.conversation.contact
    reference = result.get("reference") if isinstance(result, dict) else None
    draft.say("hand_over", "handed_over", reason=reason, reference=None if told else reference)
    if contact.email or contact.phone:
        draft.say(None, "will_reach", address=contact.email or contact.phone)
    elif not draft.commands(GiveContact):
        draft.say(None, "ask_contact")
        draft.keep(offered="contact")
    draft.keep(handed_over=True)
    draft.finished = True


def clarify(draft: Draft) -> None:
    """Say that the message was not understood, with choices; the second time a person is offered."""
    if draft.conversation.handed_over:
        draft.say("answer", "with_colleague")
        draft.finished = True
        return
    times = draft.conversation.asked_before.count("clarify")
    draft.say("clarify", "unclear" if times == 0 else "still_unclear")
    draft.keep(asked_before=(*draft.after.asked_before, "clarify"))
    if times == 0:
        for kind in ("find_tool", "ask_price", "want_person"):
            draft.suggest(kind)
    else:
        draft.suggest("want_person")
        draft.keep(offered="person")
    draft.finished = True
