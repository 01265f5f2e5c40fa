"""The source of truth for how a mailing is written as data (API, command line, table) and read again. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from funnel.mailings.model import Audience, Content, Text

LONGEST_NAME, LONGEST_REASON, LONGEST_SUBJECT, LONGEST_BODY = 120, 60, 150, 8_000
FILTERS = tuple(each.name for each in fields(Audience))


def content_to_json(content: Content) -> dict[str, Any]:
    """Write the content as data."""
    told = asdict(content)
    told["audience"] = {name: list(values) for name, values in asdict(content.audience).items() if values}
    told["links"] = list(content.links)
    return told


def content_from_json(given: Mapping[str, Any]) -> Content:
    """Read content that may be anybody's: what has another shape is left out, and missed by the checks."""
    wanted, texts = given.get("audience"), given.get("texts")
    wanted = wanted if isinstance(wanted, Mapping) else {}
    texts = texts if isinstance(texts, Mapping) else {}
    name = _text(given.get("name"), LONGEST_NAME)
    return Content(
        name=name,
        reason=_text(given.get("reason"), LONGEST_REASON) or name[:LONGEST_REASON],
        audience=Audience(**{each: _many(wanted.get(each)) for each in FILTERS}),
        texts={str(locale)[:8]: text for locale, each in texts.items() if (text := _written(each)) is not None},
        links=_many(given.get("links")),
        product=_text(given.get("product"), 60).upper() or None,
        cards=given.get("cards") is True,
    )


def _written(given: Any) -> Text | None:
    if not isinstance(given, Mapping):
        return None
    text = Text(_text(given.get("subject"), LONGEST_SUBJECT + 1), _text(given.get("body"), LONGEST_BODY + 1))
    return text if text.subject or text.body else None


def _text(given: Any, longest: int) -> str:
    return given.replace("\0", "").strip()[:longest] if isinstance(given, str) else ""


def _many(given: Any) -> tuple[str, ...]:
    values = [given] if isinstance(given, str) else given if isinstance(given, list | tuple) else []
    return tuple(dict.fromkeys(text for each in values[:200] if (text := _text(each, 100))))
