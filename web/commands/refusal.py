"""How a verb of the command line runs in a house, and how a refusal is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click

from foundation.log import configure
from foundation.settings import load_settings
from web.wiring import House, furnish, prepare, running

Result = TypeVar("Result")


def refuse(reason: object) -> click.ClickException:
    """Make the exception that ends a command with one sentence and exit 1."""
    return click.ClickException(str(reason))


def print_json(value: Any) -> None:
    """Print a result for scripts."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def in_house(verb: Callable[[House], Awaitable[Result]]) -> Result:
    """Run a verb in a house of its own, beside one that may be serving; it serves nothing and runs no jobs."""
    settings = load_settings()
    configure(settings)
    folder = prepare(settings, serves=False)

    async def run() -> Result:
        house = furnish(settings, folder)
        async with running(house, runs_jobs=False, warm=False):
            return await verb(house)

    return asyncio.run(run())
