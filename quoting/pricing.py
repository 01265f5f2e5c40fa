"""The source of truth for what a line and a quote cost: price lists, volume break, options, discount, rounding, sums. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from content.catalogue.model import Company
from content.rates.model import NO_RATES, RateBook
from foundation.money import Money
from quoting.amounts import Charge, Totals
from quoting.asking import Market, ask_price, market_of
from quoting.errors import (
    DiscountOutOfRange,
    MixedCurrencies,
    NoLines,
    QuantityTooLarge,
    QuantityTooSmall,
    QuotingError,
    TooManyLines,
)
from quoting.goods import Goods, chosen_options, drawn, find_goods, supplied
from quoting.model import Line, QuoteRequest, RequestedLine

MAX_QUANTITY = 100_000
MAX_LINES = 100
_HUNDRED = Decimal(100)


def price_lines(
    request: QuoteRequest, company: Company, *, today: date, rates: RateBook = NO_RATES
) -> tuple[Line, ...]:
    """Price every requested line; lines of the same SKU draw on one stock, and each has its own volume break."""
    if not request.lines:
        raise NoLines
    if len(request.lines) > MAX_LINES:
        raise TooManyLines(limit=MAX_LINES)
    stock = {sku: product.supply.stock for sku, product in company.products.items()}
    market = market_of(request, company, today=today, rates=rates)
    lines = []
    for position, wanted in enumerate(request.lines, start=1):
        try:
            goods = find_goods(company, wanted.sku)
            line = price_line(wanted, goods, market, request=request, stock=stock)
        except QuotingError as error:
            error.position = position
            raise
        if line.from_stock:
            stock.update({sku: stock[sku] - count for sku, count in drawn(goods, line.quantity).items()})
        lines.append(line)
    return tuple(lines)


def price_line(
    wanted: RequestedLine, goods: Goods, market: Market, *, request: QuoteRequest, stock: Mapping[str, int]
) -> Line:
    """Price one line: `amount = round(quantity * unit_price) less discount`, each rounded half up to the currency's unit."""
    if wanted.currency is not None and wanted.currency.strip().upper() != market.currency:
        raise MixedCurrencies(sku=goods.sku, said=wanted.currency[:10], currency=market.currency[:10])
    quantity = _checked_quantity(wanted, goods.sku)
    discount = checked_discount(wanted.discount if wanted.discount is not None else request.discount)
    options = chosen_options(goods, wanted.options)
    names = tuple(option.id for option in options)
    answer = ask_price(goods, market, quantity=quantity, options=names)
    unit = answer.unit_price.rounded()
    return Line(
        sku=goods.sku,
        name=goods.name[request.locale],
        quantity=quantity,
        options=names,
        unit_price=unit,
        list_price=answer.list_price.rounded(),
        min_quantity=answer.min_quantity,
        discount=discount,
        amount=((unit * quantity).rounded() * ((_HUNDRED - discount) / _HUNDRED)).rounded(),
        option_names=tuple(option.name[request.locale] for option in options),
        picture=goods.picture,
        price_until=answer.valid_until,
        price_list=answer.price_list,
        floor=answer.floor.rounded() if answer.floor else None,
        **supplied(goods, quantity, options, stock=stock, locale=request.locale),
    )


def add_up(
    lines: Sequence[Line],
    *,
    currency: str,
    charges: Sequence[Charge] = (),
    freight: Money | None = None,
    tax: Money | None = None,
) -> Totals:
    """Sum rounded amounts, so that what is printed adds up: `total = subtotal - discount + surcharges + freight + tax`."""
    zero = Money.zero(currency).rounded()
    subtotal = sum((line.gross for line in lines), start=zero)
    amounts = sum((line.amount for line in lines), start=zero)
    surcharges = sum((charge.amount for charge in charges), start=zero)
    freight, tax = (freight or zero).rounded(), (tax or zero).rounded()
    return Totals(
        subtotal=subtotal,
        discount=subtotal - amounts,
        surcharges=surcharges,
        freight=freight,
        tax=tax,
        total=amounts + surcharges + freight + tax,
    )


def checked_discount(discount: Decimal) -> Decimal:
    """Return a percentage in 0 <= discount < 100 with at most two decimals; raises DiscountOutOfRange."""
    if not discount.is_finite() or not 0 <= discount < _HUNDRED or discount != round(discount, 2):
        raise DiscountOutOfRange(discount=str(discount)[:20])
    return discount


def _checked_quantity(wanted: RequestedLine, sku: str) -> int:
    quantity = wanted.quantity
    if isinstance(quantity, bool) or not isinstance(quantity, int) or quantity < 1:
        raise QuantityTooSmall(sku=sku, quantity=str(quantity)[:20])
    if quantity > MAX_QUANTITY:
        raise QuantityTooLarge(sku=sku, quantity=str(quantity)[:20], limit=MAX_QUANTITY)
    return quantity
