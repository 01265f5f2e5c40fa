"""The source of truth for how what staff write into a product's field becomes a part number: the number itself, or words of the name."""

from __future__ import annotations

from content.catalogue.model import Company
from quoting.errors import UnknownProduct
from quoting.goods import find_goods

MOST_CANDIDATES = 6


class NoSuchProduct(Exception):
    """Nothing, or more than one product, fits what was `said`."""

    def __init__(self, said: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.said = said[:60]
        self.candidates = candidates


def find_sku(said: str, company: Company, locale: str) -> str:
    """Return the part number that is meant: as it stands, or of the one product or bundle whose name holds all the words.

    Raises NoSuchProduct.
    """
    try:
        return find_goods(company, said).sku
    except UnknownProduct:
        pass
    words = said.casefold().split()
    if not words:
        raise NoSuchProduct("")
    named = {sku: f"{sku} {name}".casefold() for sku, name in goods_names(company, locale)}
    exact = [sku for sku, name in goods_names(company, locale) if name.casefold() == said.strip().casefold()]
    found = exact or [sku for sku, name in named.items() if all(word in name for word in words)]
    if len(found) == 1:
        return found[0]
    raise NoSuchProduct(said, tuple(found[:MOST_CANDIDATES]))


def goods_names(company: Company, locale: str) -> tuple[tuple[str, str], ...]:
    """Return part number and name of all that is sold, products before bundles."""
    language = locale if locale in company.locales else company.locales[0]
    products = tuple((one.sku, one.name[language]) for one in company.products.values())
    return products + tuple((one.sku, one.name[language]) for one in company.bundles.values())
