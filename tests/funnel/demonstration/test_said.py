"""What invented buyers say is understood in each language, so that a demonstration has leads of every grade."""

from pathlib import Path

import pytest

from content.catalogue.model import Company
from foundation.database import Database
from funnel.conversations import repository as conversations
from funnel.demonstration.said import SAID, UNWANTED
from funnel.evaluation.dialogue import hold
from integrations.mail import Outbox
from tests.funnel.parts import furnished

TOLD = {"sku": "KCN-80P", "count": 6, "weeks": 8, "budget": "20000 EUR", "family": ""}


@pytest.mark.parametrize("locale", SAID)
async def test_a_project_is_understood_and_an_offer_to_us_is_known_for_one(
    locale: str, sqlite_database: Database, company: Company, tmp_path: Path
) -> None:
    async with furnished(sqlite_database, company, mailer=Outbox(tmp_path)) as parts:
        project = await hold(parts, locale, [said.format(**TOLD) for said in SAID[locale][-1]])
        (offered,) = await hold(parts, locale, UNWANTED[locale])
    assert {"quantity", "budget", "deadline"} <= set(project[0]["needs"]), project[0]["needs"]
    assert "KCN-80P" in project[1]["reply"]
    async with sqlite_database.reading() as session:
        kept = await conversations.find(session, str(offered["conversation"]), visitor=None)
    assert kept.signals
    assert kept.signals <= {"spam", "supplier_pitch"}
