"""The calls that we make to HubSpot, through its own client: one function a call, errors translated, under its rate limit."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

from aiolimiter import AsyncLimiter

from funnel.ports import CrmUnavailable
from integrations.hubspot.errors import ObjectGone, meaning

Kind = Literal["contacts", "companies", "deals", "notes"]
TIMEOUT = (5.0, 20.0)
"""Seconds to connect and to wait for an answer; HubSpot's client has none of its own."""
CALLS, WINDOW = 80, 10.0
"""Calls per seconds; HubSpot allows a private app 100 to 190, shared by all apps of the account."""


class Client:
    """HubSpot's API for one access token. Every function raises CrmUnavailable, CrmRefused, ObjectExists or ObjectGone."""

    def __init__(self, token: str, url: str) -> None:
        from hubspot import HubSpot
        from hubspot.crm import associations, companies, contacts, deals, properties
        from hubspot.crm.objects import notes

        client = HubSpot(access_token=token, host=url)
        # kept: each access to an attribute of the client builds a new connection pool
        self._apis: dict[Kind, tuple[Any, Any]] = {
            "contacts": (client.crm.contacts, contacts),
            "companies": (client.crm.companies, companies),
            "deals": (client.crm.deals, deals),
            "notes": (client.crm.objects.notes, notes),
        }
        self._basic = {kind: api.basic_api for kind, (api, _) in self._apis.items()}
        self._batch = {kind: api.batch_api for kind, (api, _) in self._apis.items()}
        self._search = {kind: api.search_api for kind, (api, _) in self._apis.items()}
        self._associations = client.crm.associations.v4.basic_api
        self._association_models = associations.v4
        self._properties = client.crm.properties.core_api
        self._property_models = properties
        self._owners = client.crm.owners.owners_api
        self._files, self._folders = client.files.files_api, client.files.folders_api
        self._limiter = AsyncLimiter(CALLS, WINDOW)

    async def read_by(self, kind: Kind, unique_property: str, value: str) -> str | None:
        """Return the id of the object whose unique property has a value. POST /crm/v3/objects/{kind}/batch/read"""
        models = self._apis[kind][1]
        wanted = models.BatchReadInputSimplePublicObjectId(
            id_property=unique_property,
            inputs=[models.SimplePublicObjectId(id=value)],
            properties=[unique_property],
            properties_with_history=[],
        )
        found = await self._call(self._batch[kind].read, wanted)
        return str(found.results[0].id) if found.results else None

    async def search(self, kind: Kind, property_name: str, value: str) -> str | None:
        """Return the id of the oldest object whose property has a value. POST /crm/v3/objects/{kind}/search"""
        models = self._apis[kind][1]
        wanted = models.PublicObjectSearchRequest(
            filter_groups=[
                models.FilterGroup(filters=[models.Filter(property_name=property_name, operator="EQ", value=value)])
            ],
            properties=[property_name],
            sorts=["createdate"],
            limit=1,
            after="0",
        )
        found = await self._call(self._search[kind].do_search, wanted)
        return str(found.results[0].id) if found.results else None

    async def create(self, kind: Kind, properties: Mapping[str, str], to: Mapping[int, str] | None = None) -> str:
        """Create an object, associated in the same call, and return its id. POST /crm/v3/objects/{kind}

        `to` maps HubSpot's association type to the other object's id.
        """
        models = self._apis[kind][1]
        associations = [
            models.PublicAssociationsForObject(
                to=models.PublicObjectId(id=other),
                types=[models.AssociationSpec(association_category="HUBSPOT_DEFINED", association_type_id=association)],
            )
            for association, other in (to or {}).items()
        ]
        new = models.SimplePublicObjectInputForCreate(properties=dict(properties), associations=associations)
        return str((await self._call(self._basic[kind].create, new)).id)

    async def update(self, kind: Kind, object_id: str, properties: Mapping[str, str]) -> str:
        """Change an object and return its id. PATCH /crm/v3/objects/{kind}/{id}"""
        change = self._apis[kind][1].SimplePublicObjectInput(properties=dict(properties))
        return str((await self._call(self._basic[kind].update, object_id, change)).id)

    async def archive(self, kind: Kind, object_id: str) -> None:
        """Put an object into HubSpot's bin; one that is gone stays gone. DELETE /crm/v3/objects/{kind}/{id}"""
        try:
            await self._call(self._basic[kind].archive, object_id)
        except ObjectGone:
            return

    async def purge_contact(self, contact: str) -> None:
        """Delete a contact for good, with what HubSpot holds of it; one that is gone stays gone.

        POST /crm/v3/objects/contacts/gdpr-delete
        """
        wanted = self._apis["contacts"][1].PublicGdprDeleteInput(object_id=contact)
        try:
            await self._call(self._basic["contacts"].purge, wanted)
        except ObjectGone:
            return

    async def read(self, kind: Kind, ids: Sequence[str], properties: Sequence[str]) -> dict[str, Mapping[str, str]]:
        """Return the properties of objects by id. POST /crm/v3/objects/{kind}/batch/read"""
        models = self._apis[kind][1]
        wanted = models.BatchReadInputSimplePublicObjectId(
            inputs=[models.SimplePublicObjectId(id=one) for one in ids],
            properties=list(properties),
            properties_with_history=[],
        )
        found = await self._call(self._batch[kind].read, wanted)
        return {str(one.id): one.properties for one in found.results}

    async def associated(self, kind: Kind, object_id: str, to: Kind) -> list[str]:
        """Return the ids of what an object is associated with. GET /crm/v4/objects/{kind}/{id}/associations/{to}"""
        found = await self._call(self._associations.get_page, kind, object_id, to, limit=500)
        return [str(one.to_object_id) for one in found.results]

    async def associate(self, kind: Kind, object_id: str, to: Kind, *, to_id: str) -> None:
        """Associate two objects; again changes nothing. PUT /crm/v4/objects/{kind}/{id}/associations/default/{to}/{id}"""
        await self._call(self._associations.create_default, kind, object_id, to, to_id)

    async def owner_of(self, address: str) -> str | None:
        """Return the id of HubSpot's user with exactly this mail address, None where there is none. GET /crm/v3/owners/

        https://developers.hubspot.com/docs/api-reference/crm-owners-v3/guide
        """
        found = await self._call(self._owners.get_page, email=address, limit=1)
        return next((str(one.id) for one in found.results if (one.email or "").lower() == address.lower()), None)

    async def property_exists(self, kind: Kind, name: str) -> bool:
        """Say whether a property is defined. GET /crm/v3/properties/{kind}/{name}"""
        try:
            await self._call(self._properties.get_by_name, kind, name)
        except ObjectGone:
            return False
        return True

    async def create_property(self, kind: Kind, definition: Mapping[str, Any]) -> None:
        """Define a property. POST /crm/v3/properties/{kind}"""
        await self._call(self._properties.create, kind, self._property_models.PropertyCreate(**definition))

    async def upload(self, content: bytes, *, folder: str, name: str) -> str:
        """Put a private file into a folder, in the place of one of the same name, and return its id. POST /files/v3/files

        HubSpot's client reads a file of the disk, so the content is laid into one for as long as the call takes.
        """
        with tempfile.TemporaryDirectory(prefix="tradewind-") as place:
            path = Path(place) / name
            await asyncio.to_thread(path.write_bytes, content)
            options = json.dumps({"access": "PRIVATE", "overwrite": True})
            kept = await self._call(
                self._files.upload, file=str(path), folder_path=folder, file_name=name, options=options
            )
        return str(kept.id)

    async def name_of_file(self, file: str) -> str | None:
        """Return a file's name without its ending, None where it is gone. GET /files/v3/files/{id}"""
        try:
            found = await self._call(self._files.get_by_id, file)
        except ObjectGone:
            return None
        return None if found.archived else str(found.name).removesuffix(f".{found.extension}")

    async def folder(self, path: str) -> str | None:
        """Return the id of the folder with exactly this path. GET /files/v3/folders/search"""
        # the search is for names that contain the word
        found = await self._call(self._folders.do_search, name=path.rpartition("/")[2], limit=100)
        return next((str(one.id) for one in found.results if one.path == path), None)

    async def files_in(self, folder: str) -> list[str]:
        """Return the ids of the files of a folder, 100 at most. GET /files/v3/files/search"""
        found = await self._call(self._files.do_search, parent_folder_ids=[folder], limit=100)
        return [str(one.id) for one in found.results]

    async def purge_file(self, file: str) -> None:
        """Delete a file for good; one that is gone stays gone. DELETE /files/v3/files/{id}/gdpr-delete"""
        try:
            await self._call(self._files.delete, file)
        except ObjectGone:
            return

    async def remove_folder(self, folder: str) -> None:
        """Delete a folder; one that is gone stays gone. DELETE /files/v3/folders/{id}"""
        try:
            await self._call(self._folders.archive, folder)
        except ObjectGone:
            return

    async def _call(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        async with self._limiter:
            call = partial(function, *arguments, _request_timeout=TIMEOUT, **options)
            try:
                return await asyncio.to_thread(call)
            except Exception as error:
                raise _translated(error) from error


def _translated(error: Exception) -> Exception:
    # every group of the client has an ApiException of its own; they share their shape and their name
    if type(error).__name__ == "ApiException" or hasattr(error, "status"):
        body = getattr(error, "body", None)
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
        return meaning(getattr(error, "status", None), text, getattr(error, "headers", None))
    if isinstance(error, ValueError | TypeError):  # the client checks answers against its models
        return CrmUnavailable(f"HubSpot's answer could not be read: {error}")
    return CrmUnavailable(f"HubSpot cannot be reached: {type(error).__name__}")
