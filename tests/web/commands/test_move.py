"""Everything is carried from the embedded database to PostgreSQL, once, whole, and only into an empty one."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from content.catalogue.cache import CompanyCache
from foundation.actor import Actor
from foundation.copies import RowsMissing, carry
from foundation.database import Base, Database
from foundation.reach import DatabaseUnreachable
from funnel.journey.capture import capture
from funnel.journey.quote import quote
from funnel.people import repository as people
from funnel.people.model import Customer
from quoting import repository as quotes
from quoting.model import QuoteRequest, RequestedLine
from tests.funnel.cast import JEDDAH, KELLER
from web.commands.operate import move

BY = Actor.system()
WAITING_JOBS = "SELECT workflow_uuid, name, status, i.inputs FROM {}workflow_status JOIN {}workflow_input AS i USING (workflow_uuid) ORDER BY 1"


@pytest.fixture
def folder(stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo company, two leads, a quote and the jobs that wait."""
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    asyncio.run(_visit(_embedded(tmp_path)))
    return tmp_path


def _embedded(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'tradewind.sqlite3'}"


async def _visit(url: str) -> None:
    database = Database(url)
    company = await CompanyCache(database).company()
    async with database.transaction() as session:
        keller = (await capture(session, KELLER, company, by=BY)).customer
        await capture(session, JEDDAH, company, by=BY)
        lines = (RequestedLine("KCN-40A", 12),)
        wish = QuoteRequest(
            locale="de", currency="EUR", lines=lines, customer=keller.id, recipient={"email": KELLER.email}
        )
        await quote(session, wish, company, by=BY)
    await database.close()


async def _found(url: str) -> dict[str, Any]:
    database = Database(url)
    schema = "dbos." if database.dialect == "postgresql" else ""
    async with database.reading() as session:
        rows = {
            table.name: (await session.execute(sa.select(sa.func.count()).select_from(table))).scalar_one()
            for table in Base.metadata.sorted_tables
        }
        waiting = (await session.execute(sa.text(WAITING_JOBS.format(schema, schema)))).all()
        keller = await people.find_by_contact(session, KELLER.email, None)
        offered = await quotes.list_quotes(session)
    company = await CompanyCache(database).company()
    await database.close()
    return {
        "rows": rows,
        "jobs": [tuple(row) for row in waiting],
        "lead": keller,
        "quotes": offered,
        "company": company,
    }


@pytest.mark.postgres
def test_everything_arrives_as_it_was_and_the_house_goes_on_there(folder: Path, postgres_url: str) -> None:
    told = CliRunner().invoke(move, [postgres_url.replace("+psycopg", "")], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    assert "rows of" in told.output
    before, after = asyncio.run(_found(_embedded(folder))), asyncio.run(_found(postgres_url))
    assert before["rows"]["customers"] == 2
    assert len(before["jobs"]) >= 3
    assert isinstance(before["lead"], Customer)
    assert after == before

    async def go_on() -> int:
        database = Database(postgres_url)
        async with database.transaction() as session:
            new = await capture(session, type(KELLER)(name="New"), after["company"], by=BY)
        await database.close()
        return new.customer.id

    assert asyncio.run(go_on()) == 3  # numbers go on where they were
    again = CliRunner().invoke(move, [postgres_url])
    assert again.exit_code == 1
    assert "The target is not empty" in again.output
    assert asyncio.run(_found(postgres_url))["rows"]["customers"] == 3


@pytest.mark.postgres
def test_what_does_not_arrive_whole_does_not_arrive(folder: Path, postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:  # a rule of the server swallows what it is sent
        connection.exec_driver_sql("CREATE RULE swallow AS ON INSERT TO quote_lines DO INSTEAD NOTHING")
    with pytest.raises(RowsMissing, match="Of 1 rows of quote_lines 0 arrived; nothing was kept"):
        carry(_embedded(folder), postgres_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM customers").scalar() == 0
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://x/y", "Name the target as postgresql://"),
        ("postgresql+psycopg://nobody:secret@127.0.0.1:1/none", "cannot be reached"),
    ],
)
def test_a_target_that_cannot_be_one_is_refused(folder: Path, url: str, said: str) -> None:
    told = CliRunner().invoke(move, [url])
    assert told.exit_code == 1
    assert said in f"{told.output}{told.exception}"
    assert "secret" not in f"{told.output}{told.exception}"
    assert told.exception is None or isinstance(told.exception, SystemExit | DatabaseUnreachable)
