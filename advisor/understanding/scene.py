"""The source of truth for what was found in a message before it is interpreted: cues, terms, amounts, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from advisor.model import Bolt, Conversation
from advisor.understanding.bounds import in_pairs
from advisor.understanding.bridges import with_bridges
from advisor.understanding.contacts import Contacts, find_contacts
from advisor.understanding.dates import find_dates
from advisor.understanding.either_way import asked_either_way
from advisor.understanding.lexicon import Trade, find_terms, prefix, suffix
from advisor.understanding.outside import (
    longest,
    outside,
    outside_days,
    outside_names,
    outside_pairs,
    outside_units,
    touches,
    unless_beside,
    unless_in_days,
    unless_in_names,
    unless_meant,
    unless_told,
)
from advisor.understanding.patterned import patterned
from advisor.understanding.periods import Day
from advisor.understanding.phrases import Hit
from advisor.understanding.places import with_places
from advisor.understanding.positions import pointed_at
from advisor.understanding.products import Named, find_products
from advisor.understanding.quantities import Amount, find_amounts
from advisor.understanding.spelling import corrected
from advisor.understanding.text import Reading
from advisor.understanding.threads import Thread, find_threads
from advisor.understanding.words import Words
from content.authority import Concession

Span = tuple[int, int]
_BREAK = re.compile(
    r"[!?\n。;]|\.(?=\s|$)|[,、]|\s[–—-]\s|(?<=[\u3040-\u9fff])\x20+(?=[\u3040-\u9fff])|(?<=[\u3040-\u9fff])\x20+(?=[a-z\d])"
)
"""Where Chinese and Japanese put a blank, chat leaves out a comma."""
_ABBREVIATIONS = re.compile(
    r"(?:^|[^a-z])(?:max|min|ca|approx|nr|no|co|inc|ltd|z|b|u|bzw|aprox|stk|st|tsd|mio|pcs|pc|pol|in|ft|lbs|hr|fr|sr|sra|mr|"
    r"mrs|ms|dr|mind|hochst|inkl|incl|ref|tel|std|qty|cant|uds|und|etc|vs|spa|srl|bros)$"
)
_QUESTION_MARKS = "?"
_LEADING = re.compile(r"(?:(?:and|also|und|ausserdem|y|e|so|ok|okay|then|dann|entonces|entao|tambien|tambem)\s*,?\s+)+")
""" "And what torque would M24 need": what leads over to the question."""
_MULTIPLE = re.compile(
    r"[\d.一二两三四五六七八九十几]+\s?[折倍]|(?<![\d.,])\d+\s?(?:times|veces|vezes|mal so|x as)\b|(?<!\d)\d+\s?(?:اضعاف|مرات)"
)
"""六折 is a price, 两倍 and "3 times" are no number of anything."""


class Conceded(NamedTuple):
    """A concession that the sentence from `start` to `end` speaks of."""

    start: int
    end: int
    concession: Concession


_YEAR = re.compile(
    r"(?:(?<![a-z])(?:in|until|till|through|by|during|since|bis|seit|ab|im jahr|hasta|desde|para|ate|em|en|de|of|end of|ende)\s+|(?:حتي|عام|سنه|منذ)\s+)(20[234]\d)(?![\d.,]*\d|\s?(?:nm|n\.m|n|kg|eur|usd|stuck|pcs|pieces|units|g\b|%|€|\$))"
)
"""A year, which counts and measures nothing."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A message laid out for interpretation; all positions count in `reading.folded`."""

    reading: Reading
    locale: str
    conversation: Conversation
    today: date
    words: Words
    trade: Trade
    cues: tuple[Hit, ...]
    terms: tuple[Hit, ...]
    products: tuple[Named, ...]
    threads: tuple[Thread, ...]
    amounts: tuple[Amount, ...]
    days: tuple[Day, ...]
    contacts: Contacts
    clauses: tuple[Span, ...]
    sentences: tuple[Span, ...]
    conceded: tuple[Conceded, ...] = ()
    present: tuple[Hit, ...] = ()
    """Marks of what is in use, there, lacking, or would do as well."""

    @property
    def text(self) -> str:
        return self.reading.folded

    def cues_named(self, *names: str, within: Span | None = None) -> list[Hit]:
        """Return the cues of any of these kinds, inside a span where one is given."""
        wanted = frozenset(names)
        if within is None:
            return [cue for cue in self.cues if not wanted.isdisjoint(cue.terms)]
        start, end = within
        return [cue for cue in self.cues if start <= cue.start < end and not wanted.isdisjoint(cue.terms)]

    def presents(self, *names: str, within: Span | None = None) -> list[Hit]:
        """Return the marks of any of these kinds of `present`, inside a span where one is given."""
        start, end = within or (0, len(self.text))
        wanted = frozenset(names)
        return [mark for mark in self.present if start <= mark.start < end and not wanted.isdisjoint(mark.terms)]

    def has(self, *names: str, within: Span | None = None) -> bool:
        """Return whether a cue of any of these kinds stands in the span."""
        return bool(self.cues_named(*names, within=within))

    def terms_of(self, *prefixes: str, within: Span | None = None) -> list[tuple[Hit, str]]:
        """Return the terms with one of these prefixes, with what each names."""
        start, end = within or (0, len(self.text))
        return [
            (hit, suffix(term))
            for hit in self.terms
            if start <= hit.start < end
            for term in hit.terms
            if prefix(term) in prefixes
        ]

    def clause(self, position: int) -> Span:
        """Return the part between commas that holds `position`."""
        return _holding(self.clauses, position)

    def sentence(self, position: int) -> Span:
        """Return the sentence that holds `position`."""
        return _holding(self.sentences, position)

    def is_question(self, span: Span) -> bool:
        """Return whether the sentence asks: by its mark, or by the word it begins with."""
        start, end = span
        if (end < len(self.text) and self.text[end : end + 1] in _QUESTION_MARKS) or self.text[start:end].endswith("?"):
            return True
        if self.locale in ("ja", "zh") and self.has("asking_end", within=span):
            return True
        opening = start + len(self.text[start:end]) - len(self.text[start:end].lstrip(" ¿\"'"))
        if (lead := _LEADING.match(self.text, opening, end)) is not None:
            opening = lead.end()
        wishes = {cue.start for cue in self.cues_named("need", within=span)}  # "tiene que ..." asks nothing
        wishes |= {amount.start for amount in self.amounts}  # من ثلاثين إلى ثمانين: "from", and not "who"
        asking = [cue for cue in self.cues_named("question", "explain", within=span) if cue.start not in wishes]
        return any(cue.start <= opening for cue in asking)

    def named_needs(self, within: Span) -> list[tuple[Hit, str]]:
        """Return the needs that are called by name ("the weight"), by attribute or by their own word."""
        found = [
            (hit, self.trade.need_of_attribute.get(name, "")) for hit, name in self.terms_of("attribute", within=within)
        ]
        found += self.terms_of("need", within=within)
        return sorted(
            ((hit, name) for hit, name in found if name in self.trade.company.needs), key=lambda pair: pair[0].start
        )


def _holding(spans: Sequence[Span], position: int) -> Span:
    for start, end in spans:
        if start <= position <= end:
            return start, end
    return spans[-1] if spans else (0, 0)


def lay_out(
    reading: Reading, locale: str, *, conversation: Conversation, today: date, words: Words, trade: Trade
) -> Scene:
    """Find everything in a message that has a meaning of its own."""
    reading = corrected(reading, locale, trade)
    said = find_terms(reading, locale, trade)
    countries = {term.partition(".")[2] for hit in said for term in hit.terms if term.startswith("country.")}
    named = countries.pop() if len(countries) == 1 else None
    contacts = find_contacts(reading, locale, conversation, words=words, country=named)
    cues = asked_either_way(longest(words.cues.find(reading, locale)), reading.folded, locale)
    cues = outside(patterned(cues, reading.folded, locale), contacts.spans)  # Ms Price asks for no price
    terms = with_places(reading, locale, terms=outside(said, contacts.spans), cues=cues, taken=contacts.spans)
    pointed = pointed_at(reading.folded, conversation.shown, words, cues=cues)
    cues = _unless_of_the_trade(unless_told(cues, reading, locale), terms)
    products = tuple(
        named
        for named in (*find_products(reading, trade), *pointed)
        if not touches(named.start, named.end, contacts.spans)
    )
    threads, thread_spans = find_threads(reading, words, _waiting_for_class(conversation, trade))
    days = unless_in_names(tuple(find_dates(reading, locale, words, today=today)), reading)
    taken = [
        *contacts.spans, *thread_spans, *((named.start, named.end) for named in products),
        *((day.start, day.end) for day in days if not day.spoken), *_with_digits(cues, terms, reading.folded),
        *(match.span() for match in _MULTIPLE.finditer(reading.folded)), *(match.span(1) for match in _YEAR.finditer(reading.folded)),
        *(match.span() for match in words.places.finditer(reading.folded) if any(map(str.isdigit, match[0]))),
    ]  # fmt: skip
    cues = outside_names(unless_in_days(cues, days), terms)
    amounts = in_pairs(find_amounts(reading, locale, words, taken=taken), reading)
    changed = tuple(_changed(amount, cues, conversation, text=reading.folded) for amount in amounts)
    terms = outside_pairs(outside_units(outside_days(terms, days), changed), reading.folded, locale)
    terms = with_bridges(terms, trade)
    protected = [*taken, *((amount.start, amount.end) for amount in changed)]
    return Scene(
        reading=reading, locale=locale, conversation=conversation, today=today, words=words, trade=trade, cues=cues,
        terms=terms, products=products, threads=tuple(threads), amounts=changed, days=days, contacts=contacts, present=tuple(words.present.find(reading, locale)),
        clauses=_cut(reading.folded, protected, commas=True), sentences=_cut(reading.folded, protected, commas=False),
    )  # fmt: skip


def _unless_of_the_trade(cues: tuple[Hit, ...], terms: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Cues without those that are part of a word of the trade: 不能用电 is a demand and no complaint."""
    cues = unless_meant(cues, terms, cue="discount", term="least.")
    cues = unless_meant(cues, terms, cue="complain", term="topic.warranty")
    cues = unless_meant(cues, terms, cue="complain", term="power.")
    cues = unless_meant(cues, terms, cue="lead_time", term="attribute.charge_time")
    # "how long until it pays for itself"
    return unless_beside(cues, terms, cue="lead_time", term="calculation.payback")


def _waiting_for_class(conversation: Conversation, trade: Trade) -> tuple[Bolt, ...]:
    """The bolts on record that have a size and no class yet, or that were asked for last."""
    for name in trade.needs_of_kind("bolt"):
        held = conversation.needs.get(name)
        if held is not None and (conversation.asked == name or not any(bolt.grade for bolt in held.bolts)):
            return held.bolts
    return ()


def _changed(amount: Amount, cues: Sequence[Hit], conversation: Conversation, *, text: str) -> Amount:
    """ "Change 60 to 80" where 60 is what is held: 80 is the new figure, and no range was meant."""
    if not amount.is_range or not any("change" in cue.terms for cue in cues) or "-" in text[amount.start : amount.end]:
        return amount
    held = {figure for value in conversation.needs.values() for figure in (value.value, value.min, value.max)}
    return replace(amount, low=None, high=None, value=amount.high, is_range=False) if amount.low in held else amount


def _with_digits(cues: Sequence[Hit], terms: Sequence[Hit], text: str) -> list[Span]:
    """Phrases that contain figures of their own ("ISO 9001", "zone 1", "1時間あたり") hide these from the amounts."""
    return [
        (hit.start, hit.end)
        for hit in (*cues, *terms)
        if any(character.isdigit() for character in text[hit.start : hit.end])
    ]


def _cut(text: str, protected: Sequence[Span], *, commas: bool) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        mark = match[0]
        if any(begin < match.start() < end - 1 for begin, end in protected):
            continue
        if not commas and mark.strip() in ("", ",", "、", "–", "—", "-") and "\n" not in mark:
            continue
        if mark == "." and _ABBREVIATIONS.search(text, max(0, match.start() - 8), match.start()):
            continue
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return tuple(span for span in spans if text[span[0] : span[1]].strip()) or ((0, len(text)),)
