"""The source of truth for what surrounds every public page: titles, navigation, languages, footer."""

import json
from collections.abc import Mapping
from typing import Any

from content.catalogue.model import Company
from foundation.locales import TAGS, direction, native_name
from web.locale import Speech, address_in, speech
from web.site.addresses import Addresses
from web.site.chat_words import chat_words
from web.site.page import Frame, Language, Link, Menu, Page
from web.site.structured_data import breadcrumbs

THEME = "#10171e"


def frame(page: Page, company: Company, *, locale: str, base: str, assets: str) -> Frame:
    """Surround a page in a language; `base` is the site's public origin, `assets` where its static files lie."""
    say, at = speech(locale), Addresses(locale, company.generation)
    blocks = [*page.structured]
    if page.crumbs:
        blocks.append(
            breadcrumbs(
                [("", base + at.home), *((crumb.label, base + crumb.address) for crumb in page.crumbs)],
                home=say("Home"),
            )
        )
    name = company.identity.name
    return Frame(
        locale=locale,
        tag=TAGS[locale],
        direction=direction(locale),
        title=page.title if name in page.title else f"{page.title} | {name}",
        canonical=base + page.path,
        languages=tuple(
            Language(one, TAGS[one], native_name(one), address_in(one, page.path), one == locale)
            for one in company.locales
        ),
        x_default=base + address_in("en", page.path),
        menus=menus(company, page, say, at=at),
        footer=footer(company, say, at),
        structured=tuple(embedded(block) for block in blocks),
        picture=base + at.share_picture(page.picture) if page.picture else None,
        theme=THEME,
        assets=assets,
        chat_words=embedded(chat_words(locale)),
    )


def menus(company: Company, page: Page, say: Speech, *, at: Addresses) -> tuple[Menu, ...]:
    """Make the top navigation, in the order that visitors know."""
    categories = tuple(Link(one.name[say.locale], at.category(one)) for one in company.categories.values())
    industries = tuple(Link(one.name[say.locale], at.industry(one)) for one in company.industries.values())
    tools = (Link(say("Product selector"), at.selector), Link(say("Compare products"), at.compare()))
    library = (
        Link(say("Guides and papers"), at.resources),
        Link(say("Downloads"), at.resources + "#downloads"),
        Link(say("Certificate library"), at.certificates),
    )
    return (
        Menu(say("Products"), at.products, (*categories, *tools), page.section == "products"),
        Menu(say("Solutions"), at.solutions, industries, page.section == "solutions"),
        Menu(say("Case studies"), at.cases, (), page.section == "cases"),
        Menu(say("Resources"), at.resources, library, page.section == "resources"),
        Menu(say("About us"), at.about, (), page.section == "about"),
        Menu(say("AI assistant"), at.advisor, (), page.section == "advisor"),
        Menu(say("Contact"), at.contact(), (), page.section == "contact"),
    )


def footer(company: Company, say: Speech, at: Addresses) -> tuple[Menu, ...]:
    """Make the footer's columns of links."""
    categories = tuple(Link(one.name[say.locale], at.category(one)) for one in company.categories.values())
    industries = tuple(Link(one.name[say.locale], at.industry(one)) for one in company.industries.values())
    support = (
        Link(say("Product selector"), at.selector),
        Link(say("Compare products"), at.compare()),
        Link(say("Guides and papers"), at.resources),
        Link(say("Certificate library"), at.certificates),
        Link(say("Search"), at.search),
    )
    house = (
        Link(say("About us"), at.about),
        Link(say("Case studies"), at.cases),
        Link(say("AI assistant"), at.advisor),
        Link(say("Contact"), at.contact()),
        Link(say("Privacy"), at.privacy),
        Link(say("Legal notice"), at.imprint),
    )
    return (
        Menu(say("Products"), at.products, categories),
        Menu(say("Solutions"), at.solutions, industries),
        Menu(say("Help with choosing"), at.selector, support),
        Menu(say("Company"), at.about, house),
    )


def embedded(data: Mapping[str, Any]) -> str:
    """Write JSON that stays inside its script element whatever the texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
