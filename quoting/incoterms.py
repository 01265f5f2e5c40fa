"""The source of truth for reading a delivery term as buyers write it, in any of the seven languages (Incoterms 2020). Pure."""

from __future__ import annotations

import re
import unicodedata

from quoting.errors import IncotermNotOffered, PlaceMissing, PlaceTooLong, UnknownIncoterm, WithdrawnIncoterm
from quoting.model import Incoterm

RULES = ("EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF")
"""The eleven rules of Incoterms 2020 (ICC publication 723)."""

AT_OUR_GATE = frozenset({"EXW", "FCA"})
"""Rules that can be fulfilled at the seller's own place; every other one needs a place named by the buyer."""

WITHDRAWN = {"DAT": "DPU", "DAF": "DAP", "DES": "DAP", "DEQ": "DPU", "DDU": "DAP", "C&F": "CFR", "CNF": "CFR"}
"""Rules of earlier editions and what took their place."""

_SPOKEN: dict[str, tuple[str, ...]] = {
    "EXW": (
        "ex works", "ex-works", "ex work", "ab werk", "en fábrica", "en fabrica", "franco fábrica", "franco fabrica",
        "posto fábrica", "na fábrica", "na origem", "工厂交货", "出厂价", "出厂交货", "工場渡し", "工場渡",
        "تسليم المصنع", "تسليم أرض المصنع", "تسليم في المصنع",
    ),
    "FCA": (
        "free carrier", "frei frachtführer", "franco transportista", "libre transportista", "livre no transportador",
        "franco transportador", "货交承运人", "運送人渡し", "運送人渡", "تسليم الناقل", "التسليم للناقل",
    ),
    "CPT": (
        "carriage paid to", "frachtfrei", "transporte pagado hasta", "transporte pago até", "运费付至", "輸送費込み",
        "輸送費込", "أجرة النقل مدفوعة إلى", "النقل مدفوع حتى",
    ),
    "CIP": (
        "carriage and insurance paid to", "frachtfrei versichert", "transporte y seguro pagados hasta",
        "transporte e seguro pagos até", "运费和保险费付至", "运费、保险费付至", "輸送費保険料込み", "輸送費保険料込",
        "أجرة النقل والتأمين مدفوعة إلى", "النقل والتأمين مدفوعان حتى",
    ),
    "DAP": (
        "delivered at place", "geliefert benannter ort", "entregada en lugar", "entregado en lugar convenido",
        "entregue no local", "目的地交货", "仕向地持込渡し", "仕向地持込渡", "التسليم في المكان",
        "تسليم في المكان المحدد",
    ),
    "DPU": (
        "delivered at place unloaded", "geliefert benannter ort entladen", "entregada en lugar descargada",
        "entregue no local desembarcado", "目的地卸货后交货", "卸货地交货", "荷卸込持込渡し", "荷卸込持込渡",
        "التسليم في المكان بعد التفريغ",
    ),
    "DDP": (
        "delivered duty paid", "geliefert verzollt", "frei haus verzollt", "entregada derechos pagados",
        "entregado con derechos pagados", "entregue com direitos pagos", "完税后交货", "関税込持込渡し", "関税込持込渡",
        "التسليم مع دفع الرسوم", "تسليم خالص الرسوم",
    ),
    "FAS": (
        "free alongside ship", "frei längsseite schiff", "franco al costado del buque", "livre ao lado do navio",
        "船边交货", "船側渡し", "船側渡", "التسليم بجانب السفينة", "تسليم جانب السفينة",
    ),
    "FOB": (
        "free on board", "frei an bord", "franco a bordo", "libre a bordo", "livre a bordo", "离岸价", "船上交货",
        "装运港船上交货", "本船渡し", "本船渡", "التسليم على ظهر السفينة", "تسليم ظهر السفينة", "فوب",
    ),
    "CFR": (
        "cost and freight", "kosten und fracht", "coste y flete", "costo y flete", "custo e frete", "成本加运费",
        "运费在内价", "運賃込み", "運賃込", "التكلفة والشحن", "التكلفة وأجور الشحن",
    ),
    "CIF": (
        "cost insurance and freight", "cost, insurance and freight", "cost, insurance, freight",
        "kosten, versicherung und fracht", "kosten versicherung und fracht", "kosten, versicherung, fracht",
        "coste, seguro y flete", "costo, seguro y flete", "custo, seguro e frete", "到岸价", "成本、保险费加运费",
        "成本保险费加运费", "運賃保険料込み", "運賃保険料込", "التكلفة والتأمين والشحن", "سيف",
    ),
}  # fmt: skip

_PHRASES = sorted(((phrase, rule) for rule, all_ in _SPOKEN.items() for phrase in all_), key=lambda p: -len(p[0]))
# A rule is three Latin letters that no Latin letter touches; Chinese or Arabic script may follow without a space.
_CODE = re.compile(rf"(?<![a-z])({'|'.join((*RULES, *WITHDRAWN))})(?![a-z])".replace("&", r"\s*&\s*"), re.IGNORECASE)
_DOTTED = re.compile(r"(?<![a-z])([a-z])\s?\.\s?([a-z])\s?\.\s?([a-z])(?:\s?\.)?(?![a-z])", re.IGNORECASE)
_EDITION = re.compile(
    r"incoterms?\s*[®™]?\s*(?:\(?\s*(?:20\d\d)\s*\)?)?|国际贸易术语|インコタームズ|الإنكوترمز|[®™]", re.IGNORECASE
)
_LONELY_YEAR = re.compile(r"(?<!\d)20[12]0(?!\d)")
_BIDI = {ord(mark): None for mark in "\u200b\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"}
# Prepositions only in lower case: `al` is Spanish, `Al Jubail` a port.
_FILLERS = re.compile(
    r"^(?:(?i:(?:named\s+)?(?:port|place)(?:\s+of)?|hafen(?:\s+von)?|puerto\s+de|porto\s+de)|nach|bis|to|in|at|al?|"
    r"hasta|até|el|em|no|na|ميناء|إلى|حتى|في|至|到|目的港|装运港|目的地|仕向港|条件|条款|価格|价格?|价)(?![a-zA-ZÀ-ÿ])\s*:?\s*"
    r"|^の?(?:条件で?|で)\s*"
)
_TAIL = re.compile(r"\s*(?:の?条件(?:で)?|まで|价格?|価格|条款|的)$")
_EDGES = " \t\n,.;:、，。；：()（）[]【】《》「」『』\"“”„'-–—/|"
LONGEST_PLACE = 80
"""Characters of a named place."""
_LONGEST_TERM = 400
_SMALL = frozenset(
    {"de", "do", "da", "dos", "del", "la", "las", "los", "el", "am", "an", "der", "of", "on", "upon", "y", "e"}
)


def parse_incoterm(said: str) -> Incoterm:
    """Read a delivery term: `CIF Hamburg`, `fob shanghai`, `ab Werk`, `FOB上海`, `シンガポールまでCIF`, `CIF هامبورغ`.

    The place keeps the buyer's script; a lower-case Latin one is capitalised. Raises UnknownIncoterm, WithdrawnIncoterm, PlaceTooLong.
    """
    if len(said) > _LONGEST_TERM:
        raise PlaceTooLong(limit=LONGEST_PLACE)
    text = unicodedata.normalize("NFKC", said).translate(_BIDI)
    text = _LONELY_YEAR.sub(" ", _EDITION.sub(" ", text))
    text = _DOTTED.sub(r"\1\2\3", text)
    found = _find_code(text) or _find_phrase(text)
    if found is None:
        raise UnknownIncoterm(said=said.strip()[:40], offered=", ".join(RULES))
    rule, before, after = found
    if rule in WITHDRAWN:
        raise WithdrawnIncoterm(rule=rule, successor=WITHDRAWN[rule])
    return Incoterm(rule, _place(after) or _place(before))


def check_offered(incoterm: Incoterm, offered: tuple[str, ...]) -> None:
    """Refuse what the company does not offer, and a delivery beyond the seller's gate without its place.

    Raises IncotermNotOffered, PlaceMissing.
    """
    if incoterm.rule not in offered:
        raise IncotermNotOffered(rule=incoterm.rule, offered=", ".join(offered))
    if incoterm.place is None and incoterm.rule not in AT_OUR_GATE:
        raise PlaceMissing(rule=incoterm.rule)


def _find_code(text: str) -> tuple[str, str, str] | None:
    match = _CODE.search(text)
    if match is None:
        return None
    return re.sub(r"\s", "", match[1]).upper(), text[: match.start()], text[match.end() :]


def _find_phrase(text: str) -> tuple[str, str, str] | None:
    lowered = text.lower()
    for phrase, rule in _PHRASES:
        start = lowered.find(phrase)
        if start >= 0:
            return rule, text[:start], text[start + len(phrase) :]
    return None


def _place(text: str) -> str | None:
    place = " ".join("".join(c if c.isprintable() and c not in "<>{}" else " " for c in text).split()).strip(_EDGES)
    while (shorter := _TAIL.sub("", _FILLERS.sub("", place)).strip(_EDGES)) != place:
        place = shorter
    if not any(character.isalpha() for character in place):
        return None
    if len(place) > LONGEST_PLACE:
        raise PlaceTooLong(limit=LONGEST_PLACE)
    return _capitalised(place) if place.isascii() and place == place.lower() else place


def _capitalised(place: str) -> str:
    words = place.split()
    return " ".join(word if word in _SMALL and number else word.capitalize() for number, word in enumerate(words))
