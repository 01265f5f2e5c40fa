"""The source of truth for how a decision that is on record is told to another reader than the one it was written for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from content.authority.explain import Reason, explanation_in, wish_in
from content.authority.model import Status, Unreadable
from content.authority.phrases import parse_rule


def retold(decision: Mapping[str, Any], locale: str) -> tuple[str, str]:
    """Return what was wished for and why it was decided so, in the reader's language; `decision` as `Decision.as_json` gives it.

    What the record does not hold as plain values stays as it was written.
    """
    return _wish(decision, locale) or str(decision["action"]), _explanation(decision, locale)


def _wish(decision: Mapping[str, Any], locale: str) -> str | None:
    parsed: Mapping[str, Any] = decision.get("parsed") or {}
    if not parsed.get("subject"):
        return None
    said = f"{str(parsed['subject']).replace('_', ' ')} {parsed.get('quantity') or ''} {parsed.get('unit') or ''}"
    wish = wish_in(locale, said.strip())
    return f"{wish} ({decision['sku']})" if wish and decision.get("sku") else wish


def _explanation(decision: Mapping[str, Any], locale: str) -> str:
    if decision.get("rule") is None:
        return _by_reason(decision, locale)
    try:
        rule = parse_rule(str(decision["rule"]))
    except Unreadable:
        return str(decision["explanation"])
    return explanation_in(locale, Reason.of(Status(decision["status"])), rule)


def _by_reason(decision: Mapping[str, Any], locale: str) -> str:
    told = {reason.code: reason for reason in Reason if reason is not Reason.APPROVED}
    reason = told.get(str(decision.get("reason")))
    return explanation_in(locale, reason, None) if reason else str(decision["explanation"])
