"""The source of truth for what search engines are told in JSON-LD, after the vocabulary of https://schema.org."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from content.catalogue.model import Company, Product, Question, Resource
from foundation.locales import TAGS
from web.locale import Speech
from web.site.addresses import Addresses
from web.site.figures import Group

Block = Mapping[str, Any]
_CONTEXT = "https://schema.org"


def organization(company: Company, say: Speech, base: str) -> Block:
    """Describe the company."""
    identity = company.identity
    return {
        "@context": _CONTEXT,
        "@type": "Organization",
        "@id": f"{base}/#company",
        "name": identity.name,
        "legalName": identity.legal_name,
        "url": f"{base}/{say.locale}/",
        "logo": f"{base}/media/{identity.logo}",
        "description": identity.description[say.locale],
        "foundingDate": str(identity.founded),
        "email": identity.email,
        "telephone": identity.phone,
        "vatID": identity.vat_id,
        "numberOfEmployees": {"@type": "QuantitativeValue", "value": identity.employees},
        "address": {
            "@type": "PostalAddress",
            "streetAddress": identity.street,
            "addressLocality": identity.city[say.locale],
            "postalCode": identity.postal_code,
            "addressCountry": identity.country,
        },
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "sales",
            "email": identity.sales_email,
            "telephone": identity.phone,
            "availableLanguage": [TAGS[locale] for locale in company.locales],
        },
    }


def website(company: Company, say: Speech, base: str) -> Block:
    """Describe the site and its search."""
    at = Addresses(say.locale)
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": company.identity.name,
        "url": f"{base}/{say.locale}/",
        "inLanguage": TAGS[say.locale],
        "publisher": {"@id": f"{base}/#company"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{base}{at.search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def product(company: Company, item: Product, groups: Sequence[Group], *, say: Speech, base: str) -> Block:
    """Describe a product with its specification; prices are given on request, so there is no offer."""
    at = Addresses(say.locale, company.generation)
    return {
        "@context": _CONTEXT,
        "@type": "Product",
        "name": item.name[say.locale],
        "sku": item.sku,
        "mpn": item.sku,
        "description": item.tagline[say.locale],
        "category": company.categories[item.category].name[say.locale],
        "image": [base + at.share_picture(item.picture), base + at.picture(item.picture)],
        "url": base + at.product(item),
        "brand": {"@type": "Brand", "name": company.identity.name},
        "manufacturer": {"@id": f"{base}/#company", "@type": "Organization", "name": company.identity.name},
        "countryOfOrigin": item.supply.origin,
        "weight": {"@type": "QuantitativeValue", "value": item.supply.net_weight_kg, "unitCode": "KGM"},
        "additionalProperty": [
            {"@type": "PropertyValue", "name": row.label, "value": _plain(row.value)}
            for group in groups
            for row in group.rows
        ],
    }


def faq_page(questions: Iterable[Question], say: Speech) -> Block | None:
    """Describe questions with their answers; None where there are none."""
    entries = [
        {
            "@type": "Question",
            "name": one.question[say.locale],
            "acceptedAnswer": {"@type": "Answer", "text": one.answer[say.locale]},
        }
        for one in questions
    ]
    return (
        {"@context": _CONTEXT, "@type": "FAQPage", "inLanguage": TAGS[say.locale], "mainEntity": entries}
        if entries
        else None
    )


def article(company: Company, item: Resource, say: Speech, *, base: str) -> Block:
    """Describe a document of the resource centre."""
    return _article(
        company,
        say,
        base,
        title=item.title[say.locale],
        text=item.summary[say.locale],
        address=Addresses(say.locale).resource(item),
    )


def case_article(company: Company, say: Speech, base: str, *, title: str, text: str, address: str) -> Block:
    """Describe a case study."""
    return _article(company, say, base, title=title, text=text, address=address)


def breadcrumbs(steps: Sequence[tuple[str, str]], home: str) -> Block:
    """Describe the way from the home page; `steps` are label and absolute address, the first without label."""
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label or home, "item": address}
            for position, (label, address) in enumerate(steps, start=1)
        ],
    }


def _article(company: Company, say: Speech, base: str, *, title: str, text: str, address: str) -> Block:
    publisher = {"@type": "Organization", "@id": f"{base}/#company", "name": company.identity.name}
    return {
        "@context": _CONTEXT,
        "@type": "Article",
        "headline": title[:110],
        "description": text,
        "inLanguage": TAGS[say.locale],
        "mainEntityOfPage": base + address,
        "author": publisher,
        "publisher": publisher,
    }


def _plain(value: str) -> str:
    # the marks that hold figures left to right are for readers of a page, not for machines
    return value.translate({0x2066: None, 0x2069: None, 0xA0: " "})
