"""Runs the benchmarks that are named, or all: `python -m tests.bench [NAME ...]`; prints one Markdown table."""

import asyncio
import pkgutil
import sys
from importlib import import_module

import tests.bench
from tests.bench.measure import BENCHES, Figure, table


async def main(wanted: list[str]) -> int:
    """Run benchmarks one after the other, so that they do not disturb each other."""
    for module in pkgutil.iter_modules(tests.bench.__path__):
        if module.name != "__main__":
            import_module(f"tests.bench.{module.name}")
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        sys.stderr.write(f"No benchmark is called {unknown[0]}; there are: {', '.join(sorted(BENCHES))}.\n")
        return 2
    figures: list[Figure] = []
    for name in wanted or sorted(BENCHES):
        sys.stderr.write(f"measuring {name} ...\n")
        measured = await BENCHES[name]()
        for figure in measured:
            sys.stderr.write(f"  {figure.what}: {figure.value}\n")
        figures += measured
    sys.stdout.write(table(figures) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main(sys.argv[1:])))
