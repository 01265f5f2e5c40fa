"""The source of truth for what is spoken of without being asked by name: what comes with a product, and needs without a value."""

from __future__ import annotations

import re

from advisor.model import Act, Command, RaiseNeed
from advisor.understanding.beside import accessory_kinds
from advisor.understanding.compared import ANY_TOOL
from advisor.understanding.counts import A_DAY, bolt_word_near
from advisor.understanding.lexicon import prefix, suffix
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene, Span

COMMERCIAL = ("price", "quote", "lead_time", "stock", "discount", "compare")
"""What is asked for a price, a day or a comparison is no need and no question of a box."""


def raised(scene: Scene, sentence: Span) -> list[tuple[int, Command]]:
    """ "Our MES must get the data" asks nothing, and names no interface: which one is to be asked."""
    marked = "?" in scene.text[sentence[0] : sentence[1] + 1]  # "hay que documentar ..." only begins as questions do
    if marked or scene.has(*COMMERCIAL, "recommend", "asking_end", within=sentence):
        return []
    needs = [(hit.start, name) for hit, name in scene.terms_of("raises", within=sentence)]
    stated = {prefix(term) for hit in scene.terms for term in hit.terms}
    found: list[tuple[int, Command]] = [(start, RaiseNeed(name)) for start, name in needs[:1] if name not in stated]
    return found or _pace(scene, sentence)


def _pace(scene: Scene, sentence: Span) -> list[tuple[int, Command]]:
    """ "40 bolts a gearbox, 3 gearboxes a day" tells a pace, and not how many in an hour: that is to be asked."""
    rate = scene.trade.need_of_unit.get("1/h")
    counts = [one for one in scene.amounts if sentence[0] <= one.start < sentence[1] and one.is_bare]
    told = A_DAY.search(scene.text, *sentence) and any(
        bolt_word_near(scene, one) or _joints(scene, one) for one in counts
    )
    return [(sentence[0], RaiseNeed(rate))] if rate and told and len(counts) > 1 else []


def _joints(scene: Scene, one: Amount) -> bool:
    return scene.has("joints", within=(one.number.end, one.end + 2))


def raised_alone(placed: list[tuple[int, Command]]) -> list[tuple[int, Command]]:
    """What else was understood decides what is asked next: "we lost a wheel and must document" is a need of its own."""
    if all(isinstance(command, RaiseNeed | Act) for _, command in placed):
        return placed
    return [one for one in placed if not isinstance(one[1], RaiseNeed)]


_OF_IT = re.compile(
    r"[\s¿\"'(]*(?:(?:y|e|pero|mas|tambien|tambem|ademas|alem disso)[\s,]+)?(?:no |nao |ya |ja |se |le )?"
    r"(?:trae|lleva|viene|incluye|tiene|pesa|soporta|aguanta|admite|cuenta con|dispone de|mide|registra|guarda|conecta|comunica|emite|"
    r"vem|inclui|acompanha|tem|suporta|aguenta|aceita|possui|conta com|grava|registra|armazena|mede|funciona|dura)(?![a-z])"
)
""" "¿Trae Wi-Fi?", "Vem com carregador?": Spanish and Portuguese ask of the tool at hand by the verb alone."""


def asks_of_it(scene: Scene, sentence: Span) -> bool:
    """Whether a sentence asks of one thing that it need not name; with a sort of tool in it, it asks for such a tool."""
    asks = scene.locale in ("es", "pt") and scene.text[sentence[1] : sentence[1] + 1] == "?"
    return asks and bool(_OF_IT.match(scene.text, *sentence)) and not _names_a_tool(scene, sentence)


def _names_a_tool(scene: Scene, sentence: Span, besides: str = "") -> bool:
    passed = {*accessory_kinds(scene.trade.company), suffix(besides)}
    return any(name not in passed for _, name in scene.terms_of("kind", "category", within=sentence))


def asks_what_is_included(scene: Scene, sentence: Span) -> bool:
    """ "Does it come with a case?", of a product that is spoken of; a figure or a mark that it has is asked otherwise."""
    if not scene.has("included", within=sentence) or not scene.is_question(sentence):
        return False
    if scene.has(*COMMERCIAL, "explain", within=sentence):
        return False
    held = scene.conversation
    named = any(sentence[0] <= one.start < sentence[1] and one.sku for one in scene.products)
    spoken_of = named or bool(held.recommended or held.chosen or held.viewed or held.shown)
    sorts = _names_a_tool(scene, sentence, besides=ANY_TOOL)
    spoken_of = spoken_of or not (scene.has("offer", "need", within=sentence) or sorts)
    return spoken_of and not scene.terms_of("certification", "communication", "attribute", "topic", within=sentence)
