"""The source of truth for a delivery term that is meant without its three letters: "puesto en Antofagasta", واصل ميناء جدة, frei Haus."""

from __future__ import annotations

import re

from advisor.understanding.gazetteer import country_of
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene
from advisor.understanding.text import fold
from foundation.locales import LOCALES, country_name

TO_PLACE, TO_PORT = "DAP", "CIF"
"""What is meant of Incoterms 2020: at the named place, not unloaded; or to the named port with freight and insurance."""
_LOOK_BACK, _LOOK_ON = 44, 10

_PORT = (
    r"(?:the\s|el\s|al\s|o\s|ao\s|den\s|zum\s)?(?:port of|port|puerto de|puerto|porto de|porto|hafen von|hafen|ميناء)\s"
)
_SITE = r"(?:(?:our|nuestr[oa]|noss[oa]|unser\w*|das|die|der)\s)?(?:plant|works|site|factory|warehouse|door|planta|obra|faena|bodega|fabrica|usina|werk|baustelle|lager)\s(?:in|at|en|em|de)\s"
_TO = rf"(?:{_PORT}|{_SITE})?$"
_BEFORE = re.compile(
    rf"(?<![a-z])(?<!have )(?<!has )(?<!had )(?:deliver(?:y|ed|ing)?|ship(?:ped|ping|ment)?|freight|carriage|transport)(?:\s(?:it|them|cost|costs|charges))?\s(?:to|into|in|at)\s{_TO}"
    rf"|(?<![a-z])(?:puest[oa]s?|entregad[oa]s?|entrega|flete|envio|transporte|despacho)\s(?:en|a|hasta|al)\s{_TO}"
    rf"|(?<![a-z])(?:post[oa]s?|entregues?|entrega|frete|envio|transporte)\s(?:em|no|na|ate|para|pra|a)\s{_TO}"
    rf"|(?<![a-z])frei\s(?:haus|baustelle|werk|hof|lager|verwendungsstelle|bestimmungsort)?\s?(?:in\s|nach\s)?{_TO}"
    rf"|(?<![a-z])(?:geliefert|lieferung|versand|fracht|transport)\s(?:nach|bis|frei)\s{_TO}"
    r"|(?:送|运|发|寄|交)?货?(?:到|至|往)$"
    r"|(?<![\u0621-\u064a])[وب]?(?:واصل[هة]?|(?:ال)?توصيل|(?:ال)?تسليم|(?:ال)?شحن|مسلم[هة]?)\s(?:(?:الى|الي|حتى|حتي|في|ل)\s)?(?:ميناء\s)?$"
)
"""What leads to the place to which a price or a quote is to bring the goods."""
_BEHIND = re.compile(r"港?の?(?:渡し?|着|まで(?:の(?:送料|運賃|运赁))?|納(?:入|め|品)?|へ(?:の)?(?:納入|配送|送料))")
_IS_PORT = re.compile(r"(?<![a-z])(?:port|puerto|porto|hafen)(?:\s(?:of|de|von))?(?![a-z])\s?|ميناء\s?")
_TO_OUR_DOOR = re.compile(
    r"(?<![a-z])(?:frei haus|frei baustelle|delivered to (?:our|my) (?:door|site|plant|works)|puest[oa]s? en (?:planta|obra|faena)|post[oa]s? (?:em|na) (?:fabrica|obra|usina))(?![a-z])"
    r"|(?:送|运)(?:货)?到(?:门|厂|现场|工厂)|持込渡|軒先渡|(?:واصل|توصيل)\s(?:الى |ل)?(?:الموقع|المصنع|موقعنا|مصنعنا)"
)
_HAN_PLACE = re.compile(
    r"(?<![收得达看等找遇])(?:送|运|发|寄|交)?货?(?:到|至)([\u4e00-\u9fff]{2,5}?)(港)?(?=$|[,.;!?的价多要])"
)
_NAMED = re.compile(
    r"(?<!\w)(?:[Ff]rei Haus|[Pp]uest[oa]s? en|[Pp]ost[oa]s? em|[Dd]elivered (?:to|in)|[Gg]eliefert nach) "
    r"((?!Our|My|The|Nuestr|Noss|Unser)[A-ZÀ-Ý][\w\-]+(?: (?:am|an der|de|do|da|del) [A-ZÀ-Ý][\w\-]+| [A-ZÀ-Ý][\w\-]+)*)"
)
"""A name in capitals right behind plain words, though no list of places has it: "frei Haus Niederwöllstadt"."""
_NO_PLACE = re.compile(r"[货底时达期位手账款价岸门厂现]|付|工厂")


def delivered(scene: Scene) -> str | None:
    """Return the delivery term that the words for bringing the goods to a place mean, e.g. `DAP Antofagasta`; None where there are none."""
    for hit in scene.terms:
        if _is_town(scene, hit) and (found := _leads_to(scene, hit)) is not None:
            named = _IS_PORT.match(scene.text, hit.start, hit.end)  # "porto de Santos" names the port with its word
            start = named.end() if named else hit.start
            end = hit.end + (scene.text[hit.end : hit.end + 1] == "港" and found == TO_PORT)
            return f"{TO_PORT if named else found} {scene.reading.said[start:end]}"
    if scene.locale == "zh" and scene.has("quote", "price"):
        named = _HAN_PLACE.search(scene.text)
        if named is not None and not _NO_PLACE.match(named[1]):
            said = scene.reading.said[named.start(1) : named.end(2) if named[2] else named.end(1)]
            return f"{TO_PORT if named[2] else TO_PLACE} {said}"
    named = _NAMED.search(scene.reading.said)
    countries = {term.partition(".")[2] for hit in scene.terms for term in hit.terms if term.startswith("country.")}
    if named is not None and scene.has("quote", "price") and not _is_country(fold(named[1]), countries):
        return f"{TO_PLACE} {named[1]}"
    return TO_PLACE if scene.has("quote") and _TO_OUR_DOOR.search(scene.text) else None


def _is_town(scene: Scene, hit: Hit) -> bool:
    """A country is no named place: its own name tells where the buyer is, and not where the goods are to go."""
    kind, _, country = hit.terms[0].partition(".")
    if kind not in ("place", "country"):
        return False
    said = _IS_PORT.sub("", scene.text[hit.start : hit.end])
    if _is_country(said, {country}):
        return False
    return kind == "place" or country_of(said, scene.locale) is not None


def _is_country(said: str, countries: set[str]) -> bool:
    names = {fold(country_name(country, locale)) for country in countries for locale in LOCALES}
    return said in names or said in {country.lower() for country in countries}


def _leads_to(scene: Scene, place: Hit) -> str | None:
    before = scene.text[max(0, place.start - _LOOK_BACK) : place.start]
    found = _BEFORE.search(before)
    if found is not None:
        port = _IS_PORT.search(found[0]) or scene.text.startswith("港", place.end)
        return TO_PORT if port else TO_PLACE
    behind = _BEHIND.match(scene.text, place.end, place.end + _LOOK_ON) if scene.locale == "ja" else None
    if behind is None:
        return None
    return TO_PORT if behind[0].startswith("港") else TO_PLACE
