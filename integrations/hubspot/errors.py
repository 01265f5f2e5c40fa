"""What HubSpot's answers mean for us."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from funnel.ports import CrmRefused, CrmUnavailable

_EXISTING = re.compile(r"Existing ID:\s*(\d+)")
LATER = {408, 423, 425, 429, 477}
"""Statuses that pass by themselves; 423 and 477 are HubSpot's own (locked, migration under way).

https://developers.hubspot.com/docs/api/error-handling
"""
NOT_ALLOWED = {401, 403}


class ObjectExists(Exception):
    """An object with the same unique value exists; `object_id` where HubSpot says which."""

    def __init__(self, object_id: str | None) -> None:
        super().__init__("An object with the same unique value exists already in HubSpot.")
        self.object_id = object_id


class ObjectGone(Exception):
    """An object that we knew was deleted in HubSpot."""


class ScopeMissing(CrmUnavailable):
    """The access token is good, but not for this call."""


class TooLarge(CrmRefused):
    """HubSpot takes nothing of this size."""


def meaning(status: int | None, body: str | None, headers: Mapping[str, Any] | None) -> Exception:
    """Turn a refused call into ObjectExists, ObjectGone, CrmUnavailable or CrmRefused, with HubSpot's own sentence."""
    said = _message(body)
    if status == 409:
        found = _EXISTING.search(said)
        return ObjectExists(found.group(1) if found else None)
    if status == 404:
        return ObjectGone(said)
    if status is None or status in LATER or status >= 500:
        return CrmUnavailable(f"HubSpot answers {status or 'nothing'}: {said}", _retry_after(headers))
    if status in NOT_ALLOWED:
        kind = ScopeMissing if status == 403 else CrmUnavailable
        return kind(f"HubSpot does not accept the access token ({status}): {said}", 60.0)
    if status == 413:
        return TooLarge(f"HubSpot takes no file of this size: {said}")
    return CrmRefused(f"HubSpot refused the data ({status}): {said}")


def _message(body: str | None) -> str:
    try:
        told = json.loads(body or "")
    except ValueError:
        return (body or "")[:300]
    return str(told.get("message", told) if isinstance(told, dict) else told)[:300]


def _retry_after(headers: Mapping[str, Any] | None) -> float | None:
    for name, value in (headers or {}).items():
        if name.lower() == "retry-after":
            try:
                return min(600.0, max(0.0, float(value)))
            except ValueError:
                return None
    return None
