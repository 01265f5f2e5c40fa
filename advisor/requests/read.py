"""Reads a request for quotation: every row of its tables, every line that asks for something, and the terms around them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from advisor.comparison import equivalents
from advisor.derived import KNOWN
from advisor.model import (
    Act,
    AskKnowledge,
    AskPrice,
    AskRecommendation,
    Conversation,
    Needs,
    Negotiate,
    OrderLine,
    RequestQuote,
    SetNeed,
)
from advisor.needs import remember
from advisor.orders import ordered
from advisor.recommend import find_products
from advisor.requests.model import Described, Gap, Request, RequestLine
from advisor.requests.rows import Row, begins_with_count, count_in, rows_of, unmarked
from advisor.understanding import understand
from advisor.understanding.lexicon import trade_of
from advisor.understanding.products import find_products as find_named
from advisor.understanding.text import read
from content.catalogue.model import Company

MOST_LINES = 200
MOST_QUANTITY = 1_000_000
_OF_THE_WHOLE = ("country", "deadline", "budget", "industry", "certification", "quantity")
_LONGEST = 4_000
_RULE_AND_PLACE = 2
_SAYS_LITTLE = (SetNeed, AskPrice, AskKnowledge, AskRecommendation, Act)
"""What a line holds that counts something which is no product of ours."""
_LONGEST_LINE = 400


def read_request(text: str, company: Company, *, locale: str, today: date) -> Request:
    """Read a request in any of the company's languages; `locale` is the language to assume where the words do not tell.

    Never raises for any text: what cannot be read is a gap for a person to look at.
    """
    found = rows_of(text)
    prose = "\n".join(one for one in found if isinstance(one, str))
    start = Conversation("request", locale, locale)
    understanding = understand((prose.strip() or text)[:_LONGEST], start, company, today=today)
    memory = remember(start, understanding, company)
    around = replace(start, locale=memory.locale)
    lines: list[RequestLine] = []
    for one in found:
        if len(lines) >= MOST_LINES:
            break
        if isinstance(one, str):
            lines += _of_line(unmarked(one)[:_LONGEST_LINE], around, company, today=today)
        else:
            lines.append(_of_row(one, around, company, today=today))
    if not lines:
        lines = _of_prose(prose, memory, company)
    lines = lines[:MOST_LINES]
    needs = {name: value for name, value in memory.needs.items() if name in _OF_THE_WHOLE and value.status in KNOWN}
    needs.pop("quantity", None)
    wishes = tuple(dict.fromkeys(one.said for one in understanding.commands if isinstance(one, Negotiate)))
    asks = any(isinstance(one, AskPrice | RequestQuote) for one in understanding.commands)
    read_so_far = Request(
        memory.locale, tuple(lines), needs, memory.currency, memory.incoterm, memory.contact, wishes, asks=asks
    )
    return replace(read_so_far, gaps=_gaps(read_so_far))


def _gaps(request: Request) -> tuple[Gap, ...]:
    open_points = {
        Gap.NO_LINES: not request.lines,
        Gap.CONTACT_MISSING: not (request.contact.email or request.contact.phone),
        Gap.COUNTRY_MISSING: "country" not in request.needs and request.contact.country is None,
        Gap.INCOTERM_MISSING: len((request.incoterm or "").split()) < _RULE_AND_PLACE,
        Gap.CONCESSION_WISHED: bool(request.wishes),
    }
    return tuple(gap for gap, is_open in open_points.items() if is_open)


def _of_row(row: Row, around: Conversation, company: Company, *, today: date) -> RequestLine:
    line = _described(row, around, company, today=today)
    if not row.count:
        return _counted(line, None)
    count = count_in(row.count)
    if count is None:  # "zehn", "een dozijn": words are counted as an answer would be
        asked = replace(around, asked=next(iter(trade_of(company).needs_of_kind("quantity")), None))
        count = remember(asked, understand(row.count, asked, company, today=today), company).quantity
    return _counted(line, count, unclear=True)


def _of_line(said: str, around: Conversation, company: Company, *, today: date) -> list[RequestLine]:
    """A line of prose or of a list: what it names by part number, or describes and counts; nothing where it only talks.

    What begins by counting something that nobody knows is a line all the same.
    """
    if not said:
        return []
    understanding = understand(said, around, company, today=today)
    memory = remember(around, understanding, company)
    if any(line.kind is None for line in understanding.lines):
        return _several(said, memory, understanding.lines, company=company)
    if named := _products_in(said, company):
        return [_counted(line, memory.quantity if len(named) == 1 else None) for line in named]
    counts = begins_with_count(said) and all(isinstance(one, _SAYS_LITTLE) for one in understanding.commands)
    quantity = count_in(said) if memory.quantity is None and counts else memory.quantity
    if quantity is not None and _asks_for_tool(memory, understanding.sought, company):
        return [_counted(_chosen(said, memory.needs, company), quantity)]
    unknown = RequestLine(said, Described.UNKNOWN, gaps=(Gap.PRODUCT_UNKNOWN,))
    return [_counted(unknown, quantity)] if counts else []


def _several(said: str, memory: Conversation, lines: Sequence[OrderLine], *, company: Company) -> list[RequestLine]:
    """Several things counted in one sentence: "two hydraulic wrenches for M30 and one pump"."""
    best = _chosen(said, memory.needs, company)
    with_choice = replace(memory, chosen=best.sku, lines=tuple(lines))
    named = {line.sku for line in lines}
    return [
        _counted(
            _named(one.sku, said) if one.sku in named else replace(best, sku=one.sku, alternatives=()), one.quantity
        )
        for one in ordered(with_choice, company)
    ] or [_counted(best, memory.quantity)]


def _of_prose(said: str, memory: Conversation, company: Company) -> list[RequestLine]:
    """A mail that asks for one thing in several sentences."""
    if not _asks_for_tool(memory, (), company):
        return []
    return [_counted(_chosen(" ".join(said.split())[:_LONGEST_LINE], memory.needs, company), memory.quantity)]


def _asks_for_tool(memory: Conversation, sought: Sequence[str], company: Company) -> bool:
    """Whether a sort of tool is named, or what decides most: "six hydraulic breakers" alone are none of ours."""
    deciding = {need.id for need in company.needs.values() if need.kind in ("range", "bolt")}
    return bool(sought) or bool(deciding.intersection(memory.needs))


def _described(row: Row, around: Conversation, company: Company, *, today: date) -> RequestLine:
    product = row.product or row.said
    if named := _products_in(product, company):
        return replace(named[0], said=row.said)
    understanding = understand(product[:_LONGEST_LINE], around, company, today=today)
    memory = remember(around, understanding, company)
    if _asks_for_tool(memory, understanding.sought, company):
        return _chosen(row.said, memory.needs, company)
    return RequestLine(row.said, Described.UNKNOWN, gaps=(Gap.PRODUCT_UNKNOWN,))


def _products_in(said: str, company: Company) -> list[RequestLine]:
    found: dict[str, RequestLine] = {}
    for named in find_named(read(said), trade_of(company)):
        if named.sku:
            found.setdefault(named.sku, _named(named.sku, said))
        elif named.competitor:
            found.setdefault(named.competitor, _equivalent(named.competitor, said, company))
    return list(found.values())


def _named(sku: str, said: str) -> RequestLine:
    return RequestLine(said, Described.NAMED, sku)


def _equivalent(rival_id: str, said: str, company: Company) -> RequestLine:
    rival = company.competitors[rival_id]
    nearest = equivalents(rival, company)
    name = f"{rival.brand} {rival.model}"
    if not nearest:
        return RequestLine(said, Described.UNKNOWN, rival=name, gaps=(Gap.PRODUCT_UNKNOWN,))
    return RequestLine(
        said, Described.EQUIVALENT, nearest[0], alternatives=nearest[1:3], rival=name, gaps=(Gap.CHECK_EQUIVALENT,)
    )


def _chosen(said: str, needs: Needs, company: Company) -> RequestLine:
    fits = [fit["sku"] for fit in find_products(needs, company)["fits"]]
    if not fits:
        return RequestLine(said, Described.UNKNOWN, gaps=(Gap.NOTHING_FITS,))
    return RequestLine(said, Described.CHOSEN, fits[0], alternatives=tuple(fits[1:3]), gaps=(Gap.CHECK_CHOICE,))


def _counted(line: RequestLine, quantity: int | None, *, unclear: bool = False) -> RequestLine:
    if quantity is not None and 1 <= quantity <= MOST_QUANTITY:
        return replace(line, quantity=quantity)
    gap = Gap.QUANTITY_UNCLEAR if unclear or quantity is not None else Gap.QUANTITY_MISSING
    return replace(line, gaps=(*line.gaps, gap))
