"""The `tradewind` command: what it prints, how it refuses, and how it ends."""

import io
import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from web.cli import main

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def folder(stocked_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo company, shared by the commands of this file."""
    data = tmp_path_factory.mktemp("commands")
    shutil.copyfile(stocked_file, data / "tradewind.sqlite3")
    return data


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Tradewind = Callable[..., Done]


@pytest.fixture
def tradewind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tradewind:
    """Run a command from its words to its exit, in this process: starting Python each time would take most of the time."""

    def run(folder: Path, *words: str, **settings: str) -> Done:
        root = logging.getLogger()
        handlers, level = root.handlers, root.level
        with monkeypatch.context() as patch:
            for name, value in {"TRADEWIND_DATA": str(folder), "TRADEWIND_EMBEDDINGS": "false", **settings}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["tradewind", *words])
            patch.setattr(sys, "stdin", io.StringIO())
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            finally:
                root.handlers, root.level = handlers, level
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run


def told(done: Done) -> Any:
    """Return the JSON that a command printed."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refusal(done: Done, code: int = 1) -> str:
    """Return the one sentence on stderr of a command that refused."""
    assert done.returncode == code, f"{done.returncode}: {done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    if code == 1:
        assert len(lines) == 1, done.stderr
    return lines[-1]


def test_a_message_is_understood_as_json(tradewind: Tradewind, folder: Path) -> None:
    found = told(tradewind(folder, "understand", "Akku-Schrauber, 30 bis 80 Nm, mit WLAN", "--locale", "de", "--json"))
    assert found["needs"]["torque"]["min"] == 30
    assert "SetNeed" in found["acts"]


def test_knowledge_is_searched_as_json(tradewind: Tradewind, folder: Path) -> None:
    found = told(
        tradewind(folder, "knowledge", "search", "Wie oft kalibrieren?", "--locale", "de", "--limit", "2", "--json")
    )
    assert 0 < len(found) <= 2
    assert set(found[0]) >= {"title", "locator", "locale", "score", "passage", "document"}


def test_a_concession_is_judged_as_json(tradewind: Tradewind, folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.json"
    rules.write_text(
        json.dumps(
            {
                "can_approve_immediately": ["试用<30天"],
                "requires_supervisor": [],
                "requires_process": [],
                "forbidden": [],
            }
        )
    )
    found = told(tradewind(folder, "authority", "check", "--rules", str(rules), "15天试用", "--locale", "zh", "--json"))
    assert (found["status"], found["rule"]) == ("approved", "试用<30天")
    assert set(found["parsed"]) == {"subject", "quantity", "unit"}
    rules.write_text("{")
    refusal(tradewind(folder, "authority", "check", "--rules", str(rules), "x"))
    refusal(tradewind(folder, "authority", "check", "--rules", str(tmp_path / "none.json"), "x"), 2)


def test_a_quote_is_created_as_json(tradewind: Tradewind, folder: Path) -> None:
    found = told(
        tradewind(
            folder,
            "quote",
            "create",
            "--locale",
            "de",
            "--currency",
            "EUR",
            "--line",
            "KCN-40A:12",
            "--incoterm",
            "CIF Hamburg",
            "--json",
        )
    )
    assert (found["status"], found["currency"], found["lines"][0]["quantity"]) == ("issued", "EUR", 12)
    assert isinstance(found["total"], str)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--line", "NO-SUCH:1"), 1),
        (("--line", "KCN-40A:0"), 1),
        (("--line", "KCN-40A:x"), 2),
        (("--line", "KCN-40A"), 2),
        (("--line", "KCN-40A:1", "--discount", "some"), 2),
        (("--line", "KCN-40A:1", "--discount", "NaN"), 1),
        (("--line", "KCN-40A:1", "--discount", "-5"), 1),
        (("--line", "KCN-40A:1", "--incoterm", "XYZ Mars"), 1),
        ((), 2),
    ],
)
def test_a_quote_that_cannot_be_is_refused_in_one_sentence(
    tradewind: Tradewind, folder: Path, words: tuple[str, ...], code: int
) -> None:
    refusal(tradewind(folder, "quote", "create", "--currency", "EUR", *words), code)


def test_the_doctor_says_what_is_missing_and_how_to_mend_it(tradewind: Tradewind, folder: Path) -> None:
    done = tradewind(folder, "doctor", "--json")
    found = json.loads(done.stdout)
    assert {"PDF documents", "HubSpot", "Mail server", "Data folder"} <= {each["part"] for each in found}
    assert done.returncode == (0 if all(each["ok"] or each["optional"] for each in found) else 1)


def test_a_backup_is_restored_whole(tradewind: Tradewind, folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite3"
    assert tradewind(folder, "backup", str(kept)).returncode == 0
    assert "exists already" in refusal(tradewind(folder, "backup", str(kept)))
    new = tmp_path / "new"
    assert tradewind(new, "restore", str(kept)).returncode == 0
    assert told(tradewind(new, "understand", "30 Nm", "--json"))["needs"]["torque"]["value"] == 30
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(kept.read_bytes()[:5000])
    assert "damaged" in refusal(tradewind(new, "restore", str(broken)))


@pytest.mark.parametrize("verb", ["sales", "service"])
def test_what_is_not_built_yet_says_so(tradewind: Tradewind, folder: Path, verb: str) -> None:
    sentence = refusal(tradewind(folder, verb, "anything", "--json"))
    assert "not built yet" in sentence


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("understand",),
        ("understand", "x", "--locale", "tlh"),
        ("serve", "--nonsense"),
        ("knowledge", "search", "x", "--limit", "many"),
    ],
)
def test_wrong_usage_ends_with_two(tradewind: Tradewind, folder: Path, words: tuple[str, ...]) -> None:
    refusal(tradewind(folder, *words), 2)


@pytest.mark.parametrize(
    "settings",
    [
        {"TRADEWIND_HUBSPOT_TOKN": "x"},
        {"TRADEWIND_PORT": "many"},
        {"TRADEWIND_DATABASE_URL": "mysql://x/y"},
    ],
)
def test_a_setting_that_cannot_be_stops_with_one_line(
    tradewind: Tradewind, folder: Path, settings: dict[str, str]
) -> None:
    refusal(tradewind(folder, "understand", "30 Nm", "--json", **settings))


def test_a_pack_with_faults_stops_the_first_start_in_one_line_each(tradewind: Tradewind, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    done = tradewind(tmp_path / "var", "understand", "30 Nm", TRADEWIND_PACK=str(pack))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "pack.yaml" in done.stderr
    assert tradewind(tmp_path / "var", "pack", "check", str(pack)).returncode == 1


def test_a_worker_needs_postgres(tradewind: Tradewind, folder: Path) -> None:
    assert "PostgreSQL" in refusal(tradewind(folder, "worker"))


def test_a_conversation_in_the_terminal_begins_with_the_greeting(tradewind: Tradewind, folder: Path) -> None:
    done = tradewind(folder, "converse", "--locale", "ja")
    assert done.returncode == 0, done.stderr
    assert any("\u3040" <= letter <= "\u30ff" for letter in done.stdout)


def test_in_a_process_of_its_own_it_ends_as_it_does_here(folder: Path, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "TRADEWIND_DATA": str(folder),
        "TRADEWIND_EMBEDDINGS": "false",
    }

    def run(*words: str, **settings: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "web.cli", *words],
            cwd=ROOT,
            env={**environment, **settings},
            capture_output=True,
            text=True,
            timeout=300,
            stdin=subprocess.DEVNULL,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    assert told(run("understand", "30 Nm", "--json"))["needs"]["torque"]["value"] == 30
    refusal(run("quote", "create", "--currency", "EUR", "--line", "NO-SUCH:1"))
    refusal(run("understand", "30 Nm", TRADEWIND_PORT="many"))
    served = run("serve", TRADEWIND_DATA=str(tmp_path / "var"), TRADEWIND_PACK=str(tmp_path))
    assert (served.returncode, "Traceback" in served.stderr, "pack.yaml" in served.stderr) == (1, False, True)


@pytest.mark.parametrize("words", [("staff", "reset", "rep@kestrel.example"), ("serve",), ("worker",)])
def test_a_database_that_cannot_be_reached_is_one_sentence(
    tradewind: Tradewind, tmp_path: Path, words: tuple[str, ...]
) -> None:
    away = "postgresql+psycopg://rep:secret@127.0.0.1:1/tradewind"
    done = tradewind(tmp_path, *words, TRADEWIND_DATABASE_URL=away)
    assert done.returncode == 1
    assert done.stderr.startswith("The database tradewind at 127.0.0.1:1 cannot be reached (")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr
