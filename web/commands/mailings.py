"""Verbs about mailings; the same stand behind the desk and the API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Session
from funnel.journey.mailings import change_mailing, start_mailing, try_out, write_mailing
from funnel.mailings import repository as mailings
from funnel.mailings.errors import MailingChanged, MailingNotReady, UnknownMailing, WrongState
from funnel.permissions import repository as staff
from web.commands.refusal import in_house, print_json, refuse
from web.desk.mailing_words import problem_sentences
from web.locale import speech
from web.wiring import House

BY = Actor.system("command line")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def mailing() -> None:
    """Mails to many, to whoever agreed to news."""


@mailing.command("list")
@as_json_option
def list_mailings(*, as_json: bool) -> None:
    """List the mailings, the newest first."""
    from web.api.mailings import mailing_body

    async def verb(house: House) -> list[dict[str, Any]]:
        async with house.database.reading() as session:
            return [mailing_body(each) for each in await mailings.listed(session)]

    found = in_house(verb)
    if as_json:
        print_json(found)
    else:
        for each in found:
            click.echo(f"{each['id']}  {each['state']:<8}  {each['name']}")


@mailing.command("show")
@click.argument("mailing_id")
@as_json_option
def show(mailing_id: str, *, as_json: bool) -> None:
    """Tell of a draft whom it would reach now and what is not right, of others what came of it."""
    _verb(lambda session, company: mailings.find(session, mailing_id), as_json=as_json)


@mailing.command("write")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--change", "changed", help="The draft that FILE takes the place of, by its id.")
@as_json_option
def write(file: Path, *, changed: str | None, as_json: bool) -> None:
    """Store FILE (YAML or JSON: name, reason, audience, texts, links, product, cards) as a draft."""
    from content.packs.source import read_yaml

    faults: list[Any] = []
    source = read_yaml(file.name, file.read_bytes(), faults)
    if source is None or faults or not isinstance(source.data, dict) or not str(source.data.get("name", "")).strip():
        raise refuse("\n".join(map(str, faults)) or f"{file} names no mailing; it begins with `name:`.")
    given = source.data

    async def verb(session: Session, company: Company) -> Any:
        if changed is None:
            return await write_mailing(session, given, by=BY)
        known = await mailings.find(session, changed)
        return await change_mailing(session, changed, given, revision=known.revision, by=BY)

    _verb(verb, as_json=as_json)


@mailing.command("trial")
@click.argument("mailing_id")
@click.option("--to", "address", required=True, help="A member of the staff, by e-mail address.")
@click.option("--locale", default="en", show_default=True)
def trial(mailing_id: str, *, address: str, locale: str) -> None:
    """Send the text in one language to a member of the staff."""

    async def verb(house: House) -> None:
        async with house.database.transaction() as session:
            if await staff.find_by_email(session, address.strip().lower()) is None:
                raise refuse(f"Nobody of the staff has the address {address}.")
            if locale not in (await mailings.find(session, mailing_id)).content.texts:
                raise refuse(f"The mailing has no text in {locale}.")
            await try_out(session, mailing_id, address.strip().lower(), locale=locale, by=BY)

    try:
        in_house(verb)
    except UnknownMailing as error:
        raise refuse(error) from None
    click.echo(f"The mail to {address} is in the queue.")


@mailing.command("start")
@click.argument("mailing_id")
@as_json_option
def start(mailing_id: str, *, as_json: bool) -> None:
    """Let a mailing go."""

    async def verb(session: Session, company: Company) -> Any:
        known = await mailings.find(session, mailing_id)
        return await start_mailing(session, mailing_id, company, revision=known.revision, by=BY)

    _verb(verb, as_json=as_json)


@mailing.command("pause")
@click.argument("mailing_id")
@as_json_option
def pause(mailing_id: str, *, as_json: bool) -> None:
    """Hold a mailing up."""
    _turn(mailing_id, "pause", as_json=as_json)


@mailing.command("resume")
@click.argument("mailing_id")
@as_json_option
def resume(mailing_id: str, *, as_json: bool) -> None:
    """Go on with a mailing."""
    _turn(mailing_id, "resume", as_json=as_json)


@mailing.command("stop")
@click.argument("mailing_id")
@as_json_option
def stop(mailing_id: str, *, as_json: bool) -> None:
    """End a mailing for good."""
    _turn(mailing_id, "stop", as_json=as_json)


def _turn(mailing_id: str, turn: str, *, as_json: bool) -> None:
    from web.api.mailings import TURNS

    _verb(lambda session, company: TURNS[turn](session, mailing_id, by=BY), as_json=as_json)


def _verb(verb: Any, *, as_json: bool) -> None:
    """Do a verb, and print how the mailing stands after it."""
    from web.api.mailings import told

    async def doing(house: House) -> dict[str, Any]:
        company = await house.parts.company()
        async with house.database.transaction() as session:
            return await told(session, await verb(session, company), company, by=BY, locale="en")

    try:
        body = in_house(doing)
    except MailingNotReady as error:
        raise refuse(" ".join(problem_sentences(error.problems, speech("en", "desk")).values())) from None
    except (UnknownMailing, MailingChanged, WrongState) as error:
        raise refuse(error) from None
    if as_json:
        print_json(body)
        return
    click.echo(f"{body['id']}  {body['state']}  {body['name']}")
    for each in body.get("problems", []):
        click.echo(f"{each['place']}: {each['problem']}")
    for name, number in {**body.get("preview", {}), **body.get("outcome", {})}.items():
        click.echo(f"{name:<12} {number}")
