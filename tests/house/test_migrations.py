"""The migrations build exactly the tables that the code names, and go back to nothing."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from foundation.database import MIGRATIONS, alembic_config, import_tables, migrate, synchronous_url
from foundation.jobs import table_names

pytestmark = pytest.mark.skipif(
    not any((MIGRATIONS / "versions").glob("*.py")), reason="The first migration is not written yet."
)


def test_models_and_migrations_agree(database_url: str) -> None:
    import_tables()
    command.check(alembic_config(database_url))


def test_migrating_twice_changes_nothing(sqlite_url: str) -> None:
    migrate(sqlite_url)
    migrate(sqlite_url)


def test_migrations_go_back_to_nothing(database_url: str) -> None:
    command.downgrade(alembic_config(database_url), "base")
    engine = sa.create_engine(synchronous_url(database_url))
    left = set(sa.inspect(engine).get_table_names()) - table_names() - {"alembic_version"}
    engine.dispose()
    assert left == set()


def test_there_is_one_line_of_migrations() -> None:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    assert len(script.get_heads()) == len(script.get_bases()) == 1
