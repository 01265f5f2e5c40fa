"""A fetch of what a measured mail holds: its picture, or one of its links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SOURCE = "mail_signs"
"""The source of events that are kept only because somebody agreed to their mails being measured."""


class Sign(StrEnum):
    """What a fetch is a sign of."""

    OPEN = "open"
    CLICK = "click"


class Standing(StrEnum):
    """What is thought of a fetch; `pending` until a moment has passed in which a machine would betray itself."""

    PENDING = "pending"
    COUNTED = "counted"
    PROXY = "proxy"
    """A mail service fetched the picture for its user, who may or may not have looked."""
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Fetch:
    """One fetch; `target` is the path of the page that a link leads to, empty for the picture. Nothing of who fetched is kept."""

    id: int
    sign: Sign
    target: str
    at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class Noticed:
    """What became of a mail: opened or followed by a person, or only its picture fetched by a mail service."""

    opened: bool = False
    clicked: bool = False
    proxied: bool = False
