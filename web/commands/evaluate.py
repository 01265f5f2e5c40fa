"""`tradewind evaluate`: how good the advisor is, on a house of its own that is thrown away afterwards."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from foundation.locales import LOCALES
from foundation.log import configure
from foundation.settings import load_settings
from funnel.evaluation.model import NoCases, Report
from funnel.evaluation.report import table, write
from funnel.evaluation.run import SUITES, Wish
from funnel.evaluation.run import evaluate as run_suites
from web.commands.refusal import print_json, refuse
from web.wiring import furnish, prepare, running


@click.command()
@click.argument("suites", nargs=-1, type=click.Choice(list(SUITES)))
@click.option(
    "--cases",
    type=click.Path(exists=True, path_type=Path),
    help="A file of cases instead of the house's own; with `retrieval` also a folder of public sets (BEIR).",
)
@click.option("--locale", type=click.Choice(LOCALES), help="Language of a retrieval set whose folder does not say it.")
@click.option("--report", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write the report into DIR.")
@click.option("--conversations", type=click.IntRange(1, 100_000), default=1000, help="Simulated buyers of `claims`.")
@click.option("--seed", type=int, default=1, help="Another seed, other buyers.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(
    suites: tuple[str, ...],
    *,
    cases: Path | None,
    locale: str | None,
    folder: Path | None,
    conversations: int,
    seed: int,
    as_json: bool,
) -> None:
    """Run evaluation SUITES, or all; exit 1 where something dangerous was found. Your own data is not touched."""
    if cases is not None and len(suites) != 1:
        raise click.UsageError("--cases goes with one suite; name it, as in: tradewind evaluate needs --cases FILE")
    if cases is not None and cases.is_dir() and suites != ("retrieval",):
        raise click.UsageError("Only `retrieval` takes a folder of cases; name a file.")
    wish = Wish(cases, conversations, seed, progress=lambda text: click.echo(f"{text} ...", err=True), locale=locale)
    try:
        report = asyncio.run(_evaluate(list(suites or SUITES), wish))
    except NoCases as nothing:
        raise refuse(nothing) from None
    for file in write(report, folder) if folder else ():
        click.echo(f"written: {file}", err=True)
    _print(report, as_json=as_json)
    if not report.releasable:
        raise refuse("Something dangerous was said or recommended: " + "; ".join(report.missed))


def _print(report: Report, *, as_json: bool) -> None:
    if as_json:
        print_json(report.to_json())
        return
    for result in report.results:
        click.echo(f"\n{result.suite}: {result.cases} cases\n{table(result)}")
        for worst in result.worst[:10]:
            click.echo(f"  {worst}")


async def _evaluate(suites: list[str], wish: Wish) -> Report:
    """Run the suites on an empty embedded database with the pack of the settings; no mail, no CRM, no outside model."""
    given = load_settings()
    with tempfile.TemporaryDirectory(prefix="tradewind-evaluate-") as data:
        alone = {"data": Path(data), "database_url": None, "qdrant_url": None, "hubspot_token": None, "smtp_url": None}
        settings = given.model_copy(update={**alone, "log_level": "error"})
        configure(settings)
        house = furnish(settings, await asyncio.to_thread(prepare, settings))
        async with running(house, runs_jobs=False, warm=False):
            given_by_house = replace(wish, ingest=house.knowledge.ingest, ready=house.knowledge.make_vectors)
            return await run_suites(house.parts, suites, given_by_house)
