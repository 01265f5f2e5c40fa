"""A process of its own that renders and then waits to be killed: prints its worker's process id."""

import asyncio

from foundation.pdf import Press


async def main() -> None:
    press = Press()
    await press.render("<p>Hello")
    (worker,) = press._all
    print(worker._process.pid, flush=True)
    await asyncio.sleep(60)


asyncio.run(main())
