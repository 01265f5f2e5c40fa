"""Behaviour events from other systems: one with its stage answer, or a batch."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.exceptions import ValidationException

from foundation import clock
from foundation.actor import Actor
from funnel.errors import UnknownCustomer
from funnel.journey.observe import observe
from funnel.timeline.model import NewEvent
from web.api.guard import requires_api_key
from web.wiring import house_of

MOST_AT_ONCE = 1000
BY = Actor.agent("api")


class EventReport(msgspec.Struct, kw_only=True):
    """One event as it is reported. `value` is text or number; a time without zone is UTC; without time it is now."""

    customer_id: int
    event_type: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    value: str | float | int | None = None
    timestamp: datetime | None = None
    source: Annotated[str, msgspec.Meta(max_length=64)] = "api"


class EventAnswer(msgspec.Struct, kw_only=True):
    """What the event changed; `new_stage` is always the current stage."""

    status: str
    stage_updated: bool
    new_stage: int


class Rejected(msgspec.Struct):
    """An event of a batch that was not taken."""

    index: int
    error: str


class BatchAnswer(msgspec.Struct, kw_only=True):
    """How a batch was taken."""

    accepted: int
    duplicates: int
    rejected: list[Rejected]


def to_event(report: EventReport) -> NewEvent:
    """Read a report into the funnel's own shape."""
    at = report.timestamp or clock.now()
    value = report.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return NewEvent(
        event_type=report.event_type,
        at=at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC),
        source=report.source,
        value=None if value is None else str(value)[:2000],
        customer_id=report.customer_id,
    )


@post("/api/event/report", guards=[requires_api_key], status_code=200)
async def report_event(request: Request[Any, Any, Any], data: EventReport) -> EventAnswer:
    """Keep one event of a customer and answer with the stage it leads to."""
    house = house_of(request)
    async with house.parts.database.transaction() as session:
        seen = await observe(session, to_event(data), by=BY)
    return EventAnswer(status="ok", stage_updated=seen.stage_updated, new_stage=seen.stage)


@post("/api/events", guards=[requires_api_key], status_code=200)
async def report_events(request: Request[Any, Any, Any], data: list[dict[str, Any]]) -> BatchAnswer:
    """Keep up to 1,000 events at once; what cannot be read is named by its index, the rest is kept."""
    if len(data) > MOST_AT_ONCE:
        raise ValidationException(extra=[{"key": "body", "message": f"at most {MOST_AT_ONCE} events at once"}])
    accepted = duplicates = 0
    rejected: list[Rejected] = []
    async with house_of(request).parts.database.transaction() as session:
        for index, raw in enumerate(data):
            try:
                seen = await observe(session, to_event(msgspec.convert(raw, EventReport)), by=BY)
            except (msgspec.ValidationError, UnknownCustomer) as error:
                rejected.append(Rejected(index, str(error)))
                continue
            accepted += seen.new
            duplicates += not seen.new
    return BatchAnswer(accepted=accepted, duplicates=duplicates, rejected=rejected)
