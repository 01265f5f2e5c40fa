"""What ids, the clock, actors, the log and the data folder promise."""

import gc
import io
import json
import logging
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import structlog

from foundation import clock, ids, log, memory
from foundation.actor import Actor
from foundation.data_folder import DataFolder, DataFolderInUse
from foundation.settings import Settings


def test_ids_sort_in_the_order_of_their_making_and_never_repeat() -> None:
    made = [ids.new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{26}", one) for one in made)


def test_tokens_are_long_and_only_their_digest_is_stored() -> None:
    token = ids.new_token()
    assert re.fullmatch(r"[\w-]{43}", token)
    assert len({ids.new_token() for _ in range(1000)}) == 1000
    assert ids.digest(token) == ids.digest(token) != ids.digest(ids.new_token())
    assert re.fullmatch("[0-9a-f]{64}", ids.digest(token))


def test_today_depends_on_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 22, 30, tzinfo=UTC))
    assert clock.today("Asia/Shanghai") == date(2026, 11, 22)
    assert clock.today("Europe/Berlin") == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("3d", timedelta(days=3)),
        ("-90m", timedelta(minutes=-90)),
        ("+1.5h", timedelta(hours=1.5)),
        ("45", timedelta(seconds=45)),
    ],
)
def test_offsets_are_read(text: str, offset: timedelta) -> None:
    assert clock.parse_offset(text) == offset


def test_actors_say_who_they_are() -> None:
    rep = Actor.staff("li", ["sales"])
    assert (str(rep), rep.has_role("sales"), rep.has_role("owner")) == ("staff:li", True, False)
    assert str(Actor.system()) == "system:system"


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is written to the log, in JSON."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log.configure(Settings(log_format="json"))
    yield stream
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_every_line_carries_what_is_bound_and_no_personal_data(logged: io.StringIO) -> None:
    with log.bound(request_id="r-1"):
        log.get_logger("tradewind.test").info(
            "Lead a.keller@autowerk.example captured.", phone="+49 711 555 0100", lead="01abc"
        )
        logging.getLogger("some.library").warning("Refused %s", "li@kestrel.example")
        try:
            raise ValueError("no such box: keller@autowerk.example")
        except ValueError:
            log.get_logger().exception("Sending failed.")
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert {line["request_id"] for line in lines} == {"r-1"}
    assert [line["event"] for line in lines] == ["Lead [masked] captured.", "Refused [masked]", "Sending failed."]
    assert lines[0]["phone"] == "[masked]"
    assert lines[0]["lead"] == "01abc"
    assert "ValueError: no such box: [masked]" in lines[2]["exception"]
    assert "keller" not in logged.getvalue()


def test_keys_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "var")
    key, made = folder.api_key()
    assert made
    assert folder.api_key() == (key, False)
    assert folder.secret_key() == folder.secret_key() != key
    assert {stat.S_IMODE(file.stat().st_mode) for file in (folder.api_key_file, folder.secret_key_file)} == {0o600}
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700
    assert folder.outbox.relative_to(folder.root) == Path("outbox/mail")


def test_one_process_holds_the_data_folder(tmp_path: Path) -> None:
    holding = DataFolder(tmp_path)
    holding.lock()
    code = "import sys; from pathlib import Path; from foundation.data_folder import DataFolder; DataFolder(Path(sys.argv[1])).lock()"
    other = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert "is in use by another Tradewind (process" in other.stderr
    with pytest.raises(DataFolderInUse, match="stop it first"):
        DataFolder(tmp_path).lock()
    holding.unlock()
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 0


def test_what_stays_for_good_is_passed_over_by_later_collections() -> None:
    before, usual = gc.get_freeze_count(), gc.get_threshold()
    kept = [[number] for number in range(1000)]
    try:
        memory.settle()
        assert gc.get_freeze_count() - before > len(kept)
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has arenas")
def test_threads_share_one_heap_where_that_was_asked_for() -> None:
    """`malloc_info` counts the heaps that are there; a thread's own would be the second."""
    program = """
import ctypes, sys, threading
from foundation import memory
if sys.argv[1] == "shared":
    memory.share_one_heap()
libc = ctypes.CDLL(None)
if not hasattr(libc, "malloc_info"):
    print("none")
    raise SystemExit
def work():
    kept = [bytes(600 + number) for number in range(2000)]
    held.append(kept)
held = []
threads = [threading.Thread(target=work) for _ in range(3)]
[one.start() for one in threads]
[one.join() for one in threads]
libc.fopen.restype = ctypes.c_void_p
stream = libc.fopen(sys.argv[2].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(stream))
libc.fclose(ctypes.c_void_p(stream))
print(open(sys.argv[2]).read().count("<heap "))
"""
    counted = {}
    for way in ("usual", "shared"):
        with tempfile.NamedTemporaryFile() as file:
            command = [sys.executable, "-c", program, way, file.name]
            counted[way] = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert counted["shared"] == "none" or int(counted["usual"]) > int(counted["shared"]) == 1, counted
