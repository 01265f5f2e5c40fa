"""The source of truth for numbers that a verb of ordering right before them makes a quantity; Japanese puts a counter behind its numbers."""

from __future__ import annotations

import re

from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene

_TAKES = re.compile(
    r"(?<![a-z])(?:(?:we|i|we'll|we'd|i'll|i'd)(?: would| will)? (?:order|buy|take)|send (?:me|us)|mand[ae](?:m|n|nme|nnos|me|nos)|enviem|envi(?:a|e|en)(?:me|nos)|(?:me|nos) (?:manda|mande|mandem|envia|envie|enviem)|"
    r"llev(?:amos|ariamos|aria|o)|pediriamos|compr(?:amos|ariamos)|levamos|levariamos|fechar(?:mos)?)(?: (?:las|los|as|os|the))?\s+$"
    r"|(?<![a-zäöü])(?:(?:schick|send)(?:e|et|t|en)? (?:sie )?(?:mir|uns)|liefern sie (?:mir|uns))\s+$"
    r"|(?:订|订购|采购|(?:给我|给我们)(?:发|寄|来|送))\s*$"
    r"|(?<![\u0621-\u064a])(?:و|ف)?(?:نطلب|اطلب|نشتري|ناخذ|(?:ارسل|ابعت|ابعث)(?:وا|و)?\s*(?:لي|لنا))\s+$"
)
_LEFT_OPEN = re.compile(r"\s*(?:$|[.,;?!)]|(?:if|si|se|when|cuando|quando|please|por favor)(?![a-z]))")


def taken_by_a_verb(scene: Scene, amount: Amount) -> bool:
    """ "If OK we order 50", "mándenme 6": a number at the verb of ordering and with nothing that it measures."""
    before = _TAKES.search(scene.text, max(0, amount.number.start - 36), amount.number.start)
    return before is not None and _LEFT_OPEN.match(scene.text, amount.end) is not None
