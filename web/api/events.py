"""Behaviour events from other systems: one with its stage answer, or a batch."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.params import JSONBody

from foundation import clock
from foundation.locales import format_number
from funnel.errors import UnknownCustomer
from funnel.timeline.model import NewEvent
from web.api.guard import records_with_api_key
from web.errors import FieldProblem, language_of
from web.field_words import field_of, field_words
from web.input import plain
from web.locale import Speech, speech
from web.wiring import house_of

MOST_AT_ONCE = 1000


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


def to_event(report: EventReport, say: Speech) -> NewEvent:
    """Read a report into the funnel's own shape; raise FieldProblem."""
    at = report.timestamp or clock.now()
    value = report.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    event_type = plain(report.event_type).strip()
    if not event_type:
        raise FieldProblem("event_type", say("Please check: {fields}.", fields="event_type"))
    try:
        moment = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except OverflowError:  # the first or the last hours of the calendar, in another zone
        raise FieldProblem("timestamp", say("Please check: {fields}.", fields="timestamp")) from None
    return NewEvent(
        event_type=event_type,
        at=moment,
        source=plain(report.source),
        value=None if value is None else plain(str(value))[:2000],
        customer_id=report.customer_id,
    )


@post("/api/event/report", guards=[records_with_api_key], status_code=200)
async def report_event(request: Request[Any, Any, Any], data: JSONBody[EventReport]) -> EventAnswer:
    """Keep one event of a customer and answer with the stage it leads to."""
    house = house_of(request)
    event = to_event(data, speech(language_of(request), "problems"))
    seen = await house.reports.ask(event)
    if seen is None:
        raise UnknownCustomer(data.customer_id)
    return EventAnswer(status="ok", stage_updated=seen.stage_updated, new_stage=seen.stage)


@post("/api/events", guards=[records_with_api_key], status_code=200)
async def report_events(request: Request[Any, Any, Any], data: JSONBody[list[Any]]) -> BatchAnswer:
    """Keep up to 1,000 events at once; what cannot be read is named by its index, the rest is kept."""
    say = speech(language_of(request), "problems")
    if len(data) > MOST_AT_ONCE:
        most = format_number(MOST_AT_ONCE, say.locale)
        raise FieldProblem("body", say("The largest number of entries is {number}.", number=most))
    readable: list[tuple[int, NewEvent]] = []
    rejected: list[Rejected] = []
    for index, raw in enumerate(data):
        try:
            readable.append((index, to_event(msgspec.convert(raw, EventReport), say)))
        except FieldProblem as error:
            rejected.append(Rejected(index, error.detail))
        except msgspec.ValidationError as error:
            rejected.append(Rejected(index, f"{field_of(str(error)) or 'body'}: {field_words(str(error), say)}"))
    told = await house_of(request).batches.ask([event for _, event in readable])
    for (index, event), seen in zip(readable, told, strict=True):
        if seen is None:
            rejected.append(Rejected(index, say("There is no customer {number}.", number=event.customer_id)))
    rejected.sort(key=lambda each: each.index)
    kept = [seen.new for seen in told if seen is not None]
    return BatchAnswer(accepted=kept.count(True), duplicates=kept.count(False), rejected=rejected)
