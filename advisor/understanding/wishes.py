"""The source of truth for concessions that a message wishes: discount, free freight, trial, terms of payment."""

from __future__ import annotations

import re

from advisor.model import AskRecommendation, Command, Negotiate
from advisor.understanding.comparatives import asks_for_cheaper
from advisor.understanding.concessions import NOT_MEANT, gives_goods_away, is_part_of_price, spoken_wishes
from advisor.understanding.delivered import delivered
from advisor.understanding.paying import TIMES, asks_if_free, only_pays
from advisor.understanding.phrases import Hit
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene, Span
from advisor.understanding.shares import given_up, is_price_share

Placed = tuple[int, Command]
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


def skus_in(scene: Scene, sentence: Span) -> tuple[str, ...]:
    """Return the part numbers that a sentence speaks of; where it names none, those of the whole message."""
    inside = [named.sku for named in scene.products if named.sku and sentence[0] <= named.start < sentence[1]]
    return tuple(dict.fromkeys(inside or [named.sku for named in scene.products if named.sku]))


def is_negated(scene: Scene, cue: Hit) -> bool:
    """ "No quote yet", "before I order anything"."""
    before = any(0 <= cue.start - other.end <= 24 for other in scene.cues_named("before_doing"))
    return before or any(0 <= cue.start - other.end <= 8 for other in scene.cues_named("negate"))


def wishes(scene: Scene) -> list[Placed]:
    return _measured_only(_all_wishes(scene))


def _measured_only(placed: list[Placed]) -> list[Placed]:
    """ "Something off the price? 5 %?" is one wish: the one that says how much."""
    actions = [command.action for _, command in placed if isinstance(command, Negotiate)]
    bare = {one for one in actions if any(other != one and other.startswith(one + " ") for other in actions)}
    return [pair for pair in placed if not (isinstance(pair[1], Negotiate) and pair[1].action in bare)]


def _all_wishes(scene: Scene) -> list[Placed]:
    placed: list[Placed] = []
    for sentence in scene.sentences:
        said, skus = scene.reading.said[sentence[0] : sentence[1]].strip(), skus_in(scene, sentence)
        paid = _zhe(scene, sentence)
        cheaper = asks_for_cheaper(scene, sentence)
        cues = [pair for pair in _cued(scene, sentence, paid is not None) if not (cheaper and pair[0] == "discount")]
        placed += [(cue.start, _cue_wish(scene, name, cue, sentence=sentence)) for name, cue in cues]
        named = [name for name, cue in cues if not _is_for_a_cheap_one(scene, name, cue, sentence=sentence)]
        share = paid or (None if named else _share_off(scene, sentence))
        placed += [share] if share else []
        named += ["discount"] if share else []
        heard = [*named, "discount"] if cheaper else [*named]
        heard += ["free_freight"] if _names_the_term(scene, sentence) else []
        placed += (beside := spoken_wishes(scene, sentence, heard, skus=skus))
        if not named and not beside and _wants_guarantee(scene, sentence):
            placed.append((sentence[0], Negotiate(said, said, skus)))
    return placed


def _cued(scene: Scene, sentence: Span, discounted: bool) -> list[tuple[str, Hit]]:
    """The cues of a sentence that wish for something, each kind once, the most particular first."""
    found: list[tuple[str, Hit]] = []
    given_away = ("free_of_charge", "free_goods") if gives_goods_away(scene, sentence) else ()
    for name, _, _ in _WISHES:
        for cue in scene.cues_named(name, within=sentence)[:1]:
            inside = any(cue.start < other.end and other.start < cue.end for _, other in found)
            covered = (name == "free_of_charge" and found) or (name == "discount" and discounted) or name in given_away
            if (
                not inside
                and not covered
                and not is_negated(scene, cue)
                and not _no_wish(scene, name, cue, sentence=sentence)
            ):
                found.append((name, cue))
    return found


def _cue_wish(scene: Scene, name: str, cue: Hit, *, sentence: Span) -> Command:
    if _is_for_a_cheap_one(scene, name, cue, sentence=sentence):
        return AskRecommendation()
    action, measures = next((action, measures) for one, action, measures in _WISHES if one == name)
    said = scene.reading.said[sentence[0] : sentence[1]].strip()
    return Negotiate(_measured(scene, action, measures, sentence=sentence), said, skus_in(scene, sentence))


def _wants_guarantee(scene: Scene, sentence: Span) -> bool:
    """ "We must guarantee 700 Nm" speaks of the buyer's own joints."""
    measured = any(
        sentence[0] <= amount.start < sentence[1] and amount.unit and amount.unit not in TIMES
        for amount in scene.amounts
    )
    about = (
        scene.terms_of("topic", within=sentence)
        or day_to_be_kept(scene, sentence)
        or (measured and not scene.is_question(sentence))
    )
    return scene.has("guarantee", within=sentence) and not about


def day_to_be_kept(scene: Scene, sentence: Span) -> bool:
    """ "Can you guarantee delivery next Tuesday?" asks when it can be delivered."""
    return scene.has("guarantee", within=sentence) and scene.has("deliver", "lead_time", within=sentence)


_SPANS = ("day", "week", "month")
_WISHED_ELSE = ("quote", "price", "order", "recommend", "offer", "discount", "explain")


def asks_for_a_day(scene: Scene, sentence: Span) -> bool:
    """ "Can you deliver 30 by 10 January?": who asks whether a day can be kept asks how long it takes."""
    named = any(sentence[0] <= day.start < sentence[1] and day.day > scene.today for day in scene.days)
    spans = [one for one in scene.amounts if sentence[0] <= one.start < sentence[1] and one.unit in _SPANS]
    named |= bool(spans) and not scene.has("payment_term", "trial", "warranty_extension", "refund", within=sentence)
    named &= not any(
        start <= sentence[0] < end or sentence[0] <= start < sentence[1] for start, end, _ in scene.conceded
    )
    if not named or not scene.is_question(sentence) or scene.has(*_WISHED_ELSE, within=sentence):
        return False
    asked = sentence
    if scene.locale in ("zh", "ja"):  # 明天就要，能不能发顺丰 asks how it is sent
        asked = [clause for clause in scene.clauses if sentence[0] <= clause[0] < sentence[1]][-1]
    return scene.has("deliver", within=asked)


LESS = re.compile(
    r"cheaper|less|weniger|billiger|gunstiger|mas barat|menos|mais barat|a menos|mais em conta|便宜|安い|安く|ارخص|اقل"
)
CHEAPER = re.compile(r"cheap|gunstig|billig|barat|最便宜|便宜的|最安|安い|ارخص")


def _is_for_a_cheap_one(scene: Scene, name: str, cue: Hit, *, sentence: Span) -> bool:
    """ "I want the cheapest" before any product was spoken of is a wish for a tool, not for a discount."""
    if name != "discount":
        return False
    spoken_of = scene.conversation.shown or scene.conversation.chosen or scene.conversation.quote
    named = spoken_of or skus_in(scene, sentence) or any(amount.unit == "%" for amount in scene.amounts)
    # 便宜的 is longer than the cue by its particle, 最便宜 by what stands before it
    return not named and CHEAPER.search(scene.text, max(0, cue.start - 1), cue.end + 1) is not None


def _no_wish(scene: Scene, name: str, cue: Hit, *, sentence: Span) -> bool:
    if name == "discount" and any(
        one.start <= cue.start and cue.end <= one.number.start and one.unit not in (None, "%") for one in scene.amounts
    ):
        return True  # "de menos de 3 kilos" bounds a weight
    if name == "exclusivity" and NOT_MEANT.search(scene.text, *sentence):
        return True
    if name == "payment_term" and (_tells_budget(scene, cue) or only_pays(scene, sentence)):
        return True
    if name == "free_of_charge" and asks_if_free(scene, sentence):
        return True
    if asks_policy(scene, sentence):
        return True
    if name == "free_freight" and (is_part_of_price(scene, sentence) or _names_the_term(scene, sentence)):
        return True
    others = name == "discount" and (of_others(scene, sentence) or _quoted(scene, cue, sentence))
    return others or (name == "warranty_extension" and _only_asks(scene, cue, sentence))


def _names_the_term(scene: Scene, sentence: Span) -> bool:
    """ "Angebot für 2 Stück frei Haus Graz": beside the wish for a quote it tells how to deliver, and begs for nothing."""
    return scene.has("quote", within=sentence) and delivered(scene) is not None


def _quoted(scene: Scene, cue: Hit, sentence: Span) -> bool:
    """ "Kindly quote your best price" asks for a quote; only a figure makes it a wish for less."""
    quotes = scene.cues_named("quote", within=sentence)
    asked = any(abs(quote.start - cue.end) <= 30 for quote in quotes)
    share = any(sentence[0] <= amount.start < sentence[1] and amount.unit == "%" for amount in scene.amounts)
    best = scene.has("best_price", within=(cue.start, cue.end))
    joined = any(not scene.text[cue.end : quote.start].strip(" 的") for quote in quotes if quote.start >= cue.end)
    return not share and ((asked and best) or joined)  # "your best quotation"


def _tells_budget(scene: Scene, cue: Hit) -> bool:
    """ "We can pay up to 2,500 dollars a tool" tells a bound, and asks for no term."""
    clause = scene.clause(cue.start)
    inside = [one for one in scene.amounts if clause[0] <= one.start < clause[1]]
    return any(one.currency and one.high is not None for one in inside) and not any(
        one.unit in TIMES or one.unit == "%" for one in inside
    )


def asks_policy(scene: Scene, sentence: Span) -> bool:
    """Return whether a sentence asks what holds: "what is your returns policy?"."""
    return _POLICY.search(scene.text, *sentence) is not None and scene.is_question(sentence)


_POLICY = re.compile(
    r"polic(?:y|ies)|politicas?(?![a-z])|richtlinie|regelung|condiciones de (?:garantia|devolucion)|政策|规定|规则|方针|規定|ポリシー|规约|سياس[هة]"
)
""" "What is your returns policy?" asks what holds, and wishes for nothing."""
_LONGER = re.compile(r"ext|long|ampl|prolong|verlang|estend|estens|延|长|長|تمديد|تمدد|اطول")


def _only_asks(scene: Scene, cue: Hit, sentence: Span) -> bool:
    """ "What warranty has it?" wishes for none; a longer one, or years, do."""
    named = any(sentence[0] <= amount.start < sentence[1] and amount.unit in TIMES for amount in scene.amounts)
    return not named and _LONGER.search(scene.text, cue.start, cue.end) is None


def of_others(scene: Scene, sentence: Span) -> bool:
    """ "The competitor is cheaper" states something; it asks for no discount yet."""
    said = scene.has("competitor_better", within=sentence) or rival_cheaper(scene, sentence)
    return said and not scene.is_question(sentence)


def rival_cheaper(scene: Scene, sentence: Span) -> bool:
    """ "Norbar is 20 % cheaper": another maker's name and a lower price in one clause."""
    makers = [hit.start for hit, name in scene.terms_of("maker", within=sentence) if name == "other"]
    makers += [one.start for one in scene.products if one.competitor and sentence[0] <= one.start < sentence[1]]
    clauses = {scene.clause(start) for start in makers}
    wished = [one.start for one in scene.amounts if sentence[0] <= one.start < sentence[1] and one.unit == "%"]
    wished += [cue.start for cue in scene.cues_named("discount", within=sentence)]
    if any(scene.clause(start) not in clauses for start in wished):
        return False  # "Bosch is cheaper, so give me 10 % off"
    return any(LESS.search(scene.text, *clause) for clause in clauses)


def _share_off(scene: Scene, sentence: Span) -> Placed | None:
    """ "10 % off" is a discount without the word."""
    for amount in scene.amounts:
        inside = sentence[0] <= amount.start < sentence[1] and not of_others(scene, sentence)
        if inside and is_price_share(scene, amount) and not given_up(scene, amount):
            said = scene.reading.said[slice(*sentence)].strip()
            return amount.start, Negotiate(f"discount {amount.first:g}%", said, skus_in(scene, sentence))
    return None


ZHE = re.compile(r"(\d{1,2}(?:\.\d)?|[一二三四五六七八九])([一二三四五六七八九])?折")
_HAN_DIGITS = "零一二三四五六七八九"


def _zhe(scene: Scene, sentence: Span) -> Placed | None:
    """Chinese names the share that is paid: 九折 is 10 % off, 八五折 is 15 % off."""
    match = ZHE.search(scene.text, *sentence)
    if match is None:
        return None
    first = float(match[1]) if match[1][0].isdigit() else float(_HAN_DIGITS.index(match[1]))
    paid = (first if first < 10 else first / 10) + (_HAN_DIGITS.index(match[2]) / 10 if match[2] else 0.0)
    said = scene.reading.said[slice(*sentence)].strip()
    return match.start(), Negotiate(f"discount {100 - paid * 10:g}%", said, skus_in(scene, sentence))


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
    if amount.unit in TIMES:
        return "time", f"{figure} {TIMES[amount.unit]}"
    if amount.currency:
        return "money", f"{figure} {amount.currency}"
    return None
