"""One push of one lead: each object is found by what is unique about it, updated or created, and associated. Repeating changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from foundation import clock
from funnel.ports import CrmLead, CrmNotConfigured, CrmRefused, CrmResult, CrmUnavailable
from integrations.hubspot import mapping
from integrations.hubspot.client import Client, Kind
from integrations.hubspot.errors import ObjectExists, ObjectGone, ScopeMissing
from integrations.hubspot.files import Files, files_of, forget_files


class NoCrm:
    """Stands where no CRM is configured: leads wait, and say so."""

    name = "none"

    async def push(self, lead: CrmLead, known: CrmResult) -> CrmResult:
        """Refuse with CrmNotConfigured."""
        raise CrmNotConfigured("No CRM is configured; set TRADEWIND_HUBSPOT_TOKEN.")

    async def forget(self, key: str, known: CrmResult) -> None:
        """Refuse with CrmNotConfigured."""
        raise CrmNotConfigured("No CRM is configured; set TRADEWIND_HUBSPOT_TOKEN.")


class HubSpot:
    """HubSpot with a private app's access token."""

    name = "HubSpot"

    def __init__(self, *, token: str, url: str) -> None:
        self._token = token
        self._url = url
        self._client: Client | None = None
        self._opening = asyncio.Lock()

    async def push(self, lead: CrmLead, known: CrmResult) -> CrmResult:
        """Create or update contact, company, deal, files and note, and associate them; see `funnel.ports.Crm`."""
        client = await self._opened()
        ids = dict(known.ids)
        try:
            owner = await _owner(client, lead)
            ids["contact"] = await _contact(client, lead, ids.get("contact"), owner=owner)
            company = await _company(client, lead, ids.get("company"))
            ids["deal"] = await _kept(client, "deals", {**mapping.deal(lead), **owner}, known=ids.get("deal"))
            if company is not None:
                ids["company"] = company
                await client.associate("contacts", ids["contact"], "companies", to_id=company)
                await client.associate("deals", ids["deal"], "companies", to_id=company)
            await client.associate("deals", ids["deal"], "contacts", to_id=ids["contact"])
            files = await files_of(client, lead, ids)
            ids["note"] = await _note(client, lead, ids, files=files)
        except (ObjectGone, ObjectExists) as moved:
            raise CrmUnavailable(f"HubSpot changed while the lead was sent: {moved}", 5.0) from moved
        if files.later is not None:  # all else is there; the rest is tried again
            raise files.later
        return CrmResult(ids={**ids, **files.ids}, left_out=files.left_out)

    async def forget(self, key: str, known: CrmResult) -> None:
        """Erase the contact for good, with its note, its deal and a company that is nobody else's; see `funnel.ports.Crm`.

        The contact goes last: until then everything else is found through it, however often this was interrupted.
        """
        client = await self._opened()
        contact = known.ids.get("contact") or await client.read_by("contacts", mapping.OUR_ID, key)
        deal = known.ids.get("deal") or await client.read_by("deals", mapping.OUR_ID, key)
        notes = {known.ids["note"]} if "note" in known.ids else set()
        companies = {known.ids["company"]} if "company" in known.ids else set()
        if contact is not None:
            notes |= set(await _associated(client, contact, "notes"))
            companies |= set(await _associated(client, contact, "companies"))
        await forget_files(client, key, known.ids, notes=sorted(notes))
        for note in sorted(notes):
            await _emptied(client, "notes", note, empty={"hs_note_body": ""})
        if deal is not None:
            await _emptied(client, "deals", deal, empty=mapping.EMPTY_DEAL)
        for company in sorted(companies):
            if await _is_only_theirs(client, company, contact):
                await client.archive("companies", company)
        if contact is not None:
            await client.purge_contact(contact)

    async def _opened(self) -> Client:
        async with self._opening:
            if self._client is None:
                client = await asyncio.to_thread(Client, self._token, self._url)
                await _define_properties(client)
                self._client = client
        return self._client


async def _associated(client: Client, contact: str, to: Kind) -> list[str]:
    try:
        return await client.associated("contacts", contact, to)
    except ObjectGone:  # the contact was erased already
        return []


async def _emptied(client: Client, kind: Kind, object_id: str, *, empty: Mapping[str, str]) -> None:
    """Empty an object before it is put into the bin, where it would be readable for 90 days."""
    try:
        await client.update(kind, object_id, empty)
    except ObjectGone:
        return
    await client.archive(kind, object_id)


async def _is_only_theirs(client: Client, company: str, contact: str | None) -> bool:
    """Say whether a company was made for this contact: it carries our id, and nobody else is linked to it."""
    try:
        found = await client.read("companies", [company], [mapping.OUR_ID])
        others = set(await client.associated("companies", company, "contacts")) - {contact}
    except ObjectGone:
        return False
    return bool(found.get(company, {}).get(mapping.OUR_ID)) and not others


async def _define_properties(client: Client) -> None:
    """Define our properties where they are missing; another process may do the same at the same time."""
    for kind, properties in mapping.PROPERTIES.items():
        for name, label, unique in properties:
            if not await client.property_exists(kind, name):
                try:
                    await client.create_property(kind, mapping.property_definition(kind, name, label, unique=unique))
                except ObjectExists:
                    continue


async def _owner(client: Client, lead: CrmLead) -> dict[str, str]:
    """Return the property that says whose the lead is; nothing where HubSpot has no such user, or does not let us ask.

    Whom somebody named in HubSpot stays where we know nobody; a lead is not held back for its owner.
    """
    if lead.owner_email is None:
        return {}
    try:
        found = await client.owner_of(lead.owner_email)
    except (CrmRefused, ScopeMissing):  # the token may lack crm.objects.owners.read
        return {}
    return {mapping.OWNER: found} if found else {}


async def _contact(client: Client, lead: CrmLead, known: str | None, *, owner: Mapping[str, str]) -> str:
    """Keep the contact: by our id, else by its address, which HubSpot allows once."""
    properties = {**mapping.contact(lead), **owner}
    if known is None and lead.email:
        known = await client.read_by("contacts", "email", lead.email)
    return await _kept(client, "contacts", properties, known=known)


async def _company(client: Client, lead: CrmLead, known: str | None) -> str | None:
    """Keep the company, which several leads may share; one entered by hand is found by its domain."""
    if mapping.company_key(lead) is None:
        return None
    if known is None and lead.company_domain:
        known = await client.read_by("companies", mapping.OUR_ID, mapping.company(lead)[mapping.OUR_ID])
        known = known or await client.search("companies", "domain", lead.company_domain)
    return await _kept(client, "companies", mapping.company(lead), known=known)


async def _kept(client: Client, kind: Kind, properties: Mapping[str, str], *, known: str | None) -> str:
    """Update the object we know or find by our unique property, else create it; a 409 becomes an update."""
    known = known or await client.read_by(kind, mapping.OUR_ID, properties[mapping.OUR_ID])
    if known is not None:
        try:
            return await client.update(kind, known, properties)
        except ObjectGone:
            pass  # deleted in HubSpot: it is made anew
    try:
        return await client.create(kind, properties)
    except ObjectExists as exists:
        found = exists.object_id or await client.read_by(kind, mapping.OUR_ID, properties[mapping.OUR_ID])
        if found is None:
            raise CrmRefused(f"HubSpot says that this object of {kind} exists, but not which one.") from exists
        return await client.update(kind, found, properties)


async def _note(client: Client, lead: CrmLead, ids: Mapping[str, str], *, files: Files) -> str:
    """Keep our one note. Notes have no unique property, so an interrupted push finds it among the contact's by its marker.

    It is created together with its associations: a note that nobody is linked to would never be found again.
    """
    properties = {**mapping.note(lead, at=clock.now()), **mapping.attachments(files.attached)}
    known = files.note
    if known is not None:
        try:
            return await client.update("notes", known, properties)
        except ObjectGone:
            pass
    to = {mapping.NOTE_TO_CONTACT: ids["contact"], mapping.NOTE_TO_DEAL: ids["deal"]}
    return await client.create("notes", properties, to)
