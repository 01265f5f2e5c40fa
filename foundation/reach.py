"""The source of truth for whether a database lets us in, and for what is said where it does not."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError


class DatabaseUnreachable(RuntimeError):
    """The PostgreSQL server of the settings does not let us in."""

    def __init__(self, url: str, reason: str) -> None:
        place = sa.make_url(url)
        super().__init__(
            f"The database {place.database} at {place.host or 'the local socket'}:{place.port or 5432} cannot be reached "
            f"({reason}). Start PostgreSQL, or mend the address in TRADEWIND_DATABASE_URL."
        )


def reach(url: str) -> None:
    """Open a connection to a synchronous URL and close it again. Raises DatabaseUnreachable. Blocks."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    try:
        engine.connect().close()
    except OperationalError as error:
        told = str(error.orig).strip().splitlines() or ["no answer"]
        raise DatabaseUnreachable(url, told[0].rpartition(" failed: ")[2].rstrip(".")) from None
