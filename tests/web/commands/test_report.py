"""A report is printed from the command line: as text, as JSON, in any language, of any day that has begun."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from web.commands import commands


@pytest.fixture(autouse=True)
def folder(stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo company and no customer."""
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(click.Group("tradewind", {one.name or "": one for one in commands()}), list(words))


def test_a_workbook_is_written_where_it_can_be(folder: Path) -> None:
    told = run("report", "daily", "--date", "2026-10-20", "--format", "xlsx")
    assert told.stdout.strip() == "daily-report-2026-10-20.xlsx"
    assert (folder / "daily-report-2026-10-20.xlsx").read_bytes()[:2] == b"PK"
    nowhere = run("report", "daily", "--format", "xlsx", "--output", "no/such/folder.xlsx")
    assert (nowhere.exit_code, "cannot be written" in nowhere.output) == (1, True)


def test_a_report_is_text_in_the_language_asked_for_and_json_for_programs() -> None:
    text = run("report", "weekly", "--date", "2026-10-20", "--locale", "de")
    assert text.exit_code == 0
    assert text.stdout.startswith("[Wochenbericht des Verkaufstrichters]\nDatum: 19.10.2026 – 25.10.2026\n")
    body = json.loads(run("report", "weekly", "--date", "2026-10-20", "--format", "json").stdout)
    assert (body["first_day"], body["last_day"]) == ("2026-10-19", "2026-10-25")
    assert body["figures"]["customers"]["values"][0]["value"] == 0


def test_what_has_no_report_is_refused_with_one_sentence() -> None:
    future = run("report", "daily", "--date", "2099-01-01")
    assert (future.exit_code, future.output.count("Error: "), "choose a day" in future.output) == (1, 1, True)
    assert run("report", "yearly").exit_code == 2
    assert run("report", "daily", "--date", "tomorrow").exit_code == 2
