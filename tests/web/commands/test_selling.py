"""`tradewind selling` shows, looks, saves and goes back, and says why it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from web.commands import commands


@pytest.fixture(autouse=True)
def folder(stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo company and no customer."""
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    return tmp_path


def run(*words: object) -> Result:
    group = click.Group("tradewind", {one.name or "": one for one in commands()})
    return CliRunner().invoke(group, ["selling", *map(str, words)])


def held(subject: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = yaml.safe_load(run("show", subject).stdout)
    return found


def test_what_is_shown_is_what_can_be_saved(folder: Path) -> None:
    for subject, section in (("stages", "stages"), ("playbook", "plays"), ("scoring", "scoring")):
        body = held(subject)
        assert body[section]
        assert json.loads(run("show", subject, "--json").stdout) == body
        file = folder / f"{subject}.yaml"
        file.write_text(yaml.safe_dump(body, allow_unicode=True), "utf-8")
        before = json.loads(run("versions", subject, "--json").stdout)
        looked = run("save", subject, file, "--look")
        assert (looked.exit_code, looked.stdout.splitlines()[-1]) == (0, "Nothing was saved.")
        assert run("save", subject, file).exit_code == 0
        assert json.loads(run("versions", subject, "--json").stdout) == before  # nothing differs: no version


def test_weights_are_looked_at_saved_with_a_note_and_taken_back(folder: Path) -> None:
    body = held("scoring")
    body["scoring"][0]["grade_a"] = 75
    file = folder / "weights.yaml"
    file.write_text(yaml.safe_dump(body, allow_unicode=True), "utf-8")
    looked = json.loads(run("save", "scoring", file, "--look", "--json").stdout)
    assert (looked["saved"], looked["grades"]["changed"], looked["grades"]["open"]) == (False, 0, 0)
    assert "grade_a" not in held("scoring")["scoring"][0]  # the usual 70 goes without saying
    told = run("save", "scoring", file, "--note", "Fewer but better")
    assert told.stdout.splitlines()[-2:] == ["0 of 0 open leads get another grade.", "Version 2 is in force."]
    newest, first = run("versions", "scoring").stdout.splitlines()
    assert newest.startswith("2 ")
    assert newest.endswith("system:command line  Fewer but better")
    assert "grade_a" not in yaml.safe_load(run("show", "scoring", "--version", "1").stdout)["scoring"][0]
    assert first.startswith("1 ")
    assert run("back", "scoring", "1").stdout.splitlines()[-1] == "Version 3 is in force."
    assert "grade_a" not in held("scoring")["scoring"][0]


def test_what_is_not_sound_is_told_with_its_place_and_saves_nothing(folder: Path) -> None:
    file = folder / "wrong.yaml"
    body = held("scoring")
    body["scoring"][0]["weights"] = {"budget": -5, "colour": 3}
    file.write_text(yaml.safe_dump(body, allow_unicode=True), "utf-8")
    refused = run("save", "scoring", file)
    assert refused.exit_code == 1
    assert "scoring.weights.budget: Between 0 and 100." in refused.stderr
    assert "scoring.weights.colour: Nobody knows this field." in refused.stderr
    file.write_text("stages: [", "utf-8")
    assert (run("save", "stages", file).exit_code, run("save", "stages", file).stdout) == (1, "")
    assert run("back", "playbook", "7").stderr.strip().endswith("`tradewind selling versions` lists them.")
    assert run("show", "scoring", "--version", "9").exit_code == 1
    assert run("show", "prices").exit_code == run("save", "stages", folder / "none.yaml").exit_code == 2
    assert [each["version"] for each in json.loads(run("versions", "scoring", "--json").stdout)] == [1]
