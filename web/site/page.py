"""What a page of the public site consists of: its template and context, and what stands around them in the frame."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Section = Literal["products", "solutions", "cases", "resources", "about", "advisor", "contact"]


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the home page to this one."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is put into words of HTML; `body` is the dataclass that the template reads as `page`."""

    template: str
    body: object
    path: str
    """Its own address, with the query that makes it a page of its own."""
    title: str
    description: str
    section: Section | None = None
    crumbs: tuple[Crumb, ...] = ()
    """From the home page (left out) to this one."""
    structured: tuple[Mapping[str, Any], ...] = ()
    """Its JSON-LD, one object each."""
    picture: str | None = None
    """File name of the pack's picture that stands for the page where it is shared."""
    keywords: tuple[str, ...] = ()
    kind: Literal["website", "article", "product"] = "website"
    indexable: bool = True
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cacheable: bool = True
    """False where it shows what one visitor wrote."""


@dataclass(frozen=True, slots=True)
class Language:
    """One entry of the language switch: this page in another language."""

    locale: str
    tag: str
    name: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled address of a menu."""

    label: str
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """One entry of the top navigation with what lies beneath it."""

    label: str
    address: str
    links: tuple[Link, ...] = ()
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """All that surrounds a page: head, navigation, footer."""

    locale: str
    tag: str
    direction: Literal["rtl", "ltr"]
    title: str
    canonical: str
    languages: tuple[Language, ...]
    x_default: str
    menus: tuple[Menu, ...]
    footer: tuple[Menu, ...]
    structured: tuple[str, ...]
    """JSON texts, safe inside a script element."""
    picture: str | None
    """Absolute address of the picture for sharing."""
    theme: str
    assets: str
    """Where the static files lie, with their fingerprint."""
    chat_words: str
    """The words that the browser's part of the advisor says, as JSON."""
