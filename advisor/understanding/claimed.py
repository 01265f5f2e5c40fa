"""The source of truth for what a message says of a product and wants confirmed: "the KCP-70 does 300 Nm, right?"."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.matching import meets
from advisor.model import AddNeed, AskFact, AskKnowledge, AskPrice, AskRecommendation, Command, CorrectNeed, SetNeed
from advisor.understanding.lexicon import prefix, suffix
from advisor.understanding.scene import Scene, Span
from advisor.understanding.wishes import skus_in

Placed = tuple[int, Command]
_STATES = (SetNeed, CorrectNeed, AddNeed)
_MOST = 3
_ELSEWHERE = ("need", "calculate", "price", "quote", "order", "stock", "lead_time", "compare", "choose", "change")
"""Beside these, a figure is the buyer's own."""


def ask_back(scene: Scene, needs: list[Placed]) -> list[Placed]:
    """Turn what is said of one product and asked after into questions for its data sheet; it is no need of the buyer's."""
    claims: dict[str, AskFact] = {}
    found: list[Placed] = []
    own: set[int] = set()
    for start, command in needs:
        told = told_of_own(scene, start)
        sku = _product(scene, scene.sentence(start), apart=told)
        fact = _asked(scene, command, sku) if sku else None
        if fact is not None and isinstance(command, _STATES):
            claims.setdefault(command.need, fact)
            found.append((start, claims[command.need]))
            own |= {start} if told else set()
    kept = [
        (start, command)
        for start, command in needs
        if start in own or not (isinstance(command, _STATES) and command.need in claims)
    ]
    return [*kept, *{fact: (start, fact) for start, fact in reversed(found)}.values()]


def told_of_own(scene: Scene, position: int) -> bool:
    """ "We need 65 Nm, does the KCP-70 reach that?": what the clauses before the product tell as the buyer's own is needed."""
    sentence, clause = scene.sentence(position), scene.clause(position)
    first = min((one.start for one in scene.products if one.sku and sentence[0] <= one.start < sentence[1]), default=-1)
    if first < clause[1] or scene.is_question(clause):
        return False
    return scene.has("need", within=clause) or _OWN.search(scene.text, *clause) is not None


_OWN = re.compile(
    r"(?<![a-z])(?:we|our|ours|unser\w*|wir|bei uns|nosotros|nuestr\w+|tenemos|noss[oa]s?|temos|a gente|max|min|limit|limite)(?![a-z])|我们|我司|咱们|这边|现场|工位|うち|弊社|当社|こちら|現場|现场|必须|必須|عندنا|لدينا|المسموح|المطلوب|نحتاج|شغلنا"
)


def _product(scene: Scene, sentence: Span, *, apart: bool) -> str | None:
    """The one product of ours that the sentence speaks of and asks about; `apart`: a clause before it tells a need."""
    if not scene.products and (spoken_of := _of_the_chosen(scene, sentence)):
        return spoken_of
    named = {one.sku for one in scene.products if one.sku}
    here = [one.start for one in scene.products if one.sku and sentence[0] <= one.start < sentence[1]]
    if len(named) != 1 or not here:
        return None
    asked = scene.clause(here[0]) if apart else sentence
    if scene.has(*_ELSEWHERE, within=asked):
        return None
    asks = scene.is_question(sentence) or scene.has("asks_confirmation", within=sentence)
    return named.pop() if asks else None


def _of_the_chosen(scene: Scene, sentence: Span) -> str | None:
    """ "And the accuracy, is it 3 % or better?" asks of the product that was chosen."""
    asks = scene.is_question(sentence) and scene.has("refers", within=sentence)
    asks = asks or (scene.is_question(sentence) and scene.has("asks_confirmation", within=sentence))
    measured = bool(scene.named_needs(sentence)) and any(one.unit for one in scene.amounts)
    own = scene.has(*_ELSEWHERE, "correct", "offer", within=sentence)
    return scene.conversation.chosen if asks and measured and not own else None


def _asked(scene: Scene, command: Command, sku: str | None) -> AskFact | None:
    need = scene.trade.company.needs.get(command.need) if isinstance(command, _STATES) else None
    if need is None or need.match is None or not isinstance(command, _STATES):
        return None
    value = command.value
    if value.bolts or value.amount or value.text or _counts_others(scene, need.match.attribute, sku):
        return None
    chosen = value.values or ((value.value_id,) if value.value_id else ())
    return AskFact(need.match.attribute, (sku,) if sku else (), chosen, None if chosen else value)


def _counts_others(scene: Scene, attribute: str, sku: str | None) -> bool:
    """ "Which controller for three of the X-10?": how many are to be served is said of the controller, not of the X-10."""
    company = scene.trade.company
    counts = attribute in company.attributes and company.attributes[attribute].counts_served
    return counts and sku is not None and attribute not in company.products[sku].attributes


def ask_whether_there_is(scene: Scene, placed: list[Placed], wanted: tuple[str, ...]) -> list[Placed]:
    """ "Do you have an ATEX pump?" while a wrench is spoken of asks about the pumps; empty where nothing of the kind is asked.

    What comes back stands for `placed` and for what was sought: the wrench needs no ATEX for it.
    """
    wanted = tuple(term.replace("accessory.", "kind.") for term in wanted)
    spoken_of = scene.conversation.chosen or next(
        iter(scene.conversation.shown or scene.conversation.recommended), None
    )
    if spoken_of and (asked := _comes_with(scene, placed, wanted)):
        return asked
    if not spoken_of or not wanted or scene.amounts or scene.threads or _is_of(scene, spoken_of, wanted):
        return []
    facts: list[Placed] = []
    for start, command in placed:
        sentence = scene.sentence(start)
        if isinstance(command, AskRecommendation):
            continue
        asks = scene.is_question(sentence) and scene.has("offer", within=sentence)
        if not isinstance(command, SetNeed | AddNeed) or not asks:
            return []
        skus = _with_it(scene, command, wanted)
        fact = _asked(scene, command, None) if skus else None
        if fact is None or not fact.values:
            return []
        facts.append((start, replace(fact, skus=skus)))
    return facts


def _comes_with(scene: Scene, placed: list[Placed], wanted: tuple[str, ...]) -> list[Placed]:
    """ "Is a calibration certificate included?" beside a tool asks about it, and wishes for none."""
    sentence = scene.sentences[0]
    alone = len(scene.sentences) == 1 and scene.is_question(sentence) and not scene.has("need", "recommend", "quote")
    only = all(isinstance(command, AskRecommendation | AskKnowledge) for _, command in placed)
    only = only and not any(isinstance(command, AskKnowledge) and command.answered for _, command in placed)
    kinds = {str(p.attributes.get("kind")) for p in scene.trade.company.products.values() if p.is_accessory}
    if not (alone and only and wanted) or any(term.partition(".")[2] not in kinds for term in wanted):
        return []
    words = scene.reading.said[sentence[0] : sentence[1] + 1].strip()
    return [(sentence[0], AskFact(None, skus_in(scene, sentence), included=words))]


def _is_of(scene: Scene, sku: str, wanted: tuple[str, ...]) -> bool:
    """Whether a product is of a sort that is named; such as `kind.pump` or `category.torque_wrenches`."""
    product = scene.trade.company.products.get(sku)
    held = {"category": product.category, **product.attributes} if product else {}
    return any(held.get(prefix(sort)) == suffix(sort) for sort in wanted)


def _with_it(scene: Scene, command: SetNeed | AddNeed, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The products of the sorts named, those first that have what is asked after."""
    company = scene.trade.company
    match = company.needs[command.need].match
    of_sort = [sku for sku in company.products if _is_of(scene, sku, wanted)]
    if match is None or not all(company.products[sku].is_accessory for sku in of_sort):
        return ()  # another tool is a wish for it
    having = [
        s for s in of_sort if meets(match, command.value, company.products[s].attributes.get(match.attribute)).fulfilled
    ]
    return tuple(having or of_sort)[:_MOST]


def price_told(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """ "You said 990 dollars a minute ago" is no budget, and asks what the price is."""
    money = scene.trade.needs_of_kind("money")
    told = [
        (start, command)
        for start, command in placed
        if isinstance(command, _STATES)
        and command.need in money
        and scene.has("you_said", within=scene.sentence(start))
    ]
    if not told:
        return placed
    rest = [pair for pair in placed if pair not in told and not isinstance(pair[1], AskPrice | AskFact)]
    return [*rest, (told[0][0], AskPrice())]
