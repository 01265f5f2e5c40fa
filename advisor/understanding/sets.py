"""The source of truth for whether a message wishes a set at one price: by its part number, or by the words for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from content.catalogue.model import Company

_WORDS: Mapping[str, str] = {
    "en": r"\b(starter|complete|full|ready[ -]to[ -](use|go)|all[ -]in[ -]one)[ -]?(set|kit|package|bundle|pack)s?\b|\bkits?\b(?! of)|\bbundles?\b"
    r"|\b(as|in|into|for|with|is there|are there|have|do|got|offer)\b[\w ]{0,12}\b(a|any|one|the) (set|package)s?\b(?! of)|\bsets? (with|incl\w*) ",
    "de": r"\b(starter|start|einsteiger|komplett|grund|profi|akku|hydraulik)?-?(sets?|kits?|bundle)\b|\b(starter|start|komplett)-?paket\w*",
    "es": r"\bkits?\b|\b(juego|conjunto|equipo) completo\b|\b(paquete|pack) (inicial|completo|de inicio|basico)\b|\bpack\b|\bset\b",
    "pt": r"\bkits?\b|\b(jogo|conjunto) completo\b|\bpacote (inicial|completo|basico)\b|\bset\b",
    "zh": r"套装|套件|成套|整套|全套|套餐|礼包",
    "ja": r"(?<![ァ-ヶー])(?:スターター|フル|コンプリート|導入|基本)?(?:セット|キット)(?!アップ|し|する|圧|値)|一式",
    "ar": r"مجموع[ةه] (?:ال)?(?:بداي[ةه]|كامل[ةه]|متكامل[ةه]|اساسي[ةه]|هيدروليكي[ةه])|(?:^|\s)(?:ال)?طقم|حزم[ةه]|باق[ةه]|عد[ةه] كامل[ةه]",
}


def sets_named(message: str, company: Company) -> tuple[tuple[str, ...], str]:
    """Return the sets that a message names by their part numbers, and the message without these, whose figures mean nothing."""
    found = []
    for sku in company.bundles:
        pattern = re.compile(rf"(?<![A-Za-z0-9-]){re.escape(sku)}(?![A-Za-z0-9-])", re.IGNORECASE)
        if pattern.search(message):
            found.append(sku)
            message = pattern.sub(" ", message)
    return tuple(found), message


def wishes_set(message: str, locale: str) -> bool:
    """Say whether the words for a set, a kit, a starter package stand in a message in `locale`."""
    plain = unicodedata.normalize("NFKD", message.casefold()) if locale in {"de", "es", "pt", "en"} else message
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    if locale == "ar":
        plain = plain.translate(str.maketrans("أإآ", "ااا"))
    return locale in _WORDS and re.search(_WORDS[locale], plain) is not None
