"""Verbs that are promised and not built yet: each says so and exits 1."""

from __future__ import annotations

import click

from web.commands.refusal import refuse

LATER = {
    "sales": "Sales calls with permission control.",
    "service": "Service calls with permission control.",
}


def commands() -> list[click.Command]:
    """Return one command per promised verb."""
    return [_command(name, purpose) for name, purpose in LATER.items()]


def _command(name: str, purpose: str) -> click.Command:
    @click.command(
        name,
        help=f"Not built yet: {purpose[0].lower()}{purpose[1:]}",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        add_help_option=True,
    )
    def command() -> None:
        raise refuse(f"`tradewind {name}` is not built yet; see docs/roadmap.md.")

    return command
