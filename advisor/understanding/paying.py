"""The source of truth for sentences that only ask how something is paid, or whether it is paid at all, and wish for no term."""

from __future__ import annotations

import re

from advisor.understanding.scene import Scene, Span
from advisor.understanding.text import fold

TIMES = {"day": "days", "week": "weeks", "month": "months", "year": "years"}
_DEFERS = re.compile(
    fold(
        r"later|after|credit(?! card|o)|account|instal|(?<![a-z])net(?![a-z])|defer|month|leas|financ|term|days|before|deposit|advance|up ?front|in full|delivery|arriv|"
        r"spater|nach|ziel|rate|monat|finanz|bedingung|kondition|frist|rechnung|valuta|anzahl|vorkasse|erst|"
        r"despues|(?<!tarjeta de )(?<!carta de )(?<!cartao de )credito|cuota|mes|plazo|condicion|diferid|financ|anticip|parcial|entrega|recib|contra|cuenta|"
        r"depois|parcel|prazo|condic|boleto|adiant|sinal|entrada|vezes|"
        r"账期|帐期|期|月结|后|赊|先|条件|尾款|定金|预付|首|全款|质保金|承兑|压款|铺|票到|"
        r"後|分割|末|サイト|条件|掛け|手形|期限|翌|リース|頭金|手付|"
        r"بعد|اجل|قسط|دفعات|دفعه|شروط|مهله|مده|(?<!بطاقه )ائتمان|شيك|عند|استلام|مقدم|عربون|باقي|خلال|الشهر"
    )
)
"""Who names one of these speaks of when it is paid, and not only of how."""
_IS_FREE = re.compile(
    fold(
        r"(?<![a-z])(?:is|are) (?:[a-z]+ ){0,5}?(?:free|gratis|complimentary)|(?<![a-z])(?:ist|sind) (?:[a-z]+ ){0,5}?(?:kostenlos|gratis|kostenfrei|umsonst)|"
        r"(?<![a-z])(?:es|son) (?:[a-z]+ ){0,2}?gratuit|(?<![a-z])(?:es|son) gratis|(?<![a-z])(?:e|sao) (?:gratis|gratuit|de graca)|免费(?:的)?(?:吗|么|还是|\?)|(?:は|が|も)(?:無料|無償|タダ)(?:です|でしょうか|なのか|か|\?|$)|(?:^|\s)هل (?:\S+ ){1,4}?مجان"
    )
)
""" "Is the software free?" asks what holds; who wishes it says "for free", 無料で."""


def only_pays(scene: Scene, sentence: Span) -> bool:
    """ "Can I pay by card?", "is the software paid separately?": no term is wished where nothing tells when."""
    measured = any(
        sentence[0] <= one.start < sentence[1] and (one.unit in TIMES or one.unit == "%") for one in scene.amounts
    )
    return not measured and _DEFERS.search(scene.text, *sentence) is None


def asks_if_free(scene: Scene, sentence: Span) -> bool:
    """Say whether a question asks if something is free of charge, which wishes for nothing."""
    return scene.is_question(sentence) and _IS_FREE.search(scene.text, *sentence) is not None
