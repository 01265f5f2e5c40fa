"""What the page of two versions shows: each value of both in one row, and whether it is different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import format_date, format_money, format_number, native_name
from funnel.permissions.model import Member
from quoting.answers import repository as answers
from quoting.answers.wording import word_state
from quoting.conditions import word_terms
from quoting.difference_words import word_differences
from quoting.differences import differences, matched
from quoting.issue import require_quote
from quoting.life import former
from quoting.model import Line, Quote
from quoting.offer import word_offer
from quoting.wording import offer_labels
from web.locale import speech


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: what both versions say. `head` begins a line of the quote, which is new or gone where one side is empty."""

    label: str
    before: str
    after: str
    is_head: bool = False

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    number: str
    state: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Versions:
    """Context of `desk/versions.html`."""

    number: str
    before: Side
    after: Side
    numbers: tuple[str, ...]
    rows: tuple[Pair, ...]
    changes: tuple[str, ...]


async def versions_page(
    session: Session, company: Company, number: str, *, member: Member, beside: str = ""
) -> Versions | None:
    """Put a quote beside another version of it: the one named, else the one before, else the next. None where there is but one.

    Raises QuoteNotFound.
    """
    quote = await require_quote(session, number)
    revisions = await answers.of_root(session, quote.root)
    others = [one for one in revisions if one.id != quote.id]
    if not others:
        return None
    named = next((one for one in others if one.number == beside), None)
    other = named or former(quote, revisions) or others[0]
    before, after = sorted((quote, other), key=lambda one: (one.revision, one.created_at))
    locale = member.locale
    return Versions(
        number=number,
        before=_side(before, locale),
        after=_side(after, locale),
        numbers=tuple(one.number for one in others),
        rows=tuple(_rows(before, after, company, locale=locale)),
        changes=word_differences(differences(before, after), locale),
    )


def _side(quote: Quote, locale: str) -> Side:
    return Side(quote.number, word_state(quote, locale), quote.created_at)


def _rows(before: Quote, after: Quote, company: Company, *, locale: str) -> Iterator[Pair]:
    labels = offer_labels(locale)
    pairs = matched(before.lines, after.lines)
    for line in after.lines:
        yield from _line(pairs.get(id(line)), line, locale=locale)
    kept = {id(one) for one in pairs.values()}
    for line in before.lines:
        if id(line) not in kept:
            yield from _line(line, None, locale=locale)
    for name, left, right in _aligned(_sums(before, company, locale), _sums(after, company, locale)):
        yield Pair(name, left, right)
    ends = [format_date(one.valid_until, locale, "long") for one in (before, after)]
    yield Pair(labels["valid_until"], ends[0], ends[1])
    spoken = speech(locale, "desk")("Language of the quote")
    yield Pair(spoken, native_name(before.locale), native_name(after.locale))
    terms = (word_terms(one, labels, time_zone=company.identity.time_zone) for one in (before, after))
    for name, left, right in _aligned(*terms):
        if name != labels["validity"]:
            yield Pair(name, left, right)


def _line(before: Line | None, after: Line | None, *, locale: str) -> Iterator[Pair]:
    labels = offer_labels(locale)
    yield Pair(labels["product"], before.name if before else "", after.name if after else "", is_head=True)
    named = [dict(_values(one, locale)) if one else {} for one in (before, after)]
    for name in dict.fromkeys((*named[0], *named[1])):
        yield Pair(labels[name], named[0].get(name, ""), named[1].get(name, ""))


def _values(line: Line, locale: str) -> Iterator[tuple[str, str]]:
    yield "quantity", format_number(line.quantity, locale)
    if line.option_names:
        yield "options", ", ".join(line.option_names)
    yield "unit_price", format_money(line.unit_price, locale)
    if line.discount:
        yield "line_discount", f"{format_number(line.discount, locale)} %"
    yield "amount", format_money(line.amount, locale)


def _sums(quote: Quote, company: Company, locale: str) -> Sequence[tuple[str, str]]:
    """The sums of a quote, labelled in the reader's language; the currency stands with each amount."""
    total = offer_labels(locale)["total"]
    shown = word_offer(replace(quote, locale=locale), company).sums
    return [(total if one.is_total else one.label, one.amount) for one in shown]


def _aligned(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    left, right = dict(before), dict(after)
    for name in dict.fromkeys((*left, *right)):
        yield name, left.get(name, ""), right.get(name, "")
