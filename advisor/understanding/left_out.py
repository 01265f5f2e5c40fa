"""The source of truth for "why not electric?": what of a sort stands against it is asked, and the sort is no wish."""

from __future__ import annotations

import re

from advisor.model import AskWhyNot, Command
from advisor.understanding.compared import sort_terms
from advisor.understanding.scene import Scene, Span
from advisor.understanding.text import folded_pattern

Placed = tuple[int, Command]
_MOST_LEFT = 2
"""Letters that may be left when everything known is taken away: a particle; two Chinese or Japanese signs are a word already."""
WHY = re.compile(
    folded_pattern(
        r"\b(?:why|how come|reasons?|warum|wieso|weshalb|por que|por qué|por quê|porque|porqué|porquê|motivos?)\b"
    )
    + folded_pattern(
        r"|begründ|\brazón\b|\brazão\b|为什么|为何|为啥|怎么|理由|原因|なぜ|何故|どうして|なんで|何で|لماذا|ليش|ليه|لما|السبب"
    )
)
"""Words that ask for a reason."""
_NOT = re.compile(
    folded_pattern(
        r"\b(?:not?|none|never|nichts?|kein\w*|nie|ningun\w*|não|nenhum\w*)\b|n['’]t\b|\b(?:do|does|did|is|are|was|were|have|has|can|could|would|should)nt\b|\bcannot\b"
    )
    + folded_pattern(
        r"|不|没|ない|なかった|なく|ません|だめ|ダメ|駄目|無理|(?<!\w)(?:لا|لم|لن|ليس\w*|ما|مو|مش|غير|ماهو)(?!\w)"
    )
)
_BESIDE = re.compile(
    folded_pattern(
        r"\b(?:can|could|would|will|do|does|did|is|are|was|were|be|have|has|please|you|i|we|me|us|your|our|it|this|that|here|"
        r"there|then|a|an|any|the|one|ones|of|for|from|with|on|in|to|and|but|explain|tell|say|suggest\w*|recommend\w*|propos\w*|"
        r"offer\w*|us(?:e|ing)|take|taking|go|going|choose|pick|name|show\w*|list\w*|consider\w*|possible|suitable|option|work\w*|"
        r"version|model\w*|tools?|wrench\w*|jobs?|just|simply|actually|instead|go|"
        r"können|könnten|kann|könnte|sie|ihr|du|mir|uns|ich|wir|bitte|erklär\w*|sagen|denn|da|dafür|hier|eigentlich|einfach|"
        r"ein\w*|der|die|das|den|dem|es|von|mit|für|per|auf|als|und|aber|geht|gehen|ginge|ist|sind|wäre|haben|hast|habt|"
        r"vorgeschlagen|vorschlagen|empfehl\w*|empfohlen|genannt|nennen|nehmen|angeboten|anbieten|zeigen|gezeigt|infrage|frage|"
        r"kommt|kommen|dabei|drin|darunter|aufgeführt|gelistet|in|möglich|geeignet|werkzeug\w*|gerät\w*|stattdessen|lieber|gleich|"
        r"me|nos|le|les|puede\w*|podría\w*|explic\w*|decir\w*|un|una|uno|unos|unas|el|la|lo|los|las|de|del|con|en|para|a|al|y|pero|"
        r"es|son|sea|está|hay|tiene\w*|han|ha|usted\w*|recom\w*|propon\w*|propuest\w*|ofrec\w*|sugier\w*|suger\w*|us\w*|sirve\w*|"
        r"vale|mejor|directamente|esto|esta|este|eso|esa|ese|aquí|se|que|tipo|modelo\w*|herramient\w*|llave\w*|opción|posible|"
        r"o|os|as|um|uma|uns|umas|do|da|dos|das|com|em|no|na|ao|e|mas|é|são|seja|ser|tem|têm|há|você\w*|vocês|pode\w*|poderia\w*|"
        r"me|indic\w*|oferec\w*|serve\w*|dá|ferrament\w*|chave\w*|opç\w*|possív\w*|aqui|isso|isto|então)\b"
    )
    + folded_pattern(
        r"|请问|请|而|把|这|能|可以|可|解释|说明|一下|推荐|建议|选择|选|使用|用|考虑|提供|给|我们|我|你们|你|您|贵司|这里|这个|那|就|会|是|有|款|型|"
        r"工具|扳手|式|的|呢|吗|啊|了|行|合适|适合|"
        r"のです|です|でした|ます|でしょう|だと|では|じゃ|には|んです|の|か|は|が|を|に|で|も|と|だ|な|ん|もの|機種|タイプ|型|式|工具|"
        r"教えて|ください|説明して|いただけ|使え|使わ|使用|選ば|選べ|お?勧め|おすすめ|推奨|提案|候補|入ら|入って|され|さ|れ|し|い|いけ|"
        r"(?<!\w)(?:هل|يمكن\w*|ممكن|تشرح\w*|اشرح\w*|توضح\w*|لي|لنا|تكون|يكون|تنصح\w*|توص\w*|تقترح\w*|نستخدم|استخدم|تستخدم\w*|"
        r"يصلح|تصلح|ينفع|تنفع|هي|هو|ل?هذا|ل?هذه|واحد\w*|من|في|مع|على|اداة|أداة|ادوات|مفتاح|مفاتيح|نوع|النوع|تعرض\w*|عرضت\w*|"
        r"اقترحت\w*|رشحت\w*|ترشح\w*|خيار|يوجد|عندكم|لديكم)(?!\w)"
    )
)
"""Words that may stand beside the sort; with any other, the question is about something else."""


def why_not(scene: Scene, sentence: Span) -> list[Placed]:
    """Return the question why nothing of a sort is recommended; empty where the sentence says more than that."""
    why = WHY.search(scene.text, *sentence)
    hits = [hit for hit in scene.terms if sentence[0] <= hit.start < sentence[1] and hit.terms]
    sorts = [hit for hit in hits if sort_terms(scene, hit)]
    if why is None or not sorts or any(one.sku for one in scene.products):
        return []
    rest = list(scene.text[slice(*sentence)])
    for hit in sorts:
        rest[hit.start - sentence[0] : hit.end - sentence[0]] = " " * (hit.end - hit.start)
    others = "".join(rest)
    if _NOT.search(others) is None:
        return []
    for pattern in (WHY, _NOT, _BESIDE):
        others = pattern.sub(" ", others)
    if len(re.sub(r"[\W_]", "", others)) > (1 if scene.locale in ("zh", "ja") else _MOST_LEFT):
        return []
    named = tuple(dict.fromkeys(term for hit in sorts for term in sort_terms(scene, hit)))
    return [(sorts[0].start, AskWhyNot(named))]
