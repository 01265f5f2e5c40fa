"""How fast a real quotation becomes its PDF, against bare WeasyPrint of the same pages, and what being made to be kept costs."""

import asyncio
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

import pypdfium2

from foundation import pdf
from foundation.pdf_pictures import drawable
from quoting.document import Document, render_document
from quoting.issue import compose_quote
from quoting.model import RequestedLine
from tests.bench.measure import Figure, bench, spread, times
from tests.quoting import cast

ROUNDS = 12
# Plain and archival by turns, in one warm process: a noisy machine disturbs both alike.
BARE = """
import json, sys, time, weasyprint
html = open(sys.argv[1]).read().replace("pack:", "file://" + sys.argv[2] + "/")
ways = {"bare": {}, "archival": {"pdf_variant": "pdf/a-3a", "pdf_tags": True}}
fonts, taken = weasyprint.text.fonts.FontConfiguration(), {name: [] for name in ways}
for _ in range(int(sys.argv[3])):
    for name, options in ways.items():
        begun = time.perf_counter()
        weasyprint.HTML(string=html).write_pdf(font_config=fonts, **options)
        taken[name].append(time.perf_counter() - begun)
print(json.dumps({name: seconds[2:] for name, seconds in taken.items()}))
"""


async def _quotation(locale: str, currency: str) -> Document:
    wish = cast.request(
        RequestedLine("KCP-70", 12, ("wifi_module",)), RequestedLine("KCN-40A", 3), locale=locale, currency=currency
    )
    quote = replace(compose_quote(wish, cast.company(), now=cast.NOW), id="q" * 26, number="Q-2026-00042")
    return await render_document(quote, cast.company(), media=cast.media, addresses=cast.ADDRESSES)


async def _by_weasyprint_alone(document: Document, folder: Path) -> dict[str, list[float]]:
    """Return the seconds of each rendering, `bare` and `archival`, with the pictures as the press gives them."""
    for name, content in document.files.items():
        await asyncio.to_thread((folder / name).write_bytes, drawable(name, content))
    page = folder / "quote.html"
    await asyncio.to_thread(page.write_text, document.html, encoding="utf-8")
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BARE, str(page), str(folder), str(ROUNDS), stdout=asyncio.subprocess.PIPE
    )
    seconds: dict[str, list[float]] = json.loads((await running.communicate())[0])
    return seconds


async def _measured(locale: str, currency: str, target: str) -> list[Figure]:
    document = await _quotation(locale, currency)
    press = pdf.Press(workers=1)

    async def print_it() -> bytes:
        return await press.render(document.html, files=document.files, attached=document.attached)

    pages = len(pypdfium2.PdfDocument(await print_it()))
    taken = await times(print_it, count=ROUNDS, warm=2)
    await press.close()
    with tempfile.TemporaryDirectory() as folder:
        alone = await _by_weasyprint_alone(document, Path(folder))
    bare = median(alone["bare"])
    return [
        Figure(f"quotation of {pages} pages with its data, warm, {locale}", spread(taken), target),
        Figure(f"the same against bare WeasyPrint, {locale}", f"{median(taken) / bare:.2f} times", "at most 1.5 times"),
        Figure(f"PDF/A-3a with tags against plain PDF, {locale}", f"{median(alone['archival']) / bare:.2f} times"),
    ]


@bench("quotations")
async def quotations() -> list[Figure]:
    """The document that a buyer gets, in a Latin script, in Chinese and in Arabic."""
    if not pdf.available():
        return [Figure("quotations as PDF", f"not measured; run: {pdf.INSTALL_COMMAND}")]
    return [
        *await _measured("de", "EUR", "p50 600 ms"),
        *await _measured("zh", "CNY", "p50 900 ms"),
        *await _measured("ar", "USD", "p50 600 ms"),
    ]
