"""The next best action for a customer: one at a time, by stage, grade, the last seven days, and what became of earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from foundation.workdays import next_working_moment
from scoring.funnel_shape import DECISION, FIRST_TOUCH, WON
from scoring.model import ActionAnswer, Grade, NextAction

HOT_CALL_WITHIN = timedelta(hours=2)
RECAP_AFTER = timedelta(hours=24)
PRICE_CALL_AFTER = timedelta(days=3)
QUOTE_SILENCE = timedelta(days=7)
FIRST_TOUCH_LASTS = timedelta(days=5)
RECENT = timedelta(days=7)
"""What the rules look at; older behaviour asks for nothing any more."""
RESTS = {"done": timedelta(days=14), "skipped": timedelta(days=30)}
"""How long the same is not advised again while nothing new speaks for it."""
UNHEARD = timedelta(days=3)
"""How long after an attempt another way is taken, where the customer was not heard of since."""
PRICE_VIEWS = 3
QUOTE_ENDS_WITHIN = 3

MATERIALS: Mapping[str, tuple[str, ...]] = {
    "after_sales": ("resources", "product"),
    "first_contact": ("product", "resources"),
    "quote_silent": ("quote", "product"),
    "quote_hot": ("quote", "product"),
    "quote_follow_up": ("quote", "product"),
    "decision_terms": ("quote", "product"),
    "price_interest": ("product",),
    "recap": ("product", "data_sheet", "resources"),
    "propose_meeting": ("product", "resources"),
    "requirement_list": ("resources", "advisor"),
    "keep_in_touch": ("product", "resources"),
}
"""What helps with an action, in the words of the playbook's links."""
_TALKS_OF_PRICE = frozenset({"quote_silent", "quote_hot", "quote_follow_up", "decision_terms", "price_interest"})


@dataclass(frozen=True, slots=True)
class Situation:
    """What the next action depends on; times are those of the newest event of each type."""

    stage: int
    """What the customer's stage means, 1 to 5 (`scoring/funnel_shape.py`)."""
    grade: Grade | None
    lost: bool
    has_phone: bool
    has_email: bool
    last: Mapping[str, datetime]
    product: str | None
    quote: str | None
    quoted_at: datetime | None
    now: datetime
    zone: str = "UTC"
    country: str | None = None
    stage_at: datetime | None = None
    recent: Mapping[str, int] = field(default_factory=dict)
    """How often each type of event happened within `RECENT`."""
    heard_at: datetime | None = None
    """When the customer last did something."""
    answers: Sequence[ActionAnswer] = ()
    """What became of earlier actions, the newest first."""
    no_mail: bool = False
    """Wants no mails, or cannot be reached by them."""
    chats: bool = False
    """Can be written to by WhatsApp: a number in a country where business is done by it."""
    quote_days: int | None = None
    """Days that the quote still holds."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    code: str
    kind: str
    """`reach` is whatever reaches the customer best."""
    due: datetime
    since: datetime | None = None
    """When what speaks for it happened; None: it always does."""
    days: int = 0


def next_action(situation: Situation) -> NextAction:
    """Return exactly one action: the first that applies and was not answered yet, most urgent first."""
    put_off: list[NextAction] = []
    for candidate in _candidates(situation):
        answer = next((each for each in situation.answers if each.code == candidate.code), None)
        if answer is not None and answer.answer == "delayed" and answer.until is not None:
            delayed = _worded(candidate, situation, due=answer.until)
            if answer.until > situation.now:
                put_off.append(delayed)
                continue
            return delayed
        if answer is None or not _is_settled(candidate, answer, situation):
            return _worded(candidate, situation, due=candidate.due)
    if put_off:
        return min(put_off, key=lambda each: each.due or situation.now)
    rest = situation.now + RESTS["done"]
    return _worded(_Candidate("keep_in_touch", "mail", rest), situation, due=rest)


def _is_settled(candidate: _Candidate, answer: ActionAnswer, situation: Situation) -> bool:
    """Say whether an answer still holds: nothing newer speaks for the action, and it has not rested long enough."""
    is_old = candidate.since is None or candidate.since <= answer.at
    return is_old and situation.now - answer.at < RESTS[answer.answer]


def _candidates(situation: Situation) -> Iterator[_Candidate]:
    now = situation.now
    if situation.lost:
        yield _Candidate("record_loss", "task", now)
    elif situation.stage >= WON:
        yield _Candidate("after_sales", "mail", now)
    elif situation.grade is Grade.D:
        yield _Candidate("check_real", "task", now)
    else:
        yield from _after_quote(situation)
        yield from _by_stage(situation)
        yield _Candidate("first_contact", "reach", now)


def _after_quote(situation: Situation) -> Iterator[_Candidate]:
    quoted_at, now = situation.quoted_at, situation.now
    if situation.quote is None or quoted_at is None:
        return
    if now - quoted_at >= QUOTE_SILENCE:
        yield _Candidate("quote_silent", "reach", now, quoted_at + QUOTE_SILENCE, (now - quoted_at).days)
    elif situation.grade is Grade.A:
        yield _Candidate("quote_hot", "reach", quoted_at + HOT_CALL_WITHIN, quoted_at)
    else:
        yield _Candidate("quote_follow_up", "reach", quoted_at + PRICE_CALL_AFTER, quoted_at)


def _by_stage(situation: Situation) -> Iterator[_Candidate]:
    last, now = situation.last, situation.now
    if situation.stage >= DECISION:
        since = max((last[name] for name in ("price_discussed", "quote_requested") if name in last), default=None)
        yield _Candidate("decision_terms", "reach", (since or now) + PRICE_CALL_AFTER, since)
    elif situation.stage >= FIRST_TOUCH:
        since = max((last[name] for name in ("call_completed", "presentation", "demo") if name in last), default=None)
        yield _Candidate("recap", "mail", (since or now) + RECAP_AFTER, since)
    if situation.stage < DECISION and situation.recent.get("view_price", 0) >= PRICE_VIEWS and "view_price" in last:
        views = situation.recent["view_price"]
        yield _Candidate("price_interest", "reach", now, last["view_price"], views)
    if situation.stage < FIRST_TOUCH and "download" in last and now - last["download"] <= RECENT:
        yield _Candidate("requirement_list", "mail", last["download"] + RECAP_AFTER, last["download"])
    stage_at = situation.stage_at
    if situation.stage == FIRST_TOUCH and stage_at is not None and now - stage_at > FIRST_TOUCH_LASTS:
        yield _Candidate("propose_meeting", "reach", now, stage_at + FIRST_TOUCH_LASTS, (now - stage_at).days)


def _worded(candidate: _Candidate, situation: Situation, *, due: datetime) -> NextAction:
    data: dict[str, str | int | float] = {"product": situation.product or "", "quote": situation.quote or ""}
    if candidate.days:
        data["days"] = candidate.days
    if situation.quote_days is not None:
        data["quote_days"] = situation.quote_days
    return NextAction(
        kind=_kind(candidate, situation),
        code=candidate.code,
        data=data,
        due=next_working_moment(due, country=situation.country, zone=situation.zone),
        cautions=tuple(_cautions(candidate, situation)),
    )


def _kind(candidate: _Candidate, situation: Situation) -> str:
    """Choose the way: the rule's own where it is open, another one where an attempt was not answered."""
    if candidate.kind == "task":
        return "task"
    can_mail = situation.has_email and not situation.no_mail
    if candidate.kind == "mail" and can_mail:
        return "mail"
    ways = [
        *(["call"] if situation.has_phone else []),
        *(["whatsapp"] if situation.chats else []),
        *(["mail"] if can_mail else []),
    ]
    tried = {each.kind for each in situation.answers if each.answer == "done" and _unheard_since(each, situation)}
    return next((way for way in ways if way not in tried), ways[0] if ways else "task")


def _unheard_since(answer: ActionAnswer, situation: Situation) -> bool:
    heard = situation.heard_at is not None and situation.heard_at > answer.at
    return not heard and situation.now - answer.at >= UNHEARD


def _cautions(candidate: _Candidate, situation: Situation) -> Iterator[str]:
    if situation.no_mail:
        yield "no_mail"
    if candidate.code in _TALKS_OF_PRICE:
        yield "authority"
    if (
        situation.quote_days is not None
        and situation.quote_days <= QUOTE_ENDS_WITHIN
        and candidate.code in _TALKS_OF_PRICE
    ):
        yield "quote_ends"
    if candidate.code in {"recap", "first_contact", "requirement_list", "propose_meeting"}:
        yield "verified_only"
