"""Verbs about quotes."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import click

from foundation.actor import Actor
from foundation.locales import LOCALES
from funnel.journey.quote import quote as issue
from quoting.errors import QuotingError
from quoting.model import QuoteRequest, RequestedLine
from web.api.quotes import quote_body
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House


@click.group()
def quote() -> None:
    """Offers to buyers."""


@quote.command("create")
@click.option("--locale", type=click.Choice(LOCALES), default="en", help="Language of the document.")
@click.option("--currency", required=True, help="ISO 4217, such as EUR.")
@click.option("--line", "lines", required=True, multiple=True, help="SKU:QUANTITY[:option,option]; may be repeated.")
@click.option("--discount", default="0", help="Percent on every line.")
@click.option("--incoterm", help='Rule and place, such as "CIF Hamburg".')
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def create(
    locale: str, currency: str, lines: tuple[str, ...], discount: str, incoterm: str | None, as_json: bool
) -> None:
    """Price the lines and issue a quote; past authority it waits for approval."""
    try:
        request = QuoteRequest(
            locale=locale,
            currency=currency.upper(),
            lines=tuple(_line(written) for written in lines),
            discount=Decimal(discount),
            incoterm=incoterm,
        )
    except InvalidOperation:
        raise click.UsageError(f"{discount!r} is no percentage.") from None

    async def verb(house: House) -> dict[str, Any]:
        company = await house.parts.company()
        async with house.database.transaction() as session:
            issued = await issue(session, request, company, by=Actor.system("command line"))
        return quote_body(issued, house)

    try:
        body = in_house(verb)
    except QuotingError as error:
        raise refuse(error) from None
    if as_json:
        print_json(body)
    else:
        click.echo(f"{body['number']}  {body['status']}  {body['total']} {body['currency']}  {body['pdf_url'] or ''}")


def _line(written: str) -> RequestedLine:
    sku, _, rest = written.partition(":")
    quantity, _, options = rest.partition(":")
    if not sku or not quantity.isdecimal():
        raise click.UsageError(f"{written!r} is no line; write SKU:QUANTITY, such as KCN-110A:12.")
    return RequestedLine(sku.upper(), int(quantity), tuple(option for option in options.split(",") if option))
