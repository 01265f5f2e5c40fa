"""The verb that hands a person everything that is kept of them: as data for programs, as a page to read, with the files."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from foundation import clock, events
from foundation.actor import Actor
from funnel.privacy.erase import Keeping, find_person, named
from funnel.privacy.errors import UnknownPerson
from funnel.privacy.files import mails_of
from funnel.privacy.model import Handle, Person, Record
from funnel.privacy.page import index_page
from funnel.privacy.repository.reading import records
from quoting.basis import without_house_only

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Export:
    """What a person gets: one archive, in their language."""

    content: bytes
    locale: str
    records: int
    files: int


async def export(keeping: Keeping, person: Person, *, company: str, by: Actor) -> Export:
    """Gather everything that is kept of a person; `company` is who keeps it. Raises UnknownPerson, PersonIsStaff."""
    async with keeping.database.reading() as session:
        found = await find_person(session, person)
        held = [_outward(each) for each in await records(session, found)]
    if not held:
        raise UnknownPerson(named(person))
    mails = await asyncio.to_thread(mails_of, keeping.folder, found.sought)
    files = {f"mails/{file.name}": await asyncio.to_thread(file.read_bytes) for file in mails} | _documents(held)
    locale = next((str(each.values["locale"]) for each in held if each.table == "customers"), "en")
    page = index_page(held, sorted(files), company=company, locale=locale, at=clock.now())
    content = await asyncio.to_thread(_pack, {"data.json": _data(held, company), "index.html": page.encode(), **files})
    async with keeping.database.transaction() as session:
        for customer in sorted(found.handles.get(Handle.CUSTOMER, ())):
            await events.record(session, "data_exported", subject=("customer", str(customer)), by=by)
    return Export(content=content, locale=locale, records=len(held), files=len(files))


_OF_QUOTES = frozenset({("quote_lines", "details"), ("quotes", "basis"), ("events", "data")})
"""Columns that also hold what the house keeps for itself of a quote: floors, and which price list counted."""


def _outward(record: Record) -> Record:
    values = {
        name: without_house_only(value) if (record.table, name) in _OF_QUOTES and isinstance(value, Mapping) else value
        for name, value in record.values.items()
    }
    return replace(record, values=values)


def _documents(held: Sequence[Record]) -> Files:
    numbers = {each.values["id"]: each.values["number"] for each in held if each.table == "quotes"}
    return {
        f"documents/{numbers.get(each.values['quote_id'], 'quote')}-{each.values['kind']}.pdf": each.values["pdf"]
        for each in held
        if each.table == "quote_documents"
    }


def _data(held: Sequence[Record], company: str) -> bytes:
    """Everything by table, as it is kept."""
    tables: dict[str, list[Mapping[str, Any]]] = {}
    for each in held:
        values = {name: value for name, value in each.values.items() if not isinstance(value, bytes)}
        tables.setdefault(each.table, []).append(values)
    told = {"kept_by": company, "exported_at": clock.now(), "data": tables}
    return json.dumps(told, ensure_ascii=False, indent=2, default=_plain).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else repr(value)


def _pack(files: Files) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()
