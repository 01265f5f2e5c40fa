"""Verbs for the people who sign in to the desk; the same stand behind the desk's page of the team."""

from __future__ import annotations

import click

from foundation.actor import Actor
from funnel.permissions import repository
from funnel.permissions.model import ROLES, Member
from funnel.permissions.team import UnknownMember
from funnel.reminders.model import WORDS
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

BY = Actor.system("command line")


@click.group()
def staff() -> None:
    """The people who sign in to the desk."""


@staff.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_staff(as_json: bool) -> None:
    """List the staff with their roles, those whose account has ended last."""
    members = in_house(_members)
    if as_json:
        told = [
            {"email": m.email, "name": m.name, "roles": sorted(m.roles), "ended_at": m.disabled_at} for m in members
        ]
        print_json(told)
        return
    for member in members:
        ended = "  ended" if member.disabled_at else ""
        click.echo(f"{member.email}  {member.name}  {', '.join(sorted(member.roles))}{ended}")


@staff.command("add")
@click.argument("email")
@click.option("--name", default="", help="How the desk names them.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), default=("sales",), show_default=True)
def add(email: str, name: str, roles: tuple[str, ...]) -> None:
    """Add EMAIL and print its first password."""
    from funnel.permissions.team import AddressTaken, NoAddress, add_member

    try:
        login = in_house(lambda house: add_member(house.database, email, name, roles=roles, by=BY))
    except AddressTaken:
        raise refuse(f"{email} has an account already; `tradewind staff reset` gives it a new password.") from None
    except NoAddress:
        raise refuse(f"{email} is no e-mail address.") from None
    click.echo(f"{login.email}  {login.password}")


@staff.command("end")
@click.argument("email")
def end(email: str) -> None:
    """End the account of EMAIL and sign it out everywhere."""
    from funnel.journey.hand_over import end_account

    async def ending(house: House) -> bool:
        async with house.database.reading() as session:
            found = await repository.find_by_email(session, email.strip().lower())
        if found is not None:
            await end_account(house.database, found[0].id, by=BY)
        return found is not None

    if not in_house(ending):
        raise refuse(f"Nobody of the staff has the address {email}.")
    click.echo(f"The account of {email} has ended.")


@staff.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Give EMAIL a new password and print it; the first login is made where there is none."""
    from funnel.permissions.accounts import reset_password

    password = in_house(lambda house: reset_password(house.database, email))
    click.echo(f"{email}  {password}")


@staff.command("reminders")
@click.argument("email")
@click.option("--on", "wanted", multiple=True, type=click.Choice(tuple(WORDS)), help="Switch a kind on.")
@click.option("--off", "unwanted", multiple=True, type=click.Choice(tuple(WORDS)), help="Switch a kind off.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def reminders(email: str, *, wanted: tuple[str, ...], unwanted: tuple[str, ...], as_json: bool) -> None:
    """Show of what EMAIL is reminded by mail, and switch kinds on and off."""
    from web.api.reminders import reminders_body, switch_of

    switches = {**dict.fromkeys(wanted, True), **dict.fromkeys(unwanted, False)}

    async def verb(house: House) -> dict[str, bool]:
        company = await house.parts.company()
        async with house.database.transaction() as session:
            member = await switch_of(session, email, switches, by=BY)
            return await reminders_body(session, member, company)

    try:
        body = in_house(verb)
    except UnknownMember:
        raise refuse(f"Nobody of the staff has the address {email}.") from None
    if as_json:
        print_json(body)
        return
    for word, on in body.items():
        click.echo(f"{word:<10} {'on' if on else 'off'}")


async def _members(house: House) -> list[Member]:
    async with house.database.reading() as session:
        return await repository.listed(session)
