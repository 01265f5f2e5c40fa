"""What the tests of privacy stand on: a house with both databases in turn, a folder, and a HubSpot with a memory."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from content.catalogue.model import Company
from foundation.data_folder import DataFolder
from foundation.database import Database
from funnel.journey.parts import Parts
from funnel.privacy.erase import Keeping
from integrations.hubspot import HubSpot
from integrations.mail import Outbox
from tests.funnel.parts import SECRET, furnished
from tests.integrations.hubspot.emulator import TOKEN, HubSpotEmulator, running_hubspot


@pytest.fixture
def hubspot() -> Iterator[HubSpotEmulator]:
    with running_hubspot() as emulator:
        yield emulator
    assert emulator.broken == []


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "var")
    made.ensure()
    return made


@pytest.fixture
def keeping(database: Database, folder: DataFolder) -> Keeping:
    return Keeping(database, folder, SECRET, 10)


@pytest.fixture
async def parts(
    keeping: Keeping, company: Company, hubspot: HubSpotEmulator, folder: DataFolder
) -> AsyncIterator[Parts]:
    crm = HubSpot(token=TOKEN, url=hubspot.url)
    async with furnished(keeping.database, company, mailer=Outbox(folder.outbox), crm=crm) as house:
        yield house
