"""Source of truth for the company as this process sees it: one frozen object, renewed when its generation rises."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict

from content.catalogue import repository
from content.catalogue.model import Company
from foundation.database import Database

FRESH_SECONDS = 1.0
"""How long an answer about the generation is believed."""
LARGEST_MEMORY = 32 * 1024 * 1024
PUBLIC = ("images/", "downloads/")
"""Folders of a pack whose files anybody may fetch; tables hold permission rules and weights and are never served."""


class CompanyCache:
    """The company and its files for one process. Reads the generation at most once a second, the rest when it rose."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._company: Company | None = None
        self._checked = float("-inf")
        self._lock = asyncio.Lock()
        self._files: OrderedDict[str, bytes | None] = OrderedDict()
        self._size = 0

    async def company(self) -> Company:
        """Return the company; raise NoContent where no pack was loaded."""
        company = self._company
        if company is not None and time.monotonic() - self._checked < FRESH_SECONDS:
            return company
        async with self._lock:
            return await self._renewed()

    async def generation(self) -> int:
        """Return the generation of the content, 0 before the first load."""
        try:
            return (await self.company()).generation
        except repository.NoContent:
            return 0

    async def media(self, name: str) -> bytes | None:
        """Return a public file: its name in the pack, or the bare name of a picture; None where there is none."""
        for candidate in (name, f"images/{name}"):
            if candidate.startswith(PUBLIC):
                content = await self.file(candidate)
                if content is not None:
                    return content
        return None

    async def text(self, name: str) -> str | None:
        """Return a Markdown file of the pack (pages, documents), or None."""
        content = await self.file(name) if name.endswith(".md") else None
        return content.decode("utf-8-sig") if content is not None else None

    async def file(self, name: str) -> bytes | None:
        """Return any file of the pack, for the house's own use."""
        await self.company()
        if name in self._files:
            self._files.move_to_end(name)
            return self._files[name]
        async with self._database.reading() as session:
            content = await repository.read_file(session, name)
        if content is not None:  # names that do not exist are the visitors' choice and would fill the memory
            self._keep(name, content)
        return content

    async def _renewed(self) -> Company:
        if self._company is not None and time.monotonic() - self._checked < FRESH_SECONDS:
            return self._company
        async with self._database.reading() as session:
            number = await repository.generation(session)
            if self._company is None or self._company.generation != number:
                self._company = await repository.read_company(session)
                self._files.clear()
                self._size = 0
        self._checked = time.monotonic()
        return self._company

    def _keep(self, name: str, content: bytes) -> None:
        self._files[name] = content
        self._size += len(content)
        while self._size > LARGEST_MEMORY and self._files:
            self._size -= len(self._files.popitem(last=False)[1] or b"")
