"""How the application is served: one process, uvicorn, the addresses printed for people."""

from __future__ import annotations

import asyncio
import sys

import uvicorn

from content.catalogue.cache import CompanyCache
from foundation import memory
from foundation.database import Database
from foundation.settings import Settings
from funnel.permissions.accounts import first_login
from funnel.permissions.model import Login
from web.app import create_app
from web.wiring import load_first_pack, prepare


def run(settings: Settings) -> None:
    """Serve until told to stop. Raises DataFolderInUse, and PackFaults where the first pack has any."""
    memory.share_one_heap()
    folder = prepare(settings)
    is_first_start = not folder.api_key_file.exists()
    folder.api_key()
    login = asyncio.run(_first_start(settings))
    application = create_app(settings, folder)
    config = uvicorn.Config(
        application,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )
    base = settings.public_address
    lines = [f"Site  {base}/", f"Desk  {base}/desk"]
    if login is not None:
        lines.append(
            f"First login  {login.email}  {login.password}   (shown once; `tradewind staff reset` makes a new one)"
        )
    if is_first_start:
        lines.append(f"API key  in {folder.api_key_file}")
    sys.stderr.write("\n".join(("", *lines, "", "")))
    uvicorn.Server(config).run()


async def _first_start(settings: Settings) -> Login | None:
    """Load the pack where there is none, while a fault can still be told in a sentence; make the first login."""
    database = Database(settings.database_address)
    try:
        await load_first_pack(database, CompanyCache(database), settings.pack)
        return await first_login(database)
    finally:
        await database.close()
