"""Source of truth for what a pack's items point at: every id, SKU, file, country and currency named must exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from babel.numbers import list_currencies

from content.packs.checks.texts import _some
from content.packs.draft import Draft, Item
from content.packs.faults import Fault
from content.packs.source import Path
from foundation.locales import is_country

_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_SKU = re.compile(r"[A-Z0-9][A-Z0-9.-]*\Z")
_TERM_KINDS = {"industry": "industry", "application": "application", "category": "category", "attribute": "attribute"}
ANYWHERE = "*"


def check(draft: Draft) -> Iterator[Fault]:
    """Find names that point at nothing, and names that cannot be part of an address."""
    yield from _names(draft)
    for part_check in (_company, _terms_and_scoring, _categories, _products, _surroundings, _documents, _terms):
        yield from part_check(draft)


def existing(item: Item, path: Path, named: Iterable[str], *, known: Iterable[str], what: str) -> Iterator[Fault]:
    """Yield a fault for each of `named` that is not among `known`."""
    there = set(known)
    for index, name in enumerate(named):
        if name not in there:
            yield item.fault(
                (*path, index), f"There is no {what} `{name}`.", f"Known are {_some(sorted(there)) or 'none'}."
            )


def file_there(draft: Draft, item: Item, *, path: Path, name: str) -> Iterator[Fault]:
    """Yield a fault where a named file is not in the pack."""
    if name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name:
        yield item.fault(path, f"`{name}` leads out of the pack.", "Name a file of the pack.")
    elif name not in draft.files:
        yield item.fault(path, f"There is no file `{name}`.", "Add it to the pack, or correct the name.")


def currency(item: Item, path: Path, code: str, *, draft: Draft) -> Iterator[Fault]:
    """Yield a fault where a currency is not one of the pack's."""
    profile = draft.single("profile")
    if profile and code not in profile.currencies:
        yield item.fault(path, f"`{code}` is no currency of the pack.", f"Use {', '.join(profile.currencies)}.")


def country(item: Item, path: Path, code: str) -> Iterator[Fault]:
    """Yield a fault where a country is no ISO 3166 code of two letters."""
    if not is_country(code):
        yield item.fault(
            path, f"`{code}` is no country code.", "Use two capital letters of ISO 3166, in quotes for NO."
        )


def _names(draft: Draft) -> Iterator[Fault]:
    slugs: dict[str, str] = {}
    for kind, items in draft.items.items():
        for item in items.values():
            key = item.kind.key
            if key == "id" and kind != "profile" and not item.kind.single and not _ID.match(item.id):
                yield item.fault((key,), f"`{item.id}` cannot be a name.", "Use small letters, digits, underscores.")
            if key == "sku" and not _SKU.match(item.id):
                yield item.fault((key,), f"`{item.id}` cannot be a SKU.", "Use capital letters, digits, hyphens, dots.")
            if kind == "product":
                other = slugs.setdefault(item.id.lower(), item.id)
                if other != item.id:
                    yield item.fault((key or "",), f"`{item.id}` has the same address as `{other}`.", "Rename one.")


def _company(draft: Draft) -> Iterator[Fault]:
    for item, profile in draft.parts("profile"):
        for index, code in enumerate(profile.currencies):
            if code not in list_currencies():
                yield item.fault(("currencies", index), f"`{code}` is no currency code.", "Use ISO 4217, such as EUR.")
        if not profile.locales or not profile.currencies:
            yield item.fault((), "A pack needs at least one locale and one currency.", "Name them.")
    for item, identity in draft.parts("identity"):
        yield from file_there(draft, item, path=("logo",), name=f"images/{identity.logo}")
        yield from currency(item, ("base_currency",), identity.base_currency, draft=draft)
        yield from country(item, ("country",), identity.country)
        for index, reference in enumerate(identity.references):
            yield from country(item, ("references", index, "country"), reference.country)
        for index, representative in enumerate(identity.representatives):
            yield from country(item, ("representatives", index, "country"), representative.country)


def _terms_and_scoring(draft: Draft) -> Iterator[Fault]:
    for item, terms in draft.parts("terms"):
        if terms.incoterm not in terms.incoterms:
            yield item.fault(("incoterm",), f"`{terms.incoterm}` is not among `incoterms`.", "Add it there.")
        for name in ("currency_by_locale", "currency_by_country"):
            for key, code in getattr(terms, name).items():
                yield from currency(item, (name, key), code, draft=draft)
    for item, scoring in draft.parts("scoring"):
        yield from existing(
            item, ("target_industries",), scoring.target_industries, known=draft.ids("industry"), what="industry"
        )
        for index, code in enumerate(scoring.served_countries):
            yield from country(item, ("served_countries", index), code)


def _categories(draft: Draft) -> Iterator[Fault]:
    used = {part.category for _, part in draft.parts("product")}
    for item, category in draft.parts("category"):
        yield from file_there(draft, item, path=("picture",), name=f"images/{category.picture}")
        yield from existing(item, ("attributes",), category.attributes, known=draft.ids("attribute"), what="attribute")
        yield from existing(
            item,
            ("key_attributes",),
            category.key_attributes,
            known=category.attributes,
            what="attribute of the family",
        )
        raw_used = {raw.raw.get("category") for raw in draft.items["product"].values() if isinstance(raw.raw, dict)}
        if category.id not in used | raw_used:
            yield item.fault((), "The family has no product.", "Add one, or take the family out.")


def _products(draft: Draft) -> Iterator[Fault]:
    for item, product in draft.parts("product"):
        if product.category not in draft.ids("category"):
            yield item.fault(("category",), f"There is no category `{product.category}`.", "See categories.yaml.")
        elif PurePosixPath(item.source.file).stem != product.category:
            home = f"products/{product.category}.yaml"
            yield item.fault(("category",), "The product stands in the file of another family.", f"Move it to {home}.")
        yield from file_there(draft, item, path=("picture",), name=f"images/{product.picture}")
        for field, kind in (
            ("industries", "industry"),
            ("applications", "application"),
            ("accessories", "product"),
            ("alternatives", "product"),
            ("competitors", "competitor"),
        ):
            yield from existing(item, (field,), getattr(product, field), known=draft.ids(kind), what=kind)
        for field in ("accessories", "alternatives"):
            if product.sku in getattr(product, field):
                yield item.fault((field,), "A product cannot go with itself.", "Take it out.")
        known = draft.ids("resource") | frozenset(draft.files)
        yield from existing(item, ("downloads",), product.downloads, known=known, what="resource or file")
        yield from country(item, ("supply", "origin"), product.supply.origin)


def _surroundings(draft: Draft) -> Iterator[Fault]:
    products = draft.ids("product")
    for item, industry in draft.parts("industry"):
        yield from file_there(draft, item, path=("picture",), name=f"images/{industry.picture}")
        yield from existing(item, ("recommended",), industry.recommended, known=products, what="product")
    for item, case in draft.parts("case"):
        yield from existing(item, ("products",), case.products, known=products, what="product")
        yield from country(item, ("country",), case.country)
        if case.industry not in draft.ids("industry"):
            yield item.fault(("industry",), f"There is no industry `{case.industry}`.", "See industries.yaml.")
    for item, use in draft.parts("country"):
        yield from country(item, ("country",), use.country)
        if use.currency not in list_currencies():
            yield item.fault(("currency",), f"`{use.currency}` is no currency code.", "Use ISO 4217, such as EUR.")
    for item, companion in draft.parts("companion"):
        kinds = draft.items["attribute"].get("kind")
        known = tuple(kinds.part.choices) if kinds and kinds.part else ()  # type: ignore[attr-defined]  # the kind says which model
        named = (companion.accessory, *companion.kinds)
        yield from existing(item, ("accessory",), named, known=known, what="choice of kind")
        yield from existing(item, ("categories",), companion.categories, known=draft.ids("category"), what="category")
        yield from existing(item, ("from_need",), companion.from_need, known=draft.ids("need"), what="need")
    for item, competitor in draft.parts("competitor"):
        if competitor.category not in draft.ids("category"):
            yield item.fault(("category",), f"There is no category `{competitor.category}`.", "See categories.yaml.")
        yield from file_there(draft, item, path=("source_file",), name=competitor.source_file)


def _documents(draft: Draft) -> Iterator[Fault]:
    profile = draft.single("profile")
    locales: tuple[str, ...] = profile.locales if profile else ()
    for kind in ("resource", "page"):
        for item, document in draft.parts(kind):
            yield from existing(item, ("files",), document.files, known=locales or document.files, what="locale")
            for locale, name in document.files.items():
                yield from file_there(draft, item, path=("files", locale), name=name)
            lacking = [locale for locale in locales if locale not in document.files]
            if lacking and (kind == "page" or not document.files):
                yield item.fault(("files",), f"There is no text for {', '.join(lacking)}.", "Write one.")
    for item, resource in draft.parts("resource"):
        yield from existing(item, ("products",), resource.products, known=draft.ids("product"), what="product")
        yield from existing(item, ("categories",), resource.categories, known=draft.ids("category"), what="category")
        yield from existing(item, ("industries",), resource.industries, known=draft.ids("industry"), what="industry")


def _terms(draft: Draft) -> Iterator[Fault]:
    for item, lexicon in draft.parts("lexicon"):
        for term in lexicon.terms:
            yield from _term(draft, item, term)


def _term(draft: Draft, item: Item, term: str) -> Iterator[Fault]:
    family, _, name = term.partition(".")
    known: Any = None
    if family in _TERM_KINDS:
        known = draft.ids(_TERM_KINDS[family])
    elif family in {"communication", "power", "certification"}:
        attribute = draft.items["attribute"].get("certificates" if family == "certification" else family)
        known = attribute.part.choices if attribute and attribute.part else None  # type: ignore[attr-defined]  # the kind says which model
    if not name:
        yield item.fault(("terms", term), "A term is a kind and a name.", "Write it like `industry.automotive`.")
    elif known is not None and name not in known:
        yield item.fault(("terms", term), f"There is no {family} `{name}`.", f"Known are {_some(sorted(known))}.")
