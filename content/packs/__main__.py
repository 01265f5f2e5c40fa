"""Source of truth for checking a pack without an installation: `python -m content.packs check DIR`."""

from __future__ import annotations

import sys

from content.packs.loader import faults_of


def main(arguments: list[str]) -> int:
    """Print every fault of the pack named in `arguments`; 0: sound, 1: faults, 2: wrong usage."""
    if len(arguments) != 2 or arguments[0] != "check":
        sys.stderr.write("Usage: python -m content.packs check DIR\n")
        return 2
    faults = faults_of(arguments[1])
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{len(faults)} faults\n" if faults else "The pack is sound.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
