"""The source of truth for which files the house tests look at: those that git knows or would add."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("web", "integrations", "funnel", "advisor", "quoting", "scoring", "content", "foundation")


@cache
def files() -> tuple[Path, ...]:
    """List all files of the repository; from a copy without git, those of the known folders."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        found = [file for folder in (*PACKAGES, "tests", "migrations", "docs") for file in (ROOT / folder).rglob("*")]
    return tuple(sorted(file for file in found if file.is_file()))


def code() -> list[Path]:
    """List the Python files of the eight packages."""
    return [file for file in files() if file.suffix == ".py" and file.relative_to(ROOT).parts[0] in PACKAGES]
