"""Verbs about requests for approval: what waits, and an answer by a member of staff."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import click

from funnel.journey.approvals import AnswerWord, ApprovalAnswer, answer_request, member_named
from funnel.permissions.team import UnknownMember
from quoting.approvals import repository as approval_requests
from quoting.errors import QuotingError
from web.api.approvals import request_body
from web.api.quotes import quote_body
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

_BY = click.option("--by", required=True, metavar="EMAIL", help="The member of staff who decides.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command("requests")
@_JSON
def requests(as_json: bool) -> None:
    """List the requests for approval that wait, the most urgent first."""

    async def verb(house: House) -> list[dict[str, Any]]:
        async with house.database.reading() as session:
            return [request_body(one) for one in await approval_requests.open_ones(session)]

    waiting = in_house(verb)
    if as_json:
        print_json(waiting)
        return
    for one in waiting:
        late = "  overdue" if one["overdue"] else ""
        asked = "; ".join(decision["action"] for decision in one["why"])
        click.echo(f"{one['number']}  {one['level']}  due {one['due_at']}{late}  {asked}")


@click.command("approve")
@click.argument("number")
@_BY
@click.option("--reason", default="", help="Kept on record; needed where a price goes below its floor.")
@click.option("--discount", "changes", multiple=True, metavar="ITEM=PERCENT", help="Approve with another discount.")
@_JSON
def approve(number: str, by: str, reason: str, changes: tuple[str, ...], as_json: bool) -> None:
    """Approve the waiting quote NUMBER, as it was asked for or with other discounts."""
    discounts = dict(_change(written) for written in changes)
    word: AnswerWord = "change" if discounts else "approve"
    _answer(number, ApprovalAnswer(word, reason, discounts), by=by, as_json=as_json)


@click.command("refuse")
@click.argument("number")
@_BY
@click.option("--reason", required=True, help="Kept on record.")
@_JSON
def refuse_request(number: str, by: str, reason: str, as_json: bool) -> None:
    """Refuse the waiting quote NUMBER."""
    _answer(number, ApprovalAnswer("refuse", reason), by=by, as_json=as_json)


def _change(written: str) -> tuple[int, Decimal]:
    position, _, percent = written.partition("=")
    try:
        return int(position), Decimal(percent)
    except (ValueError, InvalidOperation):
        raise click.UsageError(f"{written!r} is no change; write ITEM=PERCENT, such as 1=7.5.") from None


def _answer(number: str, answer: ApprovalAnswer, *, by: str, as_json: bool) -> None:
    async def verb(house: House) -> dict[str, Any]:
        company = await house.parts.company()
        async with house.database.transaction() as session:
            actor = await member_named(session, by)
            return quote_body(await answer_request(session, number, answer, company=company, by=actor), house, company)

    try:
        body = in_house(verb)
    except UnknownMember:
        raise refuse(f"Nobody of the staff has the address {by}.") from None
    except QuotingError as error:
        raise refuse(error) from None
    if as_json:
        print_json(body)
    else:
        click.echo(f"{body['number']}  {body['status']}  {body['total']} {body['currency']}")
