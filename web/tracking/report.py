"""What a browser may report, and how a report becomes a visit: the source of truth for the body of `POST /t`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from content.catalogue.model import Company
from foundation.ids import new_token
from funnel.visits.model import Box, Click, Seen, Visit
from web.input import plain
from web.tracking.countries import country_of
from web.tracking.origins import campaign_of, host_of, origin_of
from web.tracking.places import Place, place_of

MOST_EVENTS = 100
OLDEST = timedelta(days=2)
"""How long a browser may hold events back while it is offline; their ids are remembered a day longer."""
FROM_BROWSERS = frozenset(
    {"page_view", "view_product", "view_price", "download", "search", "search_empty", "form_start", "form_leave", "form_sent", "compare", "dwell", "scroll", "click", "selector_step"}
)  # fmt: skip
"""What a browser may report; stages and money are reported by servers only."""

Short = Annotated[str, msgspec.Meta(max_length=64)]
Text = Annotated[str, msgspec.Meta(max_length=300)]
_ID = re.compile(r"[A-Za-z0-9_-]{8,32}")
_PATH = re.compile(r"[a-zA-Z0-9_#.:()> -]{1,160}")
_NAME = re.compile(r"[a-z][a-z_:.-]{0,60}")
_NUMBERLIKE = re.compile(r"\d[\d ()./-]{5,}")
_SKU = re.compile(r"[A-Za-z0-9._-]{1,40}")

Admit = Callable[[str, str], str]
"""Lets a key of a dimension through, or says what it is counted as instead."""


class ReportedClick(msgspec.Struct, kw_only=True):
    """Where was clicked: shares of the page's width (`x`, and the box's left and width) and CSS pixels from its top."""

    x: Annotated[float, msgspec.Meta(ge=0, le=1)]
    y: Annotated[int, msgspec.Meta(ge=0, le=200_000)]
    path: Annotated[str, msgspec.Meta(max_length=160)]
    box: tuple[float, int, float, int] = (0.0, 0, 0.0, 0)


class ReportedEvent(msgspec.Struct, kw_only=True):
    """One event; `id` is random and its own, `age` how many milliseconds ago it happened."""

    id: Annotated[str, msgspec.Meta(max_length=32)]
    type: Short
    value: Text | None = None
    amount: Annotated[float, msgspec.Meta(ge=0, le=86_400)] = 0.0
    age: Annotated[int, msgspec.Meta(ge=0)] = 0
    click: ReportedClick | None = None


class Report(msgspec.Struct, kw_only=True):
    """What one page reports at once. A report of a single event may name it as `event_type` and `value`."""

    page: Text
    consent: bool = False
    events: Annotated[list[ReportedEvent], msgspec.Meta(max_length=MOST_EVENTS)] = []
    layout: str = "wide"
    zone: Short | None = None
    referrer: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    marks: dict[Short, Text] = {}
    paid: bool = False
    before: Annotated[list[Short], msgspec.Meta(max_length=5)] = []
    event_type: Short | None = None
    value: Text | None = None


def visit_of(
    report: Report, company: Company, *, own_host: str, now: datetime, admit: Admit, visitor: str | None
) -> Visit | None:
    """Read a report; None where its page is none of ours or nothing in it may be counted."""
    place = place_of(plain(report.page), company)
    if place is None:
        return None
    events = tuple(_events(report, place, company, now=now, admit=admit))
    if not events:
        return None
    origin = origin_of(report.referrer, report.marks, own=own_host)
    campaign = campaign_of(report.marks, paid=report.paid)
    previous = _previous(report, company, own_host)
    before = [previous.item] if previous is not None and previous.item else []
    if visitor is not None:
        before += [one for one in report.before if _is_item(one, company) and one not in before]
    return Visit(
        page=place.path,
        locale=place.locale,
        events=events,
        layout="narrow" if report.layout == "narrow" else "wide",
        item=place.item,
        country=country_of(report.zone) if report.zone else None,
        origin=admit("origin", origin) if origin is not None else None,
        campaign=admit("campaign", campaign) if campaign is not None and origin is not None else None,
        previous=previous.bare if previous is not None and previous.bare != place.bare else None,
        before=tuple(before),
        visitor=visitor,
    )


def _previous(report: Report, company: Company, own_host: str) -> Place | None:
    """Return the own page that led here."""
    if host_of(report.referrer) != own_host:
        return None
    path = "/" + report.referrer.split("://", 1)[-1].partition("/")[2]
    return place_of(plain(path), company)


def _events(report: Report, place: Place, company: Company, *, now: datetime, admit: Admit) -> Iterator[Seen]:
    if report.event_type is not None:
        report.events.append(ReportedEvent(id=new_token()[:20], type=report.event_type, value=report.value))
    for event in report.events:
        age = timedelta(milliseconds=min(event.age, 10**12))
        if event.type not in FROM_BROWSERS or not _ID.fullmatch(event.id) or age > OLDEST:
            continue
        value = _value(event, place, company, admit=admit)
        if value is None and event.type in MEANT:
            continue
        yield Seen(event.id, event.type, now - age, value, event.amount, _click(event, admit, place))


def _click(event: ReportedEvent, admit: Admit, place: Place) -> Click | None:
    told = event.click
    if event.type != "click" or told is None or not _PATH.fullmatch(told.path):
        return None
    left, top, width, height = told.box
    box = Box(_share(left), max(0, min(top, 200_000)), _share(width), max(0, min(height, 200_000)))
    return Click(told.x, told.y, admit(f"element {place.path}", told.path), box)


def _share(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


MEANT = frozenset(
    {
        "view_product",
        "download",
        "search",
        "search_empty",
        "form_start",
        "form_leave",
        "form_sent",
        "compare",
        "selector_step",
    }
)
"""Kinds of event that say nothing without what they are about."""


def _value(event: ReportedEvent, place: Place, company: Company, *, admit: Admit) -> str | None:
    """Return what an event is about, as far as it is something of ours; nothing that a visitor typed but words to search."""
    told = " ".join(plain(event.value or "").split())
    if event.type in {"view_product", "view_price"}:
        return told.upper() if told.upper() in company.products else None
    if event.type == "compare":
        skus = [one for one in dict.fromkeys(told.upper().split(",")) if one in company.products]
        return ",".join(skus[:4]) or None
    if event.type == "download":
        return admit("download", told) if _SKU.fullmatch(told) else None
    if event.type in {"search", "search_empty"}:
        return searched(told, admit)
    if event.type == "selector_step":
        return told if told.isascii() and told.isdigit() and len(told) < 3 else None
    if event.type in {"form_start", "form_leave", "form_sent"}:
        return admit("form", told) if _NAME.fullmatch(told) else None
    return None


def searched(words: str, admit: Admit) -> str | None:
    """Return words that were searched for; what could be somebody's address or number is left out."""
    words = words.lower()[:80]
    if not words or "@" in words or _NUMBERLIKE.search(words):
        return None
    return admit("search", words)


def _is_item(name: str, company: Company) -> bool:
    kind, _, key = name.partition(":")
    held = {"product": company.products, "case": company.cases, "resource": company.resources}.get(kind)
    return held is not None and key in held
