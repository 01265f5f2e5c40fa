"""`tradewind forecast` tells what is expected, checks what it said earlier against what came, and is honest where that is little."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from foundation.database import Database
from foundation.settings import load_settings
from tests.funnel.year import END, write_year
from web.commands import commands


@pytest.fixture(autouse=True)
def folder(stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo company and no customer, on the day after the invented year."""
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    monkeypatch.setattr("foundation.clock.now", lambda: END)
    return tmp_path


def run(*words: object) -> Result:
    group = click.Group("tradewind", {one.name or "": one for one in commands()})
    return CliRunner().invoke(group, ["forecast", *map(str, words)])


def test_without_history_it_says_that_nothing_is_known_yet() -> None:
    told = run()
    assert told.exit_code == 0, told.output
    assert "0 earlier forecasts can be checked" in told.stdout
    assert "too few own outcomes" in told.stdout
    body = json.loads(run("--json").stdout)
    assert (body["total"]["expected"], body["backtest"]["coverage"], body["backtest"]["checked"]) == (0, None, 0)
    assert run("--back", "0").exit_code == 2


def test_with_a_year_of_customers_it_tells_how_often_its_range_held() -> None:
    async def fill() -> None:
        database = Database(load_settings().database_address)
        try:
            await write_year(database, customers=600)
        finally:
            await database.close()

    asyncio.run(fill())
    body = json.loads(run("--json").stdout)
    tested = body["backtest"]
    assert body["total"]["low"] <= body["total"]["expected"] <= body["total"]["high"]
    assert tested["checked"] == len(tested["tests"]) >= 6
    assert tested["held"] == sum(each["low"] <= each["came"] <= each["high"] for each in tested["tests"])
    assert tested["coverage"] == tested["held"] / tested["checked"]
    low, high = tested["coverage_between"]
    assert low <= tested["coverage"] <= high
    told = run("--back", "3").stdout
    assert told.count(", came ") == 3
    assert "3 earlier forecasts can be checked, fewer than 6" in told
    assert f"Of {tested['checked']} earlier forecasts {tested['held']} held what came" in run().stdout
