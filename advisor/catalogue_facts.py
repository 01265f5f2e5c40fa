"""Answers the queries of a decision that the catalogue alone can answer; prices, quotes and people are asked elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from advisor.bundles import describe
from advisor.comparison import compare
from advisor.derived import needs_from_json
from advisor.engineering import CalculationImpossible, calculate
from advisor.matching import plain
from advisor.model import JsonObject, Query
from advisor.orders import companions
from advisor.recommend import find_products
from advisor.trade_terms import trade_terms
from content.catalogue import queries
from content.catalogue.model import Company
from content.knowledge import faq


def answer(query: Query, company: Company) -> Any:
    """Run a query of `CATALOGUE_QUERIES`; an unknown SKU or an impossible calculation is answered {none: reason}."""
    return CATALOGUE_QUERIES[query.name](query.parameters, company)


def _find(parameters: JsonObject, company: Company) -> Any:
    return find_products(needs_from_json(parameters["needs"], company), company)


def _product(parameters: JsonObject, company: Company) -> Any:
    product = company.products.get(str(parameters["sku"]))
    if product is None:
        return {"none": "unknown"}
    return {
        "sku": product.sku,
        "category": product.category,
        "attributes": {name: plain(value) for name, value in product.attributes.items()},
        "options": [
            {"id": o.id, "sets": {name: plain(value) for name, value in o.sets.items()}} for o in product.options
        ],
        "certificates": [certificate.model_dump(mode="json") for certificate in product.certificates],
        "warranty_months": product.supply.warranty_months,
    }


def _supply(parameters: JsonObject, company: Company) -> Any:
    """How a product is sent; apart from its data sheet, so that no gross weight is taken for its own."""
    product = company.products.get(str(parameters["sku"]))
    if product is None:
        return {"none": "unknown"}
    return {
        "sku": product.sku,
        "origin": product.supply.origin,
        "hs_code": product.supply.hs_code,
        "package_mm": list(product.supply.package_mm),
        "gross_weight_kg": product.supply.gross_weight_kg,
        "pieces_per_package": product.supply.pieces_per_package,
    }


def _compare(parameters: JsonObject, company: Company) -> Any:
    return compare(parameters["skus"], parameters.get("competitor"), company)


def _calculate(parameters: JsonObject, company: Company) -> Any:
    try:
        return asdict(calculate(str(parameters["name"]), parameters["inputs"]))
    except CalculationImpossible as impossible:
        return {"none": str(impossible)}


def _stock(parameters: JsonObject, company: Company) -> Any:
    product = company.products.get(str(parameters["sku"]))
    if product is None:
        return {"none": "unknown"}
    return {"sku": product.sku, "stock": product.supply.stock, "days": product.supply.stock_lead_time_days}


def _lead_time(parameters: JsonObject, company: Company) -> Any:
    product = company.products.get(str(parameters["sku"]))
    if product is None:
        return {"none": "unknown"}
    quantity = int(parameters.get("quantity") or 1)
    found = queries.lead_time(company, product.sku, quantity, options=tuple(parameters.get("options") or ()))
    assert found is not None
    told = {"sku": product.sku, "quantity": quantity, "days": found.days, "from": found.origin}
    if parameters.get("on"):
        told["ready"] = (date.fromisoformat(parameters["on"]) + timedelta(days=found.days)).isoformat()
        told["stock"] = product.supply.stock
    return told


def _families(parameters: JsonObject, company: Company) -> Any:
    locale = str(parameters["locale"])
    counts = Counter(product.category for product in company.products.values())
    return {
        "products": len(company.products),
        "families": [
            {
                "id": family.id,
                "name": family.name[locale],
                "summary": family.summary[locale],
                "products": counts[family.id],
            }
            for family in company.categories.values()
        ],
    }


def _companions(parameters: JsonObject, company: Company) -> Any:
    return companions(str(parameters["sku"]), needs_from_json(parameters["needs"], company), company)


def _sum(parameters: JsonObject, company: Company) -> Any:
    """Add up the amounts of price queries, so that a sum that is said is a fact like them."""
    return {"total": str(sum(Decimal(str(one)) for one in parameters["amounts"])), "currency": parameters["currency"]}


def _bundle(parameters: JsonObject, company: Company) -> Any:
    return describe(str(parameters["sku"]), company)


def _faq(parameters: JsonObject, company: Company) -> Any:
    """The answer of the FAQ to one of its questions, as a passage of it is told."""
    question, locale = parameters["question"], str(parameters["locale"])
    found = next((one for one in company.faq if one.question[locale] == question), None)
    if found is None:
        return {"none": "unknown"}
    url = faq.address(locale, str(question))
    return {"title": faq.title(locale), "url": url, "passage": found.answer[locale], "locale": locale}


CATALOGUE_QUERIES: Mapping[str, Callable[[JsonObject, Company], Any]] = {
    "find_products": _find,
    "product": _product,
    "supply": _supply,
    "compare": _compare,
    "calculate": _calculate,
    "stock": _stock,
    "lead_time": _lead_time,
    "companions": _companions,
    "bundle": _bundle,
    "sum": _sum,
    "families": _families,
    "trade_terms": trade_terms,
    "faq": _faq,
}
"""By the query's name; all pure."""
