"""The source of truth for how Tradewind logs: readable on a terminal, JSON elsewhere, a request id everywhere, no personal data."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.typing import EventDict, Processor, WrappedLogger

from foundation.settings import Settings

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\w.:-])\+\d[\d ()/.-]{6,18}\d(?!\w)")
_MASKED = "[masked]"

bound = bound_contextvars
"""Bind values to every line logged inside a `with`: `with bound(request_id=...):`."""


def configure(settings: Settings) -> None:
    """Set up logging of this process, ours and the libraries' alike."""
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    shared: list[Processor] = [
        merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder(allow=())],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_ends(as_json=as_json)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    for name, level in {
        "dbos": logging.ERROR,
        "httpx": logging.WARNING,
        "httpcore": logging.WARNING,
        "alembic": logging.WARNING,
        "aiosqlite": logging.INFO,
        # in detail it prints whole rows: addresses of persons, and prices that never leave the house
        "sqlalchemy": logging.WARNING,
    }.items():
        logging.getLogger(name).setLevel(level)


def get_logger(name: str = "tradewind") -> structlog.stdlib.BoundLogger:
    """Fetch a logger; its event is a short sentence, its values are ids and counts, never names, addresses or messages."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def mask(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Cover mail addresses and telephone numbers that slipped into a line or a traceback."""
    return {key: _masked(value) for key, value in event.items()}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _PHONE.sub(_MASKED, _MAIL.sub(_MASKED, value))
    if isinstance(value, dict):
        return {key: _masked(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(part) for part in value]
    return value


def _ends(*, as_json: bool) -> list[Processor]:
    if as_json:
        return [structlog.processors.format_exc_info, mask, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [structlog.processors.format_exc_info, mask, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
