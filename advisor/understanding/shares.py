"""The source of truth for percentages of a price: "10 % off", 5%引き, and "7 %?" after a price was told."""

from __future__ import annotations

import re

from advisor.model import Stage
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene

_OFF = re.compile(
    r"\s*(?:off\b|less\b|(?:de\s|a\s)?menos|de desconto|weniger|runter|nachlass|rabatt|引き|引いて|オフ|割引|的?折扣|的?优惠|خصم|تخفيض|اقل)"
)
_GIVE = re.compile(
    r"(?:any chance of|a chance of|chance for|faz|me da|dame|deme|haz|hagame|give me|give us|gib mir|gebt uns|给我|给个|اعطني|اعطوني)\s*$"
)
_SHORT = 40


def is_price_share(scene: Scene, amount: Amount) -> bool:
    """Return whether a percentage is wished off the price."""
    if amount.unit != "%" or amount.plus_minus:
        return False
    if _OFF.match(scene.text, amount.end) or _GIVE.search(scene.text, 0, amount.start):
        return True
    if any(given_up(scene, other) for other in scene.amounts):
        return True
    sentence = scene.sentence(amount.start)
    if scene.conversation.stage is Stage.OBJECTION_HANDLING and not scene.named_needs(sentence):
        return len(scene.text) <= _SHORT and scene.conversation.asked is None  # "12 %?", then "4 %"
    spoken_of = scene.conversation.chosen or scene.conversation.shown or scene.conversation.quote
    if not spoken_of or not scene.is_question(sentence) or len(scene.text) > _SHORT:
        return False
    return scene.conversation.asked is None and not scene.named_needs(sentence)


_NEAR = 14


def given_up(scene: Scene, amount: Amount) -> bool:
    """ "Forget the 15 %, 4 % will do": a percentage that is taken back and is on record nowhere was wished off the price."""
    earlier = max((one.end for one in scene.amounts if one.end <= amount.start), default=0)
    before = [
        cue
        for cue in scene.cues_named("forget", "undo", "never_mind")
        if 0 <= amount.start - cue.end <= _NEAR and cue.start >= earlier
    ]
    behind = [cue for cue in scene.cues_named("forget", "never_mind") if 0 <= cue.start - amount.end <= _NEAR]
    if amount.unit != "%" or amount.plus_minus or not (before or behind):
        return False
    held = {figure for value in scene.conversation.needs.values() for figure in (value.value, value.min, value.max)}
    return amount.first not in held and not scene.named_needs(scene.sentence(amount.start))
