"""Every reason why a quote cannot be made or opened, each a sentence in the reader's language that says what to do."""

from __future__ import annotations

from typing import ClassVar

from foundation.locales import translator


class QuotingError(Exception):
    """Base of all refusals of this package.

    `code` is stable for programs, `facts` fill the placeholders of `wording` (the msgid in the domain `quoting`).
    """

    code: ClassVar[str] = "quote_refused"
    wording: ClassVar[str] = "This quote cannot be made."
    position: int | None = None
    """Which of the requested lines (1, 2 ...) it is about, where it is about one."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, locale: str) -> str:
        """Return the reason in `locale`, one of the installation's locales."""
        return translator("quoting", "quoting", locale).gettext(self.wording).format_map(self.facts)


class NoLines(QuotingError):
    code = "no_lines"
    wording = "A quote needs at least one product. Name a product and how many pieces you want."


class TooManyLines(QuotingError):
    """Facts: `limit`."""

    code = "too_many_lines"
    wording = "A quote holds at most {limit} lines. Please split it, or write to our sales team."


class UnknownProduct(QuotingError):
    """Facts: `sku`, as it was asked for."""

    code = "unknown_product"
    wording = "We have no product with the number “{sku}”. Please check the number."


class UnknownOption(QuotingError):
    """Facts: `sku`, `option`, `known` (comma-separated ids)."""

    code = "unknown_option"
    wording = "The product {sku} has no option “{option}”. Its options are: {known}."


class QuantityTooSmall(QuotingError):
    """Facts: `sku`, `quantity`."""

    code = "quantity_too_small"
    wording = "The quantity for {sku} must be a whole number of 1 or more; you asked for {quantity}."


class QuantityTooLarge(QuotingError):
    """Facts: `sku`, `quantity`, `limit`."""

    code = "quantity_too_large"
    wording = "We quote up to {limit} pieces of {sku} in one line. For more, please write to our sales team."


class BelowMinimumOrder(QuotingError):
    """Facts: `sku`, `quantity`, `minimum`."""

    code = "below_minimum_order"
    wording = "The smallest order for {sku} is {minimum} pieces; you asked for {quantity}."


class BelowMinimumValue(QuotingError):
    """Facts: `minimum`, `amount` of all goods, `missing`; each an amount with its currency."""

    code = "below_minimum_value"
    wording = "Our smallest order is {minimum}; these goods cost {amount}. Please add goods for {missing} or more."


class NoPriceInCurrency(QuotingError):
    """Facts: `sku`, `currency`, `available` (comma-separated codes)."""

    code = "no_price_in_currency"
    wording = "There is no price for {sku} in {currency}. We quote it in: {available}."


class MixedCurrencies(QuotingError):
    """Facts: `sku`, `said` of the line, `currency` of the quote."""

    code = "mixed_currencies"
    wording = "A quote has one currency: {sku} is asked for in {said}, the quote in {currency}. Please make two quotes."


class NoExchangeRate(QuotingError):
    """Facts: `base`, `currency`. The pack converts a list, and no rate is on record."""

    code = "no_exchange_rate"
    wording = "There is no exchange rate from {base} to {currency} on record. Our sales team will tell you the price, or ask for {base}."


class ExchangeRateTooOld(QuotingError):
    """Facts: `base`, `currency`, `day` (ISO date) of the newest, `days` that one may be old."""

    code = "exchange_rate_too_old"
    wording = (
        "The exchange rate from {base} to {currency} is of {day}, and we quote by rates of the last {days} days only. "
        "Our sales team will tell you the price, or ask for {base}."
    )


class PriceListExpired(QuotingError):
    """Facts: `sku`, `currency`, `ended` (ISO date)."""

    code = "price_list_expired"
    wording = "The price list for {sku} in {currency} ended on {ended}. Our sales team will send you the new price."


class PriceListNotYetValid(QuotingError):
    """Facts: `sku`, `currency`, `starts` (ISO date)."""

    code = "price_list_not_yet_valid"
    wording = (
        "The price list for {sku} in {currency} begins on {starts}. Our sales team will tell you the price until then."
    )


class UnknownCountry(QuotingError):
    """Facts: `country`, as it was given."""

    code = "unknown_country"
    wording = "“{country}” is no country code. Use two letters of ISO 3166, such as DE or US."


class DiscountOutOfRange(QuotingError):
    """Facts: `discount`, as it was asked for."""

    code = "discount_out_of_range"
    wording = "A discount is a percentage from 0 to below 100 with at most two decimals; you gave {discount}."


class UnknownIncoterm(QuotingError):
    """Facts: `said`, `offered` (comma-separated rules)."""

    code = "unknown_incoterm"
    wording = "“{said}” is no rule of Incoterms 2020. We quote: {offered}."


class WithdrawnIncoterm(QuotingError):
    """Facts: `rule`, `successor`."""

    code = "withdrawn_incoterm"
    wording = "{rule} is no longer part of Incoterms 2020. Please choose {successor} instead."


class IncotermNotOffered(QuotingError):
    """Facts: `rule`, `offered`."""

    code = "incoterm_not_offered"
    wording = "We do not quote {rule}. We quote: {offered}."


class PlaceMissing(QuotingError):
    """Facts: `rule`."""

    code = "place_missing"
    wording = "{rule} needs a named place, for example “{rule} Hamburg”. Where shall the goods go?"


class PlaceTooLong(QuotingError):
    """Facts: `limit`. A place is printed whole or not at all."""

    code = "place_too_long"
    wording = (
        "The named place of a delivery term may have at most {limit} characters. "
        "Please name the town, port or site only; the full address belongs to the order."
    )


class UnknownLocale(QuotingError):
    """Facts: `locale`, `known`."""

    code = "unknown_locale"
    wording = "We do not write quotes in “{locale}”. We write them in: {known}."


class PaymentOutOfRange(QuotingError):
    """Facts: `days`, `limit`."""

    code = "payment_out_of_range"
    wording = "The payment term is a whole number of days from 0 (in advance) to {limit}; you gave {days}."


class ValidityOutOfRange(QuotingError):
    """Facts: `days`, `limit`."""

    code = "validity_out_of_range"
    wording = "A quote is valid for a whole number of days from 1 to {limit}; you gave {days}."


class NoteTooLong(QuotingError):
    """Facts: `limit`."""

    code = "note_too_long"
    wording = "The note may have at most {limit} characters. Please shorten it."


class QuoteNotFound(QuotingError):
    """A quote that is not there, or whose link is not genuine: both look the same."""

    code = "quote_not_found"
    wording = "We did not find this quote. Please open it with the whole link from our mail."


class QuoteNotIssued(QuotingError):
    """Facts: `number`. There is no document before the approval."""

    code = "quote_not_issued"
    wording = "The quote {number} is waiting for approval. You get the document as soon as it is approved."


class NoProforma(QuotingError):
    """The quote does not bind us (any more)."""

    code = "no_proforma"
    wording = "There is a pro-forma invoice only for a quotation that is issued or accepted; {number} is not."


class AuthorityExceeded(QuotingError):
    """Facts: `number`. Whoever tried to approve may not, or nobody may."""

    code = "authority_exceeded"
    wording = "You may not approve the quote {number}."


class FloorReached(AuthorityExceeded):
    """Facts: `number`, `positions`: items whose price is below its floor, which the role may not allow. No figure is told."""

    code = "below_floor"
    wording = (
        "You may not approve the quote {number}: the price of item {positions} is below the floor that is set for it."
    )


class ReasonMissing(QuotingError):
    """Facts: `number`. What goes beyond the rules, and a counter-offer, is put on record with its reason."""

    code = "reason_missing"
    wording = "Please give a reason for your decision on the quote {number}; it is kept on record."


class UnknownLine(QuotingError):
    """Facts: `number`, `position`."""

    code = "unknown_line"
    wording = "The quote {number} has no item {position}. Please use the numbers of its items."


class ApprovalClosed(QuotingError):
    """Facts: `number`, `status`. The approval was decided before."""

    code = "approval_closed"
    wording = "The quote {number} is not waiting for approval any more."


class QuoteLapsed(QuotingError):
    """Facts: `number`, `ended` (ISO date). What waited beyond its last day is priced anew, not approved."""

    code = "quote_lapsed"
    wording = "The quote {number} was valid until {ended}. Please make a new one."
