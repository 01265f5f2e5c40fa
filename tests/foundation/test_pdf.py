"""What the press promises: text in every script, nothing reached but what was given, and no worker outlives its parent."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pypdfium2
import pytest

from foundation import pdf
from foundation.pdf import Press, PressUnavailable, RenderFailed, RenderTimedOut

pytestmark = pytest.mark.skipif(
    not pdf.available(), reason=f"PDFs cannot be made on this machine; run: {pdf.INSTALL_COMMAND}"
)

SECRET = "the-secret-of-this-machine"
SCRIPT = Path(__file__).with_name("press_process.py")


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    opened = Press()
    yield opened
    await opened.close()


def text_of(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    return "\n".join(pages)


def page(body: str, locale: str = "en") -> str:
    return f'<!doctype html><html lang="{locale}"><meta charset="utf-8"><style>body {{ font-family: "Noto Sans", "Noto Sans CJK JP", "Noto Sans Arabic" }}</style><body>{body}'


async def test_german_and_japanese_text_can_be_read_back(press: Press) -> None:
    german = await press.render(page("<h1>Angebot für Herrn Größe</h1><p>1.234,50 €</p>", "de"))
    japanese = await press.render(page("<h1>お見積書</h1><p>電動ナットランナー</p>", "ja"))
    assert "Angebot für Herrn Größe" in text_of(german)
    assert "1.234,50 €" in text_of(german)
    assert "お見積書" in text_of(japanese)
    assert "電動ナットランナー" in text_of(japanese)


async def test_arabic_text_can_be_read_back(press: Press) -> None:
    arabic = await press.render(
        '<html lang="ar" dir="rtl"><body style="font-family: Noto Sans Arabic"><p>عرض سعر 1234</p>'
    )
    assert "1234" in text_of(arabic)
    assert "عرض" in text_of(arabic) or "ضرع" in text_of(
        arabic
    )  # a reader may give right-to-left text in the order of sight


async def test_given_files_are_shown_and_nothing_else_is_reached(press: Press, tmp_path: Path) -> None:
    asked: list[str] = []

    class Spy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the standard library gave
            pass

    server = HTTPServer(("127.0.0.1", 0), Spy)
    Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "secret.html").write_text(SECRET)
    (tmp_path / "secret.css").write_text(f"body::before {{ content: '{SECRET}' }}")
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15">Logo</text></svg>'
    address = f"http://127.0.0.1:{server.server_port}"
    hostile = f"""
        <link rel=stylesheet href="file://{tmp_path}/secret.css"><link rel=stylesheet href="{address}/a.css">
        <link rel=attachment href="file://{tmp_path}/secret.html"><link rel=attachment href="/etc/passwd">
        <style>@import url("file://{tmp_path}/secret.css"); @font-face {{ font-family: x; src: url("{address}/font.woff") }}
               p {{ background: url("{address}/b.png"); font-family: x }}</style>
        <img src="pack:logo.svg"><img src="pack:../other"><img src="{address}/c.png"><img src="file:///etc/passwd">
        <object data="file://{tmp_path}/secret.html"></object><embed src="{address}/d"><iframe src="{address}/e"></iframe>
        <svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/f.png"/><use href="file://{tmp_path}/secret.html#x"/></svg>
        <p>Still here</p>"""
    document = await press.render(page(hostile), files={"logo.svg": picture})
    server.shutdown()
    server.server_close()
    assert asked == []
    assert SECRET.encode() not in document
    assert "Still here" in text_of(document)
    assert "Logo" in text_of(document)
    assert SECRET not in text_of(document)
    with pypdfium2.PdfDocument(document) as opened:
        assert opened.count_attachments() == 0


async def test_a_document_that_takes_too_long_is_ended_and_the_next_one_works() -> None:
    press = Press(seconds=8)
    endless = "".join(f"<div style='display:flex'><table><tr><td>{number}" for number in range(3000))
    with pytest.raises((RenderTimedOut, RenderFailed)):
        await press.render(page(endless))
    assert "Fine" in text_of(await press.render(page("<p>Fine")))
    await press.close()


async def test_a_worker_is_replaced_after_its_share_of_documents() -> None:
    press = Press(renders=2)
    processes = set()
    for number in range(4):
        assert f"Page {number}" in text_of(await press.render(page(f"<p>Page {number}")))
        processes |= {worker._process.pid for worker in press._all}
    assert len(processes) == 2
    await press.close()


async def test_a_worker_that_dies_is_replaced(press: Press) -> None:
    await press.warm()
    (worker,) = press._all
    os.kill(worker._process.pid, signal.SIGKILL)
    await worker._process.wait()
    assert "Again" in text_of(await press.render(page("<p>Again")))


async def test_a_worker_knows_nothing_of_the_environment(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWIND_API_KEY", SECRET)
    await press.warm()
    (worker,) = press._all
    if sys.platform == "linux":
        assert Path(f"/proc/{worker._process.pid}/environ").read_bytes() in {b"", b"LC_CTYPE=C.UTF-8\0"}


async def test_workers_end_when_their_parent_is_killed() -> None:
    parent = await asyncio.create_subprocess_exec(sys.executable, str(SCRIPT), stdout=asyncio.subprocess.PIPE)
    assert parent.stdout is not None
    worker = int(await parent.stdout.readline())
    os.kill(worker, 0)
    parent.kill()
    await parent.wait()
    async with asyncio.timeout(20):
        while _is_alive(worker):
            await asyncio.sleep(0.05)


def _is_alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    if status.exists():
        return (
            status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
        )  # where nobody collects orphans, they stay as zombies
    if sys.platform == "linux":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_missing_library_is_named_with_the_command_that_mends_it(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_LIBRARIES", (("libno-such-thing.so.9",),))
    assert not press.available()
    with pytest.raises(PressUnavailable, match="apt-get install -y libpango") as raised:
        await press.render("<p>")
    assert raised.value.command == pdf.INSTALL_COMMAND
