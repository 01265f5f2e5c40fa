"""The source of truth for how a database lets go of what was deleted: its free space still holds it until it is rewritten."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from foundation.database import synchronous_url


class RewriteRefused(RuntimeError):
    """Somebody else held the database for too long, or the disk is full; nothing is lost, and it can be asked for again."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The database could not be rewritten now ({reason}); it is tried again every hour.")


def rewrite(url: str, tables: Collection[str]) -> None:
    """Overwrite what was deleted or replaced: SQLite the whole file and its log, PostgreSQL the dead rows of tables.

    Raises RewriteRefused. Blocks; others may use the database, writers wait.
    """
    engine = sa.create_engine(synchronous_url(url), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                names = ", ".join(f'"{name}"' for name in sorted(tables))
                connection.exec_driver_sql(f"VACUUM {names}")
                return
            connection.exec_driver_sql("PRAGMA busy_timeout=30000")
            connection.exec_driver_sql("VACUUM")
            busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            if busy:
                raise RewriteRefused("a reader was in the way")
    except OperationalError as error:
        raise RewriteRefused(str(error.orig)) from error
    finally:
        engine.dispose()
