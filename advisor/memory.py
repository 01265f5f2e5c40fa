"""How a conversation is kept between turns, as JSON, and how its needs leave the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from advisor.derived import as_json
from advisor.model import Conversation, Needs, NeedValue
from content.catalogue.model import Company

VERSION = 1
"""Raised when a field changes its meaning; fields that are added or dropped need no new version."""


def conversation_to_json(conversation: Conversation) -> dict[str, Any]:
    """Write a conversation as plain JSON values."""
    kept: dict[str, Any] = msgspec.to_builtins(conversation)
    return {"version": VERSION, **kept}


def conversation_from_json(kept: Mapping[str, Any]) -> Conversation:
    """Read a conversation back; fields that are unknown by now are passed over, new ones have their defaults."""
    return msgspec.convert({name: value for name, value in kept.items() if name != "version"}, Conversation)


def needs_to_contract(needs: Needs, company: Company) -> dict[str, dict[str, Any]]:
    """Write needs as the API shows them: value in the shape of its kind, with unit, status and turn."""
    return {name: _shown(value) for name, value in needs.items() if name in company.needs}


def _shown(value: NeedValue) -> dict[str, Any]:
    shown = {**as_json(value), "status": value.status.value, "turn": value.turn}
    if value.amount is not None:  # kept as decimal text, read by programs as a number like every other figure
        amount = float(value.amount)
        shown["amount"] = int(amount) if amount.is_integer() else amount
    return shown
