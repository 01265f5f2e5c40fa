"""The source of truth for questions when the quote or the call comes: "when will I get the offer?", and no lead time of goods."""

from __future__ import annotations

import re

from advisor.model import Act, ActKind
from advisor.understanding.scene import Scene, Span
from advisor.understanding.text import folded_pattern

Placed = tuple[int, Act]

_WHEN = re.compile(
    r"(?<![a-z])(?:when|by when|how soon|how quickly|how fast|how long|wann|wie (?:schnell|lange|bald)|cuando|en cuanto(?: tiempo)?|cuanto (?:tarda|demora)\w*|quando|em quanto tempo|quanto (?:tempo|demora))(?![a-z])"
    r"|什么时候|啥时候|几时|何时|多久|多快|几天|いつ|何日|どのくらい|どれくらい|(?<![\u0621-\u064a])[وف]?(?:متي|متى|امتي|امتى|كم يوم|بعد كم|خلال كم)"
)
_DOCUMENT = re.compile(
    folded_pattern(
        r"(?<![a-z])(?:quotes?|quotation|offer|proposal|proforma|angebot|offerte|kostenvoranschlag|kv|cotización|oferta|presupuesto|propuesta|proposta|orçamento|cotação)(?![a-z])"
        r"|报价单?|見積書?り?|オファー|(?<![\u0621-\u064a])(?:ال)?عرض(?:كم)?(?: (?:ال)?(?:سعر|أسعار))?(?![\u0621-\u064a])|(?:ال)?تسعيرة"
    )
)
_COMES = re.compile(
    r"(?<![a-z])(?:get|have|receive|see|send|sent|come|comes|arrive|ready|expect|do i|will i|bekomm\w*|erhalt\w*|krieg\w*|kommt|schick\w*|send\w*|fertig|da|lleg\w+|recib\w+|mand\w+|envi\w+|tend\w+|pas\w+|list[oa]|receb\w+|cheg\w+|vem|sai|pront[oa]|fica)(?![a-z])"
    r"|给|收到|发|出|拿到|到|好|届|もら|いただ|頂|送っ|出(?:ます|る|し)|でき|(?<![\u0621-\u064a])[وبسن]?(?:يوصل|يصل|يجي|توصل|تصل|استلم|نستلم|ترسل|يرسل|نحصل|احصل|جاهز|يجهز)"
)
_CALL = re.compile(
    r"(?<![a-z])(?:call|calls|ring|phone|contact|contacts|get back|gets back|be back|get in touch|gets in touch|reach out|hear (?:back )?from|reply|replies|meld\w*|anruf\w*|ruft\w*|ruck\w*|kontaktier\w*|"
    r"llam\w+|contact\w+|comunic\w+|respond\w+|ligam|liga|ligar|contato|retorn\w+|respondem|chamam)(?![a-z])"
    r"|联系|打电话|来电|回电|回复|答复|連絡|连络|電話|电话|返事|折り返し|(?<![\u0621-\u064a])[وبس]?(?:يتصل|تتصل|يكلم|تكلم|يتواصل|تتواصل|يرد|تردون|تردوا|الاتصال|التواصل|الرد)"
)
_OURSELVES = re.compile(
    r"(?<![a-z])(?:can|may|could|should|do|shall) (?:i|we)(?! (?:expect|get|have|hear|receive))(?![a-z])|(?<![a-z])(?:kann|konnen|darf|erreiche|soll) (?:ich|wir)(?! \w+ (?:ruckruf|anruf(?![a-z])|angebot))|(?:puedo|podemos|podria) (?:llamar|contactar|comunicar)|posso (?:ligar|entrar|chamar)|podemos (?:ligar|entrar)"
    r"|我(?:们)?(?:什么时候|何时|几时)?(?:能|可以)?(?:打|联系你|给你)|お電話しても|こちらから|(?:اقدر|ممكن|نقدر) (?:ا|ن)(?:تصل|كلم|تواصل)"
)
"""Who may call us, and when, asks for our hours."""


def whens(scene: Scene) -> list[Placed]:
    """Return the questions when the quote comes, or when somebody gets back to the buyer."""
    placed: list[Placed] = []
    for sentence in scene.sentences:
        if not _asks(scene, sentence):
            continue
        if _of_the_quote(scene, sentence):
            placed.append((sentence[0], Act(ActKind.ASK_WHEN_QUOTED)))
        elif _CALL.search(scene.text, *sentence) and not _OURSELVES.search(scene.text, *sentence):
            placed.append((sentence[0], Act(ActKind.ASK_WHEN_CALLED)))
    return placed


def _asks(scene: Scene, sentence: Span) -> bool:
    marked = scene.text[sentence[1] : sentence[1] + 1] == "?"
    when = _WHEN.search(scene.text, *sentence)
    opens = when is not None and not scene.text[sentence[0] : when.start()].strip(" ¿,")
    return (
        when is not None
        and (marked or opens or scene.has("asking_end", within=sentence))
        and not _of_goods(scene, sentence)
    )


def _of_goods(scene: Scene, sentence: Span) -> bool:
    """A product, a sort or an order in the sentence is what is to come."""
    named = any(sentence[0] <= one.start < sentence[1] for one in scene.products)
    return named or scene.has("order", within=sentence) or bool(scene.terms_of("kind", "category", within=sentence))


def _of_the_quote(scene: Scene, sentence: Span) -> bool:
    document = _DOCUMENT.search(scene.text, *sentence)
    return document is not None and _COMES.search(scene.text, *sentence) is not None
