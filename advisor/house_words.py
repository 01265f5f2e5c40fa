"""The words that a reply may be put into: those of our own sentences and of the pack's questions, and what joins sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from advisor.understanding.text import CJK, fold
from advisor.understanding.words import general_words
from content.catalogue.model import Company, Text
from foundation.locales import messages

_WORD = re.compile(r"[^\W\d_]+")
_ARTICLE = re.compile(r"^(?:وال|بال|كال|فال|لل|ال|و|ب|ل|ف)(?=..)")
_FOREMOST = 5
"""Letters that two forms of one word share: choose, chosen; Drehmoment, Drehmomente."""

_JOINING = {
    "en": "got it right great thanks thank perfect sure happy glad let me you your yours we our us i my it its this that these those here there now then so also and or but with for from about into of to in on at as by per each every both all "
    "would could can may might will shall should do does did is are was were be been being have has had please know tell see look looking need needs needed want like choose choice option options suit suits suitable fit fits fitting good better well match matches matching "
    "noted understood clear help helps next step first then one two three more most less which what how when where who why question answer based given since because work works working use uses used using take takes make makes get gets give gives come comes go goes keep keeps bring brings offer offers cover covers range between up down over under within both recommend recommendation recommended suggest suggestion against compared while however still only just quite very exactly about around roughly",
    "de": "gut gern gerne prima danke vielen dank verstanden alles klar super perfekt also dann nun jetzt hier da dort und oder aber denn weil damit dazu dafür daher dabei mit ohne für von vom zu zum zur in im an am auf aus bei über unter nach vor bis um als wie so auch noch nur schon sehr ganz etwa rund ungefähr "
    "ich sie wir ihr ihre ihrem ihren ihrer ihnen uns unser unsere mir mich es er sie das der die den dem des ein eine einen einem einer ist sind war wären wäre sein hat haben hätte habe kann können könnte könnten darf dürfen soll sollen sollte möchte möchten wollen will würde würden wird werden bitte sagen nennen wissen brauchen brauche benötigen benötigt suchen sucht passen passt passend passende eignet eignen geeignet empfehle empfehlen empfehlung vorschlag schlage vor auswahl wahl frage antwort nächste nächster schritt zuerst bietet bieten liegt liegen deckt ab arbeitet arbeiten nutzen einsatz gegenüber während jedoch allerdings dagegen notiert genau",
    "es": "bien perfecto gracias entendido claro de acuerdo muy buen buena entonces pues así ahora aquí y o pero con sin para por de del al a en sobre entre hasta desde como según cada ambos todos el la los las lo un una unos unas es son era sea ser está están ha han he tiene tienen tener puede pueden puedo podría debe su sus usted ustedes le les nos nuestro nuestra me mi yo se que qué cuál cuáles cómo cuándo dónde quién por favor diga dígame indique saber necesita necesito busca buscan encaja encajan adecuado adecuada adecuados recomiendo recomendación recomendamos propongo sugiero opción opciones elección pregunta respuesta siguiente paso primero ofrece ofrecen cubre cubren trabaja usar uso frente mientras sin embargo también solo más menos aproximadamente unos anotado exactamente",
    "pt": "bem perfeito obrigado obrigada entendido claro certo ótimo muito então assim agora aqui e ou mas com sem para por de do da dos das ao à aos em no na nos nas sobre entre até desde como conforme cada ambos todos o a os as um uma uns umas é são era seja ser está estão tem têm ter pode podem posso poderia deve seu sua seus suas você vocês lhe nos nosso nossa me meu minha eu se que qual quais quando onde quem por favor diga informe saber precisa preciso procura atende atendem adequado adequada adequados recomendo recomendação sugiro opção opções escolha pergunta resposta próximo passo primeiro oferece oferecem cobre cobrem trabalha usar uso frente enquanto porém também só mais menos cerca aproximadamente anotado exatamente",
    "zh": "好的明白了解谢谢请问您我们你我这那个款些种的是在有和与及或但也都就还又很更最可以能会要需要想为了给把从到对于按根据因为所以如果那么哪什么怎么多少几请告诉选择推荐建议适合合适满足符合覆盖提供使用用工作下一步首先其次相比而则不过只大约左右上下之间内外中其它您的已经记下来看说问答帮助",
    "ja": "はい承知ありがとうございますかしこまりましたですますでしたましたしているありませんくださいいただけお願い致しますこちらそちらそれこれあれこのそのどのどれ何いつどこ誰なぜどうおすすめ推奨提案候補選択適しています合い対応満たし質問回答次まず続いて場合ため場所使用用途作業必要範囲約程度間以上以下または及びただしなお一方比べて教えお知らせ伺記録確認了解",
    "ar": "حسنا شكرا فهمت تمام جيد ممتاز واضح إذن ثم الآن هنا هناك و أو لكن مع بدون من إلى في على عن بين حتى منذ كما حسب كل كلا جميع هذا هذه ذلك تلك هو هي هم نحن أنا أنت لك لكم لنا لي يكون تكون كان كانت هل ما ماذا كيف متى أين أي لماذا يمكن يمكنك يمكننا نستطيع يجب تريد تحتاج نحتاج يناسب تناسب مناسب مناسبة أنصح نوصي توصية أقترح اقتراح خيار خيارات اختيار سؤال جواب التالي الخطوة أولا يوفر تغطي يغطي يعمل استخدام مقابل بينما أيضا فقط أكثر أقل حوالي تقريبا بالضبط سجلت من فضلك أخبرني يرجى قد لأن",
}  # fmt: skip


def stems(text: str) -> set[str]:
    """What a text's words come down to: their first letters; of Chinese and Japanese each sign."""
    found: set[str] = set()
    for word in _WORD.findall(fold(text)):
        found |= set(CJK.findall(word))
        spaced = CJK.sub(" ", word).split()
        found |= {_ARTICLE.sub("", one)[:_FOREMOST] for one in spaced}
    return found


@lru_cache(maxsize=16)
def _own(locale: str) -> frozenset[str]:
    sentences = messages("advisor", "advisor", locale)
    joining = " ".join((_JOINING[locale], *general_words().function_words.get(locale, ())))
    return frozenset(stems(" ".join((*sentences, joining))))


_packs: dict[tuple[str, str], tuple[Company, frozenset[str]]] = {}


def house_words(company: Company, locale: str) -> frozenset[str]:
    """The stems of our own sentences and of the pack's questions and nouns in a language; gathered once per content."""
    held = _packs.get((company.id, locale))
    if held is None or held[0] is not company:
        words = " ".join(text[locale] for text in _asked(company))
        held = (company, _own(locale) | frozenset(stems(words)))
        _packs[company.id, locale] = held
    return held[1]


def _asked(company: Company) -> list[Text]:
    needs = list(company.needs.values())
    texts = [text for need in needs for text in (need.label, need.question, need.why)]
    return [*texts, *(attribute.label for attribute in company.attributes.values())]
