"""A message as it was understood: its language, its commands, and what it orders."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.model.commands import Command


@dataclass(frozen=True, slots=True)
class OrderLine:
    """So many of one thing: by part number, or as an accessory of a kind; with neither, of what is spoken of."""

    sku: str | None
    kind: str | None
    quantity: int


@dataclass(frozen=True, slots=True)
class Understanding:
    """A message, understood: the language of the reply and the commands in the order they were said."""

    locale: str
    commands: tuple[Command, ...]
    sought: tuple[str, ...] = ()
    """The sorts of product that are asked for by name: `category.torque_wrenches`, `kind.pulse_tool`, `form.angle`."""
    lines: tuple[OrderLine, ...] = ()
    """Several things with how many of each, where one message orders them; else empty."""
    sets: tuple[str, ...] = ()
    """Sets of the pack that are named by part number."""
    wishes_set: bool = False
    """Whether a set, a kit, a starter package is spoken of."""
    whole: bool = False
    """Whether all that a tool needs is to be priced with it."""
    points_back: bool = False
    """Whether it points at what was spoken of last ("and is that one in stock?"), and names no sort of product."""
    delivered: str | None = None
    """The delivery term that is meant without being named, with its place: `DAP Antofagasta` for "puesto en Antofagasta"."""
