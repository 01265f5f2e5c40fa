"""Verbs of the advisor: what a message means, a conversation in the terminal, what may be conceded."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from content import authority as rules_of_authority
from content.catalogue.model import Permissions
from foundation.ids import digest, new_token
from foundation.locales import LOCALES
from funnel.journey.bursts import VisitorMessage
from funnel.journey.converse import converse as answer_message
from funnel.journey.converse import understood
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

LOCALE = click.option("--locale", type=click.Choice(LOCALES), default="en", help="Language of the page.")


@click.command()
@click.argument("message")
@LOCALE
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def understand(message: str, locale: str, as_json: bool) -> None:
    """Tell what MESSAGE means: acts in order and needs."""

    async def verb(house: House) -> dict[str, Any]:
        return understood(message, locale, await house.parts.company())

    meaning = in_house(verb)
    if as_json:
        print_json(meaning)
        return
    click.echo("acts:  " + ", ".join(meaning["acts"]))
    for name, need in meaning["needs"].items():
        click.echo(f"{name}:  {json.dumps(need, ensure_ascii=False)}")


@click.command()
@LOCALE
def converse(locale: str) -> None:
    """Talk to the advisor in the terminal; an empty line ends."""

    async def verb(house: House) -> None:
        visitor = digest(new_token())
        conversation: str | None = None
        text = ""
        while True:
            message = VisitorMessage(visitor=visitor, locale=locale, text=text, conversation_id=conversation)
            answer = await answer_message(house.parts, message)
            conversation = answer.conversation_id
            click.echo("\n" + str(answer.body["reply"]) + "\n")
            try:
                text = click.prompt(">", prompt_suffix=" ", default="", show_default=False)
            except click.Abort:
                return
            if not text.strip():
                return

    in_house(verb)


@click.group()
def authority() -> None:
    """What may be promised, and by whom."""


@authority.command("check")
@click.argument("action")
@click.option("--rules", "rules_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LOCALE
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(action: str, rules_file: Path, locale: str, as_json: bool) -> None:
    """Judge a concession by the rules in a JSON file with the four lists of phrases."""
    try:
        given = json.loads(rules_file.read_text("utf-8"))
        rules = Permissions.model_validate(given)
    except ValueError as error:
        raise refuse(f"{rules_file} holds no permission rules: {str(error).splitlines()[0]}") from None
    decision = asdict(rules_of_authority.decide(rules, action, locale=locale))
    if as_json:
        print_json(decision)
        return
    click.echo(f"{decision['status']}: {decision['explanation']}")
