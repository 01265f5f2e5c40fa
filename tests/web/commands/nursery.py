"""Starts the program again and again in a moment: a process that has read all modules once, and forks a server of its own for each start.

A server that it bore is killed, ended and started anew as any other: it shares no memory that is written, no file and no connection.
Two thirds of what a start costs is reading modules, which no test of killing is about.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MOTHER = """
import ctypes, json, os, runpy, signal, sys
import web.app, web.cli, web.wiring
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
for line in sys.stdin:
    wish = json.loads(line)
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: no server outlives the tests
        os.environ.clear()
        os.environ.update(wish["environment"])
        log, nothing = os.open(wish["log"], os.O_WRONLY | os.O_APPEND), os.open(os.devnull, os.O_RDONLY)
        for to, end in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(to, end)
        sys.argv = ["tradewind", *wish["words"]]
        del sys.modules["web.cli"]
        runpy.run_module("web.cli", run_name="__main__")
        sys.exit(0)
    print(child, flush=True)
"""


class Child:
    """A process that the mother bore; like `subprocess.Popen` as far as the tests ask it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while it lives."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self, timeout: float = 60) -> int:
        """Wait for its end; raise TimeoutExpired where it does not come."""
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(0.01)
        return 0

    def kill(self) -> None:
        """End it as a power cut does."""
        os.kill(self.pid, signal.SIGKILL)

    def terminate(self) -> None:
        """End it kindly."""
        os.kill(self.pid, signal.SIGTERM)


@cache
def _mother() -> subprocess.Popen[str]:
    """Return the process that has read all modules; it ends with the tests, when nobody can write to it any more."""
    return subprocess.Popen(
        [sys.executable, "-c", MOTHER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def born(*words: str, environment: Mapping[str, str], log: Path) -> Child:
    """Start `tradewind` with these words in a process and an environment of its own, its output at the end of a file."""
    mother = _mother()
    assert mother.stdin is not None
    assert mother.stdout is not None
    mother.stdin.write(json.dumps({"words": words, "environment": dict(environment), "log": str(log)}) + "\n")
    mother.stdin.flush()
    return Child(int(mother.stdout.readline()))
