"""Source of truth for which documents a company's pack gives: its resources, pages, products, questions, cases."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from content.catalogue import queries
from content.catalogue.model import Company, Product, Question, Text
from content.knowledge import analyse, faq, formats
from content.knowledge.model import Chunk, Document, DocumentKind
from content.knowledge.repository import Analysed
from foundation.locales import translator

COMPANY = "company"
"""The collection that the pack fills; loading a pack replaces it as a whole."""
HEADING_WEIGHT = 2
"""A term in a passage's title or heading counts as often as this in its text."""


def of_company(company: Company, files: Mapping[str, bytes]) -> Iterator[tuple[Document, list[Chunk]]]:
    """Yield every document of a pack with its chunks, in every language of the pack."""
    for locale in company.locales:
        yield from _resources(company, files, locale)
        yield from _pages(company, files, locale)
        for product in company.products.values():
            yield _product(company, product, locale)
        yield from _families(company, locale)
        yield from _stories(company, locale)
        if company.faq:
            chunks = _faq(company.faq, locale)
            yield _document("faq", "company", locale, title=faq.title(locale), url=faq.address(locale), chunks=chunks)


def _say(locale: str) -> Callable[[str], str]:
    return translator("content", "content", locale).gettext


def analysed(document: Document, chunks: Sequence[Chunk], *, titled: bool = True) -> Analysed:
    """Add the terms of each chunk; those of title and heading count more (`titled`: the title is no part of the text)."""
    held = []
    for chunk in chunks:
        counts = analyse.count(chunk.text, document.locale)
        heading = chunk.locator if chunk.locator != document.name else ""
        for term in analyse.count(f"{document.title if titled else ''} {heading}", document.locale):
            counts[term] = counts.get(term, 0) + HEADING_WEIGHT
        for term in {term for way in chunk.asked for term in analyse.terms(way, document.locale)}:
            counts[term] = counts.get(term, 0) + 1
        held.append((chunk, counts))
    return Analysed(document, tuple(held))


def finished(document: Document, chunks: Sequence[Chunk]) -> tuple[Document, list[Chunk]]:
    """Leave out empty chunks, and give the document its digest."""
    filled = [chunk for chunk in chunks if chunk.text.strip()]
    return dataclasses.replace(document, digest=digest_of(document, filled)), filled


def chunks_of(name: str, content: bytes) -> list[Chunk]:
    """Cut a file of a pack by what it is; raise Undigestible for what cannot be read."""
    return formats.read(name, content).chunks


def digest_of(document: Document, chunks: Sequence[Chunk]) -> str:
    """Return the SHA-256 of everything that a document's passages are made from."""
    parts = [
        analyse.VERSION, document.title, document.locale, document.url, document.products, document.categories,
        document.visibility, document.collection, document.name, document.revision, [(chunk.locator, chunk.page, chunk.text, chunk.asked) for chunk in chunks],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _document(
    kind: DocumentKind,
    name: str,
    locale: str,
    *,
    title: str,
    url: str,
    chunks: list[Chunk],
    products: tuple[str, ...] = (),
    categories: tuple[str, ...] = (),
) -> tuple[Document, list[Chunk]]:
    return Document(f"{kind}:{name}:{locale}", kind, title, locale, url, "", products, categories), chunks


def _resources(company: Company, files: Mapping[str, bytes], locale: str) -> Iterator[tuple[Document, list[Chunk]]]:
    for resource in company.resources.values():
        if locale in resource.files:
            name = resource.files[locale]
            yield _document(
                "resource",
                resource.id,
                locale,
                title=resource.title[locale],
                url=f"/{locale}/resources/{resource.slug}",
                chunks=chunks_of(name, files[name]),
                products=resource.products,
                categories=resource.categories,
            )


def _pages(company: Company, files: Mapping[str, bytes], locale: str) -> Iterator[tuple[Document, list[Chunk]]]:
    for page in company.pages.values():
        if locale in page.files:
            chunks = chunks_of(page.files[locale], files[page.files[locale]])
            yield _document(
                "page", page.id, locale, title=page.title[locale], url=f"/{locale}/{page.id}", chunks=chunks
            )


def _product(company: Company, product: Product, locale: str) -> tuple[Document, list[Chunk]]:
    lines = [product.tagline, *product.selling_points, *product.scenes, *product.conditions]
    table = [f"{row.label}: {row.values[0]}" for row in queries.specification(company, product, locale)]
    options = [f"{option.name[locale]}: {option.description[locale]}" for option in product.options]
    say = _say(locale)
    chunks = [Chunk("", _lines(lines, locale)), Chunk(say("Technical data"), "\n".join(table))]
    if options:
        chunks.append(Chunk(say("Options"), "\n".join(options)))
    return _document(
        "product",
        product.sku,
        locale,
        title=f"{product.sku} {product.name[locale]}"
        if product.sku not in product.name[locale]
        else product.name[locale],
        url=f"/{locale}/products/{product.slug}",
        chunks=[*chunks, *_faq(product.faq, locale)],
        products=(product.sku,),
        categories=(product.category,),
    )


def _families(company: Company, locale: str) -> Iterator[tuple[Document, list[Chunk]]]:
    for family in company.categories.values():
        yield _document(
            "category",
            family.id,
            locale,
            title=family.name[locale],
            url=f"/{locale}/products/{family.slug}/",
            chunks=[Chunk("", _lines([family.summary, family.description], locale)), *_faq(family.faq, locale)],
            categories=(family.id,),
        )


def _stories(company: Company, locale: str) -> Iterator[tuple[Document, list[Chunk]]]:
    for industry in company.industries.values():
        chunks = [Chunk("", _lines([industry.summary, *industry.pains], locale)), *_faq(industry.applications, locale)]
        url = f"/{locale}/solutions/{industry.slug}"
        yield _document("industry", industry.id, locale, title=industry.name[locale], url=url, chunks=chunks)
    for case in company.cases.values():
        text = _lines([case.customer, case.challenge, case.solution, case.result], locale)
        chunks = [Chunk("", text)]
        url = f"/{locale}/cases/{case.slug}"
        yield _document(
            "case", case.id, locale, title=case.title[locale], url=url, chunks=chunks, products=case.products
        )


def _lines(texts: Sequence[Text], locale: str) -> str:
    return "\n".join(text[locale] for text in texts)


def _faq(questions: Sequence[Question], locale: str) -> list[Chunk]:
    return [
        Chunk(one.question[locale], one.answer[locale], asked=tuple(one.asked.get(locale, ()))) for one in questions
    ]
