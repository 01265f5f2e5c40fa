"""What verbs work with in the tests of the funnel: a real database, a real press, the given mailer and CRM, no knowledge."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from content.catalogue.model import Company
from foundation.database import Database
from foundation.pdf import Press
from funnel.journey.parts import Parts
from funnel.ports import Crm, Mailer
from integrations.hubspot import NoCrm

SITE = "https://kestrel-torque.example"
SECRET = "a-secret-of-32-characters-or-more"


@asynccontextmanager
async def furnished(
    database: Database, company: Company, *, mailer: Mailer, crm: Crm | None = None, site: str = SITE
) -> AsyncIterator[Parts]:
    """Furnish a house; its press ends with the block."""

    async def the_company() -> Company:
        return company

    async def no_file(name: str) -> bytes | None:
        return None

    async def nothing(question: str, **more: Any) -> list[Any]:
        return []

    press = Press(workers=1)
    yield Parts(
        database=database,
        company=the_company,
        media=no_file,
        search=nothing,
        press=press,
        crm=crm or NoCrm(),
        mailer=mailer,
        public_url=site,
        secret=SECRET,
    )
    await press.close()
