"""Verbs about quotes."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from foundation.actor import Actor
from foundation.locales import LOCALES
from foundation.pdf import PdfError
from funnel.errors import UnknownCustomer
from funnel.journey.buyer import addressed
from funnel.journey.quote import quote as issue
from funnel.people import repository as people
from quoting.document import document_name
from quoting.errors import QuotingError
from quoting.issue import require_quote
from quoting.model import DocumentKind, Quote, QuoteRequest, RequestedLine
from quoting.proforma import proforma_number
from quoting.render import proforma_pdf
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
@click.option("--second-locale", type=click.Choice(LOCALES), help="A language beside the first in the document.")
@click.option("--country", help="Where the goods go, ISO 3166, such as DE; else the customer's.")
@click.option(
    "--customer", type=int, help="Number of a customer on record: their price list counts, and the quote is theirs."
)
@click.option("--approval-words", default="", help="For whoever approves it, where it waits.")
@click.option("--partial/--together", default=None, help="Send goods as they become ready, or all at once.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def create(
    *,
    locale: str,
    currency: str,
    lines: tuple[str, ...],
    discount: str,
    incoterm: str | None,
    second_locale: str | None,
    country: str | None,
    customer: int | None,
    partial: bool | None,
    approval_words: str,
    as_json: bool,
) -> None:
    """Price the lines and issue a quote; past authority it waits for approval."""
    try:
        request = QuoteRequest(
            locale=locale,
            currency=currency.upper(),
            lines=tuple(wished_line(written) for written in lines),
            discount=Decimal(discount),
            incoterm=incoterm,
            second_locale=second_locale,
            country=country.upper() if country else None,
            partial_deliveries=partial,
        )
    except InvalidOperation:
        raise click.UsageError(f"{discount!r} is no percentage.") from None
    try:
        body = in_house(lambda house: _issued(house, request, customer, words=approval_words))
    except (QuotingError, UnknownCustomer) as error:
        raise refuse(error) from None
    told = f"{body['number']}  {body['status']}  {body['total']} {body['currency']}  {body['pdf_url'] or ''}"
    print_json(body) if as_json else click.echo(told)


@quote.command("proforma")
@click.argument("number")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the PDF.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def proforma(*, number: str, output: Path | None, as_json: bool) -> None:
    """Make the pro-forma invoice of a quote that binds us, and write its PDF."""

    async def verb(house: House) -> tuple[Quote, bytes, str]:
        company = await house.parts.company()
        async with house.database.reading() as session:
            found = await require_quote(session, number)
        pdf = await proforma_pdf(found, company, house.parts.printing, by=Actor.system("command line"))
        return found, pdf, house.parts.addresses.proforma(found.number, found.locale)

    try:
        found, pdf, url = in_house(verb)
        file = output or Path(document_name(found, DocumentKind.PROFORMA))
        file.write_bytes(pdf)
    except (QuotingError, PdfError) as error:
        raise refuse(error) from None
    except OSError as error:
        raise refuse(f"The PDF cannot be written to {output}: {error.strerror}.") from None
    told = {"number": proforma_number(found.number), "quote": found.number, "url": url, "file": str(file)}
    if as_json:
        print_json(told)
    else:
        click.echo(f"{told['number']}  {file}  {url}")


async def _issued(house: House, request: QuoteRequest, customer: int | None, *, words: str) -> dict[str, Any]:
    company = await house.parts.company()
    async with house.database.transaction() as session:
        known = await people.find(session, customer) if customer is not None else None
        wish = addressed(request, known) if known else request
        issued = await issue(session, wish, company, by=Actor.system("command line"), words=words)
    return quote_body(issued, house, company)


def percent(written: str) -> Decimal:
    """Read a percentage; one that is none is wrong usage."""
    try:
        return Decimal(written)
    except InvalidOperation:
        raise click.UsageError(f"{written!r} is no percentage.") from None


def wished_line(written: str) -> RequestedLine:
    """Read SKU:QUANTITY[:option,option]."""
    sku, _, rest = written.partition(":")
    quantity, _, options = rest.partition(":")
    if not sku or not quantity.isdecimal():
        raise click.UsageError(f"{written!r} is no line; write SKU:QUANTITY, such as KCN-110A:12.")
    return RequestedLine(sku.upper(), int(quantity), tuple(option for option in options.split(",") if option))
