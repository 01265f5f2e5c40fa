"""Verbs about a person's data: erase them everywhere, hand them out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from foundation.actor import Actor
from funnel.privacy.erase import erase as erase_person
from funnel.privacy.erase import person_of, preview
from funnel.privacy.errors import NoAddressGiven, PersonIsStaff, UnknownPerson
from funnel.privacy.export import Export
from funnel.privacy.export import export as export_person
from funnel.privacy.model import Person
from funnel.privacy.proof import proof_body, trace_bodies
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

BY = Actor.system("command line")
LOCALE = "en"


@click.command("erase")
@click.argument("address")
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def erase(address: str, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Erase the person with the e-mail ADDRESS everywhere, and say what was erased and where."""
    try:
        person = person_of(address)
        if dry_run or not (yes or as_json or not sys.stdin.isatty()):
            found = in_house(lambda house: _preview(house, person))
            _tell(found, as_json=as_json)
            if dry_run:
                return
            click.confirm("Erase all of this? It cannot be undone.", abort=True)
        proof = in_house(lambda house: _erase(house, person))
    except (UnknownPerson, PersonIsStaff, NoAddressGiven) as error:
        raise refuse(error) from None
    _tell(proof, as_json=as_json)


async def _preview(house: House, person: Person) -> dict[str, Any]:
    traces = trace_bodies(await preview(house.keeping, person), LOCALE)
    return {"id": None, "state": "dry_run", "erased": traces, "kept": [], "remarks": []}


async def _erase(house: House, person: Person) -> dict[str, Any]:
    return proof_body(await erase_person(house.keeping, person, by=BY), LOCALE)


def _tell(body: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(body)
        return
    for each in body["erased"]:
        left = "" if each["after"] is None else f"  left: {each['after']}"
        click.echo(f"{each['before']:6}  {each['how']:14}{each['place']:24}{each['what']}{left}")
    for remark in body["remarks"]:
        click.echo(remark)


@click.group()
def privacy() -> None:
    """A person's data."""


@privacy.command("export")
@click.argument("address")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def export(address: str, file: Path, as_json: bool) -> None:
    """Write everything that is kept of ADDRESS to FILE, a zip: a page to read in their language, all data, and the files."""
    if file.exists():
        raise refuse(f"{file} exists already; name a new file.")
    try:
        person = person_of(address)
        packed = in_house(lambda house: _export(house, person))
    except (UnknownPerson, PersonIsStaff, NoAddressGiven) as error:
        raise refuse(error) from None
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(packed.content)
    told = {"file": str(file), "locale": packed.locale, "records": packed.records, "files": packed.files}
    if as_json:
        print_json(told)
    else:
        click.echo(f"{packed.records} records and {packed.files} files are in {file}.")


async def _export(house: House, person: Person) -> Export:
    company = await house.parts.company()
    return await export_person(house.keeping, person, company=company.identity.legal_name, by=BY)


VERBS = (erase, privacy)
