"""The rules by which a customer counts as blocked: facts in, every reason out, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from content.catalogue.model import Company
from scoring.funnel_shape import DECISION, FIRST_TOUCH, FIVE, Funnel, funnel_of
from scoring.model import Reason

PATIENCE: Mapping[int, timedelta] = {FIRST_TOUCH: timedelta(days=5), DECISION: timedelta(days=7)}
"""How long a customer may stand on a stage, where the company has no patience of its own."""
QUOTE_SILENCE = timedelta(days=7)
STAGE_LASTS = timedelta(days=3)
"""In any stage; longer stands on the rep's daily list."""
DOCUMENTS_LIE = timedelta(days=3)
"""How long documents may lie unread."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How a customer gets on: since when on the stage, what was sent when, what came back when."""

    stage: int
    stage_at: datetime
    lost: bool
    now: datetime
    quoted_at: datetime | None = None
    """When the newest open quote was issued."""
    answered_at: datetime | None = None
    """When the customer last answered in any way."""
    documents_at: datetime | None = None
    """When documents were sent that nobody has opened yet."""
    patience: Mapping[int, timedelta] = field(default_factory=lambda: PATIENCE)
    funnel: Funnel = FIVE


_LONG: Mapping[float, str] = {FIRST_TOUCH: "first_touch_long", DECISION: "decision_long"}


def patience_of(company: Company) -> Mapping[int, timedelta]:
    """Return how long a customer may stand on each stage, as the company's pack says, else as the sources do."""
    funnel = funnel_of(company)
    own = {
        funnel.position(each.id): timedelta(days=each.blocked_after_days)
        for each in company.stages.values()
        if each.blocked_after_days is not None
    }
    return {**{funnel.at(meaning): lasts for meaning, lasts in PATIENCE.items()}, **own}


def blocked_by(progress: Progress) -> tuple[Reason, ...]:
    """Return why a customer is blocked; nothing for one that moves, was won or was lost."""
    if progress.lost or progress.stage >= progress.funnel.won:
        return ()
    found = tuple(_reasons(progress))
    in_stage = progress.now - progress.stage_at
    if not found and in_stage > STAGE_LASTS:
        return (_reason("stage_long", in_stage),)
    return found


def _reasons(progress: Progress) -> Iterator[Reason]:
    now = progress.now
    quoted_at, answered_at = progress.quoted_at, progress.answered_at
    if quoted_at is not None and now - quoted_at >= QUOTE_SILENCE and (answered_at is None or answered_at < quoted_at):
        yield _reason("quote_unanswered", now - quoted_at)
    in_stage, patience = now - progress.stage_at, progress.patience.get(progress.stage)
    if patience is not None and in_stage > patience:
        yield _reason(_LONG.get(progress.funnel.meaning(progress.stage), "stage_long"), in_stage)
    if progress.documents_at is not None and now - progress.documents_at > DOCUMENTS_LIE:
        yield _reason("documents_unread", now - progress.documents_at)


def _reason(code: str, lasted: timedelta) -> Reason:
    return Reason(code=code, points=0, data={"days": lasted.days})
