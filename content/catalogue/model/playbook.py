"""Source of truth for the shape of the playbook: what starts a play, which steps follow when, and what ends it early."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from content.catalogue.model.wording import Identifier, Part, Words

_WAIT = re.compile(r"(\d{1,4})([mhd])\Z")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}

ANSWERS = (
    "reply_received",
    "call_answered",
    "call_completed",
    "meeting",
    "quote_refused",
    "quote_question",
    "mails_refused",
    "contract_returned",
    "payment_received",
)
"""What ends a play unless it says otherwise: the customer answered, or wants no more."""

Block: TypeAlias = Literal["needs", "requirements", "quote", "price_faq", "differences", "recommended"]
"""Facts that are looked up when a step is due: what the customer needs, the list to fill in, the open quote, questions about
prices, how the product differs from other makers' models; in mails, products that suit what the customer looked at."""
Link: TypeAlias = Literal["quote", "product", "data_sheet", "resources", "contact", "advisor"]


def read_wait(text: str) -> timedelta:
    """Read `30m`, `24h` or `3d`; raise ValueError for anything else."""
    found = _WAIT.match(text)
    if found is None:
        raise ValueError("write a number with m, h or d, such as 24h or 3d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _checked(text: str) -> str:
    read_wait(text)
    return text


Wait = Annotated[str, AfterValidator(_checked)]


class Trigger(Part):
    """What starts a play: one of these events, entering a stage, or a value in the base currency that is reached."""

    events: tuple[str, ...] = ()
    stage: str | None = None
    """By its id, or by what it means."""
    value: Literal["key_account", "weekly_focus"] | None = None

    @model_validator(mode="after")
    def _one(self) -> Trigger:
        if sum((bool(self.events), self.stage is not None, self.value is not None)) != 1:
            raise ValueError("name exactly one of events, stage and value")
        return self


class PlayStep(Part):
    """One step. A paragraph that names a fact (`{quote}`, `{product}`, `{valid_until}`) is said only where that fact is known."""

    id: Identifier
    after: Wait
    """Counted from what started the play, then moved into the customer's working hours."""
    action: Literal["mail", "call", "task"]
    to: Literal["rep", "supervisor"] = "rep"
    title: Words
    """Subject of a mail; what a person is to do."""
    paragraphs: tuple[Words, ...] = Field(min_length=1)
    """What the mail says, or the script of a call; a task says here how to do it."""
    shows: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()


class Play(Part):
    """Steps that follow something a customer did, unless the customer answers first."""

    id: Identifier
    name: Words
    when: Trigger
    steps: tuple[PlayStep, ...] = Field(min_length=1)
    stops: tuple[str, ...] = ANSWERS
    """Events that end it. An opt-out, a win and a loss do so too; a play without any (work inside the house) goes on after an
    opt-out without its mails, and a win does not end what it started."""
    again_after: Wait = "0h"
    """How long the same play is not begun anew for the same customer."""
