"""The PDFs of a lead's quotes in HubSpot: each uploaded once to a folder of the lead's own, and attached to our note.

https://developers.hubspot.com/docs/api-reference/files-files-v3/guide
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from funnel.ports import CrmLead, CrmQuote, CrmRefused, CrmUnavailable, FileTrouble, LeftOut
from integrations.hubspot import mapping
from integrations.hubspot.client import Client
from integrations.hubspot.errors import ScopeMissing, TooLarge

LARGEST = 20_000_000
"""Bytes; what HubSpot takes on its free accounts.

https://knowledge.hubspot.com/files/supported-file-types
"""


@dataclass(slots=True)
class Files:
    """What became of a lead's files in one push."""

    note: str | None
    """Our note, where there is one already."""
    attached: list[str] = field(default_factory=list)
    """What is to hang on the note: what hung there already, then ours."""
    ids: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    later: CrmUnavailable | None = None
    """Why the rest has to be tried again."""


async def files_of(client: Client, lead: CrmLead, ids: Mapping[str, str]) -> Files:
    """Upload what HubSpot does not have yet; what it refuses stays a link, with the reason.

    An upload whose answer was lost leaves a file that nobody remembers. It is found among the note's, else the next
    upload of the same name takes its place: in either case there is one.
    """
    files = Files(*await _note_and_files(client, lead, ids))
    wanted = {quote.number: quote for quote in lead.quotes if quote.document is not None}
    known = {number: ids.get(mapping.file_key(number)) for number in wanted}
    if files.attached and not all(known.values()):
        names = await _names(client, files.attached)
        files.attached = list(names)
        by_name = {name: one for one, name in names.items()}
        known = {number: one or by_name.get(number) for number, one in known.items()}
    for number, quote in reversed(wanted.items()):  # the oldest first, as people read a list of files
        file = known[number] or await _uploaded(client, lead, quote, files=files)
        if file is not None:
            files.ids[mapping.file_key(number)] = file
            if file not in files.attached:
                files.attached.append(file)
    return files


async def _note_and_files(client: Client, lead: CrmLead, ids: Mapping[str, str]) -> tuple[str | None, list[str]]:
    """Find our note, by the id that we kept or among the contact's by its marker, and the ids of its files."""
    candidates = [ids["note"]] if "note" in ids else await client.associated("contacts", ids["contact"], "notes")
    if not candidates:
        return None, []
    found = await client.read("notes", candidates[:100], ["hs_note_body", "hs_attachment_ids"])
    marker = mapping.note_marker(lead)
    for one, properties in found.items():
        if one == ids.get("note") or marker in (properties.get("hs_note_body") or ""):
            return one, mapping.attached(properties)
    return None, []


async def _names(client: Client, attached: Sequence[str]) -> dict[str, str]:
    """Return the names of files by their ids, without those that are gone."""
    try:
        names = {one: await client.name_of_file(one) for one in attached}
    except ScopeMissing:  # somebody attached them by hand, and we may not look
        return dict.fromkeys(attached, "")
    return {one: name for one, name in names.items() if name is not None}


async def _uploaded(client: Client, lead: CrmLead, quote: CrmQuote, *, files: Files) -> str | None:
    """Upload one PDF; None where it stays a link, noted in `files`."""
    if files.later is not None or quote.document is None:
        return None
    trouble: LeftOut
    try:
        content = await quote.document()
        if len(content) > LARGEST:
            trouble = LeftOut(FileTrouble.TOO_BIG)
        else:
            folder, name = mapping.folder(lead.key), mapping.file_name(quote.number)
            return await client.upload(content, folder=folder, name=name)
    except ScopeMissing as missing:
        trouble = LeftOut(FileTrouble.NOT_ALLOWED, str(missing))
    except TooLarge as large:
        trouble = LeftOut(FileTrouble.TOO_BIG, str(large))
    except CrmRefused as refused:
        trouble = LeftOut(FileTrouble.REFUSED, str(refused))
    except CrmUnavailable as unavailable:
        files.later = unavailable
        return None
    files.left_out[quote.number] = trouble
    return None


async def forget_files(client: Client, key: str, ids: Mapping[str, str], *, notes: Sequence[str]) -> None:
    """Delete for good every file of a lead: what we remember, what hangs on its notes, what lies in its folder.

    Before the notes are emptied, so that what was interrupted finds them again.
    """
    files = {one for name, one in ids.items() if name.startswith(mapping.FILE)}
    for properties in (await client.read("notes", list(notes)[:100], ["hs_attachment_ids"])).values() if notes else ():
        files |= set(mapping.attached(properties))
    try:
        folder = await client.folder(mapping.folder(key))
        files |= set(await client.files_in(folder)) if folder is not None else set()
        for one in sorted(files):
            await client.purge_file(one)
        if folder is not None:
            await client.remove_folder(folder)
    except ScopeMissing:
        if files:
            raise
        # a token that may not touch files never wrote one
