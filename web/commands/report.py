"""Verbs about reports: a day, a week or a month, the market of a week, one customer, as text, JSON, PDF or Excel."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import LOCALES
from foundation.pdf import PdfError
from funnel.errors import UnknownCustomer
from funnel.market.compose import compose_market
from funnel.market.paper import market_paper
from funnel.permissions import repository as staff
from funnel.reports.compose import compose
from funnel.reports.customer import compose_customer, customer_paper
from funnel.reports.model import MAILED, Kind, ReportProblem
from funnel.reports.paper import Paper, print_paper, report_paper
from funnel.reports.sheet import plain
from funnel.reports.workbook import sheet_workbook
from web.commands.forecast import forecast
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

CUSTOMER = "customer"


@click.command("report")
@click.argument("kind", type=click.Choice([*(each.value for each in MAILED), CUSTOMER]))
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="A day of the period; without it the last whole one."
)
@click.option("--id", "customer", type=click.IntRange(min=1), help="Which customer, for a customer's report.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "pdf", "xlsx"]), default="text", help="In which form."
)
@click.option("--locale", type=click.Choice(LOCALES), default="en", help="Language of the report.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write a PDF or workbook.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def report(
    *,
    kind: str,
    day: datetime | None,
    customer: int | None,
    form: str,
    locale: str,
    output: Path | None,
    as_json: bool,
) -> None:
    """Report on the funnel of a day, a week or a month, on the market of a week, or on one customer."""
    if (kind == CUSTOMER) is (customer is None):
        raise click.UsageError("A customer's report needs --id, and no other has it.")

    async def verb(house: House) -> tuple[Paper, str | bytes]:
        company, parts = await house.parts.company(), house.parts
        async with house.database.reading() as session:
            paper = await _paper(session, company, kind, about=customer or _day(day), locale=locale)
        if form == "pdf":
            return paper, await print_paper(paper, company, parts.press, media=parts.media)
        return paper, sheet_workbook(paper.written) if form == "xlsx" else plain(paper.written, company)

    try:
        paper, made = in_house(verb)
    except (ReportProblem, PdfError, UnknownCustomer) as error:
        raise refuse(error) from None
    if as_json or form == "json":
        print_json(dict(paper.body))
    elif isinstance(made, bytes):
        click.echo(str(_written(made, output or Path(f"{paper.stem}.{form}"))))
    else:
        click.echo(made, nl=False)


async def _paper(session: Session, company: Company, kind: str, *, about: int | date | None, locale: str) -> Paper:
    """Compose a report about a customer's id, or a day."""
    if isinstance(about, int):
        return customer_paper(await compose_customer(session, company, about), company, locale)
    if kind == Kind.MARKET:
        return market_paper(await compose_market(session, company, day=about), company, locale)
    found = await compose(session, company, Kind(kind), day=about)
    names = {each.id: each.name for each in await staff.listed(session)}
    return report_paper(found, company, locale, names=names)


def _written(made: bytes, file: Path) -> Path:
    try:
        file.write_bytes(made)
    except OSError as error:
        raise refuse(f"The report cannot be written to {file}: {error.strerror}.") from None
    return file


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


VERBS: tuple[click.Command, ...] = (report, forecast)
