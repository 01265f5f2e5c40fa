"""Saves what a page of stages, playbook or weights was filled with: after a look at its effects, and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar.exceptions import NotFoundException

from content.catalogue.model import Company
from content.editions.model import Subject
from funnel.journey.redesign import ChangedMeanwhile, NotSound, adopt, fingerprint
from funnel.permissions.model import MAY_SHAPE_SELLING, Member
from web.desk.edition_form import is_number
from web.desk.session import AnyRequest, signed_in
from web.locale import Speech, speech
from web.wiring import house_of


@dataclass(frozen=True, slots=True)
class Saving:
    """Whether it holds now; else what is to be told above the form, and the version to go on from."""

    saved: bool
    general: tuple[str, ...]
    based_on: int


async def shaper(request: AnyRequest) -> Member:
    """Return who is signed in and may change this; to others there is no such page."""
    member = await signed_in(request)
    if not member.may(MAY_SHAPE_SELLING):
        raise NotFoundException
    return member


def begun_from(data: Mapping[str, Any]) -> int:
    """The version that a form was begun from; 0 where it names none."""
    given = str(data.get("based_on", "0"))
    return int(given) if is_number(given) else 0


def note_of(data: Mapping[str, Any]) -> str:
    """Why it is changed, as far as that is kept."""
    return str(data.get("note", ""))[:500]


async def save(
    request: AnyRequest, company: Company, subject: Subject, *, body: Any, data: Mapping[str, Any], member: Member
) -> Saving:
    """Save what was looked at; what is not sound is told beside its fields by the page."""
    say, begun = speech(member.locale, "desk"), begun_from(data)
    if data.get("seen") != fingerprint(company, subject, body):
        return Saving(False, (say("Something changed since the preview. Look again, then save."),), begun)
    try:
        async with house_of(request).database.transaction() as session:
            await adopt(session, company, subject, body=body, based_on=begun, by=member.actor, note=note_of(data))
    except ChangedMeanwhile as error:
        return Saving(False, (meanwhile(error, say),), error.number)
    except NotSound:
        return Saving(False, (), begun)
    return Saving(True, (), begun)


def meanwhile(error: ChangedMeanwhile, say: Speech) -> str:
    """The sentence for whoever was too late."""
    return say("Version {number} was saved in the meantime. Look at it before you save.", number=error.number)
