"""The source of truth for how a page of HTML becomes a PDF: in worker processes that get data in and give bytes out.

Every document is made to be kept (PDF/A-3a, ISO 19005-3): its fonts are inside, its colours are defined, it can be
listened to, and it can carry files such as its own data.
"""

import asyncio
import ctypes
import importlib.util
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from foundation import pdf_worker
from foundation.pdf_worker import LENGTH, OK, UNAVAILABLE

INSTALL_COMMAND = (
    "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk"
)
"""What mends a machine that cannot make PDFs (Debian, Ubuntu)."""

MACOS_INSTALL_COMMAND = (
    "brew install pango harfbuzz && brew install --cask font-noto-sans font-noto-sans-cjk font-noto-sans-arabic"
)
"""The same on macOS."""

_LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset.dylib"),
)
_BREW = ("/opt/homebrew/lib", "/usr/local/lib")
_SCRIPT = str(Path(pdf_worker.__file__).resolve())
_MAX_ANSWER = 200_000_000


@dataclass(frozen=True, slots=True)
class Attached:
    """A text file that the PDF carries as data of its own (AFRelationship Data); the ending of its name tells its type."""

    name: str
    text: str
    description: str


class PdfError(RuntimeError):
    """A PDF was not made."""


class PressUnavailable(PdfError):
    """This machine lacks a library that PDFs need; `command` mends it."""

    def __init__(self, reason: str = "") -> None:
        self.command = MACOS_INSTALL_COMMAND if sys.platform == "darwin" else INSTALL_COMMAND
        detail = f" ({reason})" if reason else ""
        super().__init__(f"PDFs cannot be made on this machine yet{detail}. Run: {self.command}")


class RenderTimedOut(PdfError):
    """A document took longer than the limit; its worker was ended."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The document was not ready after {seconds:g} seconds.")


class RenderFailed(PdfError):
    """The HTML could not be made into a PDF."""


def available() -> bool:
    """Say whether this machine has what PDFs need, without loading it."""
    return importlib.util.find_spec("weasyprint") is not None and all(map(_loads, _LIBRARIES))


class Press:
    """A small pool of worker processes. They start at the first document, end with this process, and are renewed now and then."""

    def __init__(self, *, workers: int = 1, seconds: float = 60, renders: int = 100) -> None:
        """Make a press; `seconds` limits one document, `renders` is how many a worker makes before it is replaced."""
        self._seconds = seconds
        self._renders = renders
        self._places = asyncio.Semaphore(workers)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False

    def available(self) -> bool:
        """Say whether PDFs can be made here."""
        return available()

    async def warm(self) -> None:
        """Start one worker ahead of the first document; does nothing where PDFs cannot be made."""
        if self.available() and not self._idle and not self._closed:
            self._idle.append(await self._start())

    async def render(
        self, html: str, *, files: Mapping[str, bytes] | None = None, attached: Sequence[Attached] = ()
    ) -> bytes:
        """Make a PDF of a complete HTML document; `files` are those it names as `pack:NAME`. It can reach nothing else.

        Raises PressUnavailable, RenderTimedOut, RenderFailed.
        """
        if self._closed:
            raise PdfError("The press is closed.")
        if not self.available():
            raise PressUnavailable
        from foundation.pdf_pictures import drawable  # not above: the worker runs this file without our packages

        given = {name: drawable(name, content) for name, content in (files or {}).items()}
        async with self._places:
            worker = await self._worker()
            try:
                answer = await asyncio.wait_for(worker.ask(html, given, attached), self._seconds)
            except TimeoutError:
                await self._end(worker)
                raise RenderTimedOut(self._seconds) from None
            except (ConnectionError, asyncio.IncompleteReadError):
                complaint = await worker.last_words()
                await self._end(worker)
                raise RenderFailed(f"The worker ended in the middle of the document. {complaint}".strip()) from None
            except BaseException:
                await self._end(worker)  # cancelled in the middle: its answer would meet the next document
                raise
            if worker.made >= self._renders or self._closed:
                await self._end(worker)
            else:
                self._idle.append(worker)
        return _opened(answer)

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        for worker in list(self._all):
            await self._end(worker)
        self._idle.clear()

    async def _worker(self) -> "_Worker":
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                return worker
            await self._end(worker)
        return await self._start()

    async def _start(self) -> "_Worker":
        worker = await _Worker.start()
        self._all.add(worker)
        return worker

    async def _end(self, worker: "_Worker") -> None:
        self._all.discard(worker)
        await worker.end()


class _Worker:
    """The parent's end of one worker process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.made = 0
        self._stderr = b""
        self._drain = asyncio.create_task(self._read_complaints())

    @classmethod
    async def start(cls) -> "_Worker":
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",  # nothing of the environment or the current folder reaches the worker
            _SCRIPT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={},
            start_new_session=True,  # Ctrl-C is for the server; it ends its workers itself
        )
        return cls(process)

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, html: str, files: Mapping[str, bytes], attached: Sequence[Attached]) -> bytes:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        encoded = html.encode()
        head = json.dumps(
            {
                "html": len(encoded),
                "files": {name: len(data) for name, data in files.items()},
                "attached": [asdict(one) for one in attached],
            }
        ).encode()
        stdin.write(LENGTH.pack(len(head)) + head + encoded + b"".join(files.values()))
        await stdin.drain()
        (length,) = LENGTH.unpack(await stdout.readexactly(LENGTH.size))
        if length > _MAX_ANSWER:
            raise ConnectionError("The answer is too long.")
        answer = await stdout.readexactly(length)
        self.made += 1
        return answer

    async def last_words(self) -> str:
        try:
            await asyncio.wait_for(self._process.wait(), 2)
        except TimeoutError:
            return ""
        return self._stderr.decode(errors="replace").strip()[-300:]

    async def end(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        self._drain.cancel()
        await asyncio.gather(self._drain, return_exceptions=True)
        # Without this the pipe's transport closes at garbage collection, perhaps after the loop is gone.
        self._process._transport.close()  # type: ignore[attr-defined]  # asyncio offers no public way

    async def _read_complaints(self) -> None:
        stderr = self._process.stderr
        assert stderr is not None
        while part := await stderr.read(4096):
            self._stderr = (self._stderr + part)[-4096:]


def _opened(answer: bytes) -> bytes:
    kind, body = answer[:1], answer[1:]
    if kind == OK:
        return body
    if kind == UNAVAILABLE:
        raise PressUnavailable(body.decode(errors="replace"))
    raise RenderFailed(body.decode(errors="replace"))


def _loads(candidates: tuple[str, ...]) -> bool:
    folders = ("", *_BREW) if sys.platform == "darwin" else ("",)
    for name in (os.path.join(folder, candidate) for folder in folders for candidate in candidates):  # noqa: PTH118 - a bare name is looked up by the system
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False
