"""The source of truth for the press's worker: it runs as a script of its own, without our packages, and prints HTML.

What it gets and gives is described by `foundation/pdf.py`, which starts it.
"""

import json
import os
import re
import struct
import sys
import threading
import time
import unicodedata
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO

SCHEME = "pack:"
"""How HTML names a file that is given to it: `<img src="pack:logo.svg">`."""

LENGTH = struct.Struct(">Q")
OK, FAILED, UNAVAILABLE = b"K", b"F", b"U"
STANDARD = "pdf/a-3a"
_MAX_MEMORY = 4 << 30
_LIGATURE = re.compile(rb"<([0-9a-f]{4})> <((?:[0-9a-f]{4}){2,})>")
"""A glyph that stands for several characters, in the table that leads from glyphs to characters."""


def _serve() -> None:
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    _limit_memory()
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        complaint = f"{type(error).__name__}: {error}".splitlines()[0]
        _loop(requests, answers, lambda *_: UNAVAILABLE + complaint.encode())
        return
    fonts = weasyprint.text.fonts.FontConfiguration()
    _loop(requests, answers, partial(_print, weasyprint=weasyprint, fonts=fonts))


def _loop(requests: BinaryIO, answers: BinaryIO, make: Any) -> None:
    while len(prefix := requests.read(LENGTH.size)) == LENGTH.size:
        head = json.loads(requests.read(LENGTH.unpack(prefix)[0]))
        html = requests.read(head["html"]).decode()
        files = {name: requests.read(length) for name, length in head["files"].items()}
        answer = make(html, files, head["attached"])
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _print(html: str, files: dict[str, bytes], attached: list[dict[str, str]], *, weasyprint: Any, fonts: Any) -> bytes:
    class OnlyGiven(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(SCHEME):
                return weasyprint.urls.URLFetcherResponse(url, files[url.removeprefix(SCHEME)])
            return super().fetch(url, headers)

    try:
        document = weasyprint.HTML(
            string=html, url_fetcher=OnlyGiven(allowed_protocols=("data",), allow_redirects=False)
        )
        carried = [
            weasyprint.Attachment(
                string=one["text"], name=one["name"], description=one["description"], relationship="Data"
            )
            for one in attached
        ]
        pdf = document.write_pdf(
            font_config=fonts, pdf_variant=STANDARD, pdf_tags=True, attachments=carried, finisher=_finish
        )
        return OK + bytes(pdf)
    except Exception as error:  # noqa: BLE001 - whatever a hostile document provokes is its own failure, not the worker's
        return FAILED + f"{type(error).__name__}: {error}"[:500].encode()


def _finish(_document: Any, pdf: Any) -> None:
    """List each carried file once, which WeasyPrint 70 names twice; leave the metadata open to plain searching; see `_turned`."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for one in pdf.objects:
        if getattr(one, "extra", {}).get("Type") == "/Metadata":
            one.compress = False
        if "begincmap" in str(getattr(one, "stream", "")[:3]):
            one.stream[:] = map(_turned, one.stream)


def _turned(line: bytes) -> bytes:
    """Turn the letters of an Arabic ligature round in a font's table of characters (ISO 32000-2, 9.10.3).

    Those who read text out of a PDF (Poppler, PDFium) collect what stands from left to right and then reverse it, letters
    of a ligature too: without this, "cordless" comes out as "wired" (لاسلكي, السلكي).
    """
    found = _LIGATURE.fullmatch(line)
    if found is None:
        return line
    letters = bytes.fromhex(found[2].decode()).decode("utf-16-be")
    if unicodedata.bidirectional(letters[0]) not in {"AL", "R"}:
        return line
    return b"<%s> <%s>" % (found[1], letters[::-1].encode("utf-16-be").hex().encode())


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _limit_memory() -> None:
    import resource

    with suppress(ValueError, OSError):  # macOS does not offer it
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))


if __name__ == "__main__":
    _serve()
