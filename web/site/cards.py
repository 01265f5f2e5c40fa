"""The source of truth for the small pictures of things that stand on several pages: product, category, case."""

from collections.abc import Iterable
from dataclasses import dataclass

from content.catalogue.model import Case, Category, Company, Figure, Industry, Product
from foundation.locales import country_name
from web.locale import Speech
from web.site.figures import Row, key_figures


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product as it stands in a list."""

    product: Product
    name: str
    tagline: str
    figures: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CategoryCard:
    """A product family as it stands in a list, with how many models it has."""

    category: Category
    name: str
    summary: str
    models: int


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case as it stands in a list."""

    case: Case
    title: str
    customer: str
    industry: Industry | None
    country: str
    figures: tuple[Figure, ...]


def product_card(company: Company, product: Product, say: Speech, *, figures: int = 3) -> ProductCard:
    """Make a product's card with its most important figures."""
    return ProductCard(
        product,
        product.name[say.locale],
        product.tagline[say.locale],
        key_figures(company, product, say, limit=figures),
    )


def product_cards(company: Company, skus: Iterable[str], say: Speech) -> tuple[ProductCard, ...]:
    """Make the cards of products by SKU; one that is no longer offered is left out."""
    return tuple(product_card(company, company.products[sku], say) for sku in skus if sku in company.products)


def category_cards(company: Company, say: Speech) -> tuple[CategoryCard, ...]:
    """Make the cards of all families, in catalogue order."""
    return tuple(
        CategoryCard(one, one.name[say.locale], one.summary[say.locale], len(models_of(company, one)))
        for one in company.categories.values()
    )


def models_of(company: Company, category: Category) -> tuple[Product, ...]:
    """List a family's products in catalogue order."""
    return tuple(product for product in company.products.values() if product.category == category.id)


def case_card(company: Company, case: Case, say: Speech) -> CaseCard:
    """Make a case's card."""
    return CaseCard(
        case,
        case.title[say.locale],
        case.customer[say.locale],
        company.industries.get(case.industry),
        country_name(case.country, say.locale),
        case.figures,
    )


def case_cards(company: Company, cases: Iterable[Case], say: Speech) -> tuple[CaseCard, ...]:
    """Make the cards of several cases."""
    return tuple(case_card(company, case, say) for case in cases)
