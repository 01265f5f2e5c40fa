"""The source of truth for how Alembic meets our database: all packages' tables, one base, both databases."""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from foundation import database
from foundation.database import Base, import_tables, synchronous_url


def _ours(_object: object, name: str | None, type_: str, reflected: bool, compare_to: object) -> bool:
    # On SQLite the durable jobs' own tables live in the same file; their library migrates them itself.
    return not (type_ == "table" and reflected and compare_to is None and name in _jobs_tables())


def _rendered(type_: str, item: object, autogen_context: AutogenContext) -> str | Literal[False]:
    """Write our own column types by their short names."""
    if type_ == "type" and type(item).__module__ == database.__name__:
        name = type(item).__name__
        autogen_context.imports.add(f"from foundation.database import {name}")
        return f"{name}()"
    return False


def _jobs_tables() -> set[str]:
    from foundation.jobs import table_names

    return table_names()


def run() -> None:
    """Run the migrations on the database that the caller named, or on the one that the settings name."""
    import_tables()
    url = context.config.attributes.get("url")
    if url is None:
        from foundation.settings import load_settings

        settings = load_settings()
        settings.data.mkdir(parents=True, exist_ok=True)
        url = settings.database_address
    engine = sa.create_engine(synchronous_url(url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=_ours,
            render_item=_rendered,
            compare_type=True,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
