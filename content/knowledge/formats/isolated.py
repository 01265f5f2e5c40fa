"""Source of truth for reading hostile files: in a process of its own that gets bytes and gives text, with limits of time and memory.

A file that ends the reader, fills its memory or keeps it busy costs that file only.
"""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from content.knowledge.errors import Undigestible
from content.knowledge.formats import Paged, Reading, read
from content.knowledge.model import Chunk

SECONDS = 120.0
MOST_MEMORY = 2 << 30
MOST_READ = 200
"""Files after which the process is replaced."""
TOLD_EVERY_SECONDS = 0.2
_LENGTH = struct.Struct(">Q")
_LARGEST_ANSWER = 256 * 2**20


class Reader:
    """Reads one file after the other; its process starts with the first file and ends with `close`. Calls block: use a thread."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0
        self._lock = threading.Lock()

    def read(self, name: str, content: bytes, told: Paged | None = None) -> Reading:
        """Read a file by its name; raise Undigestible with the reason where that does not work. `told` hears of its pages."""
        with self._lock:
            try:
                answer = self._ask(name, content, told)
            except TimeoutError:
                self._end()
                raise Undigestible("slow", seconds=round(self._seconds)) from None
            except (OSError, EOFError, ValueError):
                self._end()
                raise Undigestible("broken") from None
            self._read += 1
            if self._read >= MOST_READ:
                self._end()
        if "refused" in answer:
            raise Undigestible(answer["refused"], **answer["facts"])
        return Reading(answer["title"], [Chunk(*one) for one in answer["chunks"]], [(c, f) for c, f in answer["notes"]])

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(self, name: str, content: bytes, told: Paged | None) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self._start()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        head = name.encode()
        until = time.monotonic() + self._seconds
        _send(process.stdin, _LENGTH.pack(len(head)) + head + _LENGTH.pack(len(content)) + content, until)
        while True:
            (length,) = _LENGTH.unpack(_receive(process.stdout, _LENGTH.size, until))
            if length > _LARGEST_ANSWER:
                raise ValueError("The answer is too long.")
            answer: dict[str, Any] = json.loads(_receive(process.stdout, length, until))
            if "read" not in answer:
                return answer
            if told:
                told(*answer["read"])

    def _start(self) -> None:
        self._read = 0
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-m", "content.knowledge.formats.isolated"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={},
            start_new_session=True,
        )
        assert self._process.stdin is not None
        os.set_blocking(self._process.stdin.fileno(), False)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


@contextmanager
def reader() -> Iterator[Reader]:
    """Give a reader and end its process afterwards."""
    made = Reader()
    try:
        yield made
    finally:
        made.close()


def _send(pipe: IO[bytes], content: bytes, until: float) -> None:
    left = memoryview(content)
    while left:
        _, ready, _ = select.select([], [pipe], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        left = left[os.write(pipe.fileno(), left[:65_536]) :]


def _receive(pipe: IO[bytes], size: int, until: float) -> bytes:
    got = bytearray()
    while len(got) < size:
        ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(pipe.fileno(), min(size - len(got), 1 << 20))
        if not part:
            raise EOFError
        got += part
    return bytes(got)


# From here on: the process's side.


def _serve() -> None:
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    _limit_memory()
    while len(prefix := requests.read(_LENGTH.size)) == _LENGTH.size:
        name = requests.read(_LENGTH.unpack(prefix)[0]).decode()
        content = requests.read(_LENGTH.unpack(requests.read(_LENGTH.size))[0])
        _write(answers, _answer(name, content, _Pages(answers)))


def _write(answers: IO[bytes], told: dict[str, Any]) -> None:
    answer = json.dumps(told).encode()
    answers.write(_LENGTH.pack(len(answer)) + answer)
    answers.flush()


class _Pages:
    """Tells the parent how many pages are read, some times a second: a page of text takes a millisecond."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers, self._next = answers, 0.0

    def __call__(self, done: int, pages: int) -> None:
        if done < pages and time.monotonic() < self._next:
            return
        _write(self._answers, {"read": [done, pages]})
        self._next = time.monotonic() + TOLD_EVERY_SECONDS


def _answer(name: str, content: bytes, told: Paged) -> dict[str, Any]:
    try:
        reading = read(name, content, told)
    except Undigestible as error:
        return {"refused": error.code, "facts": error.facts}
    except MemoryError:
        return {"refused": "swollen", "facts": {"size": MOST_MEMORY // 2**20}}
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes is its own failure, not the process's
        return {"refused": "broken", "facts": {}}
    chunks = [(chunk.locator, chunk.text, chunk.page) for chunk in reading.chunks]
    return {"title": reading.title, "chunks": chunks, "notes": reading.notes}


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _limit_memory() -> None:
    import resource

    with suppress(ValueError, OSError):  # macOS does not offer it
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    _serve()
