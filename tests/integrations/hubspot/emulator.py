"""A HubSpot with a memory: objects with unique properties, associations, 409, 429, slowness and failures, over real HTTP.

Every request and every answer is checked against the contract derived from HubSpot's own client.
"""

import asyncio
import email
import json
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import uvicorn

from tests.integrations.hubspot import contract

KINDS = ("contacts", "companies", "deals", "notes")
TOKEN = "pat-eu1-test"
Answer = tuple[int, Any, dict[str, str]]


@dataclass
class Fault:
    """What goes wrong with the next request whose method and path fit.

    `after`: the effect happens, then the answer is lost or this error; otherwise nothing happens.
    """

    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    method: str = ".*"
    path: str = ".*"
    after: bool = False
    times: int = 1
    skip: int = 0
    """How many fitting requests go well before."""


@dataclass
class Sent:
    """What came with a request."""

    raw: bytes
    headers: dict[str, str]
    query: dict[str, list[str]]


class HubSpotEmulator:
    """Objects by kind and id; `requests` is everything that was asked; `broken` what broke the contract."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in KINDS}
        self.bin: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in KINDS}
        self.unique: dict[str, set[str]] = {"contacts": {"email"}, "companies": set(), "deals": set(), "notes": set()}
        self.properties: dict[str, set[str]] = {
            "contacts": {
                "email",
                "phone",
                "firstname",
                "lastname",
                "company",
                "country",
                "jobtitle",
                "hs_language",
                "hubspot_owner_id",
            },
            "companies": {"name", "domain", "country", "numberofemployees"},
            "deals": {
                "dealname",
                "pipeline",
                "dealstage",
                "amount",
                "deal_currency_code",
                "closedate",
                "hubspot_owner_id",
            },
            "notes": {"hs_timestamp", "hs_note_body", "hs_attachment_ids"},
        }
        self.links: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        self.files: dict[str, dict[str, Any]] = {}
        self.contents: dict[str, bytes] = {}
        self.folders: dict[str, dict[str, Any]] = {}
        self.owners: dict[str, str] = {}
        """Users by mail address: their ids."""
        self.scopes = {"crm", "files", "owners"}
        self.largest = 20_000_000
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str]] = []
        self.broken: list[str] = []
        self.url = ""
        self._next = 1000
        self._lock = threading.Lock()

    def lose_answer(self, number: int) -> None:
        """Do what the request `number` from now asks, and answer it with an error."""
        self.faults = [Fault(status=502, after=True, skip=number - 1)]

    # --- the memory ---------------------------------------------------------------------------------------------

    def add(self, kind: str, properties: dict[str, str]) -> str:
        """Put in an object as if somebody had entered it by hand; return its id."""
        self._next += 1
        object_id = str(self._next)
        now = datetime.now(UTC).isoformat()
        self.objects[kind][object_id] = {
            "id": object_id,
            "properties": {**properties, "createdate": now},
            "createdAt": now,
            "updatedAt": now,
            "archived": False,
        }
        return object_id

    def only(self, kind: str) -> dict[str, str]:
        """Return the properties of the one object of a kind; fail where there is none or more."""
        assert len(self.objects[kind]) == 1, f"{len(self.objects[kind])} {kind}"
        return next(iter(self.objects[kind].values()))["properties"]  # type: ignore[no-any-return]

    def linked(self, kind: str, object_id: str, to: str) -> set[str]:
        """Return what an object is associated with."""
        return {other for other_kind, other in self.links[kind, object_id] if other_kind == to}

    def _link(self, kind: str, object_id: str, to: str, to_id: str) -> None:
        self.links[kind, object_id].add((to, to_id))
        self.links[to, to_id].add((kind, object_id))

    def _unlink(self, kind: str, object_id: str) -> None:
        for to, to_id in self.links.pop((kind, object_id), set()):
            self.links[to, to_id].discard((kind, object_id))

    def _taken(self, kind: str, properties: dict[str, str], *, but: str | None = None) -> str | None:
        for name in self.unique[kind]:
            value = properties.get(name)
            for object_id, kept in self.objects[kind].items():
                if value and object_id != but and kept["properties"].get(name) == value:
                    return object_id
        return None

    # --- the calls ----------------------------------------------------------------------------------------------

    def answer(self, method: str, path: str, body: Any) -> Answer:
        """Answer one request; what is asked in its address is the body of a call that has none."""
        if path.startswith("/files/") and "files" not in self.scopes:
            return _error(403, "This app hasn't been granted all required scopes to make this call: [files]")
        for pattern, call in CALLS:
            found = re.fullmatch(pattern, f"{method} {path}")
            if found:
                return call(self, body, **found.groupdict())
        return _error(404, f"No {method} {path}")

    def _unknown_property(self, kind: str, properties: dict[str, str]) -> Answer | None:
        unknown = set(properties) - self.properties[kind]
        return _error(400, f"Property values were not valid: {sorted(unknown)}") if unknown else None

    def create(self, body: Any, kind: str) -> Answer:
        properties = body["properties"]
        if wrong := self._unknown_property(kind, properties):
            return wrong
        if taken := self._taken(kind, properties):
            said = (
                f"Contact already exists. Existing ID: {taken}" if kind == "contacts" else "Unique value already taken"
            )
            return _error(409, said)
        object_id = self.add(kind, properties)
        for association in body["associations"]:
            to_kind = {202: "contacts", 214: "deals"}[association["types"][0]["associationTypeId"]]
            self._link(kind, object_id, to_kind, association["to"]["id"])
        return 201, self.objects[kind][object_id], {}

    def update(self, body: Any, kind: str, object_id: str) -> Answer:
        kept = self.objects[kind].get(object_id)
        if kept is None:
            return _error(404, "resource not found")
        if wrong := self._unknown_property(kind, body["properties"]):
            return wrong
        if taken := self._taken(kind, body["properties"], but=object_id):
            return _error(409, f"Value already taken by {taken}")
        kept["properties"].update(body["properties"])
        kept["updatedAt"] = datetime.now(UTC).isoformat()
        return 200, kept, {}

    def archive(self, body: Any, kind: str, object_id: str) -> Answer:
        if object_id in self.objects[kind]:
            self.bin[kind][object_id] = self.objects[kind].pop(object_id)
            self._unlink(kind, object_id)
        return 204, None, {}

    def purge(self, body: Any) -> Answer:
        if body["objectId"] not in self.objects["contacts"]:
            return _error(404, "contact not found")
        del self.objects["contacts"][body["objectId"]]
        self._unlink("contacts", body["objectId"])
        return 204, None, {}

    def read(self, body: Any, kind: str) -> Answer:
        wanted = [one["id"] for one in body["inputs"]]
        by = body.get("idProperty")
        if by is not None and by not in self.unique[kind]:
            return _error(400, f"{by} is not a unique property of {kind}")
        found = [
            kept
            for object_id, kept in self.objects[kind].items()
            if (kept["properties"].get(by) if by else object_id) in wanted
        ]
        now = datetime.now(UTC).isoformat()
        answer = {"status": "COMPLETE", "results": found, "startedAt": now, "completedAt": now}
        return (200 if len(found) == len(wanted) else 207), answer, {}

    def search(self, body: Any, kind: str) -> Answer:
        wanted = body["filterGroups"][0]["filters"][0]
        found = [
            kept
            for kept in self.objects[kind].values()
            if kept["properties"].get(wanted["propertyName"]) == wanted["value"]
        ]
        return 200, {"total": len(found), "results": found[: body["limit"]]}, {}

    def property_by_name(self, body: Any, kind: str, name: str) -> Answer:
        if name not in self.properties[kind]:
            return _error(404, f"property {name} does not exist")
        return 200, _property(name, unique=name in self.unique[kind]), {}

    def create_property(self, body: Any, kind: str) -> Answer:
        if body["name"] in self.properties[kind]:
            return _error(409, "A property with this name exists")
        self.properties[kind].add(body["name"])
        if body.get("hasUniqueValue"):
            self.unique[kind].add(body["name"])
        return 201, _property(body["name"], unique=bool(body.get("hasUniqueValue"))), {}

    def associate(self, body: Any, kind: str, object_id: str, to: str, to_id: str) -> Answer:
        if object_id not in self.objects[kind] or to_id not in self.objects[to]:
            return _error(404, "object not found")
        self._link(kind, object_id, to, to_id)
        now = datetime.now(UTC).isoformat()
        return 200, {"status": "COMPLETE", "results": [], "startedAt": now, "completedAt": now}, {}

    def associations(self, body: Any, kind: str, object_id: str, to: str) -> Answer:
        spec = [{"category": "HUBSPOT_DEFINED", "typeId": 202}]
        found = sorted(self.linked(kind, object_id, to))
        return 200, {"results": [{"toObjectId": other, "associationTypes": spec} for other in found]}, {}

    def find_owners(self, body: Any) -> Answer:
        if "owners" not in self.scopes:
            return _error(403, "This app hasn't been granted all required scopes: [crm.objects.owners.read]")
        wanted, now = body.get("email", [None])[0], datetime.now(UTC).isoformat()
        found = [
            {
                "id": number, "email": address, "type": "PERSON", "archived": False, "createdAt": now, "updatedAt": now,
            }
            for address, number in self.owners.items()
            if wanted in (None, address)
        ]  # fmt: skip
        return 200, {"results": found[: int(body["limit"][0])]}, {}

    # --- files --------------------------------------------------------------------------------------------------

    def upload(self, body: Any) -> Answer:
        options = json.loads(body["options"])
        contract.check_options(options)
        content, folder_path = body["file"], body["folderPath"]
        if len(content) > self.largest:
            return _error(413, "The file is too big")
        folder = self._folder_of(folder_path)
        name, _, extension = body["fileName"].rpartition(".")
        same = [
            file for file, kept in self.files.items()
            if (kept["parentFolderId"], kept["name"], kept["extension"]) == (folder, name, extension)
        ]  # fmt: skip
        if same and options.get("overwrite"):
            del self.files[same[0]], self.contents[same[0]]
        elif same:
            name = f"{name}-{len(same)}"
        self._next += 1
        now = datetime.now(UTC).isoformat()
        file = str(self._next)
        self.contents[file] = content
        self.files[file] = {
            "id": file, "name": name, "extension": extension, "path": f"{folder_path}/{name}.{extension}",
            "parentFolderId": folder, "access": options["access"], "archived": False, "size": len(content),
            "createdAt": now, "updatedAt": now,
        }  # fmt: skip
        return 201, self.files[file], {}

    def _folder_of(self, path: str) -> str:
        for folder, kept in self.folders.items():
            if kept["path"] == path:
                return folder
        self._next += 1
        now = datetime.now(UTC).isoformat()
        name = path.rpartition("/")[2]
        self.folders[str(self._next)] = {
            "id": str(self._next), "name": name, "path": path, "archived": False, "createdAt": now, "updatedAt": now,
        }  # fmt: skip
        return str(self._next)

    def file(self, body: Any, file_id: str) -> Answer:
        return (200, self.files[file_id], {}) if file_id in self.files else _error(404, "file not found")

    def purge_file(self, body: Any, file_id: str) -> Answer:
        if file_id not in self.files:
            return _error(404, "file not found")
        del self.files[file_id], self.contents[file_id]
        return 204, None, {}

    def search_files(self, body: Any) -> Answer:
        found = [kept for kept in self.files.values() if kept["parentFolderId"] in body["parentFolderIds"]]
        return 200, {"results": found[: int(body["limit"][0])]}, {}

    def search_folders(self, body: Any) -> Answer:
        found = [kept for kept in self.folders.values() if body["name"][0] in kept["name"]]
        return 200, {"results": found[: int(body["limit"][0])]}, {}

    def remove_folder(self, body: Any, folder_id: str) -> Answer:
        return (204, None, {}) if self.folders.pop(folder_id, None) else _error(404, "folder not found")

    # --- over HTTP ----------------------------------------------------------------------------------------------

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        raw = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return  # whoever asked died amid the question: nothing was asked
            raw += message.get("body", b"")
            if not message.get("more_body"):
                break
        method, path = scope["method"], scope["path"]
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        self.requests.append((method, path))
        query = parse_qs(scope["query_string"].decode())
        status, body, extra = await self._with_faults(method, path, Sent(raw, headers, query))
        content = b"" if status == 204 else json.dumps(body).encode()
        sent = [(b"content-type", b"application/json"), *((k.encode(), v.encode()) for k, v in extra.items())]
        await send({"type": "http.response.start", "status": status, "headers": sent})
        await send({"type": "http.response.body", "body": content})

    async def _with_faults(self, method: str, path: str, sent: Sent) -> Answer:
        if sent.headers.get("authorization") != f"Bearer {TOKEN}":
            return _error(401, "Authentication credentials not found")
        fault = self._fault(method, path)
        if fault is not None:
            await asyncio.sleep(fault.seconds)
            if not fault.after:
                status, body, _ = _error(fault.status, "the emulator was told to fail")
                return status, body, fault.headers
        with self._lock:
            answer = self._checked(method, path, sent)
        if fault is not None:
            status, body, _ = _error(fault.status, "done, but the answer is an error")
            return status, body, fault.headers
        return answer

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and re.fullmatch(fault.method, method) and re.fullmatch(fault.path, path):
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                return fault
        return None

    def _checked(self, method: str, path: str, sent: Sent) -> Answer:
        try:
            operation = contract.operation_for(method, path)
            body = _body(sent)
            contract.check_request(operation, body, queries=sent.query)
            answer = self.answer(method, path, sent.query if body is None else body)
            contract.check_answer(operation, answer[0], answer[1])
        except contract.ContractBroken as broken:
            self.broken.append(str(broken))
            return _error(400, f"contract broken: {broken}")
        return answer


def _body(sent: Sent) -> Any:
    kind = sent.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return json.loads(sent.raw) if sent.raw else None
    parts = email.message_from_bytes(b"content-type: " + kind.encode() + b"\r\n\r\n" + sent.raw)
    form: dict[str, Any] = {}
    for part in parts.walk():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str):
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            form[name] = content if part.get_filename() else content.decode()
    return form


def _property(name: str, *, unique: bool) -> dict[str, Any]:
    return {
        "name": name,
        "label": name,
        "type": "string",
        "fieldType": "text",
        "groupName": "contactinformation",
        "description": "",
        "options": [],
        "hasUniqueValue": unique,
    }


def _error(status: int, message: str) -> Answer:
    return status, {"status": "error", "message": message, "correlationId": "0", "category": "EMULATED"}, {}


_KIND = r"(?P<kind>contacts|companies|deals|notes)"
_TO = r"(?P<to>contacts|companies|deals|notes)"
CALLS: tuple[tuple[str, Callable[..., Answer]], ...] = (
    (rf"POST /crm/v3/objects/{_KIND}", HubSpotEmulator.create),
    (r"POST /crm/v3/objects/contacts/gdpr-delete", HubSpotEmulator.purge),
    (rf"DELETE /crm/v3/objects/{_KIND}/(?P<object_id>\d+)", HubSpotEmulator.archive),
    (rf"PATCH /crm/v3/objects/{_KIND}/(?P<object_id>\d+)", HubSpotEmulator.update),
    (rf"POST /crm/v3/objects/{_KIND}/batch/read", HubSpotEmulator.read),
    (rf"POST /crm/v3/objects/{_KIND}/search", HubSpotEmulator.search),
    (r"GET /crm/v3/owners/", HubSpotEmulator.find_owners),
    (rf"GET /crm/v3/properties/{_KIND}/(?P<name>\w+)", HubSpotEmulator.property_by_name),
    (rf"POST /crm/v3/properties/{_KIND}", HubSpotEmulator.create_property),
    (
        rf"PUT /crm/v4/objects/{_KIND}/(?P<object_id>\d+)/associations/default/{_TO}/(?P<to_id>\d+)",
        HubSpotEmulator.associate,
    ),
    (rf"GET /crm/v4/objects/{_KIND}/(?P<object_id>\d+)/associations/{_TO}", HubSpotEmulator.associations),
    (r"POST /files/v3/files", HubSpotEmulator.upload),
    (r"GET /files/v3/files/search", HubSpotEmulator.search_files),
    (r"GET /files/v3/files/(?P<file_id>\d+)", HubSpotEmulator.file),
    (r"DELETE /files/v3/files/(?P<file_id>\d+)/gdpr-delete", HubSpotEmulator.purge_file),
    (r"GET /files/v3/folders/search", HubSpotEmulator.search_folders),
    (r"DELETE /files/v3/folders/(?P<folder_id>\d+)", HubSpotEmulator.remove_folder),
)


@contextmanager
def running_hubspot(emulator: HubSpotEmulator | None = None) -> Iterator[HubSpotEmulator]:
    """Serve an emulator on a free port of this machine."""
    hubspot = emulator or HubSpotEmulator()
    server = uvicorn.Server(uvicorn.Config(hubspot, host="127.0.0.1", port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        threading.Event().wait(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    hubspot.url = f"http://127.0.0.1:{port}"
    try:
        yield hubspot
    finally:
        server.should_exit = True
        thread.join(timeout=10)
