"""The source of truth for which words of a message are a place that is no country: what stands beside a name says that it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.understanding.gazetteer import country_of
from advisor.understanding.phrases import Hit
from advisor.understanding.text import ARABIC, CJK, Reading, fold

Span = tuple[int, int]
_MOST_WORDS = 4
_LOOK_BACK = 26
_KNOWN = 50
"""Thousands of people from which on a name is taken for a place without a capital, or standing alone."""
_IN = (
    r"in|near|outside|around|outta|based|located|nahe|aus|bei|nach|en|desde|hacia|cerca de|em|perto de|standort|einsatzort|lieferort|ort|"
    r"ubicad[oa]s?|localizad[oa]s?|planta|fabrica|usina|unidade|sede|obra|werk|chemiepark|industriepark|windpark|solarpark"
)
_STRONG = re.compile(rf"(?<![a-z])(?:{_IN})\s*:?\s+$")
_INTRODUCED = re.compile(
    rf"(?<![a-z])(?:{_IN}|from|to|at|im|raum|vor|uber|fur|de|del|da|do|na|no|pra|para|ate|hasta|a|of|for|our|location|site|plant|factory|works|delivery|deliver to|"
    r"port|hafen|puerto|porto|ciudad|cidade|city|exw|fca|fas|fob|cfr|cnf|cif|cpt|cip|dap|dpu|ddp)\s*:?\s+(?:(?:der|den|the|la|el|al)\s+)?$"
)
_APART = re.compile(r"[,;:(\n]\s*$|[.!]\s+$")
_ENDS = re.compile(r"\s*(?:$|[,.;:!?)\n]|(?-i:[A-Z]{2,3})\b)")
_GAP = re.compile(r"[ '’.\-]{1,2}")


def with_places(
    reading: Reading, locale: str, *, terms: Sequence[Hit], cues: Sequence[Hit], taken: Sequence[Span]
) -> tuple[Hit, ...]:
    """Return `terms` with a place of the gazetteer where no country is named; what its name contains means nothing else."""
    text = reading.folded
    finders = [_latin(reading)]
    if CJK.search(text):
        finders.append(_chinese(text) if locale != "ja" else _japanese(text))
    if ARABIC.search(text):
        finders.append(_arabic(reading))
    countries = [hit for hit in terms if any(term.startswith("country.") for term in hit.terms)]
    others = [hit[:2] for hit in terms if hit not in countries]
    spoken = [hit[:2] for hit in cues]
    found: list[Hit] = []
    for start, end, least in (one for finder in finders for one in finder):
        name = re.sub(r"[\s.\-]+", " ", text[start:end]).replace("ß", "ss")
        wider = any(start <= hit.start and hit.end <= end and (start, end) != hit[:2] for hit in countries)
        if (countries and not wider) or any(
            start < e and s < end for s, e in (*others, *taken, *(hit[:2] for hit in found))
        ):
            continue
        if any(start < e and s < end and not start < s < e < end for s, e in spoken):
            continue  # the "de" of Duque de Caxias is part of its name
        country = country_of(name, locale, least=least)
        if country is not None:
            found.append(Hit(start, end, (f"place.{country}",), "*"))
    kept = [hit for hit in terms if not any(place.start <= hit.start and hit.end <= place.end for place in found)]
    return tuple(sorted((*kept, *found), key=lambda hit: hit.start)) if found else tuple(terms)


def _latin(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """A name in capitals behind "in", "near", "aus", "planta de", a delivery term, or between commas."""
    said, text, tokens = reading.said, reading.folded, reading.tokens
    lower = not any(character.isupper() for character in re.sub(r"\b\w*\d\w*\b|\b[A-Z]{1,3}\b", "", said))
    for index, token in enumerate(tokens):
        if not token.text[0].isascii() or token.text[0].isdigit():
            continue
        capital = said[token.start].isupper()
        if not capital and not lower:
            continue
        before = (text, max(0, token.start - _LOOK_BACK), token.start)
        introduced = (_INTRODUCED if capital else _STRONG).search(*before) is not None
        apart = capital and token.start > 0 and _APART.search(*before) is not None
        if not introduced and not apart:
            continue
        for last in range(min(index + _MOST_WORDS, len(tokens)) - 1, index - 1, -1):
            gaps = [text[tokens[i].end : tokens[i + 1].start] for i in range(index, last)]
            ends = introduced or _ENDS.match(said, tokens[last].end) is not None
            if all(_GAP.fullmatch(gap) for gap in gaps) and ends and (capital or len(token.text) >= _LEAST_LETTERS):
                yield token.start, tokens[last].end, 0 if introduced and capital else _KNOWN


_LEAST_LETTERS = 5
_HAN_BEFORE = re.compile(
    r"(?:(?<!现)在|位于|地处|坐标|来自|我们是|我是|我司是|发往|发到|发货到|运往|运到|送到|寄到|送货到|到货|交到|出口|地点|地址|使用地|目的地|至|于|到|cif|dap|ddp|cip)[:是为 ]?(?=[\u4e00-\u9fff])"
)
_HAN_AFTER = re.compile(
    r"([\u4e00-\u9fff]{2,6}?)(?=市|县|区|工厂|厂(?!家)|那边|这边|港|基地|项目|客户|现场|分公司|车间|本地|机场|地铁|风电场|风场|炼油厂|炼化|化工园|开发区|工业园|工地|电厂|钢厂|船厂|矿)"
)
_LONGEST_HAN = 6


def _chinese(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _HAN_BEFORE.finditer(text):
        for length in range(_LONGEST_HAN, 1, -1):
            end = match.end() + length
            if end <= len(text) and all("\u4e00" <= one <= "\u9fff" for one in text[match.end() : end]):
                yield match.end(), end, 0
    for match in _HAN_AFTER.finditer(text):
        for start in range(match.start(1), match.end(1) - 1):
            yield start, match.end(1), _KNOWN


_HAN_NAME = r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff々ヶ]{2,5}"
_KATAKANA_NAME = r"(?<![\u30a1-\u30fc・])[\u30a1-\u30fc・]{3,14}"
_SITES = fold(
    "工場|プラント|現場|会社|メーカー|港|造船|製鉄|製作所|サイト|ライン|客先|子会社|事業所|拠点|発電所|倉庫|石油|化学|自動車|鉄道|整備|部品|半導体|風力|顧客"
)
_AREAS = fold("市|県|町|村|区|工場|港|支店|営業所|本社|郊外|近郊|空港|圏|一帯|方面")
_JAPANESE = re.compile(
    rf"({_HAN_NAME}|{_KATAKANA_NAME})(?={_AREAS}|にて|にある|で(?!す|き|あ|も|は)|へ|まで|向け|から|あて|宛|に(?:納|送|出荷|届|あ)|"
    rf"の[^、。]{{0,6}}?(?:{_SITES}))"
)
_JAPANESE_BEFORE = re.compile(
    rf"(?:{fold('場所|納入先|納品先|所在地|使用地|勤務地|送り先|届け先|場所名')})[はが::]?\s?({_HAN_NAME}|[\u4e00-\u9fff]{{2,5}}|{_KATAKANA_NAME})"
)


_IN_BRACKETS = re.compile(rf"\(({_HAN_NAME}|(?<=\()[\u4e00-\u9fff]{{2,4}})(?=\))")


def _japanese(text: str) -> Iterator[tuple[int, int, int]]:
    for pattern in (_JAPANESE, _JAPANESE_BEFORE, _IN_BRACKETS):
        for match in pattern.finditer(text):
            for end in range(match.end(1), match.start(1) + 1, -1):
                yield match.start(1), end, 0
                if CJK.match(text, match.start(1)) and end - match.start(1) > _LONGEST_HAN:
                    break


_ARABIC_BEFORE = re.compile(
    r"(?<![\u0621-\u064a])(?:[وف]?(?:في|من|الي|الى|ل|نحو|مدينه|بمدينه|لمدينه|الموقع|موقعنا|موقع|ميناء|مطار|محافظه|تسليم|التسليم|قرب|منطقه|بمنطقه))\s*:?\s+$"
)


def _particles(word: str) -> list[int]:
    """How many letters may be a particle that is written on: one in بالجبيل, whose article belongs to the name."""
    return [
        length
        for particle, length in (("لل", 2), ("ب", 1), ("ل", 1))
        if word.startswith(particle) and len(word) >= length + 5
    ]


def _arabic(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """A name behind "in" and its like, or with the particle written on: بالجبيل, لصحار."""
    text, tokens = reading.folded, reading.tokens
    for index, token in enumerate(tokens):
        if not "\u0621" <= token.text[0] <= "\u064a":
            continue
        starts = [(token.start + length, _KNOWN) for length in _particles(token.text)]
        if _ARABIC_BEFORE.search(text, max(0, token.start - _LOOK_BACK), token.start):
            starts.insert(0, (token.start, 0))
        for start, least in starts:
            for last in range(min(index + 3, len(tokens)) - 1, index - 1, -1):
                if all(text[tokens[i].end : tokens[i + 1].start] == " " for i in range(index, last)):
                    yield start, tokens[last].end, least if last == index else 0
