"""The source of truth for which calculation a sentence asks: by its name, or by the need that it gives."""

from __future__ import annotations

import re

from advisor.model import AskCalculation, Command
from advisor.understanding.lexicon import prefix
from advisor.understanding.phrases import Hit
from advisor.understanding.reckoning import units_converted
from advisor.understanding.scene import Scene, Span
from advisor.understanding.threads import Thread
from content.catalogue.model import Need

Placed = tuple[int, Command]


def calculation(scene: Scene, sentence: Span) -> list[Placed]:
    """Return the calculation that a sentence asks, with its place."""
    if units_converted(scene, sentence):
        return [(sentence[0], AskCalculation("torque_units"))]
    return _reckoned(scene, sentence)


def _reckoned(scene: Scene, sentence: Span) -> list[Placed]:
    """A calculation is asked by name, or by asking for the need that another one gives ("which torque for M10?")."""
    asks = scene.is_question(sentence) or scene.has("calculate", within=sentence)
    if _WHY.match(scene.text, sentence[0], sentence[1]) or _reads_sheet(scene, sentence):
        return []
    measured = any(amount.unit or amount.currency for amount in scene.amounts)
    for hit, name in scene.terms_of("calculation", within=sentence):
        of_need = any(need.calculation == name for need in scene.trade.company.needs.values())
        if of_need and not measured and not scene.threads and scene.terms_of("category", within=sentence):
            continue  # "what torque do your hydraulic wrenches reach?" asks the catalogue
        # "how many joints per charge?" asks the data sheet; "... at 40 Nm with 5 Ah?" is reckoned
        sheet = any(prefix(term) == "attribute" for term in hit.terms) and not measured
        stated = not asks and _states_figure(scene, sentence, hit, name=name)
        if sheet or stated or _told_beside(scene, hit):
            continue
        if asks or scene.threads or measured:
            return [(hit.start, AskCalculation(name))]
    if not asks or any(amount.unit for amount in scene.amounts if sentence[0] <= amount.start < sentence[1]):
        return []
    for need in scene.trade.company.needs.values():
        if need.calculation is None or need.derived_from not in scene.trade.needs_of_kind("bolt"):
            continue
        threads = [thread for thread in scene.threads if sentence[0] <= thread.start < sentence[1]]
        threads = threads or _bolts_told(scene, sentence, need)
        named = [hit for hit, name in scene.named_needs(sentence) if name == need.id]
        if named and threads and not scene.has("offer", within=sentence):
            return [(min(named[0].start, threads[0].start), AskCalculation(need.calculation))]
    return []


_WHY = re.compile(
    r"[\s¿\"']*(?:(?:and|und|y|e|so|aber|but|pero|mas)\s)?(?:why|how come|por que|porque|warum|wieso|weshalb|为什么|为何|为啥|何故|なぜ|どうして|لماذا|ليش|ليه|علاش|لم)(?![a-z\u0621-\u064a])"
)
"""Who asks why wants a reason and no figure."""


def _reads_sheet(scene: Scene, sentence: Span) -> bool:
    """ "KHW-4000最大扭矩是多少": of a product that is named, and with no bolt or figure beside it, the data sheet is asked."""
    named = any(one.sku and sentence[0] <= one.start < sentence[1] for one in scene.products)
    given = scene.threads or any(one.unit for one in scene.amounts)
    called = {name for _, name in scene.terms_of("calculation", within=sentence)}
    sheet = scene.terms_of("attribute", "need", within=sentence) or called == {"bolt_torque"}
    return named and bool(sheet) and not given and not scene.has("calculate", within=sentence)


def _bolts_told(scene: Scene, sentence: Span, need: Need) -> list[Thread]:
    """ "We have M12 10.9. What torque should we use?": the bolts of the whole message, where it tells no figure of `need`."""
    told = any(amount.unit in need.accepts for amount in scene.amounts)
    about = scene.terms_of("kind", "category", within=sentence) or any(named.sku for named in scene.products)
    return [] if told or about or not scene.is_question(sentence) else list(scene.threads)


def _told_beside(scene: Scene, hit: Hit) -> bool:
    """In 节拍每小时350颗，…，能推荐型号吗 the rate is told, and what is asked stands in another clause."""
    clause = scene.clause(hit.start)
    named = any(prefix(term) in ("attribute", "need") for term in hit.terms)
    told = any(clause[0] <= amount.start < clause[1] for amount in scene.amounts)
    asked = scene.has("question", "asking_end", "calculate", "explain", "how", within=clause)
    return scene.locale in ("zh", "ja") and named and told and not asked


def _states_figure(scene: Scene, sentence: Span, hit: Hit, *, name: str) -> bool:
    """A statement gives a figure and asks for none: 节拍30秒, M8 10.9 締付トルクは28～35N·m."""
    if any(prefix(term) in ("attribute", "need") for term in hit.terms):
        return True
    needs = [need for need in scene.trade.company.needs.values() if need.calculation == name]
    amounts = [amount for amount in scene.amounts if sentence[0] <= amount.start < sentence[1]]
    return any(amount.unit in need.accepts for amount in amounts for need in needs)
