"""How fast the foundation is: writes with their event and job, PDFs, imports."""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from uuid import uuid4

import sqlalchemy as sa

from foundation import pdf
from foundation.actor import Actor
from foundation.database import Base, Database, import_tables, synchronous_url
from foundation.events import record
from foundation.jobs import create_tables, enqueue, job
from tests.bench.measure import Figure, bench, rate, spread, times
from tests.postgres import POSTGRES, execute_on_server

PARAGRAPH = (
    "Dieses Angebot gilt für den Akku-Schrauber mit Drehmomentsteuerung und Dokumentation jeder Verschraubung. " * 8
)
PAGES = f"""<!doctype html><html lang="de"><style>@page {{ size: A4; margin: 20mm }} body {{ font: 10pt "Noto Sans" }}
table {{ width: 100%; border-collapse: collapse }} td {{ border-bottom: 1px solid #ccc; padding: 3px }}</style>
<img src="pack:tool.svg" width="300"><h1>Angebot</h1><p>{PARAGRAPH}</p><table>
{"".join(f"<tr><td>{n}</td><td>Akku-Pulsschrauber KP-{n}</td><td>12</td><td>1.234,50 €</td></tr>" for n in range(12))}
</table><p style="break-before: page">{PARAGRAPH * 3}</p><img src="pack:tool.svg" width="300">"""
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><rect width="300" height="100" fill="#1e90ff"/></svg>'
BARE = """
import sys, time, weasyprint, statistics
html = open(sys.argv[1]).read().replace("pack:", "file://" + sys.argv[2] + "/")
taken = []
for _ in range(8):
    begun = time.perf_counter(); weasyprint.HTML(string=html).write_pdf(); taken.append(time.perf_counter() - begun)
print(statistics.median(taken[2:]))
"""


@job("bench_nothing")
async def nothing(_id: str) -> None:
    """A job that is only enqueued, never run."""


async def _writes(url: str, name: str, target: str) -> Figure:
    import_tables()
    engine = sa.create_engine(synchronous_url(url))
    Base.metadata.create_all(engine)
    engine.dispose()
    await asyncio.to_thread(create_tables, url)
    database = Database(url)

    async def write(number: int) -> None:
        async with database.transaction() as session:
            await record(session, "lead_captured", subject=("lead", str(number)), by=Actor.system(), data={"n": number})
            await enqueue(session, "bench_nothing", str(number), key=str(number))

    await rate(write, count=20, at_once=2)
    done = await rate(lambda number: write(number + 100), count=1000, at_once=20)
    await database.close()
    return Figure(f"write with event and job, {name}, 20 at once", f"{done:.0f}/s", target)


@bench("writes")
async def writes() -> list[Figure]:
    """A verb's transaction: one event, one job."""
    with tempfile.TemporaryDirectory() as folder:
        figures = [await _writes(f"sqlite+aiosqlite:///{folder}/bench.sqlite3", "SQLite", "100/s")]
    name = f"tradewind_bench_{uuid4().hex[:8]}"
    try:
        execute_on_server(f'CREATE DATABASE "{name}"')
    except OSError as error:
        return [*figures, Figure("the same on PostgreSQL", f"not reachable: {error}")]
    try:
        url = sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        figures.append(await _writes(url, "PostgreSQL", "200/s"))
    finally:
        execute_on_server(f'DROP DATABASE "{name}" WITH (FORCE)')
    return figures


@bench("pdf")
async def documents() -> list[Figure]:
    """Two full pages with two pictures and twelve lines, warm; and the same by WeasyPrint alone."""
    press = pdf.Press()
    if not press.available():
        return [Figure("PDF", f"not measured; run: {pdf.INSTALL_COMMAND}")]
    taken = await times(lambda: press.render(PAGES, files={"tool.svg": PICTURE}), count=15, warm=2)
    await press.close()
    with tempfile.TemporaryDirectory() as folder:
        await asyncio.to_thread((Path(folder) / "tool.svg").write_bytes, PICTURE)
        await asyncio.to_thread((Path(folder) / "page.html").write_text, PAGES)
        bare = await asyncio.create_subprocess_exec(
            sys.executable, "-c", BARE, f"{folder}/page.html", folder, stdout=asyncio.subprocess.PIPE
        )
        alone = float((await bare.communicate())[0])
    return [
        Figure("PDF of two pages, warm", spread(taken), "p50 600 ms"),
        Figure("the same against bare WeasyPrint", f"{median(taken) / alone:.2f} times", "at most 1.5 times"),
    ]


@bench("imports")
async def imports() -> list[Figure]:
    """How long the foundation takes to import in a new process."""

    async def start() -> None:
        program = "import foundation.database, foundation.events, foundation.jobs, foundation.locales, foundation.pdf"
        await asyncio.to_thread(subprocess.run, [sys.executable, "-c", program], check=True)

    return [Figure("import of the foundation in a new process", spread(await times(start, count=5)))]
