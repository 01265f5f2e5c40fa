"""A lead's page says how likely an order is only where a score learned from outcomes beats the rules; else what an A lacks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from content.catalogue.cache import CompanyCache
from foundation.database import Database
from funnel.scores import repository as scores
from funnel.scores.model import KeptScore
from scoring.learning.kept import to_text
from scoring.learning.own import Concluded, learn_own
from tests.scoring.test_grade import NOBODY, STUTTGART
from tests.web.cast import House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of


@pytest.fixture
def house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


def keep(house: House, *, in_force: bool) -> None:
    """Keep a score that was learned of eighty customers, of whom those that say who they are were won."""

    async def keeping() -> None:
        database = Database(house.settings.database_address)
        company = await CompanyCache(database).company()
        taught = [Concluded(STUTTGART if row % 10 > 4 - row % 2 else NOBODY, won=row % 10 > 4) for row in range(80)]
        learned = await asyncio.to_thread(learn_own, taught, company.scoring, print)
        kept = KeptScore(datetime.now(UTC), 80, 0.025, in_force, to_text(learned.model))
        async with database.transaction() as session:
            await scores.keep(session, kept)
        await database.close()

    asyncio.run(keeping())


def test_the_chance_of_an_order_is_shown_only_where_a_learned_score_is_in_force(house: House) -> None:
    desk = Desk(house)
    desk.sign_in(REP, password_of(house, REP))
    told = house.call(
        "POST", "/api/customers", {"name": "A. Keller", "email": "keller@werk.example", "company": "Werk"}
    )
    page = f"/desk/leads/{told.json()['id']}"
    assert "What would make it an A" in desk.get(page).text
    keep(house, in_force=False)
    assert "Of leads like this one" not in desk.get(page).text
    keep(house, in_force=True)
    event = {
        "customer_id": told.json()["id"],
        "event_type": "search",
        "source": "shop",
        "timestamp": "2026-05-04T12:00:00Z",
    }
    assert house.call("POST", "/api/event/report", {**event, "value": "M8"}).status_code == 200
    shown = desk.get(page).text
    assert "learned from 80 customers won and lost, off by 2.5% on average." in shown
    assert "What would make it an A" not in shown
