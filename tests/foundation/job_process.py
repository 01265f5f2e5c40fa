"""A process of its own that runs one slow job, for the tests that kill it: `job_process.py URL FOLDER WORKER`."""

import asyncio
import sys
from pathlib import Path

from foundation.database import Database
from foundation.jobs import Jobs, job

URL, FOLDER, WORKER = sys.argv[1], Path(sys.argv[2]), sys.argv[3]


@job("write_file")
async def write_file(name: str) -> None:
    with (FOLDER / "begun").open("a") as begun:
        begun.write(f"{WORKER} began {name}\n")
    while not (FOLDER / "go").exists():
        await asyncio.sleep(0.05)
    (FOLDER / name).write_text(WORKER)


async def main() -> None:
    jobs = Jobs(Database(URL), worker=WORKER)
    await jobs.launch()
    (FOLDER / f"{WORKER}-ready").touch()
    await asyncio.sleep(120)


asyncio.run(main())
