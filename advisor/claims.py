"""The gate: every figure with unit, amount of money, date, part number, mark and promise in a reply must rest on a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from advisor.evidence import Evidence, collect, plain_text, words_of
from advisor.figures import NUMBER, figures_in
from advisor.model import Fact, JsonObject, Needs, Turn
from advisor.promises import promises
from advisor.wording import Worded
from advisor.wording.words import Words, visitors_words
from content.catalogue.model import Company

_CURRENCY = r"(?:US|CN|CA|A|R|JP|HK|MX)?[$€£¥￥₹]|\b(?:EUR|USD|CNY|RMB|GBP|JPY|CHF|BRL|SAR|AED|MXN|INR|KRW)\b|元|円|万元|euros?|dollars?|dólares|يورو|دولار"
_MONEY = re.compile(rf"(?:(?:{_CURRENCY})\s?(?P<after>{NUMBER})|(?P<before>{NUMBER})\s?(?:{_CURRENCY}))", re.IGNORECASE)
_DATE = re.compile(
    r"\b20\d{2}\s?年|\b20\d{2}-\d{1,2}(?:-\d{1,2})?\b|\b\d{1,2}[./]\d{1,2}[./](?:20)?\d{2}\b|\b\d{1,2}\s?月\s?\d{1,2}\s?日|"
    r"\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\s(?:de\s)?20\d{2}\b|\b[^\W\d_]{3,12}\s\d{1,2},?\s20\d{2}\b"
)
_PART = re.compile(r"(?<![\w-])[A-Z]{2,4}-\d{1,5}[A-Z]?(?![\w-])")


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim that rests on nothing: which sentence, what kind (figure, money, date, part, mark, promise), and the words."""

    sentence: int
    kind: str
    claim: str


@dataclass(frozen=True, slots=True)
class Verdict:
    faults: tuple[Fault, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.faults


def check(
    sentences: Sequence[str],
    facts: Sequence[Fact],
    needs: Needs,
    *,
    company: Company,
    proposals: Sequence[JsonObject] = (),
    quoted: Sequence[str] = (),
) -> Verdict:
    """Compare every claim of the sentences with the facts of this turn and the needs on record.

    `proposals` are the typical values and bounds that this turn offers, `quoted` the visitor's own words, which may be
    repeated. Sentences that the pack wrote (questions, greeting) pass.
    """
    evidence = collect(facts, needs, company, proposals=proposals)
    faults: list[Fault] = []
    said = [plain_text(words) for words in dict.fromkeys(quoted)]
    for index, sentence in enumerate(sentences):
        text = plain_text(sentence)
        for words in said:
            if words in text:  # bounded, so that "8.8" is not cut out of 38.880,00
                text = re.sub(rf"(?<![A-Za-z0-9.,年月]){re.escape(words)}(?![A-Za-z0-9]|[.,]\d)", " ", text)
        if text.strip() and not evidence.says(text):
            faults += [Fault(index, kind, claim) for kind, claim in _unsupported(text, evidence, company)]
    return Verdict(tuple(faults))


def _unsupported(text: str, evidence: Evidence, company: Company) -> list[tuple[str, str]]:
    faults = [("part", part) for part in _parts(text, company) if part not in evidence.text]
    if any(character.isdigit() for character in text):
        faults += _unsupported_numbers(evidence.without(text), evidence)
    bare = _PART.sub(" ", text)
    faults += [("mark", mark) for mark in _marks(bare, company) if mark not in evidence.marks]
    faults += [("promise", words) for kind, words in promises(text) if not evidence.allows(kind, words)]
    return faults


def _unsupported_numbers(text: str, evidence: Evidence) -> list[tuple[str, str]]:
    faults = [("date", found) for found in _DATE.findall(text) if found not in evidence.text]
    amounts = [(found["before"] or found["after"], found[0]) for found in _MONEY.finditer(text)]
    faults += [("money", written) for amount, written in amounts if not evidence.holds_amount(amount)]
    for numbers, unit, written in figures_in(_PART.sub(" ", _MONEY.sub(" ", text))):
        if not all(evidence.holds(number, unit) for number in numbers):
            faults.append(("figure", written))
    return faults


def _parts(text: str, company: Company) -> list[str]:
    """Part numbers, ours and what looks like one."""
    if "-" not in text:
        return []
    pack = words_of(company)
    named = pack.parts.findall(text)
    return [*named, *(part for part in _PART.findall(text) if part not in named and part not in pack.labels)]


def _marks(text: str, company: Company) -> list[str]:
    pack = words_of(company)
    return list(dict.fromkeys(pack.mark_ids[wording] for wording in pack.marks.findall(text)))


PROPOSING = frozenset({"ask", "typical", "refused"})
"""Statements that offer a value of the pack's: typical ones, and the bounds of what is possible."""


# --- the gate itself ------------------------------------------------------------------------------------------------


def guard(worded: Worded, turn: Turn, facts: Sequence[Fact], *, company: Company) -> tuple[Worded, Turn]:
    """Let through what rests on facts; else repair once by leaving out what does not, else say a safe sentence and hand over.

    What was left out is kept in `Worded.blocked`.
    """
    needs = turn.conversation.needs
    proposals, quoted = [s.data for s in turn.statements if s.kind in PROPOSING], _visitors_words(turn)
    verdict = check(worded.sentences, facts, needs, company=company, proposals=proposals, quoted=quoted)
    if verdict.passed:
        return worded, turn
    bad = {fault.sentence for fault in verdict.faults}
    blocked = tuple(f"{fault.kind}: {fault.claim}" for fault in verdict.faults)
    kept = tuple(sentence for index, sentence in enumerate(worded.sentences) if index not in bad)
    kept = (kept[0].lstrip(), *kept[1:]) if kept else ()
    still = check(kept, facts, needs, company=company, proposals=proposals, quoted=quoted)
    if still.passed and len("".join(kept).strip()) > 0 and len(bad) * 2 <= len(worded.sentences):
        return replace(worded, reply="".join(kept), sentences=kept, blocked=blocked), turn
    return _hand_over(worded, turn, company, blocked=blocked)


def _hand_over(worded: Worded, turn: Turn, company: Company, *, blocked: tuple[str, ...]) -> tuple[Worded, Turn]:
    words = Words(turn.conversation.locale, company)
    sentence = words.say("I would rather not state what I cannot verify. A colleague will answer you.")
    safe = replace(
        worded, reply=sentence, sentences=(sentence,), blocked=blocked, recommendations=(), excluded=(), comparison=None
    )
    return safe, replace(
        turn,
        act="hand_over",
        conversation=replace(turn.conversation, handed_over=True),
        recommendations=(),
        excluded=(),
        comparison=None,
    )


def _visitors_words(turn: Turn) -> list[str]:
    said = [str(statement.data["said"]) for statement in turn.statements if statement.data.get("said")]
    words = [*said, *(visitors_words(one) for one in said)]
    contact = turn.conversation.contact
    words += [text for text in (contact.name, contact.email, contact.phone, contact.company) if text]
    words += [value.as_said for value in turn.conversation.needs.values() if value.as_said]
    return words
