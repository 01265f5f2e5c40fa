"""How reasons and actions are kept: as they were decided, code and data, to be worded when they are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from scoring.model import NextAction, Reason


def reason_to_json(reason: Reason) -> dict[str, Any]:
    """Keep a reason as code, points and data."""
    return {"code": reason.code, "points": reason.points, "data": dict(reason.data)}


def reason_from_json(kept: dict[str, Any]) -> Reason:
    """Read a reason back."""
    return Reason(code=kept["code"], points=kept["points"], data=kept["data"])


def action_to_json(action: NextAction) -> dict[str, Any]:
    """Keep an action as kind, code, data and the moment it is due."""
    due = action.due.isoformat() if action.due else None
    cautions = list(action.cautions)
    return {"kind": action.kind, "code": action.code, "data": dict(action.data), "due": due, "cautions": cautions}


def action_from_json(kept: dict[str, Any]) -> NextAction:
    """Read an action back."""
    due = datetime.fromisoformat(kept["due"]) if kept["due"] else None
    return NextAction(
        kind=kept["kind"], code=kept["code"], data=kept["data"], due=due, cautions=tuple(kept.get("cautions", ()))
    )
