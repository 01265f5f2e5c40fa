"""Staff are added, listed and ended from the command line as they are at the desk."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.commands.staff import staff


@pytest.fixture
def folder(stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo company."""
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(staff, list(words))


def test_an_account_is_added_listed_and_ended(folder: Path) -> None:
    made = run("add", "Lin@Kestrel.example", "--name", "Lin", "--role", "supervisor")
    assert made.exit_code == 0, made.output
    email, password = made.output.split()
    assert email == "lin@kestrel.example"
    assert len(password) >= 12
    assert run("add", "lin@kestrel.example").exit_code == 1
    assert run("add", "no address").exit_code == 1
    assert run("add", "x@kestrel.example", "--role", "emperor").exit_code == 2
    listed = {each["email"]: each for each in json.loads(run("list", "--json").output)}
    lin = {"email": email, "name": "Lin", "roles": ["supervisor"], "ended_at": None}
    assert listed[email] == lin
    assert run("end", "nobody@kestrel.example").exit_code == 1
    assert run("end", "LIN@kestrel.example").exit_code == 0
    assert "lin@kestrel.example  Lin  supervisor  ended" in run("list").output


def test_reminders_by_mail_are_shown_and_switched_for_each_kind(folder: Path) -> None:
    assert run("add", "lin@kestrel.example", "--role", "supervisor").exit_code == 0
    every = dict.fromkeys(("viewed", "ending", "request", "ageing", "went_up"), True)
    assert json.loads(run("reminders", "lin@kestrel.example", "--json").output) == every
    switched = run("reminders", "LIN@kestrel.example", "--off", "viewed", "--off", "ageing")
    assert switched.output.splitlines()[0].split() == ["viewed", "off"]
    told = json.loads(run("reminders", "lin@kestrel.example", "--on", "ageing", "--json").output)
    assert told == {**every, "viewed": False}
    assert run("reminders", "lin@kestrel.example", "--off", "everything").exit_code == 2
    assert run("reminders", "nobody@kestrel.example").exit_code == 1
