"""The source of truth for questions for a list: "which models do you have from 2000 Nm?" wants all of a sort, not the one for a job."""

from __future__ import annotations

import re

from advisor.model import Act, ActKind, Command
from advisor.understanding.scene import Scene, Span
from advisor.understanding.text import folded_pattern

Placed = tuple[int, Command]
_MODELS = (
    "models|versions|variants|types|modelos|versiones|variantes|tipos|modelle|typen|ausfuhrungen|varianten|baureihen"
)
_MANY = re.compile(
    folded_pattern(
        rf"(?<![a-z])(?:what|which)\s(?:[\w/\-]+\s){{0,4}}?(?P<en>{_MODELS}|[a-z]+s)\s(?:do (?:you|u|ya)(?: guys)?|have you|are there|can you (?:offer|supply))(?![a-z])|"
        rf"(?<![a-z])(?:que|cuales)\s(?:otr[oa]s\s)?(?:(?:clases?|tipos?|lineas?|gamas?)\sde\s)?(?P<es>{_MODELS}|[a-z]+s)\s(?:[\w/\-]+\s){{0,4}}?(?:tienen|tienes|teneis|tenes|manejan|manejas|ofrecen|venden|hay|existen|llegan|dan)(?![a-z])|"
        rf"(?<![a-z])(?:que|quais)\s(?:outr[oa]s\s|os\s|sao os\s)?(?:(?:tipos?|linhas?|classes?)\sde\s)?(?P<pt>{_MODELS}|[a-z]+s)\s(?:[\w/\-]+\s){{0,4}}?(?:tem|temos|oferecem|vendem|trabalham|ha|existem|chegam)(?![a-z])|"
        rf"(?<![a-z])welche\s(?:[\w/\-]+\s){{0,3}}?(?P<de>{_MODELS}|[a-z]+(?:e|en|er|el|s))\s(?:haben sie|habt ihr|hast du|gibt es|gibt's|fuhren sie|fuhrt ihr|bieten sie|bietet ihr|waren da)(?![a-z])|"
        r"(?P<zh>(?:都?有|是)(?:哪些|哪几)[个款种类]?(?:型号|产品|规格|机型|款式|款|可选|扳手|工具|拧紧)|哪些型号|哪几款|什么型号(?=的?[?？]|$))|"
        r"(?P<ja>(?:どんな|どのような|どういった|どういう)(?:機種|モデル|タイプ|製品|型式|種類|レンチ|ドライバ|ナットランナ)\S{0,8}(?:あり|ある|揃|ございます|出て|ご用意)|"
        r"(?:機種|モデル|ラインナップ)(?:に)?は(?:何|どんな|どれくらい|どのような)\S{0,8}(?:あり|ある|ございます))|"
        r"(?P<ar>(?:ما(?: هي)?|ايش|وش|شو|ايه|اي)\s(?:ال)?(?:موديلات|طرازات|انواع|مفاتيح|اجهزه|ادوات)\S*(?:\s\S+){0,5}?\s(?:لديكم|عندكم|المتوفره|الموجوده|متوفره|موجوده|تبيعون\S*|(?:اللي |التي )?(?:تنتجون|تصنعون|توفرون|تقدمون|تبيعون)\S*))"
    )
)


def lists_asked(scene: Scene) -> list[Placed]:
    """Return the question for the range where a message asks which tools of a sort there are, in the plural."""
    starts = [start for sentence in scene.sentences if (start := list_asked(scene, sentence)) >= 0]
    return [(start, Act(ActKind.ASK_RANGE)) for start in starts[:1]]


def list_asked(scene: Scene, sentence: Span) -> int:
    """Return where a sentence asks for all tools of a sort; -1 where it does not."""
    match = _MANY.search(scene.text, *sentence)
    if match is None or scene.has(
        "recommend", "price", "stock", "lead_time", "explain", within=(match.end(), sentence[1])
    ):
        return -1
    tools = scene.terms_of("kind", "category", within=(match.start(), match.end()))
    named = (
        tools or match["zh"] or match["ja"] or match["ar"] or re.search(rf"(?<![a-z])(?:{_MODELS})(?![a-z])", match[0])
    )
    return match.start() if named else -1
