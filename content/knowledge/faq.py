"""Source of truth for where the company's own questions stand: how their document is called, and the address of each."""

from __future__ import annotations

from content.knowledge.places import anchor
from foundation.locales import translator


def title(locale: str) -> str:
    """Return what the questions are called in a language."""
    return translator("content", "content", locale).gettext("Frequently asked questions")


def address(locale: str, question: str = "") -> str:
    """Return the address of the questions, or of one of them."""
    return f"/{locale}/products/" + (f"#{anchor(question)}" if question else "")
