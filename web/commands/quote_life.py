"""Verbs about what happens to a quote: list, show, revise, accept, refuse, withdraw, copy, issue."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import click

from content.catalogue.model import Company
from foundation.actor import Actor
from foundation.database import Session
from foundation.locales import LOCALES
from funnel.errors import UnknownCustomer
from funnel.journey import close, resend, revise
from funnel.journey.approvals import member_named
from funnel.journey.draft import revision_draft
from funnel.journey.listing import find_quotes
from funnel.permissions.team import UnknownMember
from quoting.answers import repository as answers
from quoting.answers.repository import ORDERS, Selection
from quoting.checks.run import check_open_quotes
from quoting.errors import QuotingError
from quoting.issue import require_quote
from quoting.life import REASONS
from quoting.model import Quote, QuoteStatus
from quoting.wish import Wish
from web.api.quote_life import affected_body, changes_body
from web.api.quotes import quote_body
from web.commands.quote import percent, wished_line
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_BY = click.option("--by", metavar="EMAIL", help="The member of staff who does it; that role's bounds count.")
_WORDS = click.option("--approval-words", default="", help="For whoever approves it, where it waits.")
_NUMBER = click.argument("number")
Verb = Callable[[Session, Company, Actor], Awaitable[Quote]]


@click.command("list")
@click.option("--status", type=click.Choice([one.value for one in QuoteStatus]), help="In this state only.")
@click.option("--search", default="", help="In the number, or the customer's name, company, address.")
@click.option("--order", type=click.Choice(list(ORDERS)), default="newest", show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@_JSON
def list_quotes(*, status: str | None, search: str, order: str, limit: int, as_json: bool) -> None:
    """List quotes."""
    statuses = frozenset({QuoteStatus(status)} if status else ())
    selection = Selection(statuses=statuses, search=search[:100], order=order, limit=limit)

    async def verb(house: House) -> list[dict[str, Any]]:
        company = await house.parts.company()
        async with house.database.reading() as session:
            found, _ = await find_quotes(session, selection)
        return [quote_body(one, house, company) for one in found]

    bodies = in_house(verb)
    if as_json:
        print_json(bodies)
        return
    for body in bodies:
        _tell(body)


@click.command("show")
@_NUMBER
@_JSON
def show(number: str, as_json: bool) -> None:
    """Show a quote as it stands, and what is different from the revision before."""

    async def verb(house: House) -> dict[str, Any]:
        company = await house.parts.company()
        async with house.database.reading() as session:
            found = await require_quote(session, number)
            revisions = await answers.of_root(session, found.root)
        return {**quote_body(found, house, company), "changes": changes_body(found, revisions, "en")}

    try:
        body = in_house(verb)
    except QuotingError as error:
        raise refuse(error) from None
    if as_json:
        print_json(body)
        return
    _tell(body)
    for line in body["lines"]:
        click.echo(
            f"  {line['quantity']} × {line['sku']}  {line['unit_price']}  -{line['discount']} %  {line['amount']}"
        )
    for one in body["changes"]["differences"]:
        click.echo(f"  {body['changes']['from']} -> {number}: {one['text']}")
    if body["answer"]:
        told = body["answer"]
        click.echo(
            "  " + "  ".join(filter(None, (told["kind"], told["at"], told["name"], told["reason"], told["text"])))
        )


@click.command("revise")
@_NUMBER
@click.option(
    "--line", "lines", multiple=True, help="SKU:QUANTITY[:option,option]; replaces all lines; may be repeated."
)
@click.option("--discount", help="Percent on every line.")
@click.option("--incoterm", help='Rule and place, such as "CIF Hamburg".')
@click.option("--locale", type=click.Choice(LOCALES), help="Another language of the document.")
@click.option("--currency", help="Another currency, ISO 4217: by its own price list.")
@_WORDS
@click.option("--draft", "as_draft", is_flag=True, help="Keep it as a draft, to be edited and issued later.")
@_BY
@_JSON
def revise_one(
    *,
    number: str,
    lines: tuple[str, ...],
    discount: str | None,
    incoterm: str | None,
    locale: str | None,
    currency: str | None,
    approval_words: str,
    as_draft: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Make the next revision of NUMBER; what is not named stays, prices and validity are today's."""
    asked = tuple(wished_line(written) for written in lines) or None
    wish = Wish(
        asked,
        percent(discount) if discount is not None else None,
        incoterm,
        locale=locale,
        currency=currency.upper() if currency else None,
    )

    async def verb(session: Session, company: Company, actor: Actor) -> Quote:
        if as_draft:
            return await revision_draft(session, number, wish, company=company, by=actor)
        return await revise.revise(session, number, wish, company=company, by=actor, words=approval_words)

    do(verb, by=by, as_json=as_json)


@click.command("accept")
@_NUMBER
@click.option("--name", required=True, help="Who orders.")
@click.option("--role", required=True, help="The position of whoever orders.")
@click.option("--email", required=True, help="The address that the order came from.")
@_BY
@_JSON
def accept_one(*, number: str, name: str, role: str, email: str, by: str | None, as_json: bool) -> None:
    """Enter an order for NUMBER that came by mail or on paper."""

    async def verb(session: Session, company: Company, actor: Actor) -> Quote:
        return await close.accept(session, number, close.Orderer(name, role, email), company=company, by=actor)

    do(verb, by=by, as_json=as_json)


@click.command("refuse")
@_NUMBER
@click.option("--reason", type=click.Choice(REASONS), required=True)
@click.option("--text", default="", help="In the buyer's words.")
@_BY
@_JSON
def refuse_one(*, number: str, reason: str, text: str, by: str | None, as_json: bool) -> None:
    """Enter that the buyer refused NUMBER."""

    async def verb(session: Session, company: Company, actor: Actor) -> Quote:
        return await close.refuse(session, number, reason, company=company, text=text, by=actor)

    do(verb, by=by, as_json=as_json)


@click.command("withdraw")
@_NUMBER
@click.option("--text", default="", help="Why, for the house.")
@_BY
@_JSON
def withdraw_one(number: str, text: str, by: str | None, as_json: bool) -> None:
    """Take NUMBER back: a quote, a waiting one or a draft."""

    async def verb(session: Session, company: Company, actor: Actor) -> Quote:
        return await close.withdraw(session, number, company, by=actor, text=text)

    do(verb, by=by, as_json=as_json)


@click.command("copy")
@_NUMBER
@click.option("--customer", type=int, help="Whom the draft is for, where it is not the same.")
@_BY
@_JSON
def copy_one(number: str, customer: int | None, by: str | None, as_json: bool) -> None:
    """Make a draft with the lines of NUMBER by today's prices; nobody is told of it."""

    async def verb(session: Session, company: Company, actor: Actor) -> Quote:
        return await revise.copy(session, number, company, by=actor, customer=customer)

    do(verb, by=by, as_json=as_json)


@click.command("issue")
@_NUMBER
@_WORDS
@_BY
@_JSON
def issue_one(*, number: str, approval_words: str, by: str | None, as_json: bool) -> None:
    """Issue the draft NUMBER under the next number of the year."""

    async def verb(session: Session, company: Company, actor: Actor) -> Quote:
        return await revise.issue(session, number, company, by=actor, words=approval_words)

    do(verb, by=by, as_json=as_json)


@click.command("send")
@_NUMBER
@_BY
@_JSON
def send_one(number: str, by: str | None, as_json: bool) -> None:
    """Mail the open quote NUMBER to its buyer once more."""

    async def verb(session: Session, company: Company, actor: Actor) -> Quote:
        return await resend.send_again(session, number, company=company, by=actor)

    do(verb, by=by, as_json=as_json)


@click.command("recheck")
@_JSON
def recheck(as_json: bool) -> None:
    """Compare every open quote with today, and list those that would be different, with their buyers."""

    async def verb(house: House) -> dict[str, Any]:
        company = await house.parts.company()
        count = await check_open_quotes(house.database, company, by=Actor.system("command line"), every=True)
        async with house.database.reading() as session:
            return await affected_body(session, count, locale="en")

    body = in_house(verb)
    if as_json:
        print_json(body)
        return
    click.echo(f"{body['checked']} open quotes compared, {len(body['affected'])} affected.")
    for one in body["affected"]:
        buyer = one["buyer"]["company"] or one["buyer"]["name"] or one["buyer"]["email"] or "-"
        click.echo(f"{one['number']}  until {one['valid_until']}  {buyer}  {', '.join(one['causes'])}")
        for difference in one["differences"]:
            click.echo(f"  {difference['text']}")


def do(verb: Verb, *, by: str | None, as_json: bool) -> None:
    """Run a verb for the member of staff with an address, else for the command line, and print the quote."""

    async def run(house: House) -> dict[str, Any]:
        company = await house.parts.company()
        async with house.database.transaction() as session:
            actor = await member_named(session, by) if by else Actor.system("command line")
            done = await verb(session, company, actor)
        return quote_body(done, house, company)

    try:
        body = in_house(run)
    except UnknownMember:
        raise refuse(f"Nobody of the staff has the address {by}.") from None
    except (QuotingError, UnknownCustomer) as error:
        raise refuse(error) from None
    if as_json:
        print_json(body)
    else:
        _tell(body)


def _tell(body: dict[str, Any]) -> None:
    until = f"until {body['valid_until']}"
    click.echo(
        f"{body['number']}  {body['status']}  {body['total']} {body['currency']}  {until}  {body['pdf_url'] or ''}"
    )


VERBS = (list_quotes, show, revise_one, accept_one, refuse_one, withdraw_one, copy_one, issue_one, send_one, recheck)
