"""The verb that takes a request for quotation in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from content.knowledge.errors import Undigestible
from foundation.actor import Actor
from foundation.locales import LOCALES
from funnel.journey.request import take_request, text_of
from funnel.requests.errors import RequestError
from web.api.requests import request_body
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House


@click.command("request")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--locale", type=click.Choice(LOCALES), default="en", help="The language to assume where no word tells.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def request(path: Path, *, locale: str, as_json: bool) -> None:
    """Read a buyer's request for quotation (PATH, or - for what is piped in) to lines, open points and a draft to check."""
    pasted = str(path) == "-"
    content = sys.stdin.buffer.read() if pasted else path.read_bytes()
    by = Actor.system("command line")

    async def verb(house: House) -> dict[str, Any]:
        company = await house.parts.company()
        text = content.decode("utf-8", "replace") if pasted else await text_of(path.name, content)
        source = "pasted" if pasted else path.name
        async with house.database.transaction() as session:
            kept, _ = await take_request(session, text, company, source=source, locale=locale, by=by)
        return request_body(kept, "en")

    try:
        body = in_house(verb)
    except (RequestError, Undigestible) as error:
        raise refuse(error.sentence("en")) from None
    if as_json:
        print_json(body)
        return
    for line in body["lines"]:
        click.echo(f"{line['quantity'] or '?':>6}  {line['sku'] or '-':<12} {line['said'][:60]}")
        for gap in line["gaps"]:
            click.echo(f"        {gap['text']}")
    for gap in body["gaps"]:
        click.echo(gap["text"])
    click.echo(f"Draft: {body['draft'] or 'none'}")
