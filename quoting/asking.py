"""The source of truth for how a quote asks for its prices: for whom, when and by which rates; and why there may be none. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from content.catalogue.model import Company, Price
from content.catalogue.prices import Buyer, NoPrice, PriceAnswer, lists_for, price, rows_for
from content.rates.convert import NoRate, convert, rate_for
from content.rates.model import NO_RATES, RateBook, UsedRate
from foundation.money import Money
from quoting.errors import (
    BelowMinimumOrder,
    ExchangeRateTooOld,
    NoExchangeRate,
    NoPriceInCurrency,
    PriceListExpired,
    PriceListNotYetValid,
)
from quoting.goods import Goods, chosen_options, find_goods
from quoting.model import Line, QuoteRequest


@dataclass(frozen=True, slots=True)
class Market:
    """What every price of a quote depends on beside its goods."""

    company: Company
    currency: str
    buyer: Buyer
    today: date
    """The day in the company's time zone."""
    rates: RateBook = NO_RATES

    @property
    def listed(self) -> str:
        """The currency of the lists that are converted where none is in the quote's own."""
        rule = self.company.terms.conversions.get(self.currency)
        return rule.from_currency if rule else self.currency


def market_of(request: QuoteRequest, company: Company, *, today: date, rates: RateBook = NO_RATES) -> Market:
    """Return what the prices of a request depend on."""
    buyer = Buyer(request.account, request.country, request.price_lists)
    return Market(company, request.currency, buyer, today, rates)


def ask_price(goods: Goods, market: Market, *, quantity: int, options: Sequence[str]) -> PriceAnswer:
    """Ask the price lists that count for the buyer; where they have no price, raise the reason.

    Raises BelowMinimumOrder, NoPriceInCurrency, PriceListExpired, PriceListNotYetValid, NoExchangeRate,
    ExchangeRateTooOld: a price that is not in force is never returned.
    """
    minimum = max(goods.minimum_order, min((row.min_quantity for row in _rows(goods, market)), default=1))
    answer = price(
        market.company,
        goods.sku,
        quantity=quantity,
        currency=market.currency,
        on=market.today,
        options=options,
        buyer=market.buyer,
        rates=market.rates,
    )
    if isinstance(answer, NoPrice):
        _refuse(goods, market, options)
    if quantity < minimum or isinstance(answer, NoPrice):
        raise BelowMinimumOrder(sku=goods.sku, quantity=quantity, minimum=minimum)
    return answer


def rate_used(
    lines: Sequence[Line], market: Market, *, amounts: Sequence[Mapping[str, Decimal]] = ()
) -> UsedRate | None:
    """Return the exchange rate that prices of these lines or amounts of the pack went through.

    None where lists and amounts in the currency gave them all.
    """
    if market.currency not in market.company.terms.conversions:
        return None
    if any(named and market.currency not in named for named in amounts):
        return _rate(market)
    asked = (
        ask_price(find_goods(market.company, line.sku), market, quantity=line.quantity, options=line.options)
        for line in lines
    )
    return next((answer.rate for answer in asked if answer.rate is not None), None)


def amount_in(amounts: Mapping[str, Decimal], market: Market) -> Money | None:
    """Return an amount of the pack in the quote's currency, converted where the pack names it in another one only.

    None where it names neither; raises NoExchangeRate and ExchangeRateTooOld.
    """
    own = amounts.get(market.currency)
    if own is not None:
        return Money(own, market.currency).rounded()
    rule, listed = market.company.terms.conversions.get(market.currency), amounts.get(market.listed)
    if rule is None or listed is None:
        return None
    return convert(Money(listed, market.listed), _rate(market), rule)


def _rate(market: Market) -> UsedRate:
    used = rate_for(market.company, market.currency, market.rates, on=market.today)
    if not isinstance(used, NoRate):
        return used
    if used.as_of is None:
        raise NoExchangeRate(base=market.listed, currency=market.currency)
    facts = {"day": used.as_of.isoformat(), "days": used.max_age_days}
    raise ExchangeRateTooOld(base=market.listed, currency=market.currency, **facts)


def _rows(goods: Goods, market: Market) -> list[Price]:
    """The rows of the quote's currency; where there are none, those that are converted."""
    own = rows_for(market.company, goods.sku, currency=market.currency, buyer=market.buyer)
    return own or rows_for(market.company, goods.sku, currency=market.listed, buyer=market.buyer)


def _refuse(goods: Goods, market: Market, options: Sequence[str]) -> None:
    """Raise why there is no price, unless only the quantity is too small. Lists of other buyers are not spoken of."""
    company, today = market.company, market.today
    rows = _rows(goods, market)
    if not rows:
        every = rows_for(company, goods.sku, currency=None, buyer=market.buyer)
        _refuse_currency(goods.sku, market.currency, {row.currency for row in every})
    if not any(row.valid_from <= today <= row.valid_until for row in rows):
        currency = rows[0].currency
        ended = [row.valid_until for row in rows if row.valid_until < today]
        if ended:
            raise PriceListExpired(sku=goods.sku, currency=currency, ended=max(ended).isoformat())
        starts = min(row.valid_from for row in rows)
        raise PriceListNotYetValid(sku=goods.sku, currency=currency, starts=starts.isoformat())
    lists = lists_for(company, market.buyer)
    for option in chosen_options(goods, options):
        known = {one.currency for one in option.prices if one.price_list in lists}
        if not {market.currency, market.listed} & known:
            _refuse_currency(f"{goods.sku} + {option.id}", market.currency, known)
    if market.listed != market.currency:
        _rate(market)


def _refuse_currency(sku: str, currency: str, available: set[str]) -> None:
    raise NoPriceInCurrency(sku=sku, currency=currency[:10], available=", ".join(sorted(available)) or "–")
