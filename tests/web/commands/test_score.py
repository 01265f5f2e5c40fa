"""`tradewind score` learns from a CSV file: what it prints, what it keeps, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.scoring.learning.leads import as_csv, leads
from web.commands import commands

MADE = leads(400)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of leads, and a data folder of this test's own."""
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path / "var"))
    table = tmp_path / "leads.csv"
    table.write_bytes(as_csv(MADE, delimiter=";"))
    return table


def run(*words: object) -> Result:
    group = click.Group("tradewind", {one.name or "": one for one in commands()})
    return CliRunner().invoke(group, [str(word) for word in words])


def test_training_tells_figures_and_grades_and_keeps_what_says_the_same_later(file: Path, tmp_path: Path) -> None:
    done = run("score", "train", file, "--target", "converted", "--json")
    assert done.exit_code == 0, done.stderr
    body = json.loads(done.stdout)
    assert {"auc", "brier", "calibration_error", "n", "grades"} <= set(body)
    assert (body["n"], list(body["grades"])) == (400, ["A", "B", "C", "D"])
    assert body["target"] == {"column": "Converted", "positive": ["1"], "guessed": True}
    assert "of 5" in done.stderr
    kept = Path(body["model"])
    assert kept.is_relative_to(tmp_path / "var")
    fresh = tmp_path / "fresh.csv"
    fresh.write_bytes(as_csv(leads(30, seed=9), columns=["Lead Source", "Total Time (min)", "Visits", "Created"]))
    applied = json.loads(run("score", "apply", fresh, "--model", kept, "--json").stdout)
    assert [one["row"] for one in applied] == list(range(1, 31))
    assert applied == json.loads(run("score", "apply", fresh, "--model", kept, "--json").stdout)
    assert run("score", "apply", fresh, "--model", kept).stdout.splitlines()[0] == "row,probability,grade"


def test_a_row_is_explained_in_the_readers_language(file: Path) -> None:
    done = run("score", "explain", file, "--target", "Converted", "--row", "5", "--locale", "de", "--json")
    body = json.loads(done.stdout)
    assert {"auc", "brier", "calibration_error", "n", "grades"} <= set(body)
    assert body["row"]["row"] == 5
    assert any("spricht da" in one["sentence"] for one in body["row"]["reasons"])
    assert "Row 5" in run("score", "explain", file, "--target", "Converted", "--row", "5").stdout
    assert run("score", "explain", file, "--target", "Converted", "--row", "401").exit_code == 1


def test_a_look_back_stands_beside_plain_regression_and_the_usual_share(file: Path) -> None:
    body = json.loads(run("score", "backtest", file, "--target", "Converted", "--json").stdout)
    assert {"auc", "brier", "calibration_error", "n", "grades", "logistic", "baseline"} <= set(body)
    assert body["time_column"] == "Created"
    assert "judged on" in run("score", "backtest", file, "--target", "Converted", "--without", "created").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--target", "Convert"), "did you mean Converted"),
        (("--target", "Lead Source"), "--positive"),
        (("--target", "Portal"), "only 'web'"),
        (("--target", "Converted", "--positive", "maybe"), "never holds 'maybe'"),
        (("--target", "Converted", "--rising", "Lead Source"), "no numbers"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_in_one_sentence(file: Path, words: tuple[str, ...], told: str) -> None:
    for verb in ("train", "explain", "backtest"):
        done = run("score", verb, file, *words, "--json")
        assert (done.exit_code, done.stdout) == (1, "")
        assert told in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_files_that_are_no_tables_and_no_scores_are_refused(file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    for data in (b"", b"\x00\x01\x02" * 50, b"one\n1\n", as_csv(MADE[:20])):
        wrong.write_bytes(data)
        done = run("score", "train", wrong, "--target", "Converted")
        assert (done.exit_code, len(done.stderr.strip().splitlines())) == (1, 1)
    wrong.write_text("{}", "utf-8")
    assert run("score", "apply", file, "--model", wrong).exit_code == 1
    kept = run("score", "train", file, "--target", "Converted", "--model", tmp_path / "leads.csv" / "no")
    assert kept.exit_code == 1


def test_wrong_usage_ends_with_two(file: Path) -> None:
    assert run("score", "train", file).exit_code == 2
    assert run("score", "train", "missing.csv", "--target", "y").exit_code == 2
    assert run("score", "guess").exit_code == 2


def test_a_report_is_written_beside_its_pictures(file: Path, tmp_path: Path) -> None:
    words = ("score", "explain", file, "--target", "Converted", "--locale", "ja", "--report", tmp_path / "out")
    assert run(*words).exit_code == 0
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"report.html", "calibration.svg", "lift.svg"}
    assert 'lang="ja"' in (tmp_path / "out" / "report.html").read_text("utf-8")
