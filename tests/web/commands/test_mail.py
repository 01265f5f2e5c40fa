"""Mails that came in are taken from files; what is none is named, and the rest still goes in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from web.commands import commands


def test_a_folder_is_taken_in_and_a_broken_file_named(
    stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "a.eml").write_bytes(b"\x00\xff")
    (folder / "b.eml").write_bytes(b"From: a@b.example\nIn-Reply-To: <x@y.example>\n\nHello\n")
    group = click.Group("tradewind", {one.name or "": one for one in commands()})
    told = CliRunner().invoke(group, ["mail", "ingest", str(folder), "--json"])
    assert told.exit_code == 1
    broken, strange = json.loads(told.stdout)
    assert broken["error"] == "The mail names no sender."
    assert (strange["error"], strange["kind"], strange["about"]) == (None, "reply", None)
    said = CliRunner().invoke(group, ["mail", "ingest", str(folder / "b.eml")])
    assert (said.exit_code, said.stdout.strip().endswith("taken in before")) == (0, True), said.stdout
