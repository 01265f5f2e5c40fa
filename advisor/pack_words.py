"""What the gate knows of a pack: the sentences it wrote, its part numbers, its marks, the names of choices, other makers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from advisor.mark_words import spoken_marks
from advisor.promises import promises
from content.catalogue.model import Company, Option, Text

if TYPE_CHECKING:
    from advisor.assertions import Claim

_PLAIN: Mapping[int, str | None] = {
    **dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C), None),
    **{base + digit: str(digit) for base in (0x660, 0x6F0, 0xFF10) for digit in range(10)},
    **dict.fromkeys((0xA0, 0x202F, 0x2009, 0x3000), " "),
}
_LINK = re.compile(r"\]\([^)]*\)")


def plain_text(sentence: str) -> str:
    """A sentence without Markdown, link targets and isolates, with ASCII digits and plain spaces."""
    return re.sub(r"\*\*|[\[\]]", "", _LINK.sub("]", sentence).translate(_PLAIN))


@dataclass(frozen=True, slots=True)
class PackWords:
    """What the gate knows of a pack: the sentences it wrote, its part numbers, its marks, and the names of choices."""

    company: Company
    authored: frozenset[str]
    parts: re.Pattern[str]
    marks: re.Pattern[str]
    mark_ids: Mapping[str, str]
    labels: frozenset[str]
    rivals: re.Pattern[str]
    """Other makers' brands."""
    numbers: frozenset[float]
    """Numbers that stand in names of products, choices and attributes ("ISO 9001", "18 V", "VDI/VDE 2862")."""
    headings: str
    """Names of attributes and needs, without separators: a column named after a standard claims nothing."""
    nouns: re.Pattern[str]
    """Names of attributes and needs, which may hold a word of promise ("free speed")."""
    fittings: re.Pattern[str]
    """Names of options that hold a word for a property ("explosion-proof version"): who names one claims nothing of the tool."""
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    """What each sentence claims, once found (`advisor.assertions`)."""


_packs: dict[str, PackWords] = {}


def words_of(company: Company) -> PackWords:
    """The pack's words; gathered once per content."""
    held = _packs.get(company.id)
    if held is None or held.company is not company:
        certificates = company.attributes.get("certificates")
        choices = certificates.choices if certificates else {}
        mark_ids = {wording: mark for mark, label in choices.items() for wording in label.root.values()}
        labels = (w for a in company.attributes.values() for label in a.choices.values() for w in label.root.values())
        held = PackWords(
            company=company,
            authored=frozenset(_authored(company)),
            parts=_any_of((*company.products, *company.bundles), r"(?![A-Za-z0-9-])"),
            marks=_any_of(mark_ids, r"(?![A-Za-z0-9])"),
            mark_ids=mark_ids,
            labels=frozenset(labels),
            rivals=_any_of({rival.brand for rival in company.competitors.values()}, r"(?![A-Za-z0-9])"),
            nouns=_any_of(
                {wording for label in _labels(company) for wording in label.root.values() if promises(wording)},
                "",
            ),
            fittings=_any_of(
                {
                    wording
                    for option in _options(company)
                    for wording in option.name.root.values()
                    if spoken_marks(wording)
                },
                "",
            ),
            numbers=frozenset(_named_numbers(company)),
            headings=solid(" ".join(wording for label in _labels(company) for wording in label.root.values())),
        )
        _packs[company.id] = held
    return held


def _options(company: Company) -> Iterable[Option]:
    return (option for product in company.products.values() for option in product.options)


def _any_of(words: Iterable[str], end: str) -> re.Pattern[str]:
    """A pattern for any of the words, longest first, not inside a longer one; matches nothing where there are none."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9-])(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'}){end}")


def _authored(company: Company) -> Iterator[str]:
    texts = [company.advisor.greeting, company.identity.description, company.identity.tagline]
    texts += [text for need in company.needs.values() for text in (need.question, need.why)]
    texts += [text for why in company.identity.why for text in (why.question, why.answer)]
    texts += [companion.reason for companion in company.companions.values()]
    texts += [text for faq in company.faq for text in (faq.question, faq.answer)]
    for text in texts:
        yield from (bare(plain_text(wording)) for wording in text.root.values())


def _labels(company: Company) -> Iterator[Text]:
    yield from (attribute.label for attribute in company.attributes.values())
    yield from (need.label for need in company.needs.values())


def _named_numbers(company: Company) -> Iterator[float]:
    names = [product.name for product in company.products.values()]
    names += [label for attribute in company.attributes.values() for label in attribute.choices.values()]
    names += [choice.label for need in company.needs.values() for choice in need.choices]
    names += list(_labels(company))
    for name in names:
        for wording in name.root.values():
            yield from (float(number) for number in re.findall(r"\d+(?:\.\d+)?", plain_text(wording)))


_SEPARATORS = re.compile(r"[\s_/·-]")


def solid(text: str) -> str:
    """A text in small letters without what may separate the parts of a name."""
    return _SEPARATORS.sub("", text).casefold()


def bare(text: str) -> str:
    """Only the words of a text, in lower case."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
