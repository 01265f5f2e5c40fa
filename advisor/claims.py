"""The gate: every figure with unit, amount of money, date, part number, mark and promise in a reply must rest on a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from advisor.assertions import Claim, claims_of
from advisor.evidence import Evidence, collect
from advisor.mark_words import asserts, denies
from advisor.model import Fact, JsonObject, Needs, Turn
from advisor.pack_words import plain_text
from advisor.promises import promises
from advisor.wording import Worded
from advisor.wording.words import Words, visitors_words
from content.authority.subjects import fold
from content.catalogue.model import Company


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim that rests on nothing: which sentence, what kind (see `advisor.assertions.Claim`), and the words."""

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
    identity = company.identity
    aside = [identity.email, identity.sales_email, identity.phone, identity.street, identity.postal_code]
    aside += sorted((plain_text(words) for words in quoted), key=len, reverse=True)
    faults: list[Fault] = []
    for index, sentence in enumerate(sentences):
        whole = plain_text(sentence)
        text = evidence.without_dates(whole)
        for words in aside:
            if words and words in text:
                text = _taken_out(words, text, evidence)
        if text.strip() and not evidence.says(text):
            found = dict.fromkeys((claim.kind, claim.words) for claim in _unsupported(text, evidence))
            faults += [Fault(index, kind, words) for kind, words in found]
        if quoted and not evidence.approved:
            faults += [Fault(index, "promise", words) for words in _granted_in_our_words(whole, text)]
    return Verdict(tuple(faults))


def _taken_out(words: str, text: str, evidence: Evidence) -> str:
    """The text without words that may be said: bounded, so that "8.8" is not cut out of 38.880,00, and no option's name is torn."""
    whole = [name.span() for name in evidence.pack.fittings.finditer(text)]

    def blank(found: re.Match[str]) -> str:
        return found[0] if any(start <= found.start() and found.end() <= end for start, end in whole) else " "

    return re.sub(rf"(?<![A-Za-z0-9.,年月]){re.escape(words)}(?![A-Za-z0-9]|[.,]\d)", blank, text)


def _unsupported(text: str, evidence: Evidence) -> Iterator[Claim]:
    claims = claims_of(text, evidence.pack)
    company = evidence.pack.company
    parts = {claim.words for claim in claims if claim.kind == "part"}
    ours = {words for words in parts if words in company.products or words in company.bundles}
    rivals = any(claim.kind == "rival" for claim in claims)
    for claim in claims:
        bound = ours and not rivals
        if not _rests(claim, evidence, text) or (bound and not _of_its_subject(claim, evidence, ours, text=text)):
            yield claim
    if len(ours) > 1:
        yield from _crossed(text, claims, evidence)


def _rests(claim: Claim, evidence: Evidence, text: str) -> bool:
    match claim.kind:
        case "part" | "rival":
            return claim.words in evidence.text
        case "standard":
            return evidence.names(claim)
        case "date":
            return claim.words in evidence.text or any(
                claim.words in day or day in claim.words for day in evidence.dates
            )
        case "money":
            return evidence.pays(claim, evidence.amounts)
        case "figure":
            return evidence.holds(claim, evidence.figures)
        case "number":
            return evidence.counts(claim)
        case "mark":
            return (
                claim.subject in evidence.marks
                or claim.subject in evidence.fitted
                or (claim.subject in evidence.wished and (denies(text) or not asserts(text)))
            )
        case "size":
            return claim.words in evidence.wished
        case "property":
            return claim.words in fold(evidence.text) or denies(text)
        case _:
            return evidence.grants(claim)


def _of_its_subject(claim: Claim, evidence: Evidence, skus: Iterable[str], *, text: str = "") -> bool:
    """Whether a claim that rests on some fact rests on one about the products that the sentence names."""
    match claim.kind:
        case "money":
            return evidence.pays(claim, evidence.amounts_of(skus))
        case "figure":
            return evidence.holds(claim, evidence.figures_of(skus))
        case "mark":
            return denies(text) or any(claim.subject in evidence.marks_of(sku) for sku in skus)
        case _:
            return True


def _crossed(text: str, claims: Sequence[Claim], evidence: Evidence) -> Iterator[Claim]:
    """Where a sentence names several products: the figures that belong to another product than the one they stand beside.

    Figures follow their product ("A: 2 kg, B: 3 kg"), or stand before it ("2 kg for A, 3 kg for B"), or only the last does
    ("A has 2 kg, against 3 kg of B"). The reading with the fewest faults counts.
    """
    parts = sorted((c for c in claims if c.kind == "part" and c.words in evidence.by_product), key=lambda c: c.start)
    said = [claim for claim in claims if claim.kind in ("money", "figure") and claim.start >= 0]
    if len({part.words for part in parts}) < 2 or not said:
        return
    readings = [
        [claim for claim in said if not _of_its_subject(claim, evidence, [reading(parts, claim, text).words])]
        for reading in (_before, _after, _beside)
    ]
    yield from min(readings, key=len)


def _before(parts: Sequence[Claim], claim: Claim, text: str) -> Claim:
    return next((part for part in reversed(parts) if part.start < claim.start), parts[0])


def _after(parts: Sequence[Claim], claim: Claim, text: str) -> Claim:
    return next((part for part in parts if part.start > claim.start), parts[-1])


_JOINS = re.compile(r"\d|[（(]|\b(?:and|und|y|e|or|oder|while)\b|[,;、，；：:]|(?<!\w)و|和|与|而|と")


def _beside(parts: Sequence[Claim], claim: Claim, text: str) -> Claim:
    """The product right after a figure ("of the B"), where nothing joins them like a new clause; else the one before."""
    following = _after(parts, claim, text)
    between = text[claim.start + len(claim.words) : following.start]
    near = claim.start < following.start and len(between) <= 24 and _JOINS.search(between) is None
    return following if near else _before(parts, claim, text)


_GRANTS = re.compile(
    fold(
        r"\b(?:you (?:get|receive|will get|will receive)|we (?:give|grant|offer|agree|accept|confirm)|i (?:give|grant|offer|agree|accept|confirm)|agreed|granted|accepted|it'?s yours|no problem|of course|done|"
        r"sie (?:erhalten|bekommen)|wir (?:geben|gewahren|bieten|akzeptieren)|gewahre\w*|einverstanden|abgemacht|selbstverstandlich|genehmigt|zugesagt|"
        r"(?:le|les) (?:damos|ofrecemos|concedemos)|obtiene|recibe|concedid\w+|aceptad\w+|de acuerdo|por supuesto|trato hecho|"
        r"(?:damos|oferecemos|concedemos)(?: a voce| lhe)?|voce (?:ganha|recebe|tera)|aceito|combinado|concedido|claro que sim)\b"
    )
    + r"|给您|为您提供|同意|可以给|没问题|答应|成交|差し上げ|提供いたします|承知しました|了解しました|適用します|適用いたします|もちろん|نمنحك|نعطيك|نقدم لك|تحصل|ستحصل|موافق(?![\u0621-\u064a])|بالتاكيد|تم الاتفاق"
)


def _granted_in_our_words(whole: str, rest: str) -> list[str]:
    """A visitor's wish may be repeated; repeated with "you get" it is granted, and nobody approved it."""
    if _GRANTS.search(fold(rest)) is None:
        return []
    return [words for _, words in promises(whole) if words not in {held for _, held in promises(rest)}]


PROPOSING = frozenset({"ask", "typical", "refused", "quantity_refused"})
"""Statements that offer a value of the pack's: typical ones, and the bounds of what is possible."""


# --- the gate itself ------------------------------------------------------------------------------------------------


def verdict_on(sentences: Sequence[str], turn: Turn, facts: Sequence[Fact], *, company: Company) -> Verdict:
    """Check the sentences of a turn against its facts, its needs, what it proposes, and what the visitor said."""
    proposals = [statement.data for statement in turn.statements if statement.kind in PROPOSING]
    needs, quoted = turn.conversation.needs, _visitors_words(turn)
    return check(sentences, facts, needs, company=company, proposals=proposals, quoted=quoted)


def guard(worded: Worded, turn: Turn, facts: Sequence[Fact], *, company: Company) -> tuple[Worded, Turn]:
    """Let through what rests on facts; else repair once by leaving out what does not, else say a safe sentence and hand over.

    What was left out is kept in `Worded.blocked`.
    """
    verdict = verdict_on(worded.sentences, turn, facts, company=company)
    if verdict.passed:
        return worded, turn
    bad = {fault.sentence for fault in verdict.faults}
    blocked = (*worded.blocked, *(f"{fault.kind}: {fault.claim}" for fault in verdict.faults))
    kept = tuple(sentence for index, sentence in enumerate(worded.sentences) if index not in bad)
    kept = (kept[0].lstrip(), *kept[1:]) if kept else ()
    still = verdict_on(kept, turn, facts, company=company)
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
    said = [
        str(statement.data["said"]) for statement in turn.statements if statement.data.get("said") not in (None, "")
    ]
    words = [*said, *(visitors_words(one) for one in said)]
    contact = turn.conversation.contact
    words += [text for text in (contact.name, contact.email, contact.phone, contact.company) if text]
    words += [value.as_said for value in turn.conversation.needs.values() if value.as_said]
    return words
