"""Source of truth for which quantities of a sentence belong together: ends of a range, a sum, what is more, half of something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from content.authority.quantities import Mention, bare_number
from content.authority.subjects import fold_pattern
from content.authority.units import PERCENT

_TO = re.compile(
    r"\s*(?:-|–|—|~|〜|to|til|through|or|bis(?: zu)?|auf|oder|a|al|hasta(?: el)?|o|u|ate|ou|至|到|或者?|提(?:高|升)?到|から|または|か|乃至|الي|حتي|او)\s*(?:a |an |un |um |einem |el )?"
)
_AND = re.compile(r"\s*(?:and|und|y|e|和|与|と|و)\s*(?:a |an |un |um |einem |el )?")
_REST = re.compile(r"\s*(?:,|and|und|y|e|و|零|又|と)?\s*")
_NO = re.compile(
    r"(?:\b(?:no|nein|nao|actually|rather|better|vielmehr|besser|mejor|melhor|make (?:it|that)|machen sie(?: daraus)?|sagen wir|let'?s say|say|que sean|digamos|pongan|facam|sejam)\b|不对?|改成|改为|变成|いや|بل|لا|لنقل|يعني|اجعل\w*)\W*$"
)
_NEAR = 30
_BETWEEN = re.compile(r"(?:between|zwischen|entre|بين|介于|在)\s*(?:el |un |um |a )?$")


def joins_range(folded: str, first: Mention, second: Mention) -> bool:
    """Say whether two mentions are the ends of a range."""
    between, before = folded[first.end : second.start], folded[: first.start]
    same = not first.readings or (second.quantity and first.readings[0].dimension == second.quantity.dimension)
    if not same or not (first.readings or second.readings):
        return False
    return bool(_TO.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before)))


def is_correction(folded: str, first: Mention, second: Mention) -> bool:
    """ "Five percent, no, fifteen": the second number has the unit of the first, and the greater one is judged."""
    between = folded[first.end : second.start]
    restated = bare_number(second) or _are_percent(first, second)
    return bool(first.readings and restated and _NO.search(between) and len(between) <= _NEAR)


def is_rest(folded: str, first: Mention, second: Mention) -> bool:
    """ "Four weeks and two days" is one time."""
    times = [one.readings[0] for one in (first, second) if one.readings and one.readings[0].dimension == "time"]
    if len(times) < 2 or not (first.number and second.number):
        return False
    sizes = [time.value / one.number for time, one in zip(times, (first, second), strict=True)]
    return sizes[1] < sizes[0] and bool(_REST.fullmatch(folded[first.end : second.start]))


_FURTHER_BEFORE = re.compile(
    r"(?:\b(?:another|a further|plus|and|noch(?: ?ein)?mals?|noch einmal|noch|weitere|nochmal|otr[oa]s?|mais|outr[oa]s?|y|e)|再|又|さらに|あと|و)\s*$"
)
_FURTHER_AFTER = re.compile(
    r"^\s*(?:on top|more(?! pieces| units| tools)|extra\b|in addition|obendrauf|dazu|drauf|zusatzlich|fur\b|encima|mas\b|adicional|por\b|em cima|a mais|pel[oa]s?\b|اخر|فوق|اضافي)"
)


def furthered(folded: str, meant: Sequence[Mention]) -> list[Mention]:
    """ "Thirty percent, and another twenty-five on top": what comes on top of a percentage and has no unit is one too."""
    found: list[Mention] = []
    for mention in meant:
        first = next((one for one in reversed(found) if _are_percent(one)), None)
        if first and bare_number(mention) and _comes_on_top(folded, mention):
            reading = replace(first.readings[0], value=mention.number, edge=0)
            found.append(replace(mention, readings=(reading,)))
        else:
            found.append(mention)
    return found


def _comes_on_top(folded: str, mention: Mention) -> bool:
    # in Arabic "and" is written on the number
    joined = mention.word.startswith("و") or _FURTHER_BEFORE.search(folded[: mention.start])
    return bool(joined and _FURTHER_AFTER.search(folded[mention.end :]))


_HALF_OF = re.compile(r"\s*(?:of (?:the|that|those|your)|der|von den|des|del|de los|dos|do|de|das|ال|من)?\s*(?:ال)?")


def shared(folded: str, meant: Sequence[Mention]) -> list[Mention]:
    """ "Half of the ten percent I first mentioned" is five, and so is 十个点的一半."""
    found: list[Mention] = []
    for mention in meant:
        last = found[-1] if found else None
        if last is None or not _are_percent(last, mention):
            found.append(mention)
            continue
        between = folded[last.end : mention.start]
        part_first = not _PER_HUNDRED.search(folded, last.start, last.end) and _HALF_OF.fullmatch(between)
        part_after = between.strip() in {"的", "の", ","} and not _PER_HUNDRED.search(
            folded, mention.start, mention.end
        )
        if part_first or part_after:
            share = last.readings[0].value * mention.readings[0].value / 100
            found[-1] = Mention(last.start, mention.end, (replace(last.readings[0], value=share),), share)
        else:
            found.append(mention)
    return found


def in_place_of(folded: str, meant: Sequence[Mention]) -> list[Mention]:
    """ "Fifteen months rather than twelve", 15 statt 12 Monate: both have the one unit, and the difference is the step."""
    found: list[Mention] = []
    for mention in meant:
        last = found[-1] if found else None
        if last and _INSTEAD_BETWEEN.fullmatch(folded[last.end : mention.start]) and _have_one_unit(last, mention):
            found[-1] = _stepped(last, mention)
        else:
            found.append(mention)
    return found


def _have_one_unit(*mentions: Mention) -> bool:
    units = {one.readings[0].dimension for one in mentions if one.readings}
    return len(units) == 1 and all((one.readings and one.number) or bare_number(one) for one in mentions)


def _stepped(wished: Mention, former: Mention) -> Mention:
    unit = wished if wished.readings else former
    size = unit.readings[0].value / unit.number
    new, old = (one.readings[0].value if one.readings else one.number * size for one in (wished, former))
    reading = replace(unit.readings[0], value=new)
    step = replace(reading, value=abs(new - old)) if reading.dimension == "time" else None
    return Mention(wished.start, former.end, (reading,), wished.number, paid=wished.paid, step=step)


_INSTEAD_BETWEEN = re.compile(
    r",?\s*(?:[^\W\d]+ ){0,2}?(?:instead of|rather than|in place of|an ?statt|statt|en vez de|en lugar de|em vez de|em lugar de|而(?:不|非)是?|بدلا? من|عوضا عن)\s*(?:the |just |only |den |der |die |los |las |os |as |bisher\w* |ال)?"
)
_PER_HUNDRED = re.compile(f"(?:{fold_pattern(PERCENT)})")


def _are_percent(*mentions: Mention) -> bool:
    return all(one.quantity and one.quantity.dimension == "percent" and not one.paid for one in mentions)


_FROM = re.compile(
    r"(?:(?<!extension )\b(?:from|von|vom|de|desde|dos|das|do|da|los|las|currently|now|derzeit|bisher|actuales|atuais)|从|由|自|原来的?|现在的?|目前的?|من)\s*(?:the |den |ال)?$"
)
_RAISED_TO = re.compile(
    r"(?:'? \w+)?\s*(?:(?:up )?to)\s*|\s*(?:auf|a|hasta|para|ate|(?:提高|延长|延|增加|加|升|提|改)?(?:到|至|成|为)|から|الي|ل|حتي)\s*(?:the |full |volle |ganze |los |las |os )?"
)


def raised(folded: str, first: Mention, second: Mention) -> Mention | None:
    """Return a time that goes from one length to another as its end, with the difference as its step; None where none does."""
    later = second.quantity
    if later is None and first.quantity and first.quantity.dimension == "time" and first.number and bare_number(second):
        # "from twelve months to eighteen"
        later = replace(first.quantity, value=first.quantity.value / first.number * second.number)
    if later is None or later.dimension != "time" or not second.number:
        return None
    start = second.start + (
        2 if folded.startswith("a ", second.start) else 0
    )  # the number's article is a preposition here
    between, after = folded[first.end : start], folded[second.end : second.end + 2]
    if not _RAISED_TO.fullmatch(between) or not (
        _FROM.search(folded[max(0, first.start - 30) : first.start]) or ("から" in between and after[:1] in "にへま")
    ):
        return None
    earlier = first.quantity.value if first.quantity else first.number * later.value / second.number
    step = replace(later, value=abs(later.value - earlier))
    if (first.quantity and first.quantity.dimension != "time") or not step.value:
        return None
    longer = max(later.value, earlier)
    return Mention(first.start, second.end, (replace(later, value=longer),), second.number, step=step)
