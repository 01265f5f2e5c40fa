"""What the tests of the web stand on: the demo company in a database that is copied, and the application served over it."""

import asyncio
import logging
import shutil
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import uvicorn
from litestar.exceptions import LitestarDeprecationWarning

from content.packs.verbs import load_pack
from foundation import log
from foundation.actor import Actor
from foundation.database import Database
from foundation.settings import DEMO_PACK, Settings
from tests.postgres import create, drop, named
from tests.web.cast import API_KEY, House

Serve = Callable[..., AbstractContextManager[House]]


async def _load(url: str) -> None:
    database = Database(url)
    await load_pack(database, DEMO_PACK, by=Actor.system("tests"))
    await database.close()


@pytest.fixture(scope="session")
def stocked_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds the demo company, to be copied."""
    file = tmp_path_factory.mktemp("stocked") / "tradewind.sqlite3"
    shutil.copyfile(sqlite_template, file)
    asyncio.run(_load(f"sqlite+aiosqlite:///{file}"))
    with sa.create_engine(f"sqlite:///{file}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.engine.dispose()
    return file


@pytest.fixture(scope="session")
def serve(stocked_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Serve:
    """Serve the whole application on a free port of this machine; settings can be given. Jobs run only where asked."""

    @contextmanager
    def served(*, runs_jobs: bool = False, **given: Any) -> Iterator[House]:
        data = tmp_path_factory.mktemp("var")
        shutil.copyfile(stocked_file, data / "tradewind.sqlite3")
        settings = Settings(
            **{"data": data, "api_key": API_KEY, "embeddings": False, "trusted_proxies": "127.0.0.1/32", **given}
        )
        with _running(settings, runs_jobs=runs_jobs) as house:
            yield house

    return served


def _quiet(settings: Settings) -> None:
    """Log as in production, but errors alone; what the test runner listens with stays as it is."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    log.configure(settings.model_copy(update={"log_level": "error"}))
    root.handlers, root.level = handlers, level


@contextmanager
def _running(settings: Settings, *, runs_jobs: bool) -> Iterator[House]:
    from web.app import create_app
    from web.wiring import prepare

    folder = prepare(settings)
    _quiet(settings)
    with warnings.catch_warnings():
        # handlers declared in the style of Litestar 2, to which the dependency is pinned
        warnings.simplefilter("ignore", LitestarDeprecationWarning)
        application = create_app(settings, folder, runs_jobs=runs_jobs, warm=False)
    server = uvicorn.Server(
        uvicorn.Config(application, host="127.0.0.1", port=0, log_config=None, access_log=False, proxy_headers=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        threading.Event().wait(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield House(client=client, settings=settings)
    finally:
        server.should_exit = True
        thread.join(timeout=30)
        folder.unlock()


@pytest.fixture(scope="session")
def house(serve: Serve) -> Iterator[House]:
    """The whole application on SQLite over real HTTP, without jobs, shared by the tests that need no state of their own."""
    with serve() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_house(serve: Serve, postgres_template: str) -> Iterator[House]:
    """The same on PostgreSQL."""
    name = create("web", postgres_template)
    try:
        with serve(database_url=named(name)) as running:
            yield running
    finally:
        drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def either_house(request: pytest.FixtureRequest) -> House:
    """The whole application on each of both databases in turn."""
    found: House = request.getfixturevalue("house" if request.param == "sqlite" else "postgres_house")
    return found


@pytest.fixture
def new_house(serve: Serve) -> Iterator[House]:
    """The application on a database of the test's own."""
    with serve() as running:
        yield running
