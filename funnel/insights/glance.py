"""The funnel as every page of the desk shows it: read anew when something happened, else kept for some seconds.

Whoever works at the desk leafs through lists, each of which stands below the same overview. A verb leaves an event, so that a
newer event tells of whatever a person, a buyer or a tick did; only a judgement that drifts with time shows those seconds late.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from content.catalogue.model import Company
from foundation import events
from foundation.database import Session
from funnel.insights.overview import Overview, overview

KEPT_SECONDS = 10.0
Found = TypeVar("Found")

_kept: WeakKeyDictionary[Any, dict[object, tuple[float, str | None, Any]]] = WeakKeyDictionary()
"""By engine: what was found, when, and after which event."""


async def overview_at_a_glance(session: Session, locale: str, company: Company) -> Overview:
    """Return `overview`, at most KEPT_SECONDS old where no event came since."""
    return await _at_most(session, ("overview", locale, company.generation), lambda: overview(session, locale, company))


async def _at_most(session: Session, name: object, read: Callable[[], Awaitable[Found]]) -> Found:
    held = _kept.setdefault(session.get_bind(), {})
    newest = await events.last_id(session)
    known = held.get(name)
    if known is None or known[1] != newest or time.monotonic() - known[0] > KEPT_SECONDS:
        known = held[name] = (time.monotonic(), newest, await read())
    found: Found = known[2]
    return found
