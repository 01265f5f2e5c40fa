"""Verbs of whoever runs the house: serve, work, look after it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import click

from content.knowledge.embedding_models import EmbeddingModel
from foundation.actor import Actor
from foundation.copies import DamagedDatabase, RowsMissing, TargetNotEmpty, carry, copy_sqlite
from foundation.data_folder import DataFolder, DataFolderInUse
from foundation.database import migrate, synchronous_url
from foundation.log import configure
from foundation.pdf import INSTALL_COMMAND, available
from foundation.reach import DatabaseUnreachable, reach
from foundation.settings import Settings, load_settings
from funnel.journey.visit import recount as recount_visits
from funnel.ports import MailboxError
from web.commands.refusal import in_house, print_json, refuse


@click.command()
def serve() -> None:
    """Serve the site, the advisor and the desk; embedded, also run the jobs."""
    settings = load_settings()
    configure(settings)
    from web.server import run

    try:
        run(settings)
    except DataFolderInUse as error:
        raise refuse(error) from None


@click.command()
def worker() -> None:
    """Run durable jobs beside web processes (PostgreSQL only)."""
    settings = load_settings()
    configure(settings)
    from web.worker import WorkerNeedsPostgres, work

    try:
        work(settings)
    except WorkerNeedsPostgres as error:
        raise refuse(error) from None


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json: bool) -> None:
    """Say what is missing on this machine and how to mend it."""
    settings = load_settings()
    findings = _findings(settings)
    if as_json:
        print_json(findings)
    else:
        for each in findings:
            click.echo(
                f"{'ok     ' if each['ok'] else 'missing'}  {each['part']}"
                + ("" if each["ok"] else f"\n         {each['mend']}")
            )
    if not all(each["ok"] or each["optional"] for each in findings):
        sys.exit(1)


def _findings(settings: Settings) -> list[dict[str, object]]:
    embeddings = EmbeddingModel.of(settings.embedding_model, settings.embedding_languages).installed
    checks: list[tuple[str, bool, str, bool]] = [
        ("PDF documents", available(), f"Run: {INSTALL_COMMAND}", False),
        ("Embeddings (dense search)", embeddings, "Run: make run   (or leave it: sparse search serves)", True),
        ("HubSpot", settings.hubspot_token is not None, "Set TRADEWIND_HUBSPOT_TOKEN; leads wait until then.", True),
        (
            "Language models",
            settings.language_models is not None,
            "Set TRADEWIND_LANGUAGE_MODELS and its key, or leave it: rules and templates do everything.",
            True,
        ),
        (
            "Mail server",
            settings.smtp_url is not None,
            "Set TRADEWIND_SMTP_URL; mails are kept as files until then.",
            True,
        ),
        ("Mailbox", *_reads_mailbox(settings), settings.imap_url is None),
        ("Data folder", _is_writable(settings.data), f"Make {settings.data} writable for this user.", False),
    ]
    if not settings.is_embedded:
        checks.append(("PostgreSQL", *_reaches(settings.database_address), False))
    return [{"part": part, "ok": ok, "mend": mend, "optional": optional} for part, ok, mend, optional in checks]


def _reaches(url: str) -> tuple[bool, str]:
    try:
        reach(synchronous_url(url))
    except DatabaseUnreachable as error:
        return False, str(error)
    return True, ""


def _reads_mailbox(settings: Settings) -> tuple[bool, str]:
    """Look into the mailbox as the house does."""
    from web.wiring import open_mailbox

    async def look() -> None:
        mailbox = open_mailbox(settings)
        if mailbox is not None:
            async with mailbox.open():
                pass

    if settings.imap_url is None:
        return False, "Set TRADEWIND_IMAP_URL; replies and requests are then taken in by themselves."
    try:
        asyncio.run(look())
    except (MailboxError, ValueError) as error:
        return False, str(error)
    return True, ""


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a consistent copy of the database to FILE, while the house may be serving."""
    settings = load_settings()
    if file.exists():
        raise refuse(f"{file} exists already; name a new file.")
    if not settings.is_embedded:
        _run_tool("pg_dump", "--format=custom", f"--file={file}", _plain_url(settings))
        return
    try:
        copy_sqlite(DataFolder(settings.data).database, file)
    except DamagedDatabase as error:
        raise refuse(error) from None
    click.echo(f"Kept in {file}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the database back from FILE; the house must not be serving."""
    settings = load_settings()
    if not settings.is_embedded:
        _run_tool("pg_restore", "--clean", "--if-exists", f"--dbname={_plain_url(settings)}", str(file))
        return
    folder = DataFolder(settings.data)
    try:
        folder.lock()
    except DataFolderInUse as error:
        raise refuse(error) from None
    try:
        copy_sqlite(file, folder.database)
    except DamagedDatabase as error:
        raise refuse(error) from None
    finally:
        folder.unlock()
    click.echo(f"Restored from {file}.")


@click.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def move(url: str, as_json: bool) -> None:
    """Carry everything from the embedded database to the empty PostgreSQL database at URL; the house must not be serving."""
    settings = load_settings()
    if not settings.is_embedded:
        raise refuse("TRADEWIND_DATABASE_URL is set; unset it, so that the embedded database is what is carried.")
    scheme, _, rest = url.partition("://")
    if scheme not in {"postgres", "postgresql", "postgresql+psycopg"} or not rest:
        raise refuse("Name the target as postgresql://user:password@host/name.")
    folder = DataFolder(settings.data)
    if not folder.database.exists():
        raise refuse(f"There is no database in {settings.data}.")
    try:
        folder.lock()
    except DataFolderInUse as error:
        raise refuse(error) from None
    try:
        migrate(settings.database_address)
        carried = carry(settings.database_address, f"postgresql+psycopg://{rest}")
    except (TargetNotEmpty, RowsMissing) as error:
        raise refuse(error) from None
    finally:
        folder.unlock()
    if as_json:
        print_json(carried)
    else:
        rows = sum(carried.values())
        click.echo(
            f"{rows} rows of {len(carried)} tables were carried. Now set TRADEWIND_DATABASE_URL to {_shown(url)}."
        )


def _shown(url: str) -> str:
    """A URL without its password."""
    before, at, after = url.rpartition("@")
    return f"{before[: before.rindex(':')]}:...{at}{after}" if before.count(":") > 1 else url


def _plain_url(settings: Settings) -> str:
    return settings.database_address.replace("postgresql+psycopg://", "postgresql://", 1)


def _run_tool(*words: str) -> None:
    try:
        subprocess.run(words, check=True)  # noqa: S603 - the words are ours, the address is the operator's own setting
    except FileNotFoundError:
        raise refuse(f"{words[0]} is not installed; install PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as error:
        raise refuse(f"{words[0]} ended with {error.returncode}; see its message above.") from None


@click.command()
def recount() -> None:
    """Sum up anew what is counted of visits by the week, from the days; says how many sums were wrong."""
    wrong = in_house(lambda house: recount_visits(house.database, by=Actor.system("command line")))
    click.echo(f"{wrong} sums were wrong and are mended." if wrong else "All sums are right.")


VERBS = (serve, worker, doctor, backup, restore, move, recount)
"""In the order of the help."""
