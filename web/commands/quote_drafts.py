"""Verbs about quotes that nobody got yet: preview, draft, edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

import click

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Session
from foundation.locales import LOCALES
from funnel.errors import UnknownCustomer
from funnel.journey import draft
from funnel.journey.approvals import member_named
from funnel.permissions.team import UnknownMember
from quoting.errors import QuotingError
from quoting.model import Quote, QuoteRequest
from quoting.wish import Wish
from web.api.quote_drafts import preview_body
from web.commands.quote import percent, wished_line
from web.commands.quote_life import do
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_BY = click.option("--by", metavar="EMAIL", help="The member of staff who does it; that role's bounds count.")
Command = TypeVar("Command", bound=Callable[..., Any])


def _asked(command: Command) -> Command:
    """Give a command the options of a wish."""
    for option in (
        click.option("--note", help="Remarks, printed as they are."),
        click.option("--valid-days", type=int, help="For how many days it holds."),
        click.option("--payment-days", type=int, help="Days net to pay; 0 in advance."),
        click.option("--incoterm", help='Rule and place, such as "CIF Hamburg".'),
        click.option("--discount", help="Percent on every line."),
        click.option("--line", "lines", multiple=True, help="SKU:QUANTITY[:option,option]; may be repeated."),
    ):
        command = option(command)
    return command


def _for_whom(command: Command) -> Command:
    """Give a command the options of a new quote."""
    for option in (
        click.option("--customer", type=int, help="Number of a customer on record: their price list counts."),
        click.option("--country", help="Where the goods go, ISO 3166, such as DE; else the customer's."),
        click.option("--currency", required=True, help="ISO 4217, such as EUR."),
        click.option("--locale", type=click.Choice(LOCALES), default="en", help="Language of the document."),
    ):
        command = option(command)
    return command


def _request(asked: dict[str, Any]) -> QuoteRequest:
    country, discount = asked["country"], asked["discount"]
    return QuoteRequest(
        locale=asked["locale"],
        currency=asked["currency"].upper(),
        lines=tuple(wished_line(written) for written in asked["lines"]),
        discount=percent(discount) if discount else Decimal(0),
        incoterm=asked["incoterm"],
        country=country.upper() if country else None,
        payment_days=asked["payment_days"],
        validity_days=asked["valid_days"],
        note=asked["note"] or "",
    )


@click.command("preview")
@_asked
@_for_whom
@_BY
@_JSON
def preview(*, customer: int | None, by: str | None, as_json: bool, **asked: Any) -> None:
    """Say what a quote would come to and who would have to grant it; nothing is stored."""
    request = _request(asked)

    async def verb(house: House) -> dict[str, Any]:
        company = await house.parts.company()
        async with house.database.reading() as session:
            actor = await member_named(session, by) if by else Actor.system("command line")
            wish = await draft.written_for(session, request, customer, company=company)
            found = await draft.preview(session, wish, company, by=actor, locale="en")
        return preview_body(found, company, house, roles=actor.roles)

    try:
        body = in_house(verb)
    except UnknownMember:
        raise refuse(f"Nobody of the staff has the address {by}.") from None
    except (QuotingError, UnknownCustomer) as error:
        raise refuse(error) from None
    if as_json:
        print_json(body)
        return
    click.echo(f"{body['status']}  {body['total']} {body['currency']}  asks {body['asks'] or 'nobody'}")
    for one in body["authority"]:
        click.echo(f"  {one['action']}: {one['status']}  {one['explanation']}")


@click.command("draft")
@_asked
@_for_whom
@_BY
@_JSON
def draft_one(*, customer: int | None, by: str | None, as_json: bool, **asked: Any) -> None:
    """Keep a quote as a draft by today's prices; nobody is told of it."""
    request = _request(asked)

    async def verb(session: Session, company: Company, actor: Actor) -> Quote:
        wish = await draft.written_for(session, request, customer, company=company, by=actor)
        return await draft.new_draft(session, wish, company, by=actor)

    do(verb, by=by, as_json=as_json)


@click.command("edit")
@click.argument("number")
@_asked
@click.option("--locale", type=click.Choice(LOCALES), help="Language of the document.")
@click.option("--currency", help="ISO 4217, such as EUR.")
@click.option("--version", help="As `show` told it: another's change since then is not overwritten.")
@_BY
@_JSON
def edit(*, number: str, version: str | None, by: str | None, as_json: bool, **asked: Any) -> None:
    """Change the draft NUMBER; what is not named stays, prices are today's."""
    wish = wish_in(asked)

    async def verb(session: Session, company: Company, actor: Actor) -> Quote:
        return await draft.edit(session, number, wish, version=version, company=company, by=actor)

    do(verb, by=by, as_json=as_json)


def wish_in(asked: dict[str, Any]) -> Wish:
    """Return what options ask to be different."""
    wish = Wish(
        lines=tuple(wished_line(written) for written in asked["lines"]) or None,
        discount=percent(asked["discount"]) if asked["discount"] else None,
        incoterm=asked["incoterm"],
        payment_days=asked["payment_days"],
        validity_days=asked["valid_days"],
        note=asked["note"],
    )
    currency = asked["currency"].upper() if asked["currency"] else None
    return replace(wish, locale=asked["locale"], currency=currency)


VERBS = (preview, draft_one, edit)
