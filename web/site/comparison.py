"""The comparison tool: up to four products side by side, chosen in the address (`?sku=a&sku=b`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.catalogue.model import Category, Company, Product
from web.locale import Speech
from web.site.addresses import Addresses
from web.site.cards import models_of
from web.site.contest import Line, side_by_side
from web.site.figures import group_name
from web.site.page import Crumb, Page

MOST = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One product of the comparison; `without` is the address of the same comparison without it."""

    product: Product
    name: str
    without: str


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Attributes that belong together."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Context of `site/compare.html`."""

    columns: tuple[Column, ...]
    groups: tuple[LineGroup, ...]
    offered: tuple[tuple[Category, tuple[Product, ...]], ...]
    """Products that can still be added, by family; none where the table is full."""


def comparison(company: Company, skus: Sequence[str], say: Speech) -> Page:
    """Compose the comparison of the products named; unknown ones are left out."""
    at = Addresses(say.locale)
    items = [company.products[sku] for sku in dict.fromkeys(sku.upper() for sku in skus) if sku in company.products][
        :MOST
    ]
    chosen = [item.sku for item in items]
    columns = tuple(
        Column(item, item.name[say.locale], at.compare(sku for sku in chosen if sku != item.sku)) for item in items
    )
    left = [] if len(items) == MOST else [(one, models_of(company, one)) for one in company.categories.values()]
    offered = [(one, tuple(m for m in models if m.sku not in chosen)) for one, models in left]
    title = say("Compare products")
    return Page(
        "site/compare.html",
        Comparison(columns, _groups(company, items, say), tuple(pair for pair in offered if pair[1])),
        path=at.compare(),
        title=f"{title}: {', '.join(chosen)}" if chosen else title,
        description=say("Put up to four products side by side, with every figure of their data sheets."),
        section="products",
        crumbs=(Crumb(say("Products"), at.products), Crumb(title, at.compare())),
        indexable=not chosen,
        picture=items[0].picture if items else None,
    )


def _groups(company: Company, items: Sequence[Product], say: Speech) -> tuple[LineGroup, ...]:
    if not items:
        return ()
    order = dict.fromkeys(
        name for item in items for name in (*company.categories[item.category].attributes, *item.attributes)
    )
    groups: dict[str, list[Line]] = {}
    for name in order:
        attribute = company.attributes.get(name)
        if attribute is not None and any(name in item.attributes for item in items):
            groups.setdefault(attribute.group, []).append(
                side_by_side(attribute, [item.attributes.get(name) for item in items], say)
            )
    merged: dict[str, list[Line]] = {}
    for group, lines in groups.items():
        merged.setdefault(group_name(group, say), []).extend(lines)
    return tuple(LineGroup(name, tuple(lines)) for name, lines in merged.items())
