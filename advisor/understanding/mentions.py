"""The source of truth for the values of needs that a message names: by the lexicon's words, by place, thread, date and figure."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.model import NeedStatus
from advisor.understanding.figures import NO_DEADLINE, amount_mention
from advisor.understanding.lexicon import suffix
from advisor.understanding.mention import Mention, stated, time_words
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene


def find_mentions(scene: Scene) -> list[Mention]:
    """Return every value for a need in the message, in the order of their places."""
    found = [*_choices(scene), *_countries(scene), *_bolts(scene), *_days(scene)]
    for amount in scene.amounts:
        mention = amount_mention(scene, amount)
        if mention is not None:
            found.append(mention)
    named = [_by_company_name(scene, mention) for mention in found]
    return sorted((one for one in named if one is not None), key=lambda mention: (mention.start, mention.end))


def _by_company_name(scene: Scene, mention: Mention) -> Mention | None:
    """What only the name of the buyer's company tells is inferred, not stated: its industry and its country."""
    span = scene.contacts.company_span
    if span is None or not span[0] <= mention.start < span[1]:
        return mention
    if mention.need not in ("industry", *scene.trade.needs_of_kind("country")):
        return None
    return replace(mention, value=replace(mention.value, status=NeedStatus.INFERRED))


# --- words --------------------------------------------------------------------------------------------------------


def _choices(scene: Scene) -> list[Mention]:
    found = []
    needs = scene.trade.company.needs
    for hit in scene.terms:
        for term in hit.terms:
            need = needs.get(term.partition(".")[0])
            if need is None or need.kind not in ("choice", "choices", "text") or _names_product(scene, hit):
                continue
            if need.kind == "choice" and _weighed_with(scene, hit):
                continue
            said = scene.reading.said[hit.start : hit.end]
            named = suffix(term)
            value = (
                stated(scene, values=(named,), as_said=said)
                if need.kind == "choices"
                else stated(scene, text=named, as_said=said)
                if need.kind == "text"
                else stated(scene, value_id=named, as_said=said)
            )
            found.append(Mention(hit.start, hit.end, need.id, value))
    return found


_WITH = re.compile(
    r"(?<![a-z])(?:including|incl|inclusive of|inklusive|inkl|incluyendo|incluida|incluindo|incluida a|شامل|شامله|شاملا)\.?\s+(?:the\s|an?\s|la\s|a\s)?(?:ال)?$"
)
_WEIGHT = frozenset({"kg", "g", "lb", "jin", "oz"})


def _weighed_with(scene: Scene, hit: Hit) -> bool:
    """ "At most 2.2 kg including battery" says what is weighed, not what drives the tool."""
    clause = scene.clause(hit.start)
    weighed = any(clause[0] <= one.start < hit.start and one.unit in _WEIGHT for one in scene.amounts)
    return weighed and _WITH.search(scene.text, max(0, hit.start - 24), hit.start) is not None


def _countries(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("country")
    found = []
    for hit, code in scene.terms_of("country"):
        if needs and not _is_pronoun(scene, hit):
            value = stated(scene, value_id=code, as_said=scene.reading.said[hit.start : hit.end])
            if _place_of_sale(scene, hit):
                continue
            found.append(Mention(hit.start, hit.end, needs[0], value))
    return found


_AT_SELLER = re.compile(r"(?:exw|fca|fas|fob)[\s,]*$")


def _names_product(scene: Scene, hit: Hit) -> bool:
    """In "25 torque wrenches KTW-100" the kind of tool only names the product and demands nothing."""
    return any(term.partition(".")[0] in ("kind", "category") for term in _terms_at(scene, hit)) and any(
        named.sku
        and min(abs(named.start - hit.end), abs(hit.start - named.end)) <= _BESIDE
        and not _cut_off(scene, min(named.end, hit.end), max(named.start, hit.start))
        for named in scene.products
    )


_BESIDE = 14
_QUOTED_BY = 8
_CUT_OFF = frozenset(",;.:!?\n0123456789")


def _cut_off(scene: Scene, start: int, end: int) -> bool:
    return bool(_CUT_OFF.intersection(scene.text[start:end]))


def _terms_at(scene: Scene, hit: Hit) -> list[str]:
    return [term for other in scene.terms if other.start < hit.end and hit.start < other.end for term in other.terms]


def _place_of_sale(scene: Scene, hit: Hit) -> bool:
    """ "FOB Shanghai" names the seller's port, not the buyer's country."""
    return _AT_SELLER.search(scene.text, max(0, hit.start - 8), hit.start) is not None


def _is_pronoun(scene: Scene, hit: Hit) -> bool:
    """ "us" is America only in capitals."""
    return scene.reading.said[hit.start : hit.end] in ("us", "Us", "in", "no", "it")


def _bolts(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("bolt")
    return [
        Mention(
            thread.start, thread.end, needs[0],
            stated(scene, bolts=thread.bolts, as_said=scene.reading.said[thread.start : thread.end]),
        )
        for thread in scene.threads
        if needs
    ]  # fmt: skip


def _days(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("date")
    if not needs:
        return []
    found = []
    for day in scene.days:
        sentence = scene.sentence(day.start)
        if day.day < scene.today or scene.has(*NO_DEADLINE, within=sentence):
            continue
        bought = any(sentence[0] <= named.start < sentence[1] for named in scene.products if named.sku)
        if day.spoken and scene.has("greet", "farewell", "small_talk", within=(day.start - 12, day.end)):
            continue
        if any(0 <= cue.start - day.end <= _QUOTED_BY for cue in scene.cues_named("quote")):
            continue  # the day by which a quote is wanted: 来週の水曜までに見積
        if day.spoken and not bought and not _speaks_of_delivery(scene, day.start, needs[0]):
            continue
        value = stated(scene, text=day.day.isoformat(), as_said=scene.reading.said[day.start : day.end])
        found.append(Mention(day.start, day.end, needs[0], value))
    return found


def _speaks_of_delivery(scene: Scene, position: int, need: str) -> bool:
    sentence = scene.sentence(position)
    return (
        scene.conversation.asked == need
        or scene.has("need", "lead_time", "quote", "deliver", within=sentence)
        or any(name == need for _, name in scene.named_needs(sentence))
        or bool(time_words(scene, position, "by"))
        or (len(scene.text[slice(*sentence)]) <= 16 and not scene.is_question(sentence))
    )
