"""Source of truth for words of a wish that only tell why, where, what for or until when: "two samples to test", "before we pay"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from content.authority.denials import pays_at_once
from content.authority.model import Quantity
from content.authority.spotting import Found
from content.authority.subjects import fold_pattern

_PAID_AT_ONCE = frozenset({"payment_term", "down_payment", "faster_delivery"})
_COUNTED_FROM = frozenset({"buy_back", "trial", "refund", "warranty_extension"})
_IS_DELIVERY = re.compile(
    fold_pattern(
        r"days? (?:after|from|of) (?:\w+ )?(?:delivery|shipment|receipt)|tagen? nach lieferung|dias despues de"
    )
)


_VISIT = frozenset({"training", "on_site_service"})
_BEFORE_PAYING = re.compile(
    fold_pattern(
        r"\bbefore (?:we |i |you |they |the |any |our )?(?:\w+ )?(?:pay\w*|settl\w+|commit\w*)|\b(?:bevor|ehe) (?:wir|ich) (?:\w+ )?(?:be)?zahl\w*|\bvor (?:der |jeder )?(?:be)?zahlung"
        r"|\bantes (?:de |del |da |do )?(?:que )?(?:\w+ )?pag\w+|付(?:款|钱)(?:之)?前|(?:お?支払い?|払う)(?:の)?前|قبل (?:ما |ان )?(?:ن|ا)?(?:ال)?(?:دفع|سدد)\w*"
    )
)
_PLACE = re.compile(
    fold_pattern(
        r"on[ -]?site|(?:at|in) (?:our|the|my) \w+|vor[- ]ort\w*|in situ|en (?:nuestr[oa]s?|la|el) \w+|(?:na|no|em) (?:noss[oa]s?)? ?\w+|现场|驻厂|現地|オンサイト|(?:في|علي) (?:ال)?(?:موقع|مصنع|منشا)\w*"
    )
)
_TO_TRY = re.compile(
    fold_pattern(
        r"(?:\b(?:to|for|zum|zur|para|for our|for a|fur|um) |用来|用于|来|供|做|\bso (?:we|i) can |\bso that (?:we|i) can |\bund |بس |حتي |كي |علشان |عشان |ل)$"
    )
)
_FOR_TRYING = re.compile(
    fold_pattern(
        r"zum (?:test|ausprobier|probier|anschau)\w*|zur (?:probe|erprobung|ansicht)\b|ن?جرب(?:ها|هم|ه)(?!\w)|テスト用|評価用|試験用|お試し用"
    )
)
_PAYS = re.compile(
    fold_pattern(r"pay(?:ment)?|pag\w+|(?:be)?zahl\w*|付款?|(?:お?支)?払い?\w?|(?:ن|ا|س|ي)*(?:ال)?(?:دفع|سدد)\w*")
)
_BESIDE = 3
_SOME_TIME = re.compile(r"[\d一二两三四五六七八九十半]+个?(?:天|周|星期|礼拜|月|年)")
_WORK = re.compile(
    fold_pattern(
        r"commission|install|inbetriebnahme|einricht|montage|puesta en|instala|comission|安装|调试|据付|立ち上げ|設置|تركيب|تشغيل"
    )
)


def without_asides(folded: str, wished: Sequence[Found]) -> list[Found]:
    """Leave out the words that wish for nothing of their own."""
    for leave_out in (_without_reasons, _without_deliveries, _without_payments_to_come, _without_purposes):
        wished = leave_out(folded, wished)
    return [*wished]


def only_pays(folded: str, one: Found) -> bool:
    """Say whether a word tells that something is paid, and nothing of when."""
    return one.name == "payment_term" and not one.sure and bool(_PAYS.fullmatch(folded, one.start, one.end))


def days_of_visit(
    folded: str, wished: Sequence[Found], given: Mapping[str, list[Quantity]]
) -> dict[str, list[Quantity]]:
    """ "Send somebody to train us for a day": the visit lasts as long as the training; setting up is another work."""
    visits = [one for one in wished if one.name == "on_site_service"]
    if not given.keys() >= _VISIT or any(_WORK.search(folded, one.start, one.end) for one in visits):
        return {}
    days = [one for name in _VISIT for one in given[name] if one.dimension == "time"]
    return {name: given[name] or days for name in _VISIT}


def _without_payments_to_come(folded: str, wished: Sequence[Found]) -> list[Found]:
    """ "Let us try it for 29 days before we pay" says until when, and nothing of how it is paid."""
    spans = [match.span() for match in _BEFORE_PAYING.finditer(folded)]
    to_come = [
        one
        for one in wished
        if one.name == "payment_term" and any(one.start < end and start < one.end for start, end in spans)
    ]
    return [one for one in wished if one not in to_come] if len(to_come) < len(wished) else [*wished]


def _without_purposes(folded: str, wished: Sequence[Found]) -> list[Found]:
    """Leave out that a sample is to be tried, and where a trial is made."""
    names = {one.name for one in wished}
    kept: list[Found] = []
    for one in wished:
        tried = one.name == "trial" and "sample" in names and _is_purpose(folded, one)
        handed = one.name == "free_goods" and not one.sure and _is_handing(folded, one, wished)
        where = one.name == "on_site_service" and "trial" in names and _PLACE.fullmatch(folded, one.start, one.end)
        if not (tried or where or handed):
            kept.append(one)
    return kept


def _is_handing(folded: str, one: Found, wished: Sequence[Found]) -> bool:
    """ "Send two samples", 质保多给四个月: what is given is named by another word, or it is time."""
    given = any(other.name == "sample" and 0 <= other.start - one.end <= _BESIDE for other in wished)
    return given or (len(wished) > 1 and bool(_SOME_TIME.match(folded, one.end)))


def _is_purpose(folded: str, one: Found) -> bool:
    return bool(_TO_TRY.search(folded[: one.start]) or _FOR_TRYING.match(folded, one.start))


def _without_reasons(folded: str, wished: Sequence[Found]) -> list[Found]:
    """Leave out what the buyer offers beside what he wishes: "another 3 % because we pay in advance"."""
    reasons = pays_at_once(folded)
    own = [
        one
        for one in wished
        if one.name in _PAID_AT_ONCE and any(one.start < end and start < one.end for start, end in reasons)
    ]
    return [one for one in wished if one not in own] if len(own) < len(wished) else [*wished]


def _without_deliveries(folded: str, wished: Sequence[Found]) -> list[Found]:
    """Leave out a day that something else is counted from: "send it back within ten days of delivery" speaks of no payment."""
    counted = any(one.name in _COUNTED_FROM for one in wished)
    return [one for one in wished if not (counted and _IS_DELIVERY.match(folded, one.start, one.end))]
