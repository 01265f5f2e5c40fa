"""One log line a request, and the request's id on every line that it causes."""

from __future__ import annotations

import re
import time

from foundation.ids import new_id
from foundation.log import bound, get_logger
from web.asgi import Application, Message, Receive, Scope, Send

HEADER = b"x-request-id"
_GIVEN = re.compile(rb"[A-Za-z0-9_-]{8,64}")
_QUIET = ("/static/", "/media/")
_QUIET_ADDRESSES = {"/health", "/t"}
_log = get_logger("tradewind.request")


def request_log(application: Application) -> Application:
    """Wrap an application; an id that a proxy gives is kept, and every answer carries it."""

    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == HEADER), b"")
        request_id = given.decode() if _GIVEN.fullmatch(given) else new_id()
        began = time.perf_counter()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", []), (HEADER, request_id.encode())]
            await send(message)

        with bound(request_id=request_id):
            try:
                await application(scope, receive, sending)
            finally:
                path = scope["path"]
                if status >= 500 or not (path.startswith(_QUIET) or path in _QUIET_ADDRESSES):
                    took = round((time.perf_counter() - began) * 1000, 1)
                    # the path alone: a query may hold a link's key or what somebody searched for
                    _log.info("request", method=scope["method"], path=path, status=status, ms=took)

    return logged
