"""The source of truth for the values of needs that a message names: by the lexicon's words, by place, thread, date and figure."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.model import NeedStatus
from advisor.understanding.beside import accessory_kinds
from advisor.understanding.continuing import waits_for_place
from advisor.understanding.figures import NO_DEADLINE, amount_mention
from advisor.understanding.implied import with_implied
from advisor.understanding.lexicon import suffix
from advisor.understanding.loosely import outdone
from advisor.understanding.mention import Mention, stated, time_words
from advisor.understanding.periods import Day
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span
from advisor.understanding.volts import drives_by_volts


def find_mentions(scene: Scene) -> list[Mention]:
    """Return every value for a need in the message, in the order of their places."""
    found = [*with_implied(scene, _choices(scene)), *_had(scene), *_countries(scene), *_bolts(scene), *_days(scene)]
    for amount in scene.amounts:
        mention = amount_mention(scene, amount)
        if mention is not None:
            found.append(mention)
    found += drives_by_volts(scene, found)
    named = [_by_company_name(scene, mention) for mention in found]
    return sorted((one for one in named if one is not None), key=lambda mention: (mention.start, mention.end))


def _by_company_name(scene: Scene, mention: Mention) -> Mention | None:
    """What only the name of the buyer's company tells is inferred, not stated: its industry and its country."""
    span = scene.contacts.company_span
    if span is None or not span[0] <= mention.start < span[1]:
        return mention
    if mention.need not in ("industry", *scene.trade.needs_of_kind("country")):
        return None
    return replace(mention, value=replace(mention.value, status=NeedStatus.INFERRED))


# --- words --------------------------------------------------------------------------------------------------------


def _choices(scene: Scene) -> list[Mention]:
    found = []
    needs, loose = scene.trade.company.needs, outdone(scene)
    for hit in scene.terms:
        for term in hit.terms:
            need = needs.get(term.partition(".")[0])
            if need is None or need.kind not in ("choice", "choices", "text") or _names_product(scene, hit):
                continue
            if loose.get((hit.start, hit.end)) == need.id:
                continue
            if (need.kind == "text" and _of_bolts(scene, hit)) or (need.match is None and _asked_of_one(scene, hit)):
                continue
            if need.kind == "choice" and (_weighed_with(scene, hit) or _in_accessory(scene, hit)):
                continue
            said = scene.reading.said[hit.start : hit.end]
            named = suffix(term)
            value = (
                stated(scene, values=(named,), as_said=said)
                if need.kind == "choices"
                else stated(scene, text=named, as_said=said)
                if need.kind == "text"
                else stated(scene, value_id=named, as_said=said)
            )
            found.append(Mention(hit.start, hit.end, need.id, value))
    return found


_THE = re.compile(r"(?:^|[\s¿])(?:la|las|a|as)\s$")


def _asked_of_one(scene: Scene, hit: Hit) -> bool:
    """ "¿Y la electrónica, qué precisión tiene?" asks of the electronic tool, and tells no field of work."""
    sentence = scene.sentence(hit.start)
    one_word = " " not in scene.text[hit.start : hit.end]
    the = one_word and _THE.search(scene.text, max(0, hit.start - 6), hit.start) is not None
    return the and scene.is_question(sentence) and bool(scene.terms_of("attribute", within=sentence))


def _of_bolts(scene: Scene, hit: Hit) -> bool:
    """ "Half inch bolts" measures the bolts, not the drive."""
    bolts = scene.trade.needs_of_kind("bolt")
    return any(0 <= other.start - hit.end <= 1 and name in bolts for other, name in scene.terms_of("need"))


def _had(scene: Scene) -> list[Mention]:
    """What a product has or has not, called by its name: "it must monitor the angle"."""
    found = []
    for hit, name in scene.terms_of("attribute"):
        need = scene.trade.company.needs.get(name)
        if need is not None and need.implied and need.choices:
            value = stated(scene, value_id=need.choices[0].id, as_said=scene.reading.said[hit.start : hit.end])
            found.append(Mention(hit.start, hit.end, name, value))
    return found


def _in_accessory(scene: Scene, hit: Hit) -> bool:
    """The battery of "a spare battery" is bought; it does not say what drives the tool."""
    kinds = accessory_kinds(scene.trade.company)
    return any(
        name in kinds and (other.start, other.end) != (hit.start, hit.end)
        for other, name in scene.terms_of("kind", within=(0, hit.start + 1))
        if other.start <= hit.start and hit.end <= other.end
    )


_WITH = re.compile(
    r"(?<![a-z])(?:including|incl|inclusive of|inklusive|inkl|incluyendo|incluida|incluindo|incluida a|شامل|شامله|شاملا)\.?\s+(?:the\s|an?\s|la\s|a\s)?(?:ال)?$"
)
_WEIGHT = frozenset({"kg", "g", "lb", "jin", "oz"})


def _weighed_with(scene: Scene, hit: Hit) -> bool:
    """ "At most 2.2 kg including battery" says what is weighed, not what drives the tool."""
    clause = scene.clause(hit.start)
    weighed = any(clause[0] <= one.start < hit.start and one.unit in _WEIGHT for one in scene.amounts)
    return weighed and _WITH.search(scene.text, max(0, hit.start - 24), hit.start) is not None


def _countries(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("country")
    found = []
    for hit, code in scene.terms_of("country", "place"):
        if needs and not _is_pronoun(scene, hit):
            value = stated(scene, value_id=code, as_said=scene.reading.said[hit.start : hit.end])
            if _place_of_sale(scene, hit):
                continue
            if f"place.{code}" in hit.terms:
                value = replace(value, status=NeedStatus.INFERRED)
            found.append(Mention(hit.start, hit.end, needs[0], value))
    return found


_AT_SELLER = re.compile(r"(?:exw|fca|fas|fob)[\s,]*$")


def _names_product(scene: Scene, hit: Hit) -> bool:
    """In "25 torque wrenches KTW-100" the kind of tool only names the product and demands nothing."""
    return any(term.partition(".")[0] in ("kind", "category") for term in _terms_at(scene, hit)) and any(
        named.sku
        and min(abs(named.start - hit.end), abs(hit.start - named.end)) <= _BESIDE
        and not _cut_off(scene, min(named.end, hit.end), max(named.start, hit.start))
        for named in scene.products
    )


_BESIDE = 14
_QUOTED_BY = 8
_CUT_OFF = frozenset(",;.:!?\n0123456789")


def _cut_off(scene: Scene, start: int, end: int) -> bool:
    return bool(_CUT_OFF.intersection(scene.text[start:end]))


def _terms_at(scene: Scene, hit: Hit) -> list[str]:
    return [term for other in scene.terms if other.start < hit.end and hit.start < other.end for term in other.terms]


def _place_of_sale(scene: Scene, hit: Hit) -> bool:
    """ "FOB Shanghai" names the seller's port, not the buyer's country."""
    if waits_for_place(scene) and _AT_SELLER.search((scene.conversation.incoterm or "").lower()):
        return True
    return _AT_SELLER.search(scene.text, max(0, hit.start - 8), hit.start) is not None


def _is_pronoun(scene: Scene, hit: Hit) -> bool:
    """ "us" is America only in capitals, "gana" wins in Spanish, and a "cuba" is a tub."""
    said = scene.reading.said[hit.start : hit.end]
    return said in (
        "us",
        "Us",
        "in",
        "no",
        "it",
        "gana",
        "cuba",
        "malta",
        "chad",
        "mali",
        "togo",
        "niger",
        "benim",
        "guinea",
    )


def _bolts(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("bolt")
    return [
        Mention(
            thread.start, thread.end, needs[0],
            stated(scene, bolts=thread.bolts, as_said=scene.reading.said[thread.start : thread.end]),
        )
        for thread in scene.threads
        if needs
    ]  # fmt: skip


def _days(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("date")
    if not needs:
        return []
    found = []
    for day in scene.days:
        sentence = scene.sentence(day.start)
        if day.day < scene.today or scene.has(*_no_deadline(scene, day, sentence), within=sentence):
            continue
        bought = any(sentence[0] <= named.start < sentence[1] for named in scene.products if named.sku)
        if day.spoken and scene.has("greet", "farewell", "small_talk", within=(day.start - 12, day.end)):
            continue
        if any(0 <= cue.start - day.end <= _QUOTED_BY for cue in scene.cues_named("quote")):
            continue  # the day by which a quote is wanted: 来週の水曜までに見積
        if day.spoken and day.day == scene.today and any(not other.spoken for other in scene.days):
            continue  # "soon" beside a date is no date of its own: 1月底前到货，麻烦尽快联系我
        if (
            day.spoken
            and scene.has("person", within=scene.clause(day.start))
            and not scene.has("deliver", "pieces", within=sentence)
        ):
            continue  # the day on which somebody is to call
        if day.spoken and (_day_of_answer(scene, day.start, day.end) or _day_of_order(scene, day.start, day.end)):
            continue
        if day.spoken and not bought and not _speaks_of_delivery(scene, day.start, needs[0]):
            continue
        value = stated(scene, text=day.day.isoformat(), as_said=scene.reading.said[day.start : day.end])
        found.append(Mention(day.start, day.end, needs[0], value))
    return found


_ORDERED = re.compile(
    r"(?:order|sign|buy|confirm|pay|decide|bestell\w*|kauf\w*|unterschreib\w*|zahl\w*|pedimos|pedir|pido|compr\w+|cerr\w+|firm\w+|pag\w+|fech\w+|ped\w+)\s+(?:\w+\s+)?$"
)
_ORDERS = re.compile(
    r"\s*(?:就|能|可以|内|中に|中)?(?:能|可以)?(?:下单|下订单|打款|付款|签|定下|成交|发注|注文|契约|お支払)|\s*(?:we|i|you)?\s*(?:order|sign|pay|buy|confirm)|\s*(?:نطلب|نوقع|ندفع|نحول)"
)


_ANSWERED = re.compile(
    r"(?:之?前|以前)?(?:までに|までの|迄に|中に)?(?:ご)?(?:返事|返信|回答|连络|連絡|回复|答复|回信|给我答复|联系|给我们?(?:联系|回|打)|安排|派人|处理|解决)|\s+(?:ال)?(?:رد|جواب)"
)
_QUOTED = re.compile(r"(?:عرض(?: ال)?(?:سعر|اسعار)?|العرض|报价单?|见积(?:书|り|もり)?を?)\s*(?:(?:قبل|حتي|بحلول|يوم|在|于)\s*)?$")  # fmt: skip


def _day_of_answer(scene: Scene, start: int, end: int) -> bool:
    """ "An answer by Thursday", عرض سعر قبل الخميس: the day by which somebody writes back."""
    return bool(_ANSWERED.match(scene.text, end) or _QUOTED.search(scene.text, max(0, start - 24), start))


def _day_of_order(scene: Scene, start: int, end: int) -> bool:
    """ "If we order today", 今天就能打款: the day on which the buyer acts, not the one by which tools are needed."""
    return bool(
        _ORDERED.search(scene.text, max(0, start - 24), start)
        or _ORDERS.match(scene.text, end)
        or _at_once_from_stock(scene, end)
    )


def _at_once_from_stock(scene: Scene, end: int) -> bool:
    """ "Sofort ab Lager?" asks after the stock."""
    return any(0 <= cue.start - end <= 3 for cue in scene.cues_named("stock"))


def _no_deadline(scene: Scene, day: Day, sentence: Span) -> tuple[str, ...]:
    """ "Is it possible to get 40 pieces by March 31st?" asks for them, and explains nothing."""
    wanted = scene.has("pieces", "deliver", "need", within=sentence) and time_words(scene, day.start, "by")
    return tuple(name for name in NO_DEADLINE if not (wanted and name == "explain"))


def _opens_with_by(scene: Scene, day: Day) -> bool:
    """ "Bis Jahresende"; "Halten Sie den Preis bis Jahresende" tells how long a concession lasts."""
    conceded = any(start <= day.start < end for start, end, _ in scene.conceded)
    return not conceded and _OPENS_WITH_BY.match(scene.text, day.start) is not None


_OPENS_WITH_BY = re.compile(r"(?:bis|by|until|before|hasta|antes|ate|para)\s")
_BY_BEHIND = re.compile(r"[の]?(?:まで|以内に|前[要到交]|之前|以前)")


def _speaks_of_delivery(scene: Scene, position: int, need: str) -> bool:
    sentence = scene.sentence(position)
    day = next((day for day in scene.days if day.start == position), None)
    if day is not None and _BY_BEHIND.match(scene.text, day.end):
        return True  # 来月中旬までに2台
    return (
        scene.conversation.asked == need
        or scene.has("need", "lead_time", "quote", "deliver", within=sentence)
        or any(name == need for _, name in scene.named_needs(sentence))
        or bool(time_words(scene, position, "by"))
        or (day is not None and _opens_with_by(scene, day))
        or (len(scene.text[slice(*sentence)]) <= 16 and not scene.is_question(sentence))
    )
