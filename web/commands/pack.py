"""Verbs about a company's pack: start one, check it, load it, write it back."""

from __future__ import annotations

import sys
from dataclasses import asdict
from functools import partial

import click

from content.packs import verbs
from content.packs.faults import PackFaults
from foundation.actor import Actor
from funnel.journey.redesign import settle
from funnel.journey.reshape import StagesUnsettled
from web.commands.refusal import in_house, print_json, refuse

BY = Actor.system("command line")


@click.group()
def pack() -> None:
    """A company's pack: everything that belongs to one company."""


@pack.command("new")
@click.argument("folder")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def new(folder: str, as_json: bool) -> None:
    """Write a small commented pack that runs into FOLDER."""
    try:
        files = verbs.new_pack(folder)
    except verbs.FolderInUse as error:
        raise refuse(error) from None
    if as_json:
        print_json({"folder": folder, "files": files})
    else:
        click.echo(f"{len(files)} files written to {folder}. Next: tradewind pack check {folder}")


@pack.command("stages")
@click.argument("folder")
@click.argument("funnel", type=click.Choice(tuple(verbs.FUNNELS)))
def stages(folder: str, funnel: str) -> None:
    """Write a ready funnel of FUNNEL stages into the pack in FOLDER, in place of its stages.yaml."""
    try:
        file = verbs.write_stages(folder, funnel)
    except verbs.NoPack as error:
        raise refuse(error) from None
    click.echo(f"{file} written. Its texts are yours to change; then: tradewind pack check {folder}")


@pack.command("check")
@click.argument("folder")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(folder: str, as_json: bool) -> None:
    """Report every fault of the pack in FOLDER with file, line and mend."""
    faults = verbs.check_pack(folder)
    if as_json:
        print_json({"sound": not faults, "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            click.echo(str(fault))
        click.echo(f"{len(faults)} faults." if faults else "The pack is sound.")
    if faults:
        sys.exit(1)


@pack.command("load")
@click.argument("folder")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def load(folder: str, as_json: bool) -> None:
    """Load the pack in FOLDER; says what changed, and loads nothing where there is a fault."""
    try:
        report = in_house(lambda house: verbs.load_pack(house.database, folder, by=BY, settle=partial(settle, by=BY)))
    except (PackFaults, StagesUnsettled) as error:
        raise refuse(error) from None
    if as_json:
        print_json(asdict(report))
    else:
        click.echo(str(report))


@pack.command("export")
@click.argument("folder")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def export(folder: str, as_json: bool) -> None:
    """Write the company as it is now, edits of the desk included, to FOLDER."""
    try:
        files = in_house(lambda house: verbs.export_pack(house.database, folder))
    except verbs.FolderInUse as error:
        raise refuse(error) from None
    if as_json:
        print_json({"folder": folder, "files": files})
    else:
        click.echo(f"{len(files)} files written to {folder}.")
