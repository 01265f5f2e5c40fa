"""A pro-forma invoice is written from the command line, for a quote that binds us alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from foundation.pdf import available
from web.commands import commands


@pytest.fixture
def folder(stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo company."""
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(click.Group("tradewind", {one.name or "": one for one in commands()}), list(words))


@pytest.mark.skipif(not available(), reason="this machine lacks the libraries that PDFs need")
def test_the_invoice_of_an_issued_quote_is_written_and_the_same_each_time(folder: Path) -> None:
    line = ("quote", "create", "--currency", "EUR", "--line", "KAB-18:10", "--json")
    number = json.loads(run(*line).stdout)["number"]
    told = json.loads(run("quote", "proforma", number, "--json").stdout)
    assert told["number"] == number.replace("Q-", "PF-")
    assert told["file"] == f"{told['number']}.pdf"
    pdf = (folder / told["file"]).read_bytes()
    assert pdf[:5] == b"%PDF-"
    assert told["number"] in run("quote", "proforma", number, "--output", "again.pdf").stdout
    assert (folder / "again.pdf").read_bytes() == pdf
    nowhere = run("quote", "proforma", number, "--output", "no/such/folder.pdf")
    assert (nowhere.exit_code, "cannot be written" in nowhere.output) == (1, True)


def test_a_quote_that_waits_or_is_none_has_no_invoice(folder: Path) -> None:
    waiting = json.loads(
        run("quote", "create", "--currency", "EUR", "--line", "KAB-18:10", "--discount", "15", "--json").stdout
    )["number"]
    for number in (waiting, "Q-2026-99999"):
        refused = run("quote", "proforma", number)
        assert (refused.exit_code, refused.output.count("Error: ")) == (1, 1)
    assert not list(folder.glob("*.pdf"))
