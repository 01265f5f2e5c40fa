"""What a company's pack says of its own terms, where it delivers, who stands for it there, and whom it served; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from advisor.model import JsonObject
from content.catalogue.model import Case, Company, FreightRate
from content.catalogue.taxation import taxation_of

MOST_CASES = 3
EDITION = "Incoterms 2020"


def trade_terms(parameters: JsonObject, company: Company) -> JsonObject:
    """Answer one topic of `advisor.model.TermsTopic`, for a `country` (ISO 3166) and an `industry` where they are given.

    `locale`, `currency` and `on` (ISO 8601) say for whom and when. Amounts are decimal text.
    """
    return TOPICS[str(parameters["topic"])](parameters, company)


def _payment(asked: JsonObject, company: Company) -> JsonObject:
    return {"payment": company.terms.payment[asked["locale"]], "currencies": list(company.currencies)}


def _delivery(asked: JsonObject, company: Company) -> JsonObject:
    terms, country = company.terms, asked.get("country")
    return {
        "incoterm": terms.incoterm,
        "place": terms.place[asked["locale"]],
        "edition": EDITION,
        "others": [rule for rule in terms.incoterms if rule != terms.incoterm],
        "country": country,
        "rules": _rules_to(company, country, asked["on"]),
    }


def _minimum(asked: JsonObject, company: Company) -> JsonObject:
    currency = str(asked["currency"])
    named = [sku for sku in asked.get("skus") or () if sku in company.products]
    smallest = {product.supply.minimum_order for product in company.products.values()}
    return {
        "currency": currency,
        "smallest": [{"sku": sku, "quantity": company.products[sku].supply.minimum_order} for sku in named],
        "everywhere": smallest.pop() if len(smallest) == 1 else None,
        "least": _amount(company.terms.minimum_order.get(currency)),
        "surcharges": list(_small_orders(company, currency, asked)),
    }


def _small_orders(company: Company, currency: str, asked: JsonObject) -> Iterable[JsonObject]:
    """The surcharges of small orders that hold on the day, for everything and everywhere or in the buyer's country."""
    for one in company.surcharges.values():
        begun = one.valid_from is None or one.valid_from <= date.fromisoformat(asked["on"])
        over = one.valid_until is not None and one.valid_until < date.fromisoformat(asked["on"])
        there = not one.countries or asked.get("country") in one.countries
        general = not (one.categories or one.products)
        if currency in one.below and begun and not over and there and general:
            yield {
                "name": one.name[asked["locale"]],
                "below": _amount(one.below[currency]),
                "percent": None if one.percent is None else {"value": float(one.percent), "unit": "%"},
                "added": _amount(one.amounts.get(currency)),
            }


def _reach(asked: JsonObject, company: Company) -> JsonObject:
    country, on = asked.get("country"), str(asked["on"])
    terms = company.terms
    served = company.scoring.served_countries
    rules = _rules_to(company, country, on)
    customers = _customers_in(company, country)
    allowed = not served or country in served
    return {
        "country": country,
        "delivered": allowed and bool(rules or customers or country in served),
        "rules": rules,
        "customers": customers,
        "countries": len({one for rate in _rates(company, on) for one in rate.countries}),
        "incoterm": terms.incoterm,
        "place": terms.place[asked["locale"]],
        "edition": EDITION,
    }


def _freight(asked: JsonObject, company: Company) -> JsonObject:
    """Whether freight to a country is on record, and under which terms; what it costs for goods is reckoned elsewhere."""
    country, terms = asked.get("country"), company.terms
    return {
        "country": country,
        "rules": _rules_to(company, country, asked["on"]),
        "incoterm": terms.incoterm,
        "place": terms.place[asked["locale"]],
        "edition": EDITION,
    }


def _tax(asked: JsonObject, company: Company) -> JsonObject:
    country = asked.get("country")
    found = taxation_of(company, country)
    return {"country": country, "treatment": found.treatment, "note": found.note[asked["locale"]]}


def _partner(asked: JsonObject, company: Company) -> JsonObject:
    country = asked.get("country")
    known = [one for one in company.identity.representatives if country in (None, one.country)]
    return {
        "country": country,
        "known": [one.model_dump(mode="json") for one in known],
        "delivered": bool(country) and _reach(asked, company)["delivered"],
        "city": company.identity.city[asked["locale"]],
    }


def _references(asked: JsonObject, company: Company) -> JsonObject:
    country, industry, locale = asked.get("country"), asked.get("industry"), str(asked["locale"])
    fitting = [
        case for case in company.cases.values() if industry in (None, case.industry) and country in (None, case.country)
    ]
    return {
        "country": country,
        "industry": industry,
        "customers": _customers_in(company, country),
        "cases": [_told(case, locale) for case in fitting[:MOST_CASES]],
    }


def _told(case: Case, locale: str) -> JsonObject:
    return {"title": case.title[locale], "customer": case.customer[locale], "url": f"/{locale}/cases/{case.slug}"}


def _customers_in(company: Company, country: str | None) -> int:
    return sum(one.customers for one in company.identity.references if one.country == country)


def _rules_to(company: Company, country: str | None, on: str) -> list[str]:
    """The delivery terms that freight to a country is reckoned for, in the order of the terms."""
    rated = {rule for rate in _rates(company, on) if country in rate.countries for rule in rate.rules}
    return [rule for rule in company.terms.incoterms if rule in rated]


def _rates(company: Company, on: str) -> list[FreightRate]:
    day = date.fromisoformat(on)
    return [
        rate
        for rate in company.freight.values()
        if (rate.valid_from is None or rate.valid_from <= day) and (rate.valid_until is None or day <= rate.valid_until)
    ]


def _amount(amount: Decimal | None) -> JsonObject | None:
    return None if amount is None else {"amount": f"{amount:f}"}


TOPICS = {
    "payment": _payment,
    "delivery": _delivery,
    "minimum": _minimum,
    "reach": _reach,
    "freight": _freight,
    "tax": _tax,
    "duties": _tax,
    "partner": _partner,
    "references": _references,
}
"""By `advisor.model.TermsTopic`."""
