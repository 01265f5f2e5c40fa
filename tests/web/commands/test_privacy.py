"""`tradewind erase` says what was erased and where; unknown persons and wrong words are one clear sentence."""

import asyncio
import json
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.house.tree import ROOT
from tests.web.commands.test_move import _visit
from web.commands.privacy import erase, privacy

KELLER = "a.keller@autowerk.example"


@pytest.fixture
async def folder(stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo company, two leads, a quote and the jobs that wait."""
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    await _visit(f"sqlite+aiosqlite:///{tmp_path / 'tradewind.sqlite3'}")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(erase, list(words))


def erased(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    told: dict[str, Any] = json.loads(result.output)
    return told


async def in_thread(*words: str) -> Result:
    """The command has a loop of its own."""
    return await asyncio.to_thread(run, *words)


async def test_a_dry_run_counts_and_erasing_says_what_went_where(folder: Path) -> None:
    dry = erased(await in_thread(KELLER, "--dry-run", "--json"))
    assert dry["state"] == "dry_run"
    assert {each["place"]: each["before"] for each in dry["erased"]}["customers"] == 1
    done = erased(await in_thread(KELLER, "--json"))
    assert [(one["place"], one["before"]) for one in done["erased"]] == [
        (one["place"], one["before"]) for one in dry["erased"]
    ]
    assert {each["after"] for each in done["erased"]} == {0}
    assert done["kept"][0]["place"] == "quotes"
    again = erased(await in_thread(KELLER, "--json"))
    assert again["id"] == done["id"]


async def test_a_person_gets_their_data_in_a_file_that_nobody_else_reads(folder: Path) -> None:
    file = folder / "keller.zip"
    done = await asyncio.to_thread(CliRunner().invoke, privacy, ["export", KELLER, str(file), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["locale"] == "de"
    assert zipfile.ZipFile(file).testzip() is None
    assert file.stat().st_mode & 0o077 == 0
    again = await asyncio.to_thread(CliRunner().invoke, privacy, ["export", KELLER, str(file)])
    assert (again.exit_code, "exists already" in again.output) == (1, True)


async def test_people_read_it_line_by_line(folder: Path) -> None:
    told = await in_thread(KELLER, "--yes")
    assert told.exit_code == 0
    assert "customers" in told.output
    assert "left: 0" in told.output
    assert "Backups made before" in told.output


async def test_whoever_is_unknown_is_one_sentence_and_exit_1(folder: Path) -> None:
    for address, sentence in (("nobody@mail.example", "Nothing is kept of"), ("keller", "is no e-mail address")):
        refused = await in_thread(address, "--json")
        assert refused.exit_code == 1
        assert sentence in refused.output
    assert (await in_thread()).exit_code == 2


def test_killed_at_any_moment_and_asked_again_nothing_is_left(folder: Path) -> None:
    words = [sys.executable, "-m", "web.cli", "erase", KELLER, "--json"]
    for seconds in (1.2, 1.6, 2.0, 2.4):
        process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(seconds)
        process.kill()
        process.communicate()
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["rewritten"] is True
    kept = b"".join(file.read_bytes() for file in folder.glob("tradewind.sqlite3*"))
    assert b"keller" not in kept.lower()
