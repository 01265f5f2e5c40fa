"""Which addresses are pages of ours: only what stands there is counted, so that probes for what is not there leave no trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from content.catalogue.model import Company
from scoring.recommendation import item_at

BARE = frozenset(
    {"", "products", "solutions", "cases", "resources", "certificates", "compare", "selector", "search", "about", "privacy", "imprint", "contact", "advisor"}
)  # fmt: skip
"""Rooms with a page of their own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of ours: its address as we write it, and what it is about."""

    path: str
    locale: str
    item: str | None = None

    @property
    def bare(self) -> str:
        """The address without its language."""
        return self.path[1 + len(self.locale) :]


def place_of(address: str, company: Company) -> Place | None:
    """Return the page at an address; None where none of ours is."""
    parts = address.partition("?")[0].partition("#")[0].strip("/").split("/")
    locale, room, slug = (*parts, "", "")[:3]
    if not address.startswith("/") or locale not in company.locales or len(parts) > 3:
        return None
    if not slug:
        return Place(f"/{locale}/{room}", locale) if room in BARE else None
    if room == "documents":
        return Place(f"/{locale}/documents", locale)  # taken in by hand: their keys are not the company's
    found = _about(room, slug, company)
    return None if found is None else Place(f"/{locale}/{room}/{slug}", locale, found or None)


def _about(room: str, slug: str, company: Company) -> str | None:
    """Say what a page is about; empty where it is a page about nothing to recommend, None where there is no such page."""
    if (item := item_at(room, slug, company)) is not None:
        return item
    slugs: dict[str, Iterable[str]] = {
        "products": (one.slug for one in company.categories.values()),
        "solutions": (one.slug for one in company.industries.values()),
    }
    return "" if slug in slugs.get(room, ()) else None
