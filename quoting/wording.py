"""The source of truth for the words of a quote: fixed labels, assumptions, days and months, and how scripts are held apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from gettext import NullTranslations

from foundation.locales import direction, translator

LABELS = {
    "title": "Quotation",
    "number": "Quotation no.",
    "proforma": "Pro-forma invoice",
    "proforma_number": "Pro-forma invoice no.",
    "date": "Date",
    "valid_until": "Valid until",
    "recipient": "To",
    "contact": "Your contact",
    "position": "Item",
    "picture": "Picture",
    "product": "Product",
    "quantity": "Qty",
    "unit_price": "Unit price",
    "line_discount": "Discount",
    "amount": "Amount",
    "options": "With",
    "delivery_time": "Delivery time",
    "warranty": "Warranty",
    "origin": "Origin",
    "hs_code": "HS code",
    "weights": "Weight, net / gross",
    "contents": "Contains",
    "subtotal": "Subtotal",
    "discount": "Discount",
    "freight": "Freight",
    "insurance": "Cargo insurance",
    "duty": "Import duties",
    "tax": "VAT",
    "total": "Total",
    "terms": "Terms",
    "delivery_term": "Delivery term",
    "delivery": "Delivery",
    "partial_deliveries": "Partial deliveries",
    "partial_deliveries_allowed": "Partial deliveries are allowed.",
    "packing": "Packing",
    "payment": "Payment",
    "exchange_rate": "Exchange rate",
    "taxes": "Taxes and duties",
    "validity": "Validity",
    "note": "Remarks",
    "bank": "Bank details",
    "assumptions": "What this quotation assumes",
    "order": "Order",
    "order_sentence": "We order the items above on the terms of this quotation.",
    "place_date": "Place and date",
    "name_role": "Name and position",
    "signature": "Signature and company stamp",
    "for_seller": "For {seller}",
    "issued_electronically": "Made electronically; valid without signature.",
    "genuine": "Is this document genuine?",
    "genuine_how": "Scan the code, or enter number and code at {address}.",
    "code": "Code",
    "phone": "Phone",
    "email": "E-mail",
    "register": "Register",
    "vat_id": "VAT ID",
}
ASSUMPTIONS_WORDED = {
    "quantity": "You named no quantity; we quote the quantities shown.",
    "currency": "You named no currency; we quote in {currency}.",
    "incoterm": "You named no delivery term; we quote {incoterm}.",
    "place": "You named no place for the delivery term; we quote {incoterm}.",
    "freight_calculated": "Freight is for one consignment of {packages} to {destination}, {weight} chargeable.",
    "place_country": "We take {destination} to lie in {country}; please tell us if it lies elsewhere.",
    "goods_insured": "The goods are insured up to the named place for {insured}.",
    "freight_not_included": "The total does not include carriage and insurance under {incoterm}; we confirm their cost "
    "before you order.",
    "payment": "Our standard payment terms apply.",
    "validity": "Our standard period of validity applies.",
    "price_list_ends": "The quotation ends on {valid_until}, together with our current price list.",
    "delivery_together": "All items are delivered together, in {lead_time} at the latest.",
    "recipient": "You have not given your company’s name yet; please state the invoice address with your order.",
}


@cache
def offer_labels(locale: str) -> Mapping[str, str]:
    """Return every fixed word of the document by its name."""
    say = speaker(locale)
    return {name: say(message) for name, message in LABELS.items()}


def word_days(days: int, locale: str) -> str:
    """Word a number of days: `14 days`."""
    return words(locale).ngettext("{count} day", "{count} days", days).format(count=days)


def word_months(months: int, locale: str) -> str:
    """Word a number of months: `24 months`."""
    return words(locale).ngettext("{count} month", "{count} months", months).format(count=months)


def held(text: str, locale: str) -> str:
    """Hold text that mixes scripts (`CIF جدة`, `73728 إسلينغن`) together in the direction of its language."""
    return f"\N{RIGHT-TO-LEFT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if direction(locale) == "rtl" else text


def latin(text: str, locale: str) -> str:
    """Hold Latin text together among Arabic words."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if direction(locale) == "rtl" else text


def in_own_direction(text: str, locale: str) -> str:
    """Hold text of any script together among Arabic words, in the direction of its own first letter."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if direction(locale) == "rtl" else text


def words(locale: str) -> NullTranslations:
    return translator("quoting", "quoting", locale)


def speaker(locale: str) -> Callable[[str], str]:
    return words(locale).gettext
