"""How text from outside is read before it is stored: without the one character that no database keeps."""

from __future__ import annotations


def plain(text: str) -> str:
    """Return the text without NUL, which PostgreSQL cannot store."""
    return text.replace("\x00", "")
