"""The source of truth for what a message tells of another seller's terms: "they deliver in a week", "he gives three years of warranty"."""

from __future__ import annotations

import re
from typing import Literal

from advisor.understanding.scene import Scene, Span

_TIMES = frozenset({"day", "week", "month", "year", "hour"})
_SPAN = re.compile(
    r"(?<![a-z])(?:days?|weeks?|months?|years?|tage?n?|wochen?|monate?n?|jahre?n?|dias?|semanas?|mes|meses|anos?)(?![a-z])|[天周月年日]|週間|(?:اسبوع|يوم|ايام|شهر|سنه|سنوات|سنين|عام)"
)
_WARRANTY = re.compile(r"warrant|guarant|garant|gewahrleist|质保|保修|保证|保証|ضمان|كفاله")
_DELIVERS = re.compile(
    r"deliver|ship|dispatch|liefer|entreg|despach|envia|manda en|交货|交付|到货|发货|供货|出货|納品|納入|納期|出荷|届|纳品|纳入|纳期|出荷|يسلم|تسليم|يوصل|توصيل|يورد|توريد"
)
_OTHERS = re.compile(
    r"(?<![a-z])(?:suppliers?|vendors?|dealers?|distributors?|shop|competitors?|competition|rivals?|lieferant\w*|handler\w*|anbieter\w*|vertreter\w*|"
    r"wettbewerb\w*|mitbewerb\w*|konkurrenz\w*|proveedor\w*|distribuidor\w*|tienda|competencia|competidor\w*|representante|fornecedor\w*|"
    r"revendedor\w*|loja|concorren\w*)(?![a-z])|竞争对手|对手|别家|同行|供应商|厂家|经销商|业者|業者|代理店|他社|竞合|競合|منافس|مورد|موزع|محل"
)
_GIVES = re.compile(
    r"(?<![a-z])(?:[a-z]\w{2,}\s)(?:gives?|offers?|delivers?|ships?|promises|bietet|gibt|liefert|gewahrt|verspricht|da|ofrece|entrega|despacha|promete|oferece|dao)(?![a-z])"
)
_OURSELVES = re.compile(
    r"(?<![a-z])(?:you|your|yours|we|our|i|ihr|ihre[nmrs]?|sie|wir|unser\w*|ich|ustedes|usted|nosotros|nuestr[oa]s?|voces?|vcs|nos|noss[oa]s?)(?![a-z])|你们|贵司|我们|御社|貴社|弊社|当社|عندكم|منكم|نحن"
)
_WE_DELIVER = re.compile(
    r"(?<![a-z])(?:we|wir|i|ich|nosotros|nos)\s(?:[a-z]+\s)?(?:deliver|ship|liefer)|entregamos|enviamos|despachamos|我们(?:\S{0,4})[交发供]|弊社|当社|نسلم|نورد"
)
Term = Literal["warranty", "lead_time"]


def rivals_term(scene: Scene, sentence: Span) -> Term | None:
    """Return which of their terms a sentence sets against ours; None where it asks, wishes, or speaks of nobody else."""
    timed = any(sentence[0] <= one.start < sentence[1] and one.unit in _TIMES for one in scene.amounts)
    if not timed and _SPAN.search(scene.text, *sentence) is None:
        return None
    warranty = _WARRANTY.search(scene.text, *sentence) is not None
    if not warranty and _DELIVERS.search(scene.text, *sentence) is None:
        return None
    if scene.is_question(sentence) or scene.has("need", "please", within=sentence) or not _of_others(scene, sentence):
        return None
    if not warranty and _WE_DELIVER.search(scene.text, *sentence) is not None:
        return None
    return "warranty" if warranty else "lead_time"


def _of_others(scene: Scene, sentence: Span) -> bool:
    if _OTHERS.search(scene.text, *sentence) is not None or scene.has("competitor_better", within=sentence):
        return True
    if any(sentence[0] <= one.start < sentence[1] and one.competitor for one in scene.products):
        return True
    by_name = _GIVES.search(scene.text, *sentence) is not None
    return by_name and _OURSELVES.search(scene.text, *sentence) is None
