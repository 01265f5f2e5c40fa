"""Verbs about stages, playbook and the weights of the grade: show what holds or held, look at a change, save it, return to an earlier version."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click
import yaml

from content.catalogue import repository as catalogue
from content.editions import repository as editions
from content.editions.model import SUBJECTS, Edition, Subject
from content.packs.faults import Fault
from content.packs.source import read_yaml
from foundation.actor import Actor
from funnel.journey.redesign import ChangedMeanwhile, Effects, NotSound, adopt, examine, present
from funnel.journey.reweigh import GradeEffects
from web.api.selling import told
from web.commands.refusal import in_house, print_json, refuse
from web.desk.edition_words import problem_words
from web.locale import speech
from web.wiring import House

BY = Actor.system("command line")
subject_argument = click.argument("subject", type=click.Choice(SUBJECTS))
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class NoVersion(LookupError):
    """There is no such version."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no version {number}; `tradewind selling versions` lists them.")


@click.group()
def selling() -> None:
    """How the company sells: the stages of its funnel, its playbook and the weights of its grade, in versions."""


@selling.command("show")
@subject_argument
@click.option("--version", "number", type=int, help="An older version.")
@as_json_option
def show(subject: str, *, number: int | None, as_json: bool) -> None:
    """Print what holds of SUBJECT (stages, playbook, scoring: the weights of the grade), in the form of the pack's file."""

    async def verb(house: House) -> dict[str, Any]:
        async with house.database.reading() as session:
            if number is not None:
                return dict((await _edition(session, subject, number)).body)
            return present(await catalogue.read_company(session), cast("Subject", subject))

    body = _run(verb)
    if as_json:
        print_json(body)
    else:
        click.echo(yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=120), nl=False)


@selling.command("versions")
@subject_argument
@as_json_option
def list_versions(subject: str, *, as_json: bool) -> None:
    """List the versions of SUBJECT, the newest first."""

    async def verb(house: House) -> list[Edition]:
        async with house.database.reading() as session:
            return await editions.listed(session, cast("Subject", subject))

    found = [{"version": each.number, "at": each.at, "actor": each.actor, "note": each.note} for each in _run(verb)]
    if as_json:
        print_json(found)
    else:
        for each in found:
            click.echo(f"{each['version']}  {each['at']:%Y-%m-%d %H:%M}  {each['actor']}  {each['note']}".rstrip())


@selling.command("save")
@subject_argument
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--look", is_flag=True, help="Only say whom it concerns.")
@click.option("--note", default="", help="Why, for those who read the versions.")
@as_json_option
def save(subject: str, file: Path, *, look: bool, note: str, as_json: bool) -> None:
    """Let SUBJECT be as FILE says from now on (YAML in the form of the pack's file)."""
    faults: list[Fault] = []
    source = read_yaml(file.name, file.read_bytes(), faults)
    if source is None or faults:
        raise refuse("\n".join(map(str, faults)))
    _save(subject, source.data, look=look, note=note, as_json=as_json)


@selling.command("back")
@subject_argument
@click.argument("number", type=int)
@click.option("--look", is_flag=True, help="Only say whom it concerns.")
@as_json_option
def back(subject: str, number: int, *, look: bool, as_json: bool) -> None:
    """Let version NUMBER of SUBJECT hold again, as a new version."""
    _save(subject, None, look=look, note=f"Return to version {number}", as_json=as_json, number=number)


def _save(subject: str, body: Any, *, look: bool, note: str, as_json: bool, number: int | None = None) -> None:
    async def verb(house: House) -> tuple[int, Effects]:
        known = cast("Subject", subject)
        async with house.database.transaction() as session:
            wanted = body if number is None else (await _edition(session, subject, number)).body
            company = await catalogue.read_company(session)
            newest = await editions.find(session, known)
            now = newest.number if newest else 0
            draft, effects = await examine(session, company, known, body=wanted)
            if draft.problems:
                raise NotSound(draft.problems)
            if look:
                return now, effects
            return await adopt(session, company, known, body=wanted, based_on=now, by=BY, note=note), effects

    version, effects = _run(verb)
    if as_json:
        print_json({"saved": not look, "version": version, **told(effects)})
        return
    _print_effects(effects)
    click.echo("Nothing was saved." if look else f"Version {version} is in force.")


def _print_effects(effects: Effects) -> None:
    for move in effects.moves:
        click.echo(f"{move.stage} -> {move.to}: {move.customers} leads")
    for stage, count in effects.ahead.items():
        click.echo(
            f"{count} leads have done enough for {stage} by the new rules; they move with the next thing they do."
        )
    for play in effects.plays:
        if play.state != "unchanged":
            click.echo(f"{play.play}: {play.state}; runs for {play.running} leads")
    if effects.grades is not None:
        _print_grades(effects.grades)


def _print_grades(found: GradeEffects) -> None:
    for grade, count in found.before.items():
        click.echo(f"{grade}: {count} -> {found.after[grade]}")
    click.echo(f"{found.changed} of {found.looked_at} open leads get another grade.")
    if found.looked_at < found.open:
        click.echo(f"The {found.open - found.looked_at} older open leads were not looked at.")
    if found.learned:
        click.echo("A score learned from outcomes grades at present: points count only where it does not.")
    for each in found.named:
        click.echo(
            f"{each.customer}\t{each.before} -> {each.after}\t{each.points_before:g} -> {each.points_after:g}\t{each.name}"
        )


def _run(verb: Any) -> Any:
    try:
        return in_house(verb)
    except NotSound as error:
        say = speech("en", "desk")
        raise refuse("\n".join(f"{each.place}: {problem_words(each, say, {})}" for each in error.problems)) from None
    except (NoVersion, ChangedMeanwhile, catalogue.NoContent) as error:
        raise refuse(error) from None


async def _edition(session: Any, subject: str, number: int) -> Edition:
    found = await editions.find(session, cast("Subject", subject), number)
    if found is None:
        raise NoVersion(number)
    return found
