"""The source of truth for what a line and a quote cost: price list, volume break, options, discount, rounding, sums. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from content.catalogue import queries
from content.catalogue.model import Company, Option, Price, Product
from content.catalogue.prices import NoPrice, PriceAnswer
from foundation.money import Money
from quoting.errors import (
    BelowMinimumOrder,
    DiscountOutOfRange,
    NoLines,
    NoPriceInCurrency,
    PriceListExpired,
    PriceListNotYetValid,
    QuantityTooLarge,
    QuantityTooSmall,
    TooManyLines,
    UnknownOption,
    UnknownProduct,
)
from quoting.model import Line, QuoteRequest, RequestedLine, Totals

MAX_QUANTITY = 100_000
MAX_LINES = 100
_HUNDRED = Decimal(100)


def find_product(company: Company, sku: str) -> Product:
    """Return the product of a SKU, however it is written (`kcp-70`); raises UnknownProduct."""
    product = queries.product(company, sku)
    if product is None:
        raise UnknownProduct(sku=sku.strip()[:40])
    return product


def ask_price(
    company: Company, product: Product, *, quantity: int, currency: str, options: Sequence[str], today: date
) -> PriceAnswer:
    """Ask the price list; where it has no price, raise the reason.

    Raises BelowMinimumOrder, NoPriceInCurrency, PriceListExpired, PriceListNotYetValid: a price that is not in force
    is never returned.
    """
    smallest = min((row.min_quantity for row in _rows(company, product, currency)), default=1)
    minimum = max(product.supply.minimum_order, smallest)
    answer = queries.price(company, product.sku, quantity=quantity, currency=currency, on=today, options=options)
    if isinstance(answer, NoPrice):
        _refuse(company, product, currency=currency, options=options, today=today)
    if quantity < minimum or isinstance(answer, NoPrice):
        raise BelowMinimumOrder(sku=product.sku, quantity=quantity, minimum=minimum)
    return answer


def price_lines(request: QuoteRequest, company: Company, *, today: date) -> tuple[Line, ...]:
    """Price every requested line; lines of the same SKU draw on one stock, and each has its own volume break."""
    if not request.lines:
        raise NoLines
    if len(request.lines) > MAX_LINES:
        raise TooManyLines(limit=MAX_LINES)
    stock: dict[str, int] = {}
    lines = []
    for wanted in request.lines:
        product = find_product(company, wanted.sku)
        left = stock.setdefault(product.sku, product.supply.stock)
        line = price_line(wanted, product, company, request=request, today=today, stock=left)
        if line.from_stock:
            stock[product.sku] = left - line.quantity
        lines.append(line)
    return tuple(lines)


def price_line(
    wanted: RequestedLine, product: Product, company: Company, *, request: QuoteRequest, today: date, stock: int
) -> Line:
    """Price one line: `amount = round(quantity * unit_price) less discount`, each rounded half up to the currency's unit."""
    quantity = _checked_quantity(wanted, product.sku)
    discount = checked_discount(wanted.discount if wanted.discount is not None else request.discount)
    options = chosen_options(product, wanted.options)
    names = tuple(option.id for option in options)
    answer = ask_price(company, product, quantity=quantity, currency=request.currency, options=names, today=today)
    unit = answer.unit_price.rounded()
    made_to_order = max((option.lead_time_days for option in options), default=0)
    supply = product.supply
    lead_time = supply.stock_lead_time_days if quantity <= stock else supply.production_lead_time_days
    return Line(
        sku=product.sku,
        name=product.name[request.locale],
        quantity=quantity,
        options=names,
        unit_price=unit,
        list_price=answer.list_price.rounded(),
        min_quantity=answer.min_quantity,
        discount=discount,
        amount=((unit * quantity).rounded() * ((_HUNDRED - discount) / _HUNDRED)).rounded(),
        lead_time_days=lead_time + made_to_order,
        from_stock=quantity <= stock and not made_to_order,
        option_names=tuple(option.name[request.locale] for option in options),
        picture=product.picture,
        warranty_months=supply.warranty_months,
        origin=supply.origin,
        hs_code=supply.hs_code,
    )


def add_up(lines: Sequence[Line], *, currency: str, freight: Money | None = None, tax: Money | None = None) -> Totals:
    """Sum rounded lines, so that what is printed adds up: `total = subtotal - discount + freight + tax`."""
    zero = Money.zero(currency).rounded()
    subtotal = sum((line.gross for line in lines), start=zero)
    amounts = sum((line.amount for line in lines), start=zero)
    freight, tax = (freight or zero).rounded(), (tax or zero).rounded()
    return Totals(
        subtotal=subtotal, discount=subtotal - amounts, freight=freight, tax=tax, total=amounts + freight + tax
    )


def list_ends(lines: Sequence[Line], company: Company, *, currency: str, today: date) -> date:
    """Return the last day on which every price used by `lines` is in force."""
    return min(
        ask_price(
            company,
            find_product(company, line.sku),
            quantity=line.quantity,
            currency=currency,
            options=line.options,
            today=today,
        ).valid_until
        for line in lines
    )


def chosen_options(product: Product, wanted: Sequence[str]) -> tuple[Option, ...]:
    """Return the options of a product by id, each once, in the catalogue's order; raises UnknownOption."""
    known: Mapping[str, Option] = {option.id: option for option in product.options}
    for option in wanted:
        if option not in known:
            raise UnknownOption(sku=product.sku, option=option[:40], known=", ".join(known) or "–")
    return tuple(option for option in product.options if option.id in set(wanted))


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


def _rows(company: Company, product: Product, currency: str) -> list[Price]:
    return [row for row in company.prices if row.sku == product.sku and row.currency == currency]


def _refuse(company: Company, product: Product, *, currency: str, options: Sequence[str], today: date) -> None:
    """Raise why there is no price, unless only the quantity is too small."""
    rows = _rows(company, product, currency)
    if not rows:
        _refuse_currency(product.sku, currency, {row.currency for row in company.prices if row.sku == product.sku})
    if not any(row.valid_from <= today <= row.valid_until for row in rows):
        ended = [row.valid_until for row in rows if row.valid_until < today]
        if ended:
            raise PriceListExpired(sku=product.sku, currency=currency, ended=max(ended).isoformat())
        starts = min(row.valid_from for row in rows)
        raise PriceListNotYetValid(sku=product.sku, currency=currency, starts=starts.isoformat())
    for option in chosen_options(product, options):
        known = {price.currency for price in option.prices}
        if currency not in known:
            _refuse_currency(f"{product.sku} + {option.id}", currency, known)


def _refuse_currency(sku: str, currency: str, available: set[str]) -> None:
    raise NoPriceInCurrency(sku=sku, currency=currency[:10], available=", ".join(sorted(available)) or "–")
