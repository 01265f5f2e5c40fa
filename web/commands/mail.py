"""Verbs about mails that come in; beside them those about mails to many."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import click

from foundation.actor import Actor
from funnel.journey.intake import take_in
from funnel.journey.receive import Receipt
from funnel.mails.inbound import LARGEST, UnreadableMail
from web.commands.mailings import mailing
from web.commands.refusal import in_house, print_json
from web.wiring import House


@click.group()
def mail() -> None:
    """Mails that come in."""


@mail.command("ingest")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ingest(path: Path, *, as_json: bool) -> None:
    """Take in PATH, an .eml file or a folder of them, as if the mailbox had brought them."""
    files = sorted(path.rglob("*.eml")) if path.is_dir() else [path]

    async def verb(house: House) -> list[dict[str, Any]]:
        return [await _taken(house, file) for file in files]

    told = in_house(verb)
    if as_json:
        print_json(told)
    else:
        for one in told:
            click.echo(f"{one['file']}  {one['error'] or _outcome(one)}")
    if any(one["error"] for one in told):
        raise click.exceptions.Exit(1)


def _outcome(one: dict[str, Any]) -> str:
    if one["standing"] is None:
        return f"{one['kind']}  is our own"
    where = " ".join(filter(None, (one["about"], one["request"] and f"request {one['request']}")))
    return f"{one['kind']}  {one['standing']}  {where}{'' if one['new'] else '  taken in before'}"


async def _taken(house: House, file: Path) -> dict[str, Any]:
    nothing = dict.fromkeys(field.name for field in fields(Receipt))
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        receipt = await take_in(house.parts, content, by=Actor.system("command line"))
    except (UnreadableMail, OSError) as error:
        return {"file": str(file), "error": str(error), **nothing, "new": False}
    return {"file": str(file), "error": None, **asdict(receipt)}


VERBS = (mail, mailing)
