"""Certificates and approvals as every trade names them, and the words by which a sentence denies or only repeats one."""

from __future__ import annotations

import re

from content.authority.subjects import fold

_KNOWN = re.compile(
    r"(?<![A-Za-z0-9-])(?:ATEX|IECEx|UL|cUL|CSA|UKCA|CE|T[ÜU]V|GS|VDE|RoHS|REACH|CCC|KC|PSE|EAC|NOM|INMETRO|SABER|SASO|GOST|BIS|FDA|NSF|ETL|FM|NRTL|DNV|NATO|MIL-STD|ITAR|GMP|RCM|"
    r"SIL\s?\d|IP\s?\d\d|(?:PL|Cat)\s?[a-e\d](?![A-Za-z0-9])|II\s?2G|Ex\s?d|ESD)(?![A-Za-z0-9])",
)
_STANDARD = re.compile(
    r"(?<![A-Za-z0-9-])(?:ISO|EN|DIN|IEC|VDI(?:/VDE)?|VDE|ASTM|ASME|ANSI|GB(?:/T)?|JIS|IATF|AS)(?:[ /-](?:ISO|EN|IEC|TS))*[ -]?\d[\d:.-]*\d|(?<![A-Za-z0-9-])CFR\s?\d+"
)
_SPOKEN = re.compile(
    fold(
        r"\b(?:explosion[- ]?proof\w*|explosionsgeschutzt\w*|explosionssicher\w*|antideflagrante\w*|a prueba de explosion\w*|a prova de explos\w+|intrinsically safe|eigensicher\w*"
        r"|water[- ]?proof|wasserdicht\w*|impermeable\w*|a prova d'?agua|unbreakable|unzerbrechlich\w*|irrompible\w*|inquebravel"
        r"|food[- ]grade|lebensmittelecht\w*|medical(?:ly)? approved|military[- ]grade|fda[- ]approved)\b"
    )
    + r"|防爆|本安|防水|食品级|军工级|本質安全|食品グレード|مقاوم\w* (?:ل?لانفجار|للماء)|مضاد\w* للانفجار|ضد (?:الانفجار|الماء)"
)
_DENIES = re.compile(
    fold(
        r"\b(?:not?|none|without|lacks?|cannot|can't|isn't|doesn't|instead of|needed|required|requires?|if you|whether|nicht|kein\w*|ohne|statt|gefordert|benotigt|notig|ob|sin|no|ninguna?|falta|en vez de|en lugar de|requerid\w*|necesari\w*|nao|sem|nenhuma?|em vez de|exigid\w*|necessari\w*)\b"
    )
    + r"|不|没|无|未|需要|要求|ない|ません|なし|必要|要望|ご希望|要件|ではなく|لا |ليس|غير|بدون|دون|مطلوب|بدلا|لم "
)
_ASSERTS = re.compile(
    fold(
        r"\b(?:is|are|has|have|carries|comes with|yes|certified|approved|listed|compliant|complies|meets|holds|passed|ist|sind|hat|tragt|besitzt|ja|zertifiziert\w*|zugelassen\w*|gepruft\w*|erfullt|entspricht|gelistet\w*"
        r"|esta|tiene|cuenta con|certificad\w+ (?:para|segun|con|de acuerdo)|homologad\w+|aprobad\w+|cumple\w*|(?:es|e) (?:apt[oa]|conforme|certificad\w+|compativel)|el equipo|la herramienta|ela? e|tem|possui|sim|aprovad\w+|atende|cumpre)\b"
        r"|[- ](?:certified|approved|listed|gelistet|zertifiziert|gepruft)\b"
    )
    + r"|是|具有|拥有|已(?!了解|记|收)|通过|获得|取得|符合|带有|认证的|はい|これ|本製品|持|有し|準拠|適合|済|対応|نعم|هذه الاداه|هذا الجهاز|حاصل|معتمد|مطابق|لديه|لديها|يحمل|تحمل|مع شهاد"
)


def known_marks(text: str) -> list[str]:
    """Marks and standards by name, whatever the pack lists; names are case-sensitive, since "is" is no approval."""
    return [match[0] for pattern in (_KNOWN, _STANDARD) for match in pattern.finditer(text)]


def spoken_marks(text: str) -> list[str]:
    """Properties that stand for an approval, as folded ("explosion-proof", 防爆)."""
    return [match[0] for match in _SPOKEN.finditer(fold(text))]


def denies(text: str) -> bool:
    """Whether a sentence denies something, or says that it is needed or asked for."""
    return _DENIES.search(fold(text)) is not None or text.rstrip()[-1:] in "?？؟"


def asserts(text: str) -> bool:
    """Whether a sentence states that something has a property."""
    return _ASSERTS.search(fold(text)) is not None
