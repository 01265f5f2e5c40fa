"""Source of truth for what is known in prose: documents, their passages, and a passage as an answer cites it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

DocumentKind: TypeAlias = Literal[
    "resource", "faq", "product", "category", "industry", "case", "page", "file", "answer"
]
Visibility: TypeAlias = Literal["public", "staff"]


@dataclass(frozen=True, slots=True)
class Document:
    """A text that passages come from. `products` and `categories` say what it is about; both empty: the company.

    `digest` is of everything that passages are made from, so that an unchanged document is not cut again.
    """

    id: str
    """`resource:manual_kcp:de`, `faq:3`, `product:KCP-35`, `file:9f3c...`."""
    kind: DocumentKind
    title: str
    locale: str
    url: str
    digest: str
    products: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    visibility: Visibility = "public"
    collection: str = "company"
    name: str = ""
    """What others call it: the path of a file, the `_id` of a record; empty where it has no other name than its id."""
    revision: str = ""
    """The revision that it was taken in as, such as `C` or `2026-05`."""

    @property
    def scope(self) -> str:
        """What it is about: certain products, a whole family, or the company in general."""
        if self.products:
            return "product"
        return "category" if self.categories else "general"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document, before it is stored: `locator` is the trail of headings, `page` counts from 1 (PDF)."""

    locator: str
    text: str
    page: int | None = None
    asked: tuple[str, ...] = ()
    """Ways of asking that it answers, beside its heading: they are searched, and no part of the text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as found: whose it is, where it stands, how well it fits (0..1), and its own words."""

    title: str
    locator: str
    locale: str
    score: float
    passage: str
    document: str
    """The document's name where it has one, else its id."""
    url: str
    page: int | None = None
    quote: str = ""
    """The sentences of the passage that answer the question, whole and in their order."""
    categories: tuple[str, ...] = ()
    """The families that the document is about."""
    widened: str | None = None
    """What the search had to widen to find it: `locale` (found in another language), `product`, `category`, or None."""
