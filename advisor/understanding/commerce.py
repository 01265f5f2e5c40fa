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
    RequestQuote,
)
from advisor.understanding.budgets import home_budget
from advisor.understanding.choosing import choices
from advisor.understanding.compared import kinds_compared, side_by_side, sorts_compared, two_pointed_at
from advisor.understanding.continuing import currency_named, going_on, place_named
from advisor.understanding.delivery_terms import delivery_term
from advisor.understanding.mention import time_words
from advisor.understanding.objections import objections
from advisor.understanding.phrases import Hit
from advisor.understanding.quoted_counts import reports
from advisor.understanding.scene import Scene, Span
from advisor.understanding.shown import all_shown
from advisor.understanding.wishes import (
    ZHE,
    asks_for_a_day,
    day_to_be_kept,
    is_negated,
    of_others,
    skus_in,
    wishes,
)

Placed = tuple[int, Command]


def commerce(scene: Scene, *, quantity: int | None) -> list[Placed]:
    """Return the commercial commands of a message with their places."""
    placed = [*wishes(scene), *objections(scene)]
    bargaining = any(isinstance(command, Negotiate) for _, command in placed)
    busy = [scene.sentence(start) for start, _ in placed]
    for sentence in scene.sentences:
        placed += _asks(scene, sentence, quantity, conceding=sentence in busy, bargaining=bargaining)
    placed += choices(scene, placed)
    return placed or place_named(scene) or going_on(scene, quantity)


def _inside(cue: Hit, others: list[Hit]) -> bool:
    return any(other.start <= cue.start and cue.end <= other.end and other != cue for other in others)


def _asks(scene: Scene, sentence: Span, quantity: int | None, *, conceding: bool, bargaining: bool) -> list[Placed]:
    placed: list[Placed] = []
    skus = skus_in(scene, sentence)
    elsewhere = of_others(scene, sentence)
    quotes = [cue for cue in _quotes(scene, sentence) if not elsewhere and not is_negated(scene, cue)]
    incoterm = delivery_term(scene, sentence)
    if quotes or (incoterm and not scene.has("explain", within=sentence)):
        start = quotes[0].start if quotes else sentence[0]
        placed.append((start, RequestQuote(skus, quantity, incoterm, currency_named(scene))))
    elif (price := _priced(scene, sentence)) is not None and not conceding:
        placed.append((price, AskPrice(skus, quantity, currency_named(scene))))
    if not scene.has("too_slow", within=sentence):
        times = [cue for cue in scene.cues_named("lead_time", within=sentence) if not _states_day(scene, sentence)]
        kept = day_to_be_kept(scene, sentence)
        times = times or _bare_when(scene, sentence, ordered=quantity is not None or bool(skus))
        times = times or (scene.cues_named("guarantee", within=sentence) if kept else [])
        times = times or (scene.cues_named("deliver", within=sentence) if asks_for_a_day(scene, sentence) else [])
        placed += [(cue.start, AskLeadTime(skus, quantity, guaranteed=kept)) for cue in times[:1]]
    placed += [(cue.start, AskStock(skus)) for cue in scene.cues_named("stock", within=sentence)[:1]]
    placed += _comparisons(scene, sentence, skus, bargaining=bargaining)
    if not conceding:
        placed += _recommendation(scene, sentence)
    return placed


_WHEN = re.compile(
    r"(?:(?<![a-z])(?:when|by when|wann|bis wann|cuando|para cuando|quando|pra quando)|什么时候|啥时候|几时|いつ(?:頃|ごろ)?(?:ですか|になりますか)?|(?<![\u0621-\u064a])و?متي)\s*$"
)


def _bare_when(scene: Scene, sentence: Span, *, ordered: bool) -> list[Hit]:
    """ "8 pieces to Detroit, how much and when?": beside an order a bare "when" asks how long it takes."""
    match = _WHEN.search(scene.text, *sentence)
    spoken_of = ordered or bool(scene.conversation.chosen or scene.conversation.shown)
    asks = scene.is_question(sentence) or scene.text[sentence[1] : sentence[1] + 1] == "?"
    return [Hit(match.start(), match.end(), ("lead_time",), scene.locale)] if match and spoken_of and asks else []


def _states_day(scene: Scene, sentence: Span) -> bool:
    """ "Delivery date 20 December" tells a deadline, "delivery by 20 December?" asks."""
    named = any(sentence[0] <= day.start < sentence[1] for day in scene.days)
    named |= any(
        sentence[0] <= one.start < sentence[1]
        and one.unit in _SPANS
        and time_words(scene, one.number.start, "in", "by")
        for one in scene.amounts
    )
    dropped = scene.has("forget", "indifferent", "negate_after", within=sentence)
    return (named or dropped) and not scene.is_question(sentence)


_SPANS = ("day", "week", "month")
_ASKED_FIRST = (
    "discount", "lead_time", "stock", "price", "free_freight", "payment_term", "trial", "free_goods", "warranty_extension", "ask_next",
)  # fmt: skip


_TELLS_WHEN = re.compile(
    r"(?:built|made|make|sobre|bajo|sob|puesto el|puesto un|hecho el|depois da|depois de feita a|apos a|nach|ab|after the|from the)\s*$"
)
"""Before a word for an order, where delivery is asked after: "in stock or built to order?", "una vez puesto el pedido"."""


def _quotes(scene: Scene, sentence: Span) -> list[Hit]:
    """Words for a quote; "presupuesto" and "orçamento" are budgets too, where money or a possessive stands beside."""
    open_to_both = scene.cues_named("quote_or_budget", within=sentence)
    money = any(
        sentence[0] <= amount.start < sentence[1] and (amount.currency or (open_to_both and home_budget(scene, amount)))
        for amount in scene.amounts
    )
    asks_else = scene.has(*_ASKED_FIRST, within=sentence) or ZHE.search(scene.text, *sentence)
    # "If I order now, how soon does it come?" orders nothing yet.
    orders = [] if asks_else else scene.cues_named("order", within=sentence)
    quotes = sorted([*scene.cues_named("quote", within=sentence), *orders, *reports(scene, sentence)])
    quotes = [cue for cue in quotes if not (asks_else and _TELLS_WHEN.search(scene.text, 0, cue.start))]
    if _VALID.search(scene.text, *sentence) and scene.is_question(sentence):
        return []  # "how long is the quote valid?"
    quotes = [cue for cue in quotes if not (_thanked_for(scene, cue) or _DEMANDS.match(scene.text, cue.end))]
    if money or scene.has("own", "too_expensive", within=sentence):
        return [cue for cue in quotes if not (money and _is_budget(scene, cue))]
    return sorted([*quotes, *open_to_both])


_VALID = re.compile(
    r"(?<![a-z])(?:valid|gultig|valida|valido|validity|gultigkeit|validez|validade)(?![a-z])|有效|有効|صالح|ساري|صلاحي"
)
_DEMANDS = re.compile(
    r"(?:\w*\s)?(?:verlangt|fordert|schreibt|requires?|asks? for|calls? for|specifies|exige|pide|requiere|pede|requer|要求|规定|比|太|有点|偏)|(?:では|は).{0,12}(?:求め|要求|指定)|\s(?:تشترط|تطلب|تتطلب)"
)
""" "The tender requires ...": a paper that demands is no wish for one."""
_THANKED = 12


def _thanked_for(scene: Scene, cue: Hit) -> bool:
    """ "Thanks for the quote", お見積りありがとうございます: it is there already."""
    thanks = scene.cues_named("thank")
    if scene.locale == "ja":
        return any(
            scene.text[cue.end : one.start] in ("", "り", "もり", "を", "书") for one in thanks if one.start >= cue.end
        )
    return any(
        0 <= cue.start - one.end <= _THANKED and _FOR_THE.fullmatch(scene.text, one.end, cue.start) for one in thanks
    )


_FOR_THE = re.compile(
    r"\s*(?:you |so |very |much |again )*(?:for|fur|por|pelo|pela|al|على|عن|你们?的?|您的?|)\s*(?:the|your|das|die|ihr|euer|el|la|su|o|a|seu|ال)?\s*"
)
_BUDGET_OF = 20


def _is_budget(scene: Scene, cue: Hit) -> bool:
    """ "Contamos con un presupuesto de 35.000 euros": the money right behind the word makes it a budget."""
    budgets = [hit for hit, name in scene.terms_of("need") if name in scene.trade.needs_of_kind("money")]
    named = any(hit.start < cue.end and cue.start < hit.end for hit in budgets)
    return named and any(0 <= one.start - cue.end <= _BUDGET_OF and one.currency for one in scene.amounts)


def _priced(scene: Scene, sentence: Span) -> int | None:
    if scene.has("too_expensive", "indifferent", within=sentence) or of_others(scene, sentence):
        return None
    if any(name == "warranty" for _, name in scene.terms_of("topic", within=sentence)):
        return None  # "how much is the warranty?" asks how long it lasts
    hiding = scene.cues_named("discount", "too_expensive", "price_match", "quote", within=sentence)
    hiding += [hit for hit, _ in scene.terms_of("need", "calculation", within=sentence)]
    cues = [
        cue
        for cue in scene.cues_named("price", within=sentence)
        if not _inside(cue, hiding) and not _bounded_there(scene, cue)
    ]
    return cues[0].start if cues else None


def _bounded_there(scene: Scene, cue: Hit) -> bool:
    """ "Unit price not above 8000" tells what may be paid, and asks nothing."""
    clause = scene.clause(cue.start)
    bounded = any(
        cue.end <= one.start < clause[1] and one.value is None and one.high is not None and not one.unit
        for one in scene.amounts
    )
    return bounded and not scene.has("question", "asking_end", within=clause)


def _comparisons(scene: Scene, sentence: Span, skus: tuple[str, ...], *, bargaining: bool) -> list[Placed]:
    others = [named for named in scene.products if named.competitor and sentence[0] <= named.start < sentence[1]]
    cues = scene.cues_named("compare", within=sentence)
    if others and bargaining and not cues and not scene.is_question(sentence):
        return []  # "40 % off, or I go to Torvex" compares nothing
    if cues and not skus and not others and all_shown(scene, sentence) and not sorts_compared(scene, sentence):
        return [(cues[0].start, Compare())]
    if others:
        start = min([others[0].start, *(cue.start for cue in cues)])
        about = _only_about(scene, sentence)
        question = scene.reading.said[sentence[0] : sentence[1] + 1].strip() if about else ""
        return [(start, Compare(skus, others[0].competitor, about, question))]
    if side_by_side(scene, sentence, cued=bool(cues)):
        return [(sentence[0], Compare(skus))]
    sorts = sorts_compared(scene, sentence) if not skus else ()
    if not cues or (not skus and not sorts and _compares_else(scene, sentence)):
        return []
    if sorts:
        return [(cues[0].start, Compare(sorts=sorts))]
    kinds = kinds_compared(scene, sentence)
    if len(skus) >= 2 or (not skus and (kinds or _speaks_of_products(scene, sentence))):
        return [(cues[0].start, Compare(skus))]
    if len(skus) == 1 and (not scene.has("explain", within=sentence) or scene.has("how", within=sentence)):
        return [(cues[0].start, Compare(skus))]
    return []


def _compares_else(scene: Scene, sentence: Span) -> bool:
    """ "Far too expensive compared to others" objects, "what is Cmk compared to Cpk?" asks what a word means."""
    objects = scene.has("too_expensive", within=sentence) and not scene.is_question(sentence)
    return objects or (scene.has("define", within=sentence) and not scene.has("refers", "pair", within=sentence))


def _only_about(scene: Scene, sentence: Span) -> str | None:
    """The one attribute or topic that is compared: "is it more durable than theirs?"; None where all is."""
    company = scene.trade.company
    if not scene.is_question(sentence):
        return None
    named = [name for _, name in scene.terms_of("attribute", "more", "less", within=sentence)]
    matches = [
        company.needs[name].match for _, name in scene.terms_of("need", within=sentence) if name in company.needs
    ]
    named += [match.attribute for match in matches if match is not None]
    named += [f"topic.{name}" for _, name in scene.terms_of("topic", within=sentence)]
    different = set(named)
    return different.pop() if len(different) == 1 else None


def _speaks_of_products(scene: Scene, sentence: Span) -> bool:
    """ "Compare them" means what was recommended; "difference between pulse and click" is a question of knowledge."""
    kinds = scene.terms_of("category", "kind", "topic", "certification", "attribute", within=sentence)
    referred = scene.has("refers", within=sentence) and bool(scene.conversation.recommended)
    return not kinds or referred or two_pointed_at(scene, sentence)


def _asks_for_mark(scene: Scene, sentence: Span) -> bool:
    """After products were shown, "do you have a CE mark?" asks about them."""
    if not (scene.conversation.shown or scene.conversation.chosen):
        return False
    return bool(scene.terms_of("certification", within=sentence)) and not scene.terms_of(
        "category", "kind", within=sentence
    )


def _of_one(scene: Scene, sentence: Span) -> bool:
    return any(one.sku and sentence[0] <= one.start < sentence[1] for one in scene.products)


_COMES_WITH = re.compile(
    r"in the box|included|comes? with|come with|vien[ea]n? con|incluy|trae|vem com|vem junto|inclui|incluso|liegt\b.*\bbei|dabei|mitgeliefert|自带|里面带|含|配有|入って|付属|附属|مرفق|معه|معها"
)
""" "Is there a charger in the box with the X?" asks of the X, and wishes for no charger."""


def _recommendation(scene: Scene, sentence: Span) -> list[Placed]:
    cues = scene.cues_named("recommend", within=sentence)
    if cues and not skus_in(scene, sentence):
        return [(cues[0].start, AskRecommendation())]
    if skus_in(scene, sentence) and _COMES_WITH.search(scene.text, *sentence):
        return []
    wished = {cue.start for cue in scene.cues_named("need", within=sentence)}  # "tienen que estar" offers nothing
    offers = [cue for cue in scene.cues_named("offer", within=sentence) if cue.start not in wished]
    things = scene.terms_of("category", "kind", *scene.trade.company.needs, within=sentence)
    elsewhere = scene.has("price", "stock", "lead_time", "explain", within=sentence) or _asks_for_mark(scene, sentence)
    elsewhere = elsewhere or (_of_one(scene, sentence) and not scene.terms_of("category", "kind", within=sentence))
    if offers and things and scene.is_question(sentence) and not elsewhere:
        return [(offers[0].start, AskRecommendation())]
    return []
