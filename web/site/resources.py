"""The resource centre: guides, papers and manuals to read, and everything to download; and the certificate library."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from content.catalogue.model import Company, Product, Resource
from web.locale import Speech
from web.site import structured_data
from web.site.addresses import Addresses
from web.site.cards import ProductCard, product_cards
from web.site.documents import kinds
from web.site.markdown import Document
from web.site.page import Crumb, Page
from web.site.products import Proof, proofs


@dataclass(frozen=True, slots=True)
class Resources:
    """Context of `site/resources.html`."""

    groups: tuple[tuple[str, tuple[Resource, ...]], ...]
    """Kind of document with its documents."""
    kinds: Mapping[str, str]
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """Context of `site/resource.html`."""

    resource: Resource
    kind: str
    document: Document
    products: tuple[ProductCard, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the certificate library."""

    product: Product
    proof: Proof
    expired: bool


@dataclass(frozen=True, slots=True)
class Library:
    """Context of `site/certificates.html`."""

    entries: tuple[Entry, ...]
    marks: Mapping[str, str]
    chosen: str | None


def resources(company: Company, say: Speech) -> Page:
    """Compose the resource centre."""
    at, names = Addresses(say.locale), kinds(say)
    groups = tuple(
        (names[kind], found)
        for kind in names
        if (found := tuple(one for one in company.resources.values() if one.kind == kind))
    )
    return Page(
        "site/resources.html",
        Resources(groups, names, tuple(company.products.values())),
        path=at.resources,
        title=say("Resources"),
        description=say(
            "Selection and application guides, manuals, data sheets and certificates of {company}.",
            company=company.identity.name,
        ),
        section="resources",
        crumbs=(Crumb(say("Resources"), at.resources),),
    )


def resource(company: Company, item: Resource, document: Document, *, say: Speech, base: str) -> Page:
    """Compose a document's page from its rendered text."""
    at, title = Addresses(say.locale), item.title[say.locale]
    return Page(
        "site/resource.html",
        ResourceView(item, kinds(say)[item.kind], document, product_cards(company, item.products[:4], say)),
        path=at.resource(item),
        title=title,
        description=item.summary[say.locale],
        section="resources",
        crumbs=(Crumb(say("Resources"), at.resources), Crumb(title, at.resource(item))),
        structured=(structured_data.article(company, item, say, base=base),),
        picture=next((company.products[sku].picture for sku in item.products if sku in company.products), None),
        kind="article",
    )


def certificates(company: Company, mark: str | None, today: date, *, say: Speech) -> Page:
    """Compose the certificate library, narrowed to one mark where it is asked for; `today` decides what has expired."""
    at = Addresses(say.locale)
    entries = [
        Entry(product, proof, proof.certificate.expires is not None and proof.certificate.expires < today)
        for product in company.products.values()
        for proof in proofs(company, product, say)
    ]
    marks = {entry.proof.certificate.mark: entry.proof.mark for entry in entries}
    chosen = mark if mark in marks else None
    return Page(
        "site/certificates.html",
        Library(
            tuple(entry for entry in entries if chosen is None or entry.proof.certificate.mark == chosen), marks, chosen
        ),
        path=at.certificates,
        title=say("Certificate library"),
        description=say("Every certificate by product and country, with number and expiry."),
        section="resources",
        crumbs=(Crumb(say("Resources"), at.resources), Crumb(say("Certificate library"), at.certificates)),
        indexable=chosen is None,
    )
