"""Source of truth for reading wishes: which concessions a sentence speaks of in any of the seven languages, and how much of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from content.authority.model import Concession, Quantity
from content.authority.numerals import ARTICLES
from content.authority.quantities import Mention, bare_number, quantities
from content.authority.spoken import Deal, deals, is_needless, is_unwished, put
from content.authority.subjects import FREE, SUBJECTS, fold, fold_pattern

LONGEST = 4000
_PRICED = frozenset({"discount", "rebate"})
_ALWAYS = frozenset({"free_freight", "no_prepayment", "payment_term", "penalty", "minimum_order", "false_promise", "unreleased_feature",
                     "kickback", "unlimited_liability", "down_payment", "cancellation"})  # fmt: skip
"""Subjects that a "no" does not take away: "no freight costs" is the concession itself."""
_WAYS_TO_PAY = frozenset({"instalments", "down_payment", "no_prepayment", "credit_limit"})
_OF = re.compile(r"\s*(?:of|von|um|de|del|a|auf|:|=|at|at least|up to|by|ب|بنسبه|を|の|は|で|为|到)?\s*")
_ENDS = re.compile(r"\s*(?:$|[.,;!?。，、؟]|please|bitte|por favor|off\b|and\b|und\b|y\b|e\b|和|و)")


@dataclass(frozen=True, slots=True)
class Found:
    """A concession spoken of, with its place in the folded text."""

    start: int
    end: int
    name: str
    sure: bool = True
    """Said by a word that means it wherever it stands."""


def parse_action(action: str, locale: str = "en") -> tuple[Concession, ...]:
    """Return the concessions that an action speaks of, in its order, each with its quantity where one was said."""
    return _read(action, locale)[0]


def wishes_nothing(action: str, locale: str = "en") -> bool:
    """Say whether an action speaks of concessions only to say that none is needed."""
    concessions, unwished = _read(action, locale)
    return unwished and not concessions


def _read(action: str, locale: str) -> tuple[tuple[Concession, ...], bool]:
    folded = fold(action[:LONGEST])
    offered = deals(folded)
    mentions = [one for one in quantities(folded, locale) if not _inside(one.start, one.end, offered)]
    spoken = [one for one in subjects_in(folded) if not _inside(one.start, one.end, offered)]
    wished = [one for one in spoken if not _unwished(folded, one, mentions)]
    unwished = len(wished) < len(spoken)
    priced = any(one.name in _PRICED for one in wished)
    meant = put(folded, mentions, discounted=priced)
    given_away = tuple(Concession("free_goods", Quantity(one.count, "count"), one.share) for one in offered)
    if wished:
        return given_away + _measured(folded, wished, meant), unwished
    return given_away + (() if unwished or given_away else _nameless(folded, meant)), unwished


def _unwished(folded: str, one: Found, mentions: Sequence[Mention]) -> bool:
    if one.name in _ALWAYS:
        return is_needless(folded, one.end)
    return is_unwished(folded, one.start, one.end, mentions=mentions)


def _nameless(folded: str, mentions: Sequence[Mention]) -> tuple[Concession, ...]:
    """A percentage that belongs to nothing is a discount, and so is a wish to pay nothing."""
    percents = [
        one.quantity for one in mentions if one.quantity and one.quantity.dimension == "percent" and one.word != "part"
    ]
    if percents:
        return tuple(Concession("discount", quantity) for quantity in percents)
    return (Concession("discount", Quantity(Decimal(100), "percent")),) if FREE.search(folded) else ()


def _measured(folded: str, wished: Sequence[Found], mentions: Sequence[Mention]) -> tuple[Concession, ...]:
    given: dict[str, list[Quantity]] = {one.name: [] for one in wished}
    bare: dict[str, Quantity] = {}
    for mention in mentions:
        found = _nearest(mention, wished)
        if found is None:
            continue
        if bare_number(mention) and found.name == "payment_term" and found.start <= mention.start < found.end:
            given[found.name].append(Quantity(mention.number, "time"))  # "net 30" holds its days
        elif mention.readings:
            given[found.name].append(_fitting(mention, found.name)[0])
        elif quantity := _bare(folded, mention, found):
            bare.setdefault(found.name, quantity)
    for name, quantity in bare.items():
        if not given[name]:
            given[name].append(quantity)
    if "payment_term" in given and not given["payment_term"] and _speaks_of_another(given, wished):
        given.pop("payment_term", None)  # "payment in three instalments" speaks of instalments alone
    nothing: list[Quantity | None] = [None]
    return tuple(
        Concession(_by_measure(name, quantity), quantity)
        for name, held in given.items()
        for quantity in (held or nothing)
    )


def _speaks_of_another(given: Mapping[str, object], wished: Sequence[Found]) -> bool:
    """Say whether a bare word for paying only names how something else is paid."""
    sure = any(one.sure for one in wished if one.name == "payment_term")
    return bool(_WAYS_TO_PAY & given.keys()) or (len(given) > 1 and not sure)


def _by_measure(name: str, quantity: Quantity | None) -> str:
    """What is given back in money is a refund, whatever word says it (devolución, 退, إعادة)."""
    return "refund" if name == "buy_back" and quantity and quantity.dimension == "money" else name


def _bare(folded: str, mention: Mention, found: Found) -> Quantity | None:
    """Read a number without a unit where its subject tells the unit: "net 60" means days, "discount 10" percent."""
    dimensions = SUBJECTS[found.name].dimensions
    before = mention.end <= found.start
    gap = folded[mention.end : found.start] if before else folded[found.end : mention.start]
    if found.name == "payment_term":
        return Quantity(mention.number, "time") if bare_number(mention) else None
    if dimensions[0] == "count" or found.name in {"sample"}:
        beside = before and not gap.strip()
        return (
            Quantity(mention.number, "count") if bare_number(mention) or (mention.word in ARTICLES and beside) else None
        )
    if dimensions[0] == "percent" and bare_number(mention):
        # "a discount for 2 tools" is none of 2 %
        beside = not gap.strip() if before else bool(_OF.fullmatch(gap) and _ENDS.match(folded[mention.end :]))
        return Quantity(mention.number, "percent") if beside or mention.start < found.end <= mention.end else None
    return None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Made when it is first asked for: a page is served without any."""
    subject = SUBJECTS[name]
    sure = "|".join(f"(?:{fold_pattern(one)})" for one in subject.written) or r"(?!)"
    return re.compile("|".join((f"(?P<sure>{sure})", *(f"(?:{fold_pattern(one)})" for one in subject.wished))))


def subjects_in(folded: str) -> list[Found]:
    """Find the concessions in a folded text; what is more special takes its place first."""
    found: list[Found] = []
    for name in SUBJECTS:
        for match in _pattern(name).finditer(folded):
            if match.end() > match.start() and not _inside(match.start(), match.end(), found):
                found.append(Found(match.start(), match.end(), name, match.lastgroup == "sure"))
    return sorted(found, key=lambda one: one.start)


def _inside(start: int, end: int, others: Sequence[Found | Deal]) -> bool:
    return any(start < one.end and one.start < end for one in others)


def _fitting(mention: Mention, name: str) -> list[Quantity]:
    dimensions = SUBJECTS[name].dimensions + (("money",) if name == "buy_back" else ())
    return [one for one in mention.readings if one.dimension in dimensions]


def _nearest(mention: Mention, subjects: Sequence[Found]) -> Found | None:
    """Return the nearest subject that the quantity can measure; of two equally near ones the one that follows."""
    best: tuple[int, int, int] | None = None
    for index, one in enumerate(subjects):
        if not SUBJECTS[one.name].dimensions or (mention.readings and not _fitting(mention, one.name)):
            continue
        distance = max(one.start - mention.end, mention.start - one.end, 0)
        candidate = (distance, 0 if one.start >= mention.end else 1, index)
        best = min(best, candidate) if best else candidate
    return subjects[best[2]] if best else None
