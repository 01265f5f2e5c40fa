"""Source of truth for reading permission phrases: a subject with or without bounds, in Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

from content.authority.model import Bound, Comparator, Dimension, Quantity, Rule, Unreadable
from content.authority.quantities import Mention, quantities
from content.authority.spotting import subjects_in
from content.authority.subjects import SUBJECTS, fold

LONGEST = 400
_SIGNS: Mapping[str, Comparator] = {
    "≤": "<=", "≦": "<=", "⩽": "<=", "=<": "<=", "≥": ">=", "≧": ">=", "⩾": ">=", "=>": ">=", "==": "=",
}  # fmt: skip
_FLIPPED: Mapping[Comparator, Comparator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_COMPARES = re.compile(r"<=|>=|=<|=>|==|[≤≦⩽≥≧⩾<>=]")
# in the order of search: what is negated or "or equal" stands above what it contains
_SPOKEN: tuple[tuple[str, Comparator], ...] = (
    (r"小于或?等于|不(?:得|能|可)?(?:超过|高于|大于|多于)|(?:less|lower|fewer|smaller) than or equal(?: to)?|(?:no|not) (?:more|greater|higher|longer) than|not (?:exceed\w*|over|above)|does not exceed", "<="),
    (r"大于或?等于|不(?:得|能|可)?(?:少于|低于|小于)|(?:more|greater|higher|longer) than or equal(?: to)?|(?:no|not) (?:less|lower|fewer|shorter) than|not (?:below|under)", ">="),
    (r"少于|低于|小于|不到|不足|未满|(?:less|lower|fewer|smaller|shorter) than|below|under", "<"),
    (r"超过|高于|大于|多于|(?:more|greater|higher|longer) than|over|above|exceed\w*|beyond", ">"),
    (r"至多|最多|最高|上限|以内|之内|以下|up to|at most|max(?:imum)?\b\.?|within|until", "<="),
    (r"至少|最少|最低|起步|及以上|以上|起|at least|min(?:imum)?\b\.?|from|or more|and (?:more|above|up)", ">="),
    (r"恰好|正好|等于|exactly|equals?(?: to)?|of exactly", "="),
)  # fmt: skip
_BETWEEN = re.compile(r"between|from|介于|在|之间")
_SPACE = re.compile(r"\s+")
Said = tuple[Comparator, str]


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


def words_match(rule: Rule, action: str) -> bool:
    """Tell whether an action speaks of a rule's own words, for subjects that no vocabulary knows."""
    spoken = _words(fold(action))
    return bool(rule.words) and all(word in spoken for word in rule.words.split(" "))


def _spoken(phrase: str, folded: str) -> tuple[str, list[Said]]:
    """Read bounds said in words: `折扣10%以内`, `trial up to 30 days`, `discount between 5% and 10%`, `折扣5%-10%`."""
    measured = [one for one in quantities(folded) if one.readings]
    if not measured:
        return folded, []
    rest, bounds = folded, list[Said]()
    for pattern, comparator in _SPOKEN:
        match = re.search(pattern, rest)
        if match and len(bounds) < len(measured):
            nearest = _nearest(rest, match)
            bounds.append((comparator, rest[nearest.start : nearest.end]))
            spans = sorted([match.span(), (nearest.start, nearest.end)], reverse=True)
            for start, end in spans:
                rest = rest[:start] + " " * (end - start) + rest[end:]
    if bounds and not any(one.readings for one in quantities(rest)):
        return rest, bounds
    if not bounds and (ends := _range(folded)):
        first, second = ends
        rest = folded[: first.start] + " " + folded[second.end :]
        upper, lower = folded[second.start : second.end], folded[first.start : first.end]
        unit = "" if first.readings else re.sub(r"^[\d.,]*", "", upper)
        return _BETWEEN.sub(" ", rest), [(">=", lower + unit), ("<=", upper)]
    raise Unreadable(f"`{phrase}` holds a quantity but not how it compares.")


def _nearest(text: str, match: re.Match[str]) -> Mention:
    """Return the quantity that a comparing word belongs to: the one beside it."""
    measured = [one for one in quantities(text) if one.readings]
    return min(measured, key=lambda one: max(one.start - match.end(), match.start() - one.end, 0))


def _range(folded: str) -> tuple[Mention, Mention] | None:
    mentions = quantities(folded)
    if len(mentions) != 2 or not mentions[1].readings:
        return None
    between = folded[mentions[0].end : mentions[1].start]
    joined = re.fullmatch(r"\s*(?:-|–|—|~|〜|到|至|to|and|和|与)\s*", between)
    return (mentions[0], mentions[1]) if joined else None


def _compared(phrase: str, parts: Sequence[str], signs: Sequence[Comparator]) -> tuple[str, list[Said]]:
    """Tell the subject from the quantities around the signs."""
    if len(signs) == 2:
        if _subject_of(parts[0]) is not None or not quantities(parts[0]):
            # both bounds stand behind the subject: `discount>=5%, <10%`
            return parts[0], [(signs[0], re.sub(r"(?:and|且|并且|,|，|;|；|\s)+$", "", parts[1])), (signs[1], parts[2])]
        return parts[1], [(_FLIPPED[signs[0]], parts[0]), (signs[1], parts[2])]
    left, right = parts
    if not left.strip():
        # `<30天试用`: the sign stands before both
        measured = [one for one in quantities(right) if one.readings]
        if len(measured) == 1 and (rest := right[: measured[0].start] + " " + right[measured[0].end :]).strip():
            return rest, [(signs[0], right[measured[0].start : measured[0].end])]
    if not right.strip() or not left.strip():
        raise Unreadable(f"`{phrase}` has nothing on one side of `{signs[0]}`.")
    if _subject_of(left) is None and quantities(left) and not quantities(right):
        return right, [(_FLIPPED[signs[0]], left)]
    return left, [(signs[0], right)]


def _bound(phrase: str, subject: str | None, said: Said) -> Bound:
    comparator, text = said
    mentions = quantities(text)
    if len(mentions) != 1:
        raise Unreadable(f"`{text.strip()}` in `{phrase}` is no single quantity.")
    dimensions: tuple[Dimension, ...] = SUBJECTS[subject].dimensions if subject else ()
    (mention,) = mentions
    if not mention.readings:
        return Bound(comparator, Quantity(mention.number, dimensions[0] if dimensions else "count"))
    fitting = [one for one in mention.readings if not dimensions or one.dimension in dimensions]
    if not fitting:
        raise Unreadable(f"`{text.strip()}` in `{phrase}` does not measure its subject.")
    # at least nine tenths of the price (九折以上) is at most a tenth off
    return Bound(_FLIPPED[comparator] if mention.paid else comparator, fitting[0])


def _subject_of(folded: str) -> str | None:
    found = subjects_in(folded)
    return found[0].name if found else None


def _words(folded: str) -> str:
    return _SPACE.sub(" ", re.sub(r"[^\w%]+", " ", folded)).strip()
