"""What tests of whole talks share: an opening in each language that three tools are recommended to, and what a reply told."""

from __future__ import annotations

from advisor.model import Query
from tests.advisor.cast import Visit

OPENING = {
    "en": "cordless tool 40-110 Nm for car assembly, Wi-Fi",
    "zh": "汽车总装用的充电拧紧枪，40到110牛米，要Wi-Fi",
    "es": "herramienta a batería de 40 a 110 Nm para montaje de autos, con Wi-Fi",
    "pt": "apertadeira a bateria de 40 a 110 Nm para montagem de carros, com Wi-Fi",
    "de": "Akkuschrauber 40 bis 110 Nm für die Pkw-Montage, mit WLAN",
    "ja": "自動車組立用のコードレスナットランナー、40～110 N·m、Wi-Fi対応",
    "ar": "مفك عزم ببطارية من 40 إلى 110 نيوتن متر لتجميع السيارات مع واي فاي",
}


def opened(locale: str) -> Visit:
    """A visit in which three tools were recommended."""
    visit = Visit(locale)
    visit.writes(OPENING[locale])
    assert visit.conversation is not None
    assert len(visit.conversation.shown) == 3, visit.reply
    return visit


def quoted(visit: Visit) -> Query | None:
    """The last quote that was asked of the house."""
    return next((query for query in reversed(visit.done) if query.name == "issue_quote"), None)


def kinds(visit: Visit) -> list[str]:
    """What the last reply told, in its order."""
    assert visit.turn is not None
    return [statement.kind for statement in visit.turn.statements]
