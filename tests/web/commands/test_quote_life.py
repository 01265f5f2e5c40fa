"""The command line leads a quote through its life, with one clear sentence where that is not possible."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from foundation.settings import DEMO_PACK
from web.commands import commands

ORDER = ("--name", "A. Keller", "--role", "Purchasing", "--email", "a.keller@autowerk.example")


@pytest.fixture
def folder(stocked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo company."""
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    monkeypatch.setenv("TRADEWIND_DATA", str(tmp_path))
    monkeypatch.setenv("TRADEWIND_EMBEDDINGS", "0")
    return tmp_path


def run(*words: str) -> Result:
    group = click.Group("tradewind", {one.name or "": one for one in commands()})
    return CliRunner().invoke(group, ["quote", *words])


def told(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_quote_is_copied_issued_revised_and_ordered(folder: Path) -> None:
    number = told("create", "--currency", "EUR", "--line", "KAB-18:10")["number"]
    assert told("withdraw", number, "--text", "wrong customer")["answer"]["kind"] == "withdrawn"
    draft = told("copy", number)
    assert draft["number"] in run("list", "--status", "draft").stdout
    issued = told("issue", draft["number"])
    second = told("revise", issued["number"], "--line", "KAB-18:12", "--discount", "4", "--incoterm", "CIF Hamburg")
    assert second["lines"][0]["quantity"] == 12
    ordered = told("accept", second["number"], *ORDER)
    assert ordered["status"] == "accepted"
    shown = run("show", second["number"])
    assert "A. Keller" in shown.stdout
    assert "12 × KAB-18" in shown.stdout
    assert "quantity 12 instead of 10" in shown.stdout
    assert [one["number"] for one in told("list", "--order", "number", "--limit", "2")] == [
        second["number"], issued["number"],
    ]  # fmt: skip


def test_a_quote_is_previewed_drafted_and_edited(folder: Path) -> None:
    wish = ("--currency", "EUR", "--line", "KCP-70:12", "--discount", "14", "--note", "Gate 7")
    shown = told("preview", *wish)
    assert (shown["status"], shown["asks"], shown["number"]) == ("waiting", "supervisor", None)
    assert "waiting  25800.00 EUR  asks supervisor" in run("preview", *wish).stdout
    assert told("list") == []
    draft = told("draft", *wish)
    edited = told(
        "edit", draft["number"], "--discount", "4", "--currency", "USD", "--locale", "ja", "--version", draft["version"]
    )
    assert (edited["number"], edited["currency"], edited["locale"]) == (draft["number"], "USD", "ja")
    late = run("edit", draft["number"], "--discount", "5", "--version", draft["version"])
    assert (late.exit_code, "Somebody else saved" in late.output) == (1, True)
    assert run("preview", "--currency", "EUR", "--line", "NOPE:1").exit_code == 1
    assert run("edit", draft["number"], "--discount", "x").exit_code == 2


def test_what_is_not_possible_ends_with_one_sentence(folder: Path) -> None:
    number = told("create", "--currency", "EUR", "--line", "KAB-18:10")["number"]
    assert told("refuse", number, "--reason", "price", "--text", "too dear")["answer"]["text"] == "too dear"
    for words in (
        ("accept", number, *ORDER), ("withdraw", number), ("issue", number), ("show", "Q-2026-99999"),
        ("revise", number, "--by", "nobody@kestrel.example"), ("copy", number, "--customer", "77"),
    ):  # fmt: skip
        refused = run(*words)
        assert (refused.exit_code, refused.output.count("Error: ")) == (1, 1), refused.output
    for words in (("refuse", number, "--reason", "mood"), ("revise", number, "--discount", "x"), ("accept", number)):
        assert run(*words).exit_code == 2


def test_a_pack_with_other_prices_names_the_open_quotes_that_it_affects(folder: Path, tmp_path: Path) -> None:
    numbers = [
        told("create", "--currency", "EUR", "--line", line)["number"] for line in ("KAB-18:10", "KCP-70:2", "KAB-18:5")
    ]
    told("withdraw", numbers[2])
    assert told("recheck") == {"checked": 2, "affected": []}
    pack = tmp_path / "pack"
    shutil.copytree(DEMO_PACK, pack)
    prices = pack / "prices.csv"
    row = next(line for line in prices.read_text("utf-8").splitlines() if line.startswith("KAB-18,EUR,10,"))
    dearer = row.replace("119.00", "119.50")
    prices.write_text(prices.read_text("utf-8").replace(row, dearer), "utf-8")
    group = click.Group("tradewind", {one.name or "": one for one in commands()})
    loaded = CliRunner().invoke(group, ["pack", "load", str(pack)])
    assert loaded.exit_code == 0, loaded.output
    body = told("recheck")
    assert body["checked"] == 2
    (affected,) = body["affected"]
    assert (affected["number"], affected["causes"]) == (numbers[0], ["price"])
    price = next(one for one in affected["differences"] if one["what"] == "unit_price")
    assert price["after"] == "119.50 EUR"
    listed = run("recheck").stdout
    assert "2 open quotes compared, 1 affected" in listed
    assert numbers[0] in listed
    assert told("show", numbers[0])["total"] == "1190.00", "the quote itself never changes"
