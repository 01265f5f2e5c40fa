"""The source of truth for questions in a message: a figure of a product, a calculation, or something to be looked up."""

from __future__ import annotations

import re

from advisor.model import AskFact, AskKnowledge, AskWhyNot, Command
from advisor.understanding.bridges import BRIDGE
from advisor.understanding.calculations import calculation
from advisor.understanding.compared import kinds_compared, two_pointed_at, weighed_with_a_maker, which_of_two
from advisor.understanding.introduced import introduction
from advisor.understanding.left_out import why_not
from advisor.understanding.lexicon import prefix, suffix
from advisor.understanding.phrases import Hit
from advisor.understanding.raised import COMMERCIAL, asks_of_it, asks_what_is_included, raised
from advisor.understanding.scene import Scene, Span
from advisor.understanding.shown import all_shown
from advisor.understanding.steered import steered
from advisor.understanding.supplied import asks_whether_usable, supplied
from advisor.understanding.wishes import asks_for_a_day, asks_policy, day_to_be_kept, skus_in

Placed = tuple[int, Command]
_WARRANTY = "warranty"
"""A topic whose figure every product has."""


def questions(scene: Scene) -> tuple[list[Placed], list[Span]]:
    """Return the questions of a message, and the spans whose words are asked after and therefore not stated."""
    placed: list[Placed] = []
    asked: list[Span] = []
    for sentence in scene.sentences:
        # who asks what joins two networks wants it
        found = [] if scene.terms_of(BRIDGE, within=sentence) else _question(scene, sentence)
        placed += found
        asked += [sentence for _, command in found if isinstance(command, AskFact | AskKnowledge | AskWhyNot)]
        asked += [sentence] if kinds_compared(scene, sentence) else []
    return placed, asked


def _question(scene: Scene, sentence: Span) -> list[Placed]:
    policy = _knowledge(scene, sentence) if asks_policy(scene, sentence) else []
    if (
        first := policy
        or why_not(scene, sentence)
        or supplied(scene, sentence)
        or introduction(scene, sentence)
        or calculation(scene, sentence)
        or raised(scene, sentence)
        or _usable(scene, sentence)
    ):
        return [*first]
    if day_to_be_kept(scene, sentence) or asks_for_a_day(scene, sentence) or _weighs(scene, sentence):
        return []
    skus = [named for named in scene.products if sentence[0] <= named.start < sentence[1]]
    if scene.has("compare", within=sentence):
        return _knowledge(scene, sentence) if _explains_apart(scene, sentence, len(skus)) else []
    if asks_what_is_included(scene, sentence):
        return [(sentence[0], AskFact(None, skus_in(scene, sentence), included=_words(scene, sentence)))]
    if scene.has("recommend", within=sentence) and not scene.has("explain", within=sentence):
        return []
    if scene.has(*COMMERCIAL, within=sentence) or scene.has("indifferent", "unknown", within=sentence):
        return _topic(scene, sentence) if not scene.has("price", "quote", within=sentence) else []
    if scene.has("define", within=sentence) and not skus and not scene.has("refers", within=sentence):
        named = about_the_trade(scene, sentence)
        if named and not any(prefix(term) in ("kind", "category") for hit, _ in named for term in hit.terms):
            return _knowledge(scene, sentence)  # "what is a joint class?" asks no data sheet
    facts = _facts(scene, sentence)
    if scene.has("explain", within=sentence) and not (facts and _points_at_product(scene, sentence)):
        return _of_product_first(scene, sentence) or _warranty_told(scene, sentence) or _knowledge(scene, sentence)
    return facts or _of_raised(scene, sentence) or _topic(scene, sentence) or _how(scene, sentence)


def _explains_apart(scene: Scene, sentence: Span, named: int) -> bool:
    """ "What is the difference between pulse and click?" explains; two products, or "how does the X compare to theirs?", do not."""
    several = named > 1 or two_pointed_at(scene, sentence) or all_shown(scene, sentence)
    weighs = several or (named > 0 and scene.has("how", within=sentence))
    return scene.has("explain", within=sentence) and not weighs


def _warranty_told(scene: Scene, sentence: Span) -> list[Placed]:
    """ "What is the warranty?" asks how long it lasts; "how does the warranty work?" wants it explained."""
    explained = scene.cues_named("explain", within=sentence)
    if not all("introduce" in cue.terms for cue in explained):
        return []
    return [placed for placed in _topic(scene, sentence) if isinstance(placed[1], AskFact)]


def _weighs(scene: Scene, sentence: Span) -> bool:
    """ "Which is lighter, the first or the third?" compares, and asks no figure of one."""
    named = [one for one in scene.products if one.sku and sentence[0] <= one.start < sentence[1]]
    return weighed_with_a_maker(scene, sentence) or (len(named) < 2 and which_of_two(scene, sentence))


def _usable(scene: Scene, sentence: Span) -> list[Placed]:
    """ "Can it be used in zone 2?" asks the mark that allows it."""
    return _features(scene, sentence, skus_in(scene, sentence)) if asks_whether_usable(scene, sentence) else []


def _of_raised(scene: Scene, sentence: Span) -> list[Placed]:
    """ "Does that work with our MES?", of a tool that is spoken of, asks what it has of the need that the MES raises."""
    names = [name for _, name in scene.terms_of("raises", within=sentence)]
    spoken_of = scene.has("refers", within=(0, sentence[0])) or _points_at_product(scene, sentence)
    if not names or not scene.is_question(sentence) or not spoken_of:
        return []
    need = scene.trade.company.needs.get(names[0])
    match = need.match if need else None
    return [(sentence[0], AskFact(match.attribute, skus_in(scene, sentence)))] if match else []


def _of_product_first(scene: Scene, sentence: Span) -> list[Placed]:
    """ "Does the KTE-30 store readings, or do I need a box for that?": what is explained stands behind what is asked of the product."""
    named = [one for one in scene.products if one.sku and sentence[0] <= one.start < sentence[1]]
    explained = scene.cues_named("explain", "how", within=sentence)
    if not named or any(cue.start < named[0].start for cue in explained) or not scene.is_question(sentence):
        return []
    apart = any(
        sign in scene.text[named[0].end : explained[0].start] for sign in (",", " or ", " oder ", " o ", " ou ")
    )
    return [(sentence[0], AskFact(None, skus_in(scene, sentence)))] if apart else []


def _how(scene: Scene, sentence: Span) -> list[Placed]:
    """A question that opens with "how" or "why" and asks no figure wants an explanation."""
    opening = scene.cues_named("how", within=sentence)
    begins = bool(opening) and not scene.text[sentence[0] : opening[0].start].strip(" ¿")
    figures = any(sentence[0] <= amount.start < sentence[1] for amount in scene.amounts)
    return _knowledge(scene, sentence) if begins and scene.is_question(sentence) and not figures else []


_LONGEST_CHANGE = 16
_TOWARDS = re.compile(r"\b(?:to|for|with|por|auf|gegen|durch|para|pra|a|instead|stattdessen)\b|[成为用に]|إلى|الى|ب")
"""What leads to the new choice: "change it to hydraulic" wants another tool, "change the battery" asks of this one."""


def _changes_mind(scene: Scene, sentence: Span) -> bool:
    """ "What about hydraulic instead?", 换成液压的呢: the choice is to be another one; nothing is asked of a product."""
    if _goes_on_with_another(scene, sentence):
        return True
    cues = scene.cues_named("change", "correct", within=sentence)
    for hit in scene.terms:
        if not sentence[0] <= hit.start < sentence[1] or not any(
            prefix(term) in scene.trade.company.needs for term in hit.terms
        ):
            continue
        for cue in cues:
            start, end = sorted((hit.end, cue.start)) if cue.start >= hit.end else (cue.end, hit.start)
            link = scene.text[min(cue.start, start) : max(cue.end, end)]
            if 0 <= end - start <= _LONGEST_CHANGE and _TOWARDS.search(link):
                return True
    return False


_AND_THAT = 18


def _goes_on_with_another(scene: Scene, sentence: Span) -> bool:
    """ "And manual?" where another drive is on record."""
    hits = [hit for hit in scene.terms if sentence[0] <= hit.start < sentence[1]]
    if len(hits) != 1 or sentence[1] - sentence[0] > _AND_THAT or not scene.has("also", within=sentence):
        return False
    for term in hits[0].terms:
        need, held = scene.trade.need(prefix(term)), scene.conversation.needs.get(prefix(term))
        if need is not None and need.kind == "choice" and held is not None:
            return suffix(term) not in (held.value_id, *held.values)
    return False


def _facts(scene: Scene, sentence: Span) -> list[Placed]:
    if _changes_mind(scene, sentence):
        return []
    skus = skus_in(scene, sentence)
    asks = scene.is_question(sentence)
    figures = any(
        sentence[0] <= amount.start < sentence[1] and amount.unit in scene.trade.need_of_unit
        for amount in scene.amounts
    )  # the 5 Ah of a battery demand nothing
    pointed = _points_at_product(scene, sentence)
    attributes = _attributes(scene, sentence, by_need=pointed)
    if asks and scene.has("offer", "recommend", within=sentence) and not pointed:
        return []
    if attributes and (asks or skus) and not figures and not scene.has("need", "calculate", within=sentence):
        unique = dict.fromkeys(name for _, name in attributes)
        values = _values_named(scene, sentence)
        return [(attributes[0][0].start, AskFact(name, skus, values.get(name, ()))) for name in list(unique)[:3]]
    if asks and pointed and not figures and not _only_told(scene, sentence):
        return _features(scene, sentence, skus)
    return []


def _only_told(scene: Scene, sentence: Span) -> bool:
    """ "Son 10 KTE-135": a verb that could ask opens it, but no mark closes it, and it tells how many."""
    counted = any(sentence[0] <= amount.start < sentence[1] and amount.is_bare for amount in scene.amounts)
    return counted and scene.locale in ("es", "pt", "de") and scene.text[sentence[1] : sentence[1] + 1] != "?"


def _attributes(scene: Scene, sentence: Span, *, by_need: bool) -> list[tuple[Hit, str]]:
    """The attributes called by name; of a product spoken of also by the name of the need they meet."""
    company = scene.trade.company
    if (by_machine := steered(scene, sentence)) is not None:
        return [by_machine]
    found = [pair for pair in scene.terms_of("attribute", within=sentence) if pair[1] in company.attributes]
    for hit, name in scene.terms_of("need", within=sentence) if by_need else ():
        need = company.needs.get(name)
        if need is not None and need.match is not None:
            found.append((hit, need.match.attribute))
    return sorted(found, key=lambda pair: pair[0].start)


def _values_named(scene: Scene, sentence: Span) -> dict[str, tuple[str, ...]]:
    """The choices that a sentence names, by the attribute that holds them."""
    found: dict[str, list[str]] = {}
    for hit in scene.terms:
        for term in hit.terms if sentence[0] <= hit.start < sentence[1] else ():
            need = scene.trade.company.needs.get(term.partition(".")[0])
            if need is not None and need.match is not None:
                found.setdefault(need.match.attribute, []).append(suffix(term))
    return {attribute: tuple(dict.fromkeys(values)) for attribute, values in found.items()}


def _features(scene: Scene, sentence: Span, skus: tuple[str, ...]) -> list[Placed]:
    """ "Does it have Wi-Fi?" asks the attribute that Wi-Fi is a value of."""
    found = _values_named(scene, sentence)
    if (
        not found
        and skus
        and not scene.has("explain", within=sentence)
        and not scene.terms_of("topic", within=sentence)
    ):
        return [(sentence[0], AskFact(None, skus))]
    return [(sentence[0], AskFact(name, skus, values)) for name, values in found.items()]


def _points_at_product(scene: Scene, sentence: Span) -> bool:
    if any(sentence[0] <= named.start < sentence[1] and named.sku for named in scene.products):
        return True
    held = scene.conversation
    spoken_of = bool(held.recommended or held.chosen or held.viewed or held.shown)
    if (
        spoken_of
        and scene.terms_of("certification", within=sentence)
        and not scene.terms_of("category", "kind", within=sentence)
    ):
        return True
    if asks_of_it(scene, sentence):
        return True
    refers = scene.has("refers", within=sentence) and not _refers_to_a_kind(scene, sentence)
    refers = refers or scene.words.places.search(scene.text, *sentence) is not None
    return (refers and not scene.has("offer", within=sentence)) or (
        spoken_of and not scene.has("offer", "need", within=sentence)
    )


def _refers_to_a_kind(scene: Scene, sentence: Span) -> bool:
    """ "How often should a click wrench be recalibrated, and do I wind it back": "it" is any such wrench."""
    if scene.conversation.chosen or not scene.has("explain", within=sentence):
        return False
    kinds = [hit.end for hit, _ in scene.terms_of("kind", "category", "form", within=sentence)]
    return bool(kinds) and all(cue.start > min(kinds) for cue in scene.cues_named("refers", within=sentence))


_WHERE_OR_WHO = re.compile(
    r"(?<![a-z])(?:where|who|wo|wer|wohin|donde|quien|onde|quem)(?![a-z])|哪里|在哪|谁|どこ|誰|谁が|(?<![\u0621-\u064a])(?:اين|وين|فين|من ي|مين)"
)
"""Where and by whom something is repaired is told by documents, how long it is warranted by the data sheet."""


def _topic(scene: Scene, sentence: Span) -> list[Placed]:
    topics = scene.terms_of("topic", within=sentence)
    if scene.has("offer", within=sentence) and scene.terms_of("kind", "category", within=sentence):
        return []  # "have you a nutrunner that talks to our MES?" asks for a tool
    who = _WHERE_OR_WHO.search(scene.text, *sentence) is not None
    if _WARRANTY in {name for _, name in topics} and _points_at_product(scene, sentence) and not who:
        return [(topics[0][0].start, AskFact(_WARRANTY, skus_in(scene, sentence)))]
    if topics and (scene.is_question(sentence) or scene.has("explain", within=sentence)):
        return _knowledge(scene, sentence)
    return []


def _knowledge(scene: Scene, sentence: Span) -> list[Placed]:
    return [(sentence[0], AskKnowledge(_words(scene, sentence)))]


def _words(scene: Scene, sentence: Span) -> str:
    return scene.reading.said[sentence[0] : sentence[1] + 1].strip()


def about_the_trade(scene: Scene, sentence: Span) -> list[tuple[Hit, str]]:
    """Return the words of the trade in a sentence, whatever they are about."""
    return scene.terms_of(
        "category",
        "kind",
        "attribute",
        "topic",
        "certification",
        "communication",
        "need",
        "calculation",
        within=sentence,
    )
