"""The next best action for a customer: one at a time, judged on stage, grade and what happened last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scoring.funnel_stages import DECISION, FIRST_TOUCH, WON
from scoring.model import Grade, NextAction

HOT_CALL_WITHIN = timedelta(hours=2)
RECAP_AFTER = timedelta(hours=24)
PRICE_CALL_AFTER = timedelta(days=3)
QUOTE_SILENCE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the next action depends on; times are those of the newest event of each type."""

    stage: int
    grade: Grade | None
    lost: bool
    has_phone: bool
    has_email: bool
    last: Mapping[str, datetime]
    product: str | None
    quote: str | None
    quoted_at: datetime | None
    now: datetime


def next_action(situation: Situation) -> NextAction:
    """Return exactly one action; the first rule that applies wins, most urgent first."""
    data: dict[str, str | int | float] = {"product": situation.product or "", "quote": situation.quote or ""}
    if situation.lost:
        return NextAction("task", "record_loss", data)
    if situation.stage >= WON:
        return NextAction("mail", "after_sales", data)
    if situation.grade is Grade.D:
        return NextAction("task", "check_real", data)
    return (
        _after_quote(situation, data)
        or _by_stage(situation, data)
        or NextAction(_reach(situation), "first_contact", data)
    )


def _reach(situation: Situation) -> str:
    return "call" if situation.has_phone else "mail"


def _after_quote(situation: Situation, data: dict[str, str | int | float]) -> NextAction | None:
    if situation.quote is None or situation.quoted_at is None:
        return None
    if situation.now - situation.quoted_at >= QUOTE_SILENCE:
        return NextAction(_reach(situation), "quote_silent", data, situation.now)
    if situation.grade is Grade.A:
        return NextAction(_reach(situation), "quote_hot", data, situation.quoted_at + HOT_CALL_WITHIN)
    return NextAction(_reach(situation), "quote_follow_up", data, situation.quoted_at + PRICE_CALL_AFTER)


def _by_stage(situation: Situation, data: dict[str, str | int | float]) -> NextAction | None:
    last = situation.last
    if situation.stage >= DECISION:
        since = max(
            (last[name] for name in ("price_discussed", "quote_requested") if name in last), default=situation.now
        )
        return NextAction(_reach(situation), "decision_terms", data, since + PRICE_CALL_AFTER)
    if situation.stage >= FIRST_TOUCH:
        since = max(
            (last[name] for name in ("call_completed", "presentation", "demo") if name in last), default=situation.now
        )
        return NextAction("mail", "recap", data, since + RECAP_AFTER)
    if "download" in last:
        return NextAction("mail", "requirement_list", data, last["download"] + RECAP_AFTER)
    return None
