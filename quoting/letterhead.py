"""The source of truth for who writes to whom on a document: the company's letterhead, and the lines of an address. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.catalogue.model import Company
from foundation.locales import country_name
from quoting.wording import held, in_own_direction, latin


@dataclass(frozen=True, slots=True)
class Seller:
    """The letterhead."""

    name: str
    legal_name: str
    tagline: str
    address: tuple[str, ...]
    phone: str
    email: str
    website: str
    registration: str
    vat_id: str
    logo: str


def word_recipient(recipient: Mapping[str, str | None], locale: str) -> tuple[str, ...]:
    """Return the lines of an address; empty where nobody is named. Each stands in its own direction: `Works Ltd.` keeps its dot."""
    named = {key: recipient.get(key) for key in ("company", "name", "street", "city")}
    if locale == "ja":  # a letter to a Japanese reader names nobody bare
        whom, title = ("name", "様") if named["name"] else ("company", "御中")
        named[whom] = named[whom] and f"{named[whom]} {title}"
    country = recipient.get("country")
    lines = [*named.values(), country_name(country, locale) if country else None, recipient.get("email")]
    return tuple(in_own_direction(line, locale) for line in lines if line)


def word_seller(company: Company, locale: str) -> Seller:
    """Return the company's particulars in a language."""
    identity = company.identity
    return Seller(
        name=identity.name,
        legal_name=identity.legal_name,
        tagline=identity.tagline[locale],
        address=(
            latin(identity.street, locale),
            held(f"{identity.postal_code} {identity.city[locale]}", locale),
            country_name(identity.country, locale),
        ),
        phone=identity.phone,
        email=identity.sales_email,
        website=identity.website.removeprefix("https://"),
        registration=identity.registration,
        vat_id=identity.vat_id,
        logo=identity.logo,
    )
