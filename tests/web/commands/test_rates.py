"""Exchange rates come on record by the command line: from a file, from an address, by hand; and a refusal changes nothing."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from foundation import clock
from tests.content.test_rates import HISTORY, XML, zipped
from web.commands import commands

SERVED = {"/eurofxref-daily.xml": XML.encode(), "/eurofxref-hist.zip": zipped("eurofxref-hist.csv", HISTORY)}


class Bank(BaseHTTPRequestHandler):
    """Serves two files of rates, one redirection to them, and a file that never ends."""

    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/eurofxref-daily.xml")
            self.end_headers()
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 2**20)
            except OSError:
                return
        elif self.path in SERVED:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SERVED[self.path])
        else:
            self.send_error(404)

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@pytest.fixture
def bank() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bank)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


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


def listed() -> dict[str, Any]:
    answer = run("rates", "list", "--json")
    assert answer.exit_code == 0, answer.output
    return {f"{one['base']}/{one['currency']}": one for one in json.loads(answer.output)}


def test_a_file_is_loaded_once_and_listed(folder: Path) -> None:
    assert "no exchange rate on record" in run("rates", "list").output
    (folder / "rates.xml").write_text(XML)
    told = [json.loads(run("rates", "load", "rates.xml", "--json").output) for _ in range(2)]
    assert [(one["read"], one["new"], one["newest"][:10]) for one in told] == [
        (3, 3, "2026-11-27"),
        (3, 0, "2026-11-27"),
    ]
    held = listed()
    assert {pair: one["rate"] for pair, one in held.items()} == {"EUR/USD": "1.0875", "EUR/JPY": "163.25"}
    assert held["EUR/USD"]["source"] == "European Central Bank"
    assert held["EUR/USD"]["as_of"].startswith("2026-11-27T15:00")


def test_an_address_is_fetched_and_what_fails_changes_nothing(folder: Path, bank: str) -> None:
    for path, why in (("/nothing", "404"), ("/endless", "larger than 32 MiB")):
        refused = run("rates", "load", bank + path)
        assert (refused.exit_code, why in refused.output) == (1, True), refused.output
        assert listed() == {}
    silent = run("rates", "load", "http://127.0.0.1:9/rates.xml")
    assert (silent.exit_code, "could not be fetched" in silent.output) == (1, True)
    assert run("rates", "load", bank + "/moved").exit_code == 0
    assert json.loads(run("rates", "load", bank + "/eurofxref-hist.zip", "--json").output)["new"] == 0
    assert listed()["EUR/JPY"]["rate"] == "163.25"


def test_a_rate_is_entered_by_hand_with_its_source(folder: Path) -> None:
    (folder / "rates.xml").write_text(XML)
    run("rates", "load", "rates.xml")
    done = run("rates", "set", "eur", "usd", "1.09", "--source", "Treasury", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["as_of"][:10] == clock.now().date().isoformat()
    assert (listed()["EUR/USD"]["rate"], listed()["EUR/USD"]["source"]) == ("1.09", "Treasury")
    dated = run("rates", "set", "EUR", "GBP", "0.84", "--source", "Treasury", "--day", "2026-11-02", "--json")
    assert json.loads(dated.output)["as_of"] == "2026-11-02T00:00:00+00:00"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("set", "EUR", "USD", "0", "--source", "T"), "no exchange rate for USD"),
        (("set", "EUR", "USD", "1,09", "--source", "T"), "no exchange rate for USD"),
        (("set", "EUR", "EUR", "1", "--source", "T"), "two different currencies"),
        (("set", "EUR", "DOLLAR", "1", "--source", "T"), "no currency code"),
        (("set", "EUR", "USD", "1", "--source", " "), "needs a source"),
        (("set", "EUR", "USD", "1", "--source", "T", "--day", "2126-01-01"), "in the future"),
        (("load", "missing.xml"), "cannot be read"),
        (("load", "tradewind.sqlite3"), "no file of exchange rates"),
    ],
)
def test_what_is_no_rate_is_refused_in_one_sentence(folder: Path, words: tuple[str, ...], told: str) -> None:
    refused = run("rates", *words)
    assert (refused.exit_code, told in refused.output) == (1, True), refused.output
    assert "Traceback" not in refused.output
    assert listed() == {}
