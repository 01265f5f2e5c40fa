"""Verbs about what the company knows in prose."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from content.knowledge.errors import Undigestible
from content.knowledge.ingest import DOCUMENTS, About, IngestReport
from content.knowledge.model import Passage
from content.knowledge.search import RELEVANT
from content.knowledge.written import repository as written
from content.knowledge.written.answers import as_cases
from foundation.locales import LOCALES
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

_OF_PROGRESS = frozenset({"told", "file", "files_done", "pages"})
"""What a report tells only while it goes on, or again in other words."""


@click.group()
def knowledge() -> None:
    """Manuals, guides and answered questions."""


@knowledge.command("search")
@click.argument("question")
@click.option("--locale", type=click.Choice(LOCALES), default="en", help="Language of the question.")
@click.option("--limit", type=click.IntRange(1, 50), default=10, help="How many passages.")
@click.option("--product", help="Only this product's documents, its family's and the general ones.")
@click.option("--family", help="Only this family's documents and the general ones.")
@click.option("--collection", help="Only this collection.")
@click.option("--staff", is_flag=True, help="Also what only staff may read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def search(
    question: str,
    *,
    locale: str,
    limit: int,
    product: str | None,
    family: str | None,
    collection: str | None,
    staff: bool,
    as_json: bool,
) -> None:
    """Search for passages that answer QUESTION, best first."""

    async def ask(house: House) -> list[Passage]:
        await house.knowledge.recall()
        return await house.knowledge.search(
            question,
            locale=locale,
            product=product,
            category=family,
            limit=limit,
            collection=collection,
            staff=staff,
            complete=True,
        )

    found = in_house(ask)
    if as_json:
        print_json([asdict(passage) for passage in found])
        return
    if not found or found[0].score < RELEVANT:
        click.echo("Nothing in the documents answers this." + (" The nearest:" if found else ""))
    for passage in found:
        click.echo(_told(passage))


@knowledge.command("ingest")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--product", help="SKU that the documents are about.")
@click.option("--family", help="Product family that the documents are about.")
@click.option("--locale", type=click.Choice(LOCALES), help="Language of the documents; found out where not given.")
@click.option("--collection", default=DOCUMENTS, show_default=True, help="Collection to keep them in.")
@click.option("--revision", default="", help="Revision of the documents, such as C or 2026-05.")
@click.option("--visibility", type=click.Choice(["public", "staff"]), default="public", help="Who may find them.")
@click.option(
    "--vectors/--no-vectors", default=True, help="Give the passages their dense vectors now, or leave it to the server."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ingest(
    path: Path,
    *,
    product: str | None,
    family: str | None,
    locale: str | None,
    collection: str,
    revision: str,
    visibility: str,
    vectors: bool,
    as_json: bool,
) -> None:
    """Take in a file, or every readable file of a folder; what cannot be read is named, the rest goes on.

    PDF, DOCX, XLSX, HTML, Markdown and text are one document each; JSONL, CSV and TSV with a column of text one for
    each record. Taken in again, only what changed is replaced. Passages can be found by their words at once; with the
    `embeddings` extra their vectors follow, which may be stopped at any time: the server goes on with the rest.
    """
    about = About(
        product=product,
        family=family,
        locale=locale,
        collection=collection,
        revision=revision,
        visibility="staff" if visibility == "staff" else "public",
    )

    async def take(house: House) -> IngestReport:
        taken = await house.knowledge.ingest(path, about, progress=_progress())
        if vectors:
            await house.knowledge.make_vectors(_vectors_progress(), [collection])
        return taken

    try:
        report = in_house(take)
    except Undigestible as error:
        raise refuse(error) from None
    if as_json:
        print_json({name: value for name, value in asdict(report).items() if name not in _OF_PROGRESS})
    else:
        click.echo(str(report))
    if not report.documents and not report.unchanged:
        raise refuse("Nothing was taken in.")


@knowledge.command("cases")
def cases() -> None:
    """Print every answered question as a case for `tradewind evaluate retrieval`: asked again, it must find its answer."""

    async def read(house: House) -> list[dict[str, str]]:
        async with house.database.reading() as session:
            return as_cases(await written.answers(session))

    print_json(in_house(read))


def _told(passage: Passage) -> str:
    where = f"p. {passage.page}" if passage.page else passage.locator
    widened = f"  ({passage.locale}; widened: {passage.widened})" if passage.widened else ""
    return f"{passage.score:.2f}  {passage.title} - {where}{widened}\n      {(passage.quote or passage.passage)[:200]}"


def _progress() -> Callable[[IngestReport], None]:
    write = _line()

    def show(report: IngestReport) -> None:
        documents = report.documents + report.unchanged
        page = " page {} of {}".format(*report.pages) if report.pages else ""
        write(
            f"{report.files_done}/{report.files} files, {documents} documents, {report.passages} passages  {report.file}{page}",
            report.files_done == report.files,
        )

    return show


def _vectors_progress() -> Callable[[int, int], None]:
    write = _line()
    return lambda done, of: write(f"{done}/{of} passages have their vectors", done == of)


def _line() -> Callable[[str, bool], None]:
    """Write one line that is written over on a terminal; else a line every few seconds. On stderr: stdout is for the result."""
    shown = time.monotonic()

    def write(line: str, is_last: bool) -> None:
        nonlocal shown
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{line[:100]}", nl=is_last, err=True)
        elif time.monotonic() - shown > 5:
            shown = time.monotonic()
            click.echo(line, err=True)

    return write
