"""Verbs about what the company knows in prose."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from foundation.locales import LOCALES
from web.commands.refusal import in_house, print_json, refuse


@click.group()
def knowledge() -> None:
    """Manuals, guides and answered questions."""


@knowledge.command("search")
@click.argument("question")
@click.option("--locale", type=click.Choice(LOCALES), default="en", help="Language of the question.")
@click.option("--limit", type=click.IntRange(1, 50), default=10, help="How many passages.")
@click.option("--product", help="Only this product's documents.")
@click.option("--collection", help="Only this collection.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def search(question: str, locale: str, limit: int, product: str | None, collection: str | None, as_json: bool) -> None:
    """Search for passages that answer QUESTION, best first."""
    found = in_house(
        lambda house: house.knowledge.search(
            question, locale=locale, product=product, limit=limit, **({"collection": collection} if collection else {})
        )
    )
    if as_json:
        print_json([asdict(passage) for passage in found])
        return
    for passage in found:
        click.echo(f"{passage.score:.2f}  {passage.title} - {passage.locator}\n      {passage.passage[:200]}")
    if not found:
        click.echo("Nothing in the documents answers this.")


@knowledge.command("ingest")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--product", help="SKU that the documents are about.")
@click.option("--locale", type=click.Choice(LOCALES), default="en", help="Language of the documents.")
@click.option("--collection", help="Collection to keep them in.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ingest(path: Path, product: str | None, locale: str, collection: str | None, as_json: bool) -> None:
    """Take in a file, or every file of a folder; what cannot be read is named, the rest goes on."""
    report = in_house(
        lambda house: house.knowledge.ingest(
            path, product=product, locale=locale, **({"collection": collection} if collection else {})
        )
    )
    if as_json:
        print_json(asdict(report))
    else:
        click.echo(str(report))
    if not asdict(report).get("documents", True):
        raise refuse("Nothing was taken in.")
