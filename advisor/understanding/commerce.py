"""The source of truth for commercial wishes in a message: price, quote, stock, lead time, comparison, choice, concessions, objections."""

from __future__ import annotations

import re

from advisor.model import (
    AskLeadTime,
    AskPrice,
    AskRecommendation,
    AskStock,
    Command,
    Compare,
    Negotiate,
    Objection,
    RequestQuote,
)
from advisor.understanding.choosing import choices
from advisor.understanding.continuing import currency_named, going_on
from advisor.understanding.phrases import Hit
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene, Span
from advisor.understanding.shares import is_price_share

Placed = tuple[int, Command]
_INCOTERM = re.compile(
    r"\b((?i:EXW|FCA|FAS|FOB|CFR|CNF|CIF|CPT|CIP|DAP|DPU|DDP))\b(?:[\s,]+(?!for|and|with|in|by|bitte|por|para|und)([A-ZÀ-Ý][\w\-]+(?:\s(?!and|for)[A-ZÀ-Ý][\w\-]+)?)|\s?([\u4e00-\u9fff\u30a0-\u30ff]{2,8}?(?=[,。的の報价見]|$))|\s+(?:ميناء\s+)?([\u0621-\u064a]+))?"
)
# What a wish is called in the phrases of `content/authority.py`, most particular first.
_WISHES = (
    ("free_freight", "free freight", ()),
    ("free_training", "free training", ()),
    ("free_goods", "free goods", ("count",)),
    ("trial", "trial", ("time",)),
    ("payment_term", "payment term", ("time", "percent")),
    ("refund", "refund", ("money", "percent")),
    ("warranty_extension", "warranty extension", ("time",)),
    ("exclusivity", "exclusivity", ()),
    ("frame_contract", "framework agreement", ()),
    ("price_match", "price match", ()),
    ("custom_work", "custom work", ()),
    ("discount", "discount", ("percent", "money")),
    ("free_of_charge", "discount 100%", ()),
)
_OBJECTIONS = (
    ("too_expensive", "price"),
    ("too_slow", "lead_time"),
    ("bad_fit", "fit"),
    ("competitor_better", "competitor"),
    ("distrust", "trust"),
)
_TIMES = {"day": "days", "week": "weeks", "month": "months", "year": "years"}


def commerce(scene: Scene, *, quantity: int | None) -> list[Placed]:
    """Return the commercial commands of a message with their places."""
    placed = [*_wishes(scene), *_objections(scene)]
    busy = [scene.sentence(start) for start, _ in placed]
    for sentence in scene.sentences:
        placed += _asks(scene, sentence, quantity, conceding=sentence in busy)
    placed += choices(scene, placed)
    return placed or going_on(scene, quantity)


def skus_in(scene: Scene, sentence: Span) -> tuple[str, ...]:
    """Return the part numbers that a sentence speaks of; where it names none, those of the whole message."""
    inside = [named.sku for named in scene.products if named.sku and sentence[0] <= named.start < sentence[1]]
    return tuple(dict.fromkeys(inside or [named.sku for named in scene.products if named.sku]))


def _inside(cue: Hit, others: list[Hit]) -> bool:
    return any(other.start <= cue.start and cue.end <= other.end and other != cue for other in others)


def _asks(scene: Scene, sentence: Span, quantity: int | None, *, conceding: bool) -> list[Placed]:
    placed: list[Placed] = []
    skus = skus_in(scene, sentence)
    of_others = _of_others(scene, sentence)
    quotes = [cue for cue in _quotes(scene, sentence) if not of_others and not _negated(scene, cue)]
    incoterm = _incoterm(scene, sentence)
    if quotes or (incoterm and not scene.has("explain", within=sentence)):
        start = quotes[0].start if quotes else sentence[0]
        placed.append((start, RequestQuote(skus, quantity, incoterm, currency_named(scene))))
    elif (price := _priced(scene, sentence)) is not None and not conceding:
        placed.append((price, AskPrice(skus, quantity, currency_named(scene))))
    if not scene.has("too_slow", within=sentence):
        times = [cue for cue in scene.cues_named("lead_time", within=sentence) if not _states_day(scene, sentence)]
        placed += [(cue.start, AskLeadTime(skus, quantity)) for cue in times[:1]]
    placed += [(cue.start, AskStock(skus)) for cue in scene.cues_named("stock", within=sentence)[:1]]
    placed += _comparisons(scene, sentence, skus)
    if not conceding:
        placed += _recommendation(scene, sentence)
    return placed


def _states_day(scene: Scene, sentence: Span) -> bool:
    """ "Delivery date 20 December" tells a deadline, "delivery by 20 December?" asks."""
    named = any(sentence[0] <= day.start < sentence[1] for day in scene.days)
    dropped = scene.has("forget", "indifferent", "negate_after", within=sentence)
    return (named or dropped) and not scene.is_question(sentence)


def _quotes(scene: Scene, sentence: Span) -> list[Hit]:
    """Words for a quote; "presupuesto" and "orçamento" are budgets too, where money or a possessive stands beside."""
    open_to_both = scene.cues_named("quote_or_budget", within=sentence)
    money = any(sentence[0] <= amount.start < sentence[1] and amount.currency for amount in scene.amounts)
    if money or scene.has("own", "too_expensive", within=sentence):
        return scene.cues_named("quote", within=sentence)
    return sorted([*scene.cues_named("quote", within=sentence), *open_to_both])


def _negated(scene: Scene, cue: Hit) -> bool:
    """ "No quote yet", "before I order anything"."""
    before = any(0 <= cue.start - other.end <= 24 for other in scene.cues_named("before_doing"))
    return before or any(0 <= cue.start - other.end <= 8 for other in scene.cues_named("negate"))


def _priced(scene: Scene, sentence: Span) -> int | None:
    if scene.has("too_expensive", "indifferent", within=sentence):
        return None
    hiding = scene.cues_named("discount", "too_expensive", "price_match", "quote", within=sentence)
    hiding += [hit for hit, _ in scene.terms_of("need", "calculation", within=sentence)]
    cues = [cue for cue in scene.cues_named("price", within=sentence) if not _inside(cue, hiding)]
    return cues[0].start if cues else None


def _incoterm(scene: Scene, sentence: Span) -> str | None:
    match = _INCOTERM.search(scene.reading.said, sentence[0], sentence[1])
    if match is None or (match[1].lower() in ("fas", "cip") and match[1].islower()):
        return None
    place = match[2] or match[3] or match[4]
    return f"{match[1].upper()} {place}" if place else match[1].upper()


def _comparisons(scene: Scene, sentence: Span, skus: tuple[str, ...]) -> list[Placed]:
    others = [named for named in scene.products if named.competitor and sentence[0] <= named.start < sentence[1]]
    cues = scene.cues_named("compare", within=sentence)
    if others:
        start = min([others[0].start, *(cue.start for cue in cues)])
        return [(start, Compare(skus, others[0].competitor))]
    if not cues:
        return []
    if len(skus) >= 2 or (not skus and _speaks_of_products(scene, sentence)):
        return [(cues[0].start, Compare(skus))]
    if len(skus) == 1 and not scene.has("explain", within=sentence):
        return [(cues[0].start, Compare(skus))]
    return []


def _speaks_of_products(scene: Scene, sentence: Span) -> bool:
    """ "Compare them" means what was recommended; "difference between pulse and click" is a question of knowledge."""
    kinds = scene.terms_of("category", "kind", "topic", "certification", "attribute", within=sentence)
    return not kinds or (scene.has("refers", within=sentence) and bool(scene.conversation.recommended))


def _asks_for_mark(scene: Scene, sentence: Span) -> bool:
    """After products were shown, "do you have a CE mark?" asks about them."""
    if not (scene.conversation.shown or scene.conversation.chosen):
        return False
    return bool(scene.terms_of("certification", within=sentence)) and not scene.terms_of(
        "category", "kind", within=sentence
    )


def _recommendation(scene: Scene, sentence: Span) -> list[Placed]:
    cues = scene.cues_named("recommend", within=sentence)
    if cues and not skus_in(scene, sentence):
        return [(cues[0].start, AskRecommendation())]
    offers = scene.cues_named("offer", within=sentence)
    things = scene.terms_of("category", "kind", *scene.trade.company.needs, within=sentence)
    elsewhere = scene.has("price", "stock", "lead_time", "explain", within=sentence) or _asks_for_mark(scene, sentence)
    if offers and things and scene.is_question(sentence) and not elsewhere:
        return [(offers[0].start, AskRecommendation())]
    return []


# --- concessions ----------------------------------------------------------------------------------------------------


def _wishes(scene: Scene) -> list[Placed]:
    return _measured_only(_zhe(scene) or _all_wishes(scene))


def _measured_only(placed: list[Placed]) -> list[Placed]:
    """ "Something off the price? 5 %?" is one wish: the one that says how much."""
    actions = [command.action for _, command in placed if isinstance(command, Negotiate)]
    bare = {one for one in actions if any(other != one and other.startswith(one + " ") for other in actions)}
    return [pair for pair in placed if not (isinstance(pair[1], Negotiate) and pair[1].action in bare)]


def _all_wishes(scene: Scene) -> list[Placed]:
    placed: list[Placed] = []
    for sentence in scene.sentences:
        found: list[Hit] = []
        for cue_name, action, measures in _WISHES:
            for cue in scene.cues_named(cue_name, within=sentence)[:1]:
                if any(cue.start < other.end and other.start < cue.end for other in found) or _negated(scene, cue):
                    continue
                if cue_name == "free_of_charge" and found:
                    continue
                if _no_wish(scene, cue_name, cue, sentence=sentence):
                    continue
                if cue_name == "discount" and _wants_a_cheap_one(scene, cue, sentence):
                    placed.append((cue.start, AskRecommendation()))
                    continue
                found.append(cue)
                said = scene.reading.said[sentence[0] : sentence[1]].strip()
                placed.append(
                    (
                        cue.start,
                        Negotiate(
                            _measured(scene, action, measures, sentence=sentence), said, skus_in(scene, sentence)
                        ),
                    )
                )
        if not found and (share := _share_off(scene, sentence)) is not None:
            placed.append(share)
        if not found and _wants_guarantee(scene, sentence):
            said = scene.reading.said[sentence[0] : sentence[1]].strip()
            placed.append((sentence[0], Negotiate(said, said, skus_in(scene, sentence))))
    return placed


def _wants_guarantee(scene: Scene, sentence: Span) -> bool:
    """ "We must guarantee 700 Nm" speaks of the buyer's own joints."""
    measured = any(sentence[0] <= amount.start < sentence[1] and amount.unit for amount in scene.amounts)
    about = scene.terms_of("topic", within=sentence) or (measured and not scene.is_question(sentence))
    return scene.has("guarantee", within=sentence) and not about


_CHEAPER = re.compile(r"cheap|gunstig|billig|barat|便宜|安|ارخص")


def _wants_a_cheap_one(scene: Scene, cue: Hit, sentence: Span) -> bool:
    """ "I want the cheapest" before any product was spoken of is a wish for a tool, not for a discount."""
    spoken_of = scene.conversation.shown or scene.conversation.chosen or scene.conversation.quote
    named = spoken_of or skus_in(scene, sentence) or any(amount.unit == "%" for amount in scene.amounts)
    return not named and _CHEAPER.search(scene.text, cue.start, cue.end) is not None


def _no_wish(scene: Scene, name: str, cue: Hit, *, sentence: Span) -> bool:
    others = name == "discount" and (_of_others(scene, sentence) or _quoted(scene, cue, sentence))
    return others or (name == "warranty_extension" and _only_asks(scene, cue, sentence))


def _quoted(scene: Scene, cue: Hit, sentence: Span) -> bool:
    """ "Kindly quote your best price" asks for a quote; only a figure makes it a wish for less."""
    asked = any(abs(quote.start - cue.end) <= 30 for quote in scene.cues_named("quote", within=sentence))
    share = any(sentence[0] <= amount.start < sentence[1] and amount.unit == "%" for amount in scene.amounts)
    return asked and not share and scene.has("best_price", within=(cue.start, cue.end))


_LONGER = re.compile(r"ext|long|ampl|prolong|verlang|estend|estens|延|长|長|تمديد|تمدد|اطول")


def _only_asks(scene: Scene, cue: Hit, sentence: Span) -> bool:
    """ "What warranty has it?" wishes for none; a longer one, or years, do."""
    named = any(sentence[0] <= amount.start < sentence[1] and amount.unit in _TIMES for amount in scene.amounts)
    return not named and _LONGER.search(scene.text, cue.start, cue.end) is None


def _of_others(scene: Scene, sentence: Span) -> bool:
    """ "The competitor is cheaper" states something; it asks for no discount yet."""
    return scene.has("competitor_better", within=sentence) and not scene.is_question(sentence)


def _share_off(scene: Scene, sentence: Span) -> Placed | None:
    """ "10 % off" is a discount without the word."""
    for amount in scene.amounts:
        inside = sentence[0] <= amount.start < sentence[1]
        if inside and is_price_share(scene, amount):
            said = scene.reading.said[slice(*sentence)].strip()
            return amount.start, Negotiate(f"discount {amount.first:g}%", said, skus_in(scene, sentence))
    return None


_ZHE = re.compile(r"(\d{1,2}(?:\.\d)?|[一二三四五六七八九])([一二三四五六七八九])?折")
_HAN_DIGITS = "零一二三四五六七八九"


def _zhe(scene: Scene) -> list[Placed]:
    """Chinese names the share that is paid: 九折 is 10 % off, 八五折 is 15 % off."""
    match = _ZHE.search(scene.text)
    if match is None:
        return []
    first = float(match[1]) if match[1][0].isdigit() else float(_HAN_DIGITS.index(match[1]))
    paid = (first if first < 10 else first / 10) + (_HAN_DIGITS.index(match[2]) / 10 if match[2] else 0.0)
    sentence = scene.sentence(match.start())
    said = scene.reading.said[slice(*sentence)].strip()
    return [(match.start(), Negotiate(f"discount {100 - paid * 10:g}%", said, skus_in(scene, sentence)))]


def _measured(scene: Scene, action: str, measures: tuple[str, ...], *, sentence: Span) -> str:
    for amount in scene.amounts:
        if not sentence[0] <= amount.start < sentence[1]:
            continue
        measure = _measure(amount)
        if measure is not None and measure[0] in measures:
            return f"{action} {measure[1]}"
    return action


def _measure(amount: Amount) -> tuple[str, str] | None:
    figure = f"{amount.high if amount.high is not None else amount.first:g}"
    if amount.unit == "%":
        return "percent", f"{figure}%"
    if amount.unit in _TIMES:
        return "time", f"{figure} {_TIMES[amount.unit]}"
    if amount.currency:
        return "money", f"{figure} {amount.currency}"
    return None


def _objections(scene: Scene) -> list[Placed]:
    placed: list[Placed] = []
    for cue_name, kind in _OBJECTIONS:
        for cue in scene.cues_named(cue_name)[:1]:
            sentence = scene.sentence(cue.start)
            if scene.is_question(sentence) and kind in ("fit", "lead_time"):
                continue
            said = scene.reading.said[sentence[0] : sentence[1]].strip()
            placed.append((cue.start, Objection(kind, said)))  # type: ignore[arg-type]  # a literal of `_OBJECTIONS`
    return placed
