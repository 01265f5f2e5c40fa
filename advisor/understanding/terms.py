"""The source of truth for questions about the company's own terms: payment, delivery terms, smallest order, countries, dealers, references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.model import (
    Act,
    ActKind,
    AskFact,
    AskKnowledge,
    AskLeadTime,
    AskPrice,
    AskRecommendation,
    AskStock,
    ChooseProduct,
    Command,
    Negotiate,
    Objection,
    RequestQuote,
    SetNeed,
    TermsTopic,
)
from advisor.understanding.delivered import delivered
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span
from advisor.understanding.text import read

Placed = tuple[int, Command]
_HELD = frozenset(
    {"price", "quote", "stock", "discount", "included", "free_freight", "free_of_charge", "compare", "order"}
)
"""Beside these, who speaks of shipping asks for a price, a quote or a day."""
_SHORT = 14
"""What a bare "Payment terms?" holds beside its words."""
_STOOD_FOR = (AskFact, AskKnowledge, AskRecommendation, AskStock, ChooseProduct)
"""Commands that such a question is taken for, where nothing tells it is one."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One sentence, with the words that its question about terms is made of."""

    scene: Scene
    sentence: Span
    hits: Sequence[Hit]
    place: str | None
    industry: str | None

    def says(self, *topics: str) -> list[Hit]:
        start, end = self.sentence
        return [hit for hit in self.hits if start <= hit.start < end and not set(topics).isdisjoint(hit.terms)]

    @property
    def asks(self) -> bool:
        """Whether it asks or bids to be told."""
        return self.scene.is_question(self.sentence) or bool(self.says("open"))

    @property
    def counted(self) -> bool:
        """Whether it tells a number."""
        return any(self.sentence[0] <= one.start < self.sentence[1] for one in self.scene.amounts)

    @property
    def conceded(self) -> bool:
        """Whether a concession is wished in it."""
        return any(self.sentence[0] <= start < self.sentence[1] for start, _, _ in self.scene.conceded)

    def only(self, topic: str) -> bool:
        """Whether it says hardly more than the topic: "MOQ?"."""
        start, end = self.sentence
        covered = {at for hit in self.says(topic) for at in range(hit.start, hit.end)}
        return len(self.scene.text[start:end].strip()) - len(covered) <= _SHORT

    @property
    def measured(self) -> bool:
        """Whether it tells days, a share or money, as a wish does."""
        start, end = self.sentence
        units = ("day", "week", "month", "year", "%")
        return any(start <= one.start < end and (one.unit in units or one.currency) for one in self.scene.amounts)


def with_terms(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """Return the commands of a message with its questions about terms, in place of what they were taken for."""
    hits = _hits(scene)
    for sentence in scene.sentences if hits or _RULE.search(scene.reading.said) else ():
        inside = [command for at, command in placed if sentence[0] <= at < sentence[1]]
        asked = _Asked(scene, sentence, hits, _place(scene, sentence, inside), _stated(scene, inside, "industry"))
        if _spares(asked, inside):
            placed = _without_guesses(asked, placed, told=())
            placed = [pair for pair in placed if not (_in(pair, sentence) and isinstance(pair[1], AskPrice))]
            placed.append((sentence[0], AskKnowledge(_words(asked))))
            continue
        topics, whole_list = _topics(asked), bool(asked.says("list")) and _wants_list(asked)
        if topics or whole_list:
            placed = _without_guesses(asked, placed, told=topics)
            placed += [(sentence[0], _question(asked, topic)) for topic in topics]
        if whole_list:
            placed = [pair for pair in placed if not (_in(pair, sentence) and isinstance(pair[1], AskPrice))]
            placed.append((sentence[0], AskPrice(whole_list=True)))
    return placed


def asks_terms(scene: Scene, placed: list[Placed], position: int) -> bool:
    """Return whether the words at `position` belong to a question for our terms: "wie läuft die Zahlung?" is no small talk."""
    sentence = scene.sentence(position)
    asked = any(_in(pair, sentence) and isinstance(pair[1], AskKnowledge) and pair[1].about for pair in placed)
    return asked and any(hit.start <= position < hit.end for hit in _hits(scene))


def _hits(scene: Scene) -> list[Hit]:
    """The words for terms; what is corrected towards the trade may have been right: "medios de pago" measures nothing."""
    terms, said = scene.words.terms, read(scene.reading.said)
    found = terms.find(scene.reading, scene.locale)
    return found if said.tokens == scene.reading.tokens else sorted({*found, *terms.find(said, scene.locale)})


def _topics(asked: _Asked) -> list[TermsTopic]:
    """Every topic that a sentence asks after: "your payment terms, MOQ and delivery terms, please"."""
    found: list[TermsTopic] = []
    if _payment(asked):
        found.append("payment")
    if _delivery(asked):
        found.append("delivery")
    if _minimum(asked):
        found.append("minimum")
    if _partner(asked):
        found.append("partner")
    elif _reach(asked):
        found.append("reach")
    if not found and _references(asked):
        found.append("references")
    return found


def _payment(asked: _Asked) -> bool:
    """ "What are your payment terms?", "do you take letters of credit?"; "can we pay in 60 days?" is a wish."""
    named, means = asked.says("payment"), asked.says("means")
    off = asked.scene.has("discount", within=asked.sentence)
    wished = off or any(not _meet(means, hit) for hit in asked.says("wish"))
    if asked.measured or wished or not (named or means):
        return False
    if means or asked.conceded:
        return bool(means) and asked.scene.is_question(asked.sentence)
    others = [
        cue
        for cue in asked.scene.cues_named("payment_term", within=asked.sentence)
        if not any(hit.start < cue.end and cue.start < hit.end for hit in named)
    ]
    return not others and (asked.asks or asked.only("payment"))


_RULE = re.compile(r"(?<![A-Za-z])(?:EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP)(?![A-Za-z])")


def _delivery(asked: _Asked) -> bool:
    """ "Which Incoterms do you offer?", "do you sell FOB?"; with a place or a product it is an order's."""
    scene = asked.scene
    ruled = _RULE.search(scene.reading.said, *asked.sentence) is not None and scene.is_question(asked.sentence)
    if ruled and not (asked.place or asked.counted or scene.products or scene.has(*_HELD, within=asked.sentence)):
        return True
    if scene.has("quote", within=asked.sentence) and delivered(scene) is not None:
        return False  # 大阪までの送料込みで見積もりを wishes for a quote with that term
    return bool(asked.says("delivery")) and not asked.says("wish") and (asked.asks or asked.only("delivery"))


def _minimum(asked: _Asked) -> bool:
    """ "MOQ?", "can I order just one?"; "MOQ 100 pcs" tells that of somebody else."""
    if asked.says("wish"):
        return False
    question = asked.scene.is_question(asked.sentence)
    if question:
        return bool(asked.says("minimum", "single"))
    return bool(asked.says("minimum")) and not asked.counted and (bool(asked.says("open")) or asked.only("minimum"))


def _partner(asked: _Asked) -> bool:
    """ "Do you have a distributor in Mexico?"; who wants to become one, or is asked whether they are one, asks something else."""
    scene, sentence = asked.scene, asked.sentence
    named = asked.says("partner")
    if not named or asked.says("become") or scene.has("exclusivity", within=sentence):
        return False
    who = (cue for cue in scene.cues_named("ask_who", within=sentence) if cue.locale == scene.locale)
    if any(_meet(named, cue) for cue in who):
        return False  # "are you a distributor?"
    return asked.asks and bool(asked.place or asked.says("anywhere"))


def _reach(asked: _Asked) -> bool:
    """ "Do you ship to Brazil?", and no order, day or price with it."""
    scene, sentence = asked.scene, asked.sentence
    start, end = sentence
    # "é para exportar" opens like a question
    marked = scene.text[end : end + 1] == "?" or scene.locale not in ("es", "pt")
    if not asked.says("reach") or not (asked.place or asked.says("anywhere")):
        return False
    if not marked or not scene.is_question(sentence):
        return False
    if asked.says("wish", "when") or asked.conceded or scene.has(*_HELD, within=sentence):
        return False
    named = asked.says("reach")
    if any(not _meet(named, cue) for cue in scene.cues_named("lead_time", within=sentence)):
        return False
    tools = scene.terms_of("kind", "category", within=sentence) and scene.has("recommend", "offer", within=sentence)
    return not tools and not any(start <= day.start < end for day in scene.days)


def _references(asked: _Asked) -> bool:
    """ "Do you have references in automotive?"; of customers without a trade or a country nothing is told."""
    named = asked.says("references")
    soft = asked.says("clients") and (asked.industry or asked.place)
    if not (named or soft) or asked.scene.has("other_customers", "who_was_it", within=asked.sentence):
        return False
    return asked.scene.is_question(asked.sentence) or bool(named and asked.says("open"))


def _spares(asked: _Asked, commands: Sequence[Command]) -> bool:
    """ "Are spare parts available, and for how long?": no stock of a tool, but what the company keeps to; its answers tell."""
    told = asked.says("when") or any(isinstance(one, AskStock) for one in commands)
    named = any(one.sku for one in asked.scene.products)
    return bool(asked.says("spares") and told) and not named and asked.scene.is_question(asked.sentence)


def _wants_list(asked: _Asked) -> bool:
    """The whole list, where no product is named; a supplier's own list comes with what they sell."""
    scene = asked.scene
    pitched = scene.has("supplier_pitch") or scene.contacts.email is not None
    return not pitched and not any(one.sku for one in scene.products) and (asked.asks or asked.only("list"))


def _words(asked: _Asked) -> str:
    return asked.scene.reading.said[asked.sentence[0] : asked.sentence[1] + 1].strip()


def _question(asked: _Asked, topic: TermsTopic) -> AskKnowledge:
    products = dict.fromkeys(one.sku for one in asked.scene.products if one.sku)
    return AskKnowledge(
        _words(asked),
        topic,
        tuple(products) if topic == "minimum" else (),
        asked.place,
        asked.industry if topic == "references" else None,
    )


def _without_guesses(asked: _Asked, placed: list[Placed], *, told: Sequence[TermsTopic]) -> list[Placed]:
    """Leave out what a sentence was taken for before its question was known."""
    gone: tuple[type, ...] = _STOOD_FOR
    gone += (Negotiate,) if "payment" in told or _only_list(asked, told) else ()
    gone += (Objection,) if "references" in told and _trusts(asked) else ()
    gone += (AskLeadTime,) if {"reach", "partner"} & set(told) or not told else ()
    acts = (ActKind.WANT_PERSON, ActKind.ASK_WHO) if "partner" in told else ()
    return [
        pair
        for pair in placed
        if not (
            _in(pair, asked.sentence)
            and (
                isinstance(pair[1], gone)
                or (isinstance(pair[1], Act) and pair[1].kind in acts)
                or (isinstance(pair[1], RequestQuote) and not (pair[1].skus or pair[1].quantity))
                or ("delivery" in told and isinstance(pair[1], Negotiate) and pair[1].action == pair[1].said)
            )
        )
    ]


def _only_list(asked: _Asked, told: Sequence[TermsTopic]) -> bool:
    """Whether a price list is asked for, and nothing off the prices."""
    return not told and not asked.measured and not asked.scene.has("discount", within=asked.sentence)


def _trusts(asked: _Asked) -> bool:
    """Whether nothing in the sentence doubts but the word for references itself."""
    named = asked.says("references", "clients")
    doubts = asked.scene.cues_named("distrust", within=asked.sentence)
    return all(_meet(named, cue) for cue in doubts)


def _meet(hits: Sequence[Hit], cue: Hit) -> bool:
    """Whether a cue shares words with one of the hits."""
    return any(hit.start < cue.end and cue.start < hit.end for hit in hits)


def _in(pair: Placed, sentence: Span) -> bool:
    return sentence[0] <= pair[0] < max(sentence[1], sentence[0] + 1)


def _place(scene: Scene, sentence: Span, commands: Sequence[Command]) -> str | None:
    names = scene.trade.needs_of_kind("country")
    stated = next((found for name in names if (found := _stated(scene, commands, name))), None)
    return stated or next((country for _, country in scene.terms_of("country", within=sentence)), None)


def _stated(scene: Scene, commands: Sequence[Command], need: str) -> str | None:
    values = [one.value.value_id for one in commands if isinstance(one, SetNeed) and one.need == need]
    return next((value for value in values if value), None)
