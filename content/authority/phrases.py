"""Source of truth for reading permission phrases and the wishes that are held against them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import cast

from content.authority.model import Bound, Comparator, Concession, Dimension, Quantity, Rule, Unreadable
from content.authority.quantities import Mention, quantities
from content.authority.subjects import FREE, SUBJECTS, fold

LONGEST = 400
_SIGNS: Mapping[str, Comparator] = {"≤": "<=", "=<": "<=", "≥": ">=", "=>": ">=", "==": "="}
_FLIPPED: Mapping[Comparator, Comparator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_COMPARES = re.compile(r"<=|>=|=<|=>|==|≤|≥|<|>|=")
_SPOKEN: tuple[tuple[str, Comparator], ...] = (
    (r"不超过|至多|最多|以内|以下|up to|at most|no more than|max(imum)?\b|within", "<="),
    (r"不少于|至少|最少|以上|起|at least|no less than|min(imum)?\b", ">="),
    (r"少于|低于|不到|不足|less than|below|under", "<"),
    (r"超过|高于|大于|多于|more than|over|above|exceeding", ">"),
)
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def parse_rule(phrase: str) -> Rule:
    """Read a permission phrase: a subject with or without bounds (`试用<30天`, `10%<=discount<20%`, `exclusivity`).

    Raise Unreadable where it says nothing, or a quantity without how it compares.
    """
    folded = fold(phrase).strip()
    if not folded or len(phrase) > LONGEST:
        raise Unreadable("The permission phrase is empty or too long.")
    parts = _COMPARES.split(folded)
    signs = [cast(Comparator, _SIGNS.get(sign, sign)) for sign in _COMPARES.findall(folded)]
    if len(signs) > 2:
        raise Unreadable(f"`{phrase}` compares more than twice.")
    subject_part, bounds = _spoken(phrase, folded) if not signs else _compared(phrase, parts, signs)
    name = _subject_of(subject_part)
    return Rule(phrase, name, _words(subject_part), tuple(_bound(phrase, name, one) for one in bounds))


def parse_action(action: str, locale: str = "en") -> tuple[Concession, ...]:
    """Return the concessions that an action speaks of, in its order, each with its quantity where one was said."""
    folded = fold(action[: LONGEST * 10])
    subjects = _subjects(folded)
    mentions = quantities(folded, locale)
    if not subjects:
        percents = [one.quantity for one in mentions if one.quantity and one.quantity.dimension == "percent"]
        if percents:
            return tuple(Concession("discount", quantity) for quantity in percents)
        return (Concession("discount", Quantity(Decimal(100), "percent")),) if FREE.search(folded) else ()
    given: dict[str, list[Quantity]] = {name: [] for _, _, name in subjects}
    bare: dict[str, Mention] = {}
    for mention in mentions:
        name = _nearest(mention, subjects)
        if name and mention.quantity:
            given[name].append(mention.quantity)
        elif name and (name == "payment_term" or SUBJECTS[name].dimensions[0] in {"percent", "count"}):
            # "net 60" means days
            bare.setdefault(name, mention)
    for name, mention in bare.items():
        if not given[name]:
            given[name].append(Quantity(mention.number, SUBJECTS[name].dimensions[0]))
    nothing: list[Quantity | None] = [None]
    return tuple(Concession(name, quantity) for name, held in given.items() for quantity in (held or nothing))


def words_match(rule: Rule, action: str) -> bool:
    """Tell whether an action speaks of a rule's own words, for subjects that no vocabulary knows."""
    spoken = _words(fold(action))
    return bool(rule.words) and all(word in spoken for word in rule.words.split(" "))


def _spoken(phrase: str, folded: str) -> tuple[str, list[tuple[Comparator, str]]]:
    """Read bounds said in words: `折扣10%以内`, `trial up to 30 days`."""
    if not [one for one in quantities(folded) if one.quantity]:
        return folded, []
    for pattern, comparator in _SPOKEN:
        match = re.search(pattern, folded)
        if match:
            rest = folded[: match.start()] + " " + folded[match.end() :]
            mention = next(one for one in quantities(rest) if one.quantity)
            return rest[: mention.start] + rest[mention.end :], [(comparator, rest[mention.start : mention.end])]
    raise Unreadable(f"`{phrase}` holds a quantity but not how it compares.")


def _compared(
    phrase: str, parts: Sequence[str], signs: Sequence[Comparator]
) -> tuple[str, list[tuple[Comparator, str]]]:
    """Tell the subject from the quantities around the signs."""
    if len(signs) == 2:
        return parts[1], [(_FLIPPED[signs[0]], parts[0]), (signs[1], parts[2])]
    left, right = parts
    if not right.strip() or not left.strip():
        raise Unreadable(f"`{phrase}` has nothing on one side of `{signs[0]}`.")
    if _subject_of(left) is None and quantities(left) and not quantities(right):
        return right, [(_FLIPPED[signs[0]], left)]
    return left, [(signs[0], right)]


def _bound(phrase: str, subject: str | None, said: tuple[Comparator, str]) -> Bound:
    comparator, text = said
    mentions = quantities(text)
    if len(mentions) != 1:
        raise Unreadable(f"`{text.strip()}` in `{phrase}` is no single quantity.")
    dimensions: tuple[Dimension, ...] = SUBJECTS[subject].dimensions if subject else ()
    quantity = mentions[0].quantity
    if quantity is None:
        quantity = Quantity(mentions[0].number, dimensions[0] if dimensions else "count")
    elif dimensions and quantity.dimension not in dimensions:
        raise Unreadable(f"`{text.strip()}` in `{phrase}` does not measure its subject.")
    return Bound(comparator, quantity)


@cache
def _pattern(written: tuple[str, ...]) -> re.Pattern[str]:
    """Made when it is first asked for: a page is served without any."""
    return re.compile("|".join(map(fold, written)))


def _subjects(folded: str) -> list[tuple[int, int, str]]:
    """Find the concessions in a folded text: start, end, name; what is more special takes its place first."""
    found: list[tuple[int, int, str]] = []
    for name, subject in SUBJECTS.items():
        for match in _pattern(subject.written).finditer(folded):
            if match.end() > match.start() and not any(
                match.start() < end and start < match.end() for start, end, _ in found
            ):
                found.append((match.start(), match.end(), name))
    return sorted(found)


def _subject_of(folded: str) -> str | None:
    found = _subjects(folded)
    return found[0][2] if found else None


def _nearest(mention: Mention, subjects: Sequence[tuple[int, int, str]]) -> str | None:
    """Return the nearest subject that the quantity can measure; of two equally near ones the one that follows."""
    best: tuple[int, int, str] | None = None
    for start, end, name in subjects:
        dimensions = SUBJECTS[name].dimensions
        if not dimensions or (mention.quantity and mention.quantity.dimension not in dimensions):
            continue
        distance = max(start - mention.end, mention.start - end, 0)
        candidate = (distance, 0 if start >= mention.end else 1, name)
        best = min(best, candidate) if best else candidate
    return best[2] if best else None


def _words(folded: str) -> str:
    return _SPACE.sub(" ", re.sub(r"[^\w%]+", " ", folded)).strip()
