"""The verb that fills the house with a demonstration, and takes it away."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from foundation.actor import Actor
from funnel.demonstration.errors import RealCustomers
from funnel.demonstration.fill import CUSTOMERS, DEFAULT_SEED, fill
from funnel.demonstration.remove import remove
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

BY = Actor.system("command line")


@click.command("demo")
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="The same seed gives the same year.")
@click.option("--customers", type=click.IntRange(1, 20_000), default=CUSTOMERS, show_default=True)
@click.option("--anyway", is_flag=True, help="Also beside real customers.")
@click.option("--remove", "removing", is_flag=True, help="Take the invented customers away again, and nothing else.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def demo(seed: int, customers: int, *, anyway: bool, removing: bool, as_json: bool) -> None:
    """Fill the house with a believable year of invented customers, so that every page has something to show.

    They are marked as invented. Nothing leaves the house because of them: no mail, nothing to the CRM.
    """
    if removing:
        gone = in_house(lambda house: remove(house.database, by=BY))
        _tell({"removed": gone}, f"{gone} invented customers were taken away.", as_json=as_json)
        return
    with click.progressbar(length=customers, label="Inventing a year", hidden=as_json) as bar:

        async def verb(house: House) -> dict[str, Any]:
            def progress(done: int, _of: int) -> None:
                bar.update(done - bar.pos)

            told = await fill(house.parts, seed=seed, count=customers, anyway=anyway, progress=progress)
            return asdict(told)

        try:
            told = in_house(verb)
        except RealCustomers as error:
            raise refuse(error) from None
    said = ", ".join(f"{number} {name}" for name, number in told.items())
    _tell(told, f"{said}. Look at them in the desk; `tradewind demo --remove` takes them away.", as_json=as_json)


def _tell(body: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    if as_json:
        print_json(body)
    else:
        click.echo(sentence)
