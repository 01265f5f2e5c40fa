"""Source of truth for reading wishes: which concessions a sentence speaks of in any of the seven languages, and how much of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from content.authority.asides import days_of_visit, only_pays, without_asides
from content.authority.denials import bears_freight, is_needless, is_unwished
from content.authority.figures import is_exactness, told
from content.authority.model import Concession, Quantity
from content.authority.numerals import ARTICLES
from content.authority.prices import Fall, falls
from content.authority.quantities import Mention, bare_number, quantities
from content.authority.scenes import told_of
from content.authority.shares import is_part_of_payment, is_percentage
from content.authority.spoken import Deal, deals, is_further, put
from content.authority.spotting import Found, framed, inside, subjects_in
from content.authority.subjects import FREE, SUBJECTS, fold, fold_pattern
from content.authority.written import told_apart, written_out

LONGEST = 4000
_PRICED = frozenset({"discount", "rebate"})
_ALWAYS = frozenset({"free_freight", "no_prepayment", "payment_term", "penalty", "minimum_order", "false_promise", "unreleased_feature",
                     "kickback", "unlimited_liability", "down_payment", "cancellation"})  # fmt: skip
"""Subjects that a "no" does not take away: "no freight costs" is the concession itself."""
_EXTENDED = frozenset({"warranty_extension", "faster_delivery"})
"""Measured by how much more than before: a warranty raised from 12 to 18 months is extended by six."""
_TERMS = frozenset(
    {
        "payment_term",
        "instalments",
        "down_payment",
        "no_prepayment",
        "credit_limit",
        "quote_validity",
        "price_guarantee",
        "framework_agreement",
    }
)
_FREE_OF_ALL = re.compile(
    fold_pattern(
        r"(?<!interest[ -])(?<!of )\bfree\b(?! of interest| from | to )|for nothing|免费|白送|\bgratis\b|de graca|kostenlos\b|umsonst|geschenkt|無料|無償|مجان\w*"
    )
)
_OF_A_KIND = re.compile(r" ?(?:\w+ (?:de|as|als|zum|zur) (?:\w+ )?)?")
"""Una llave de muestra."""
_AN_AMOUNT = 100
_NEAR_A_TERM, _LONGEST_TERM = 40, 1000
"""A number without a unit is one of days only so near to the words for paying, and where it can be."""
_CURRENCY_OF = re.compile("额度|授信|信贷|赊销")
_SAME = Decimal("0.5")
_WAYS_TO_PAY = frozenset({"instalments", "down_payment", "no_prepayment", "credit_limit"})
_OF = re.compile(r"\s*(?:of|von|um|de|del|a|auf|:|=|at|at least|up to|by|ب|بنسبه|を|の|は|で|为|到)?\s*")
_ENDS = re.compile(r"\s*(?:$|[.,;!?。，、؟]|please|bitte|por favor|off\b|and\b|und\b|y\b|e\b|和|و)")


def parse_action(action: str, locale: str = "en") -> tuple[Concession, ...]:
    """Return the concessions that an action speaks of, in its order, each with its quantity where one was said."""
    return _told(action, locale, wished=False)[0]


def read_action(action: str, locale: str) -> tuple[tuple[Concession, ...], bool]:
    """Return the concessions that a wish speaks of, and whether it speaks only to say that none is needed.

    As something is wished for certain, a concession may be told by no word of its own.
    """
    return _told(action, locale, wished=True)


def _told(action: str, locale: str, *, wished: bool) -> tuple[tuple[Concession, ...], bool]:
    folded = written_out(fold(told_apart(action[:LONGEST], locale)))
    numbers = quantities(folded, locale)
    concessions, unneeded = _read(folded, numbers, wished=wished)
    known = {one.subject for one in concessions} | ({"exclusivity"} if unneeded else set())
    asked = tuple(Concession(name) for name in told_of(folded, lambda: numbers) if name not in known)
    return (*concessions, *asked), unneeded and not asked


def _read(folded: str, numbers: Sequence[Mention], *, wished: bool) -> tuple[tuple[Concession, ...], bool]:
    offered = deals(folded, numbers)
    mentions = [one for one in numbers if not inside(one.start, one.end, offered)]
    spoken = [one for one in subjects_in(folded) if not inside(one.start, one.end, offered)]
    measured = [one for one in mentions if one.readings]
    if wished and not spoken and not offered and measured and all(map(_is_span, measured)):
        spoken = framed(folded)
    facts = told(folded, mentions, [(one.start, one.end) for one in spoken] + [(one.start, one.end) for one in offered])
    if facts:
        concessions, _ = _wishes(folded, [one for one in mentions if one not in facts], spoken, offered=offered)
        if all(one.quantity or not _in_percent(one.subject) for one in concessions):
            return concessions, not concessions
    concessions, unwished = _wishes(folded, mentions, spoken, offered=offered)
    return concessions, unwished and not concessions


def _is_span(mention: Mention) -> bool:
    return mention.quantity is not None and mention.quantity.dimension in {"time", "count"}


def _wishes(
    folded: str, mentions: Sequence[Mention], spoken: Sequence[Found], *, offered: Sequence[Deal]
) -> tuple[tuple[Concession, ...], bool]:
    wished = without_asides(folded, [one for one in spoken if not _unwished(folded, one, mentions)])
    lowered = falls(folded, mentions, measured=any(_in_money(one.name) for one in wished))
    rest = [one for one in mentions if not inside(one.start, one.end, lowered)]
    wished = [one for one in wished if not (inside(one.start, one.end, lowered) and one.name in _PRICED)]
    meant = put(folded, rest, discounted=any(one.name in _PRICED for one in wished))
    sayings = tuple(Concession("free_goods", Quantity(one.count, "count"), one.share) for one in offered)
    told_how_much = bool(lowered) or any(one.readings for one in mentions)
    if len(wished) < len(spoken) and wished and not told_how_much and all(only_pays(folded, one) for one in wished):
        wished = []  # "we pay list price, no discount needed"
    unwished = (len(wished) < len(spoken) or bears_freight(folded)) and not lowered
    if wished:
        measured = _measured(folded, wished, meant)
        free = _all_free(folded, wished) if not offered else ()
        return (*sayings, *_with_falls(folded, measured, lowered), *free), unwished
    nameless = () if unwished or offered else _nameless(folded, meant, free=not lowered)
    return (*sayings, *_with_falls(folded, nameless, lowered)), unwished


def _with_falls(folded: str, concessions: Sequence[Concession], lowered: Sequence[Fall]) -> tuple[Concession, ...]:
    """Put what prices fall by beside the other concessions; the word for a discount whose measure they are has none of its own."""
    if not lowered:
        return tuple(concessions)
    nameless = Concession("discount")
    named_by_it = {nameless, Concession("payment_term")}  # "pay 920 instead of 1,000"
    others = [one for one in concessions if one not in named_by_it or is_further(folded)]
    shares = [one.share for one in lowered]
    for one in others:
        quantity = one.quantity
        if one.subject == "discount" and quantity and quantity.dimension == "percent":
            # "from 1,000 to 920, that is 8 % off" says the same twice
            same = [share for share in shares if abs(share - quantity.value) <= _SAME]
            shares = [share for share in shares if share not in same]
    fallen = [Concession("discount", Quantity(share, "percent")) for share in shares]
    unsure = [] if all(one.sure for one in lowered) else [nameless]
    return (*others, *fallen, *unsure)


def _in_percent(name: str) -> bool:
    return "percent" in SUBJECTS[name].dimensions


def _in_money(name: str) -> bool:
    return name not in _PRICED | {"price_match"} and bool({"money", "count"} & set(SUBJECTS[name].dimensions))


def _all_free(folded: str, wished: Sequence[Found]) -> tuple[Concession, ...]:
    """ "Free, and 30 days to pay": no term of payment is for nothing, so the goods are."""
    if not all(one.name in _TERMS for one in wished) or not _FREE_OF_ALL.search(folded):
        return ()
    return (Concession("discount", Quantity(Decimal(100), "percent")),)


def _unwished(folded: str, one: Found, mentions: Sequence[Mention]) -> bool:
    if one.name == "free_freight" and bears_freight(folded):
        return True
    if one.name in _ALWAYS:
        return is_needless(folded, one.start, one.end)
    return is_unwished(folded, one.start, one.end, mentions=mentions)


def _nameless(folded: str, mentions: Sequence[Mention], *, free: bool = True) -> tuple[Concession, ...]:
    """A percentage that belongs to nothing is a discount, and so is a wish to pay nothing."""
    shares = [one for one in mentions if one.quantity and one.quantity.dimension == "percent" and one.word != "part"]
    exact = any(is_exactness(folded, one) for one in shares)  # "1 % accuracy although it is only 4 %"
    percents = [] if exact else [one.quantity for one in shares if one.quantity]
    if percents:
        return tuple(Concession("discount", quantity) for quantity in percents)
    if not free or bears_freight(folded) or not FREE.search(folded):
        return ()
    return (Concession("discount", Quantity(Decimal(100), "percent")),)


def _measured(folded: str, wished: Sequence[Found], mentions: Sequence[Mention]) -> tuple[Concession, ...]:
    given: dict[str, list[Quantity]] = {one.name: [] for one in wished}
    bare: dict[str, Quantity] = {}
    unclaimed: list[Concession] = []
    for mention in mentions:
        found = _nearest(mention, wished)
        if found is None:
            if mention.quantity and is_percentage(folded, mention) and not is_part_of_payment(folded, mention):
                unclaimed.append(Concession("discount", mention.quantity))  # "15 % and two samples"
            continue
        if bare_number(mention) and found.name == "payment_term" and found.start <= mention.start < found.end:
            given[found.name].append(Quantity(mention.number, "time"))  # "net 30" holds its days
        elif mention.readings:
            step = mention.step if found.name in _EXTENDED else None
            given[found.name].append(step or _fitting(mention, found.name)[0])
        elif quantity := _bare(folded, mention, found):
            bare.setdefault(found.name, quantity)
    for name, quantity in bare.items():
        if not given[name]:
            given[name].append(quantity)
    given |= days_of_visit(folded, wished, given)
    if "payment_term" in given and not given["payment_term"] and (unclaimed or _speaks_of_another(given, wished)):
        given.pop("payment_term", None)  # "payment in three instalments" speaks of instalments alone
    nothing: list[Quantity | None] = [None]
    measured = [
        Concession(_by_measure(name, quantity), quantity)
        for name, held in given.items()
        for quantity in (held or nothing)
    ]
    return (*measured, *unclaimed)


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
        near = len(gap) <= _NEAR_A_TERM and mention.number <= _LONGEST_TERM
        return Quantity(mention.number, "time") if bare_number(mention) and near else None
    if dimensions[0] == "count" or found.name in {"sample"}:
        beside = before and bool(_OF_A_KIND.fullmatch(gap))
        return (
            Quantity(mention.number, "count") if bare_number(mention) or (mention.word in ARTICLES and beside) else None
        )
    if dimensions == ("money",) and bare_number(mention) and mention.number >= _AN_AMOUNT:
        # 信用额度要50万: the language of the word tells the currency, and in all others nothing does
        currency = _CURRENCY_OF.search(folded, found.start, found.end)
        return Quantity(mention.number, "money", "CNY") if currency else None
    if dimensions[0] == "percent" and bare_number(mention):
        # "a discount for 2 tools" is none of 2 %
        beside = not gap.strip() if before else bool(_OF.fullmatch(gap) and _ENDS.match(folded[mention.end :]))
        return Quantity(mention.number, "percent") if beside or mention.start < found.end <= mention.end else None
    return None


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
