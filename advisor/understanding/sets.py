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


_ALL: Mapping[str, str] = {
    "en": r"\b(everything|all) (else )?(that )?(i|we|you|one|it|is|thats|that s|that is)?\b.{0,14}\b(need(ed|s)?|required|necessary|takes|to (run|use|operate|work|start|get))\b(?! is\b)"
    r"|\bwhat(ever)? (else )?(i|we|you|it|one) needs? to (run|use|operate|work)|\bready[ -]to[ -](use|run|work|go)\b|\b(complete|entire|whole|full) (system|equipment|setup|solution|outfit|lot)\b"
    r"|\ball[ -]in(clusive)?\b(?! all\b)|\beverything (included|in)\b|\bcomplete price\b|\bprice complete\b|\bcomplete(ly)?\b(?=\W*$)|\ball( the)? (necessary|required|needed) (accessories|parts|equipment)\b|\bturn[ -]?key\b",
    "de": r"\bmit allem\b(?! respekt)|\balles,? was (ich|man|wir|es|dazu|dafur|notig|gebraucht)|\bkomplett(preis|paket|system|losung|anlage|ausstattung)?\b|\b(einsatz|betriebs|arbeits)(bereit|fertig)\w*"
    r"|\b(inkl\w*\.?|samt) (allem|alles)|\b(allem|samtlichem|gesamtem|notigem|erforderlichem|komplettem) zubehor|\ballem drum und dran|\bgesamtpaket|\balles zusammen\b|\balles inklusive\b",
    "es": r"\b(con|incluyendo|incluido) todo\b(?! respeto)|\btodo (lo )?(necesario|incluido|que (necesit|hace falta|haga falta|se necesita|me hace|hace))|\btodo incluido\b|\b(equipo|sistema|paquete) (completo|entero)\b|\bcompleto,? listo\b"
    r"|\blist[oa] para (usar|trabajar|funcionar)|\bllave en mano\b|\btodos los (accesorios|elementos) necesarios|\bprecio completo\b",
    "pt": r"\b(com|incluindo) tudo\b(?! (isso|respeito))|\btudo (o )?que (precis|e necessario|for|se precisa|necessit)|\btudo (incluso|incluido|necessario|junto)\b|\b(equipamento|sistema|pacote|aparelho) (completo|inteiro)\b"
    r"|\bpront[oa] para (usar|uso|trabalhar|operar|funcionar)|\btodos os acessorios|\bpreco completo\b|\bcompletinh[oa]\b",
    "zh": r"一整套|整套|全套|成套|配齐|全部配好|全配|(?:所有|全部|一切)(?:需要|必需|必要|要用|用到)?的?(?:配件|附件|东西|设备|配套)|需要的(?:都|全部|所有)|(?:都|全)(?:算上|配上|包括|包含|含|加上)|连同配套|开箱即用|能用起来",
    "ja": r"一式|フルセット|必要な(?:もの|機器|付属品|部品)|(?:全部|すべて|全て|諸々)(?:込み|含め|入れ)|込み込み|すぐ(?:に)?使える(?:状態|よう)|(?:一通り|すべて|全部)(?:そろえ|揃え)|付属品(?:も|を)?(?:込み|含め)|周辺機器(?:も|を)?(?:込み|含め)",
    "ar": r"(?:كل|جميع|كاف[ةه]) (?:ما|شيء|شي|الملحقات|المستلزمات|اللوازم|اللازم|الاكسسوارات|ما يلزم)|كل اللي|مجموع[ةه] (?:ال)?كامل[ةه]|(?:ال)?نظام (?:ال)?كامل|بالكامل|كاملا|كامل[ةه]? (?:مع|جاهز)|جاهز[ةه]? (?:للتشغيل|للعمل|للاستخدام)|شامل[ةه]? كل|متكامل",
}  # fmt: skip
"""Words for all that is needed, in whatever form."""


def wishes_all(message: str, locale: str) -> bool:
    """Say whether a message asks for all that is needed beside a tool: "incl. everything I need to run it"."""
    return _stands(_ALL, message, locale)


def wishes_set(message: str, locale: str) -> bool:
    """Say whether the words for a set, a kit, a starter package stand in a message in `locale`."""
    return _stands(_WORDS, message, locale)


def _stands(words: Mapping[str, str], message: str, locale: str) -> bool:
    plain = unicodedata.normalize("NFKD", message.casefold()) if locale in {"de", "es", "pt", "en"} else message
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    if locale == "ar":
        plain = plain.translate(str.maketrans("أإآ", "ااا"))
    return locale in words and re.search(words[locale], plain) is not None
