"""Verbs about exchange rates: load reference rates, enter one by hand, list what is on record."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import click

from content.rates import repository
from content.rates.enter import enter_rates
from content.rates.errors import RatesRefused, RatesUnavailable
from content.rates.model import Rate
from content.rates.reference import checked_code, checked_rate, read_reference_rates
from foundation import clock
from foundation.actor import Actor
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House, fetch_rates

_BY = Actor.system("command line")
_ADDRESS = ("http://", "https://")


@click.group()
def rates() -> None:
    """Exchange rates, for prices in currencies that have no list of their own."""


@rates.command("load")
@click.argument("source", metavar="FILE|ADDRESS")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def load(*, source: str, as_json: bool) -> None:
    """Load reference rates of the European Central Bank (XML, CSV or ZIP, of one day or a history); repeatable."""
    read: tuple[Rate, ...] = ()

    async def verb(house: House) -> int:
        nonlocal read
        read = read_reference_rates(await fetch_rates(source) if source.startswith(_ADDRESS) else _file(source))
        async with house.database.transaction() as session:
            return await enter_rates(session, read, by=_BY, now=clock.now())

    try:
        new = in_house(verb)
    except (RatesRefused, RatesUnavailable) as error:
        raise refuse(error) from None
    newest = max(rate.as_of for rate in read)
    told = {"read": len(read), "new": new, "newest": newest.isoformat(), "source": read[0].source}
    sentence = f"{new} of {len(read)} rates are new; the newest are of {newest.date()}, by the {read[0].source}."
    print_json(told) if as_json else click.echo(sentence)


@rates.command("set")
@click.argument("base")
@click.argument("currency")
@click.argument("rate")
@click.option("--source", required=True, help="Who gave it; printed on quotes.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Of which day it is; today where nothing is said.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def enter(*, base: str, currency: str, rate: str, source: str, day: datetime | None, as_json: bool) -> None:
    """Enter one rate: how many units of CURRENCY are paid for one BASE. Another rate of the same day replaces it for new quotes."""

    async def verb(house: House) -> Rate:
        as_of = datetime.combine(day, time(), UTC) if day else clock.now()
        given = Rate(checked_code(base), checked_code(currency), checked_rate(rate, currency), as_of, source.strip())
        async with house.database.transaction() as session:
            await enter_rates(session, [given], by=_BY, now=clock.now())
        return given

    try:
        given = in_house(verb)
    except RatesRefused as error:
        raise refuse(error) from None
    print_json(_told(given)) if as_json else click.echo(_line(given))


@rates.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(*, as_json: bool) -> None:
    """List the newest rate of each pair of currencies."""

    async def verb(house: House) -> tuple[Rate, ...]:
        async with house.database.reading() as session:
            return await repository.read_newest(session)

    found = in_house(verb)
    if as_json:
        print_json([_told(rate) for rate in found])
    else:
        click.echo("\n".join(_line(rate) for rate in found) or "There is no exchange rate on record.")


def _file(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise refuse(f"{name} cannot be read: {error.strerror}.") from None


def _told(rate: Rate) -> dict[str, Any]:
    return {
        "base": rate.base,
        "currency": rate.currency,
        "rate": f"{rate.rate.normalize():f}",
        "as_of": rate.as_of.isoformat(),
        "source": rate.source,
    }


def _line(rate: Rate) -> str:
    told = _told(rate)
    return f"1 {rate.base} = {told['rate']} {rate.currency}  {rate.as_of.date()}  {rate.source}"
