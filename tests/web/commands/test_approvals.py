"""What waits for an approval is listed and answered from the command line by a member of staff, within their role."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from web.commands import commands


@pytest.fixture
def folder(stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo company."""
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(click.Group("tradewind", {one.name or "": one for one in commands()}), list(words))


def test_a_request_is_listed_and_answered_within_the_role(folder: Path) -> None:
    assert run("staff", "add", "lin@kestrel.example", "--role", "supervisor").exit_code == 0
    line = ("quote", "create", "--currency", "EUR", "--line", "KAB-18:10", "--json", "--discount")
    mild, dear = (json.loads(run(*line, discount).stdout)["number"] for discount in ("15", "20"))
    waiting = {one["number"]: one for one in json.loads(run("authority", "requests", "--json").stdout)}
    assert [waiting[number]["level"] for number in (mild, dear)] == ["supervisor", "sales_director"]
    assert mild in run("authority", "requests").stdout
    by = ("--by", "lin@kestrel.example")
    assert run("authority", "approve", dear, *by).exit_code == 1
    assert run("authority", "approve", mild, "--by", "nobody@kestrel.example").exit_code == 1
    assert run("authority", "approve", mild, *by, "--discount", "first=9").exit_code == 2
    assert run("authority", "refuse", mild, *by).exit_code == 2
    told = run("authority", "approve", dear, *by, "--discount", "1=18", "--reason", "Key account", "--json")
    assert (told.exit_code, json.loads(told.stdout)["status"]) == (0, "issued")
    refused = run("authority", "refuse", mild, *by, "--reason", "Too little left", "--json")
    assert json.loads(refused.stdout)["status"] == "refused"
    again = run("authority", "refuse", mild, *by, "--reason", "Too little left")
    assert (again.exit_code, mild in again.output) == (1, True)


def test_who_may_not_go_below_a_floor_is_told_that_it_is_the_reason(folder: Path) -> None:
    for name, role in (("lin", "supervisor"), ("olga", "owner")):
        assert run("staff", "add", f"{name}@kestrel.example", "--role", role).exit_code == 0
    made = run("quote", "create", "--currency", "EUR", "--line", "KCP-70:25", "--discount", "19", "--json")
    number = json.loads(made.stdout)["number"]
    refused = run("authority", "approve", number, "--by", "lin@kestrel.example")
    assert refused.exit_code == 1
    assert "the price of item 1 is below the floor that is set for it" in refused.output
    assert run("authority", "approve", number, "--by", "olga@kestrel.example", "--reason", "strategic").exit_code == 0
