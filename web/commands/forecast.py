"""`tradewind forecast`: what the open customers should bring, how sure that is, and how earlier forecasts fared."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import click

from foundation import clock
from funnel.insights.figures import gather
from funnel.reports.data import backtest_data
from scoring.forecast import FEWEST_TESTS, INSIDE, MOST_TESTS, TEST_DAYS, Backtest, Forecast, Point, Tested
from scoring.forecast import backtest as look_back
from scoring.forecast import forecast as look_ahead
from scoring.indicators.estimates import wilson
from scoring.indicators.facts import Period
from web.commands.refusal import in_house, print_json
from web.wiring import House


@click.command("forecast")
@click.option(
    "--back",
    type=click.IntRange(min=1, max=120),
    default=MOST_TESTS,
    show_default=True,
    help=f"How many earlier forecasts, {TEST_DAYS} days apart, are checked against what came.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def forecast(*, back: int, as_json: bool) -> None:
    """Forecast the revenue from open customers, and say how often the range of earlier forecasts held what came."""

    async def verb(house: House) -> tuple[str, Forecast, Backtest]:
        company, now = await house.parts.company(), clock.now()
        async with house.database.reading() as session:
            facts = await gather(session, company, Period(now - timedelta(days=TEST_DAYS), now))
        return company.identity.base_currency, look_ahead(facts), look_back(facts, most=back)

    currency, found, tested = in_house(verb)
    if as_json:
        print_json({"currency": currency, **asdict(found), "backtest": backtest_data(tested)})
        return
    for point in (*found.points, found.total):
        click.echo(_line(f"within {point.days} days" if point.days else "in the end", point, currency))
    click.echo(f"from {found.customers} open customers with a value; {found.unvalued} have none and are not in it")
    click.echo(_basis(found))
    for each in tested.tests:
        click.echo(_earlier(each, currency))
    click.echo(verdict(tested))


def verdict(tested: Backtest) -> str:
    """Say how often the range held, and how sure that is; honest where there are too few to say."""
    count, held = len(tested.tests), sum(each.inside for each in tested.tests)
    if tested.coverage is None:
        return (
            f"{count} earlier forecasts can be checked, fewer than {FEWEST_TESTS}: how good they are is not known yet."
        )
    low, high = wilson(held, count)
    words = f"Of {count} earlier forecasts {held} held what came ({tested.coverage:.0%}; {INSIDE:.0%} is right"
    words += f", and so many forecasts tell it only to between {low:.0%} and {high:.0%})."
    if tested.bias is not None:
        words += f" They expected {abs(tested.bias):.0%} too {'much' if tested.bias > 0 else 'little'} on the whole."
    return words


def _line(when: str, point: Point, currency: str) -> str:
    return (
        f"{when:>15}  {point.expected:>14,.2f} {currency}  four times out of five {point.low:,.2f} to {point.high:,.2f}"
    )


def _basis(found: Forecast) -> str:
    if not found.cases:
        return "There are too few own outcomes yet: the chances are those of a sample funnel, so the range is wide."
    return f"The chances rest on {found.cases} own customers won or lost, the days on {found.orders} orders."


def _earlier(each: Tested, currency: str) -> str:
    told = "held" if each.inside else "missed"
    return (
        f"{each.at:%Y-%m-%d}  expected {each.point.expected:,.2f} ({each.point.low:,.2f} to {each.point.high:,.2f}), "
        f"came {each.came:,.2f} {currency}: {told}"
    )
