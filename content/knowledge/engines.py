"""Source of truth for which index serves how many passages: plain arrays, Qdrant's engine in the process, a Qdrant server."""

from __future__ import annotations

from pathlib import Path

from content.knowledge.index import Index
from content.knowledge.scan_index import ScanIndex
from foundation.settings import Settings

FEW = 4_000
"""Passages that are looked through in plain arrays; beyond them the engine is worth its shards, some megabytes a language."""


def index_for(passages: int, held: Index | None, *, settings: Settings, folder: Path | None) -> Index:
    """Return the index that is held where it suits so many passages, else a new one of the right kind."""
    # imported where they are used: the page server starts without either
    if settings.qdrant_url:
        from content.knowledge.server_index import ServerIndex

        key = settings.qdrant_api_key
        return held or ServerIndex.at(settings.qdrant_url, key.get_secret_value() if key else None)
    if passages <= FEW:
        return held if isinstance(held, ScanIndex) else ScanIndex()
    from content.knowledge.edge_index import EdgeIndex

    return held if isinstance(held, EdgeIndex) else EdgeIndex(folder)
