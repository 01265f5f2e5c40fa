"""The source of truth for choices: a product that is named or picked by its place, where nothing else is asked of it."""

from __future__ import annotations

import re

from advisor.model import AskLeadTime, AskPrice, AskStock, ChooseProduct, Command, Compare, RequestQuote
from advisor.understanding.beside import products_served
from advisor.understanding.positions import lasts, speaks_of_else
from advisor.understanding.products import Named
from advisor.understanding.scene import Scene

Placed = tuple[int, Command]
_ASKED = (AskPrice, RequestQuote, Compare, AskLeadTime, AskStock)


def choices(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """Return the choice of a message, one at most; `placed` are the commands found so far."""
    asked = [scene.sentence(at) for at, one in placed if isinstance(one, _ASKED)]
    if asked and not any(scene.sentence(cue.start) not in asked for cue in scene.cues_named("choose")):
        return []  # "I take the second one. When would it be here?" chooses and asks
    if scene.has("sample", "visit", "complain", "instruction"):
        return []
    named = [one for one in scene.products if one.sku]
    if named and named[0].sku in products_served(scene):
        return []
    if (
        named
        and scene.has("asks_confirmation", within=scene.sentence(named[0].start))
        and not _settles(scene, named[0])
    ):
        return []
    if named and not scene.is_question(scene.sentence(named[0].start)):
        return [(named[0].start, ChooseProduct(sku=named[0].sku))]
    if named or not (scene.conversation.recommended or scene.has("choose")):
        return []
    return _by_position(scene)


def _settles(scene: Scene, named: Named) -> bool:
    """那就要KTE-340吧: the 吧 behind a choice asks nothing."""
    return scene.locale == "zh" and scene.has("choose", within=(named.start - _JUST_BEFORE, named.start))


_JUST_BEFORE = 4


def _by_position(scene: Scene) -> list[Placed]:
    if len(scene.text) > 80:
        return []
    said = [(ordinal, position) for ordinal, position in scene.words.ordinals.items() if ordinal in scene.text]
    for ordinal, position in sorted(said, key=lambda item: -len(item[0])):
        match = re.search(rf"(?<![a-z\u0621-\u064a]){re.escape(ordinal)}(?![a-z\u0621-\u064a])", scene.text)
        if match and (speaks_of_else(*match.span(), scene.cues) or lasts(scene.text, *match.span())):
            continue
        if match and not any(amount.unit and amount.start <= match.start() < amount.end for amount in scene.amounts):
            last = max(len(scene.conversation.recommended), 1)
            return [(match.start(), ChooseProduct(position=position if position > 0 else last))]
    return []
