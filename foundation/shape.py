"""The source of truth for whether an embedded database already has the newest shape, so that a start need not migrate."""

import sqlite3
import zlib
from contextlib import closing
from importlib.metadata import version
from pathlib import Path


def is_newest(file: Path, scripts: Path) -> bool:
    """Say whether `mark` was called on this file with these scripts and this version of the jobs' library.

    The mark lies in the file itself (`user_version`), so it is copied, restored and replaced together with the tables.
    """
    if not file.is_file():
        return False
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            marked = connection.execute("PRAGMA user_version").fetchone()[0]
            return bool(marked == _mark(connection, scripts))
        except sqlite3.DatabaseError:  # whatever is wrong with it, the migration says it better
            return False


def mark(file: Path, scripts: Path) -> None:
    """Remember in the file that it was brought to the newest shape."""
    with closing(sqlite3.connect(file, timeout=30)) as connection:
        connection.execute(f"PRAGMA user_version = {_mark(connection, scripts)}")
        connection.commit()


def _mark(connection: sqlite3.Connection, scripts: Path) -> int:
    """A number of 31 bits, never 0, for where the file stands, what the scripts are and which library the jobs have."""
    stands = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    digest = zlib.crc32(repr((stands, version("dbos"))).encode())
    for script in sorted(scripts.glob("*.py")):
        digest = zlib.crc32(script.read_bytes(), digest)
    return (digest & 0x7FFFFFFF) or 1
