"""What a reply may rest on: the figures, amounts, dates, marks and texts of this turn's facts and of the needs on record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from advisor.derived import as_json
from advisor.figures import Figure, figures_of, readings
from advisor.matching import wanted
from advisor.model import Fact, JsonObject, Needs
from content.catalogue.model import Company
from foundation.locales import LOCALES, format_date

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN: Mapping[int, str | None] = {
    **dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C), None),
    **{base + digit: str(digit) for base in (0x660, 0x6F0, 0xFF10) for digit in range(10)},
    **dict.fromkeys((0xA0, 0x202F, 0x2009, 0x3000), " "),
}
_LINK = re.compile(r"\]\([^)]*\)")
_STYLES: tuple[Literal["short", "medium", "long", "full"], ...] = ("full", "long", "medium", "short")


def plain_text(sentence: str) -> str:
    """A sentence without Markdown, link targets and isolates, with ASCII digits and plain spaces."""
    return re.sub(r"\*\*|[\[\]]", "", _LINK.sub("]", sentence).translate(_PLAIN))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything of a turn that may be said."""

    figures: frozenset[Figure]
    """Numbers with their unit."""
    amounts: frozenset[float]
    """Amounts of money."""
    marks: frozenset[str]
    text: str
    """All texts of the facts, one after the other."""
    bare: str
    """The same in small letters, words only."""
    authored: frozenset[str]
    """Sentences that the pack wrote."""
    dates: tuple[str, ...]
    """The facts' dates in every language and style."""
    names: tuple[str, ...]
    """Names of the facts' products: a "700 bar pump" states no pressure."""
    addresses: tuple[str, ...]
    approved: bool

    def says(self, text: str) -> bool:
        """Whether the pack or a fact of this turn says this very sentence."""
        bare = _bare(text)
        return bare in self.authored or (len(bare) > 20 and bare in self.bare)

    def holds(self, number: str, unit: str) -> bool:
        """Whether a figure is one of the facts', rounded as written."""
        return any(
            written == unit and abs(known - value) <= 0.5 * 10**-decimals + 1e-9
            for value, decimals in readings(number)
            for known, written in self.figures
        )

    def holds_amount(self, number: str) -> bool:
        """Whether an amount of money is one of the facts'."""
        return any(abs(known - value) < 0.005 for value, _ in readings(number) for known in self.amounts)

    def allows(self, kind: str, words: str) -> bool:
        """Whether a promise was approved this turn, or stands in a fact in these words."""
        return words.casefold() in self.text.casefold() or (self.approved and kind in ("discount", "free"))

    def without(self, text: str) -> str:
        """The text with the facts' dates, the names of products and the company's own address, phone and mail taken out."""
        for written in (*self.addresses, *self.names, *self.dates):
            text = text.replace(written, " ")
        return text


def collect(facts: Sequence[Fact], needs: Needs, company: Company, *, proposals: Sequence[JsonObject] = ()) -> Evidence:
    """Gather what may be said from the facts of a turn, the needs on record, and the values that the pack proposes."""
    texts: list[str] = []
    amounts = {float(value.amount) for value in needs.values() if value.amount}
    for fact in facts:
        _read(fact.query.parameters, texts)
        _read(fact.result, texts, amounts)
    stated_days = [value.text for value in needs.values() if value.text and _ISO.match(value.text)]
    on_record = {name: as_json(value) for name, value in needs.items()}
    known = [*(fact.query.parameters for fact in facts), *(fact.result for fact in facts), on_record, *proposals]
    identity = company.identity
    text = plain_text(" ".join(texts))
    return Evidence(
        figures=frozenset(figures_of(known, company)),
        amounts=frozenset(amounts),
        marks=frozenset(texts) | {mark for value in needs.values() for mark in wanted(value)},
        text=text,
        bare=_bare(text),
        authored=words_of(company).authored,
        dates=tuple(written for text in (*texts, *stated_days) if _ISO.match(text) for written in _written(text[:10])),
        names=_names(texts, company),
        addresses=(identity.email, identity.sales_email, identity.phone, identity.street, identity.postal_code),
        approved=any(fact.query.name == "authority" and fact.result.get("status") == "approved" for fact in facts),
    )


def _names(texts: Sequence[str], company: Company) -> tuple[str, ...]:
    """The names that hold figures, in every language."""
    named = dict.fromkeys(text for text in texts if text in company.products)
    wordings = (plain_text(wording) for sku in named for wording in company.products[sku].name.root.values())
    return tuple(dict.fromkeys(wording for wording in wordings if any(c.isdigit() for c in wording)))


MONEY_KEYS = frozenset({"unit_price", "amount", "total", "subtotal", "freight", "tax", "discount"})


_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")


def _read(value: Any, texts: list[str], amounts: set[float] | None = None, *, key: str | None = None) -> None:
    """Gather all texts, and the amounts of money: decimal strings in fields that are named so."""
    if isinstance(value, str):  # first, as most are
        texts.append(value)
        if amounts is not None and key in MONEY_KEYS and _AMOUNT.fullmatch(value):
            amounts.add(float(value))
    elif value is None or isinstance(value, int | float):
        return
    elif isinstance(value, list | tuple):
        for item in value:
            _read(item, texts, amounts, key=key)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            _read(item, texts, amounts, key=str(name))


@lru_cache(maxsize=256)
def _written(iso: str) -> tuple[str, ...]:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return ()
    forms = {plain_text(format_date(day, locale, style)) for locale in LOCALES for style in _STYLES}
    return (*sorted(forms, key=len, reverse=True), iso)


# --- what the pack itself says --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PackWords:
    """What the gate knows of a pack: the sentences it wrote, its part numbers, its marks, and the names of choices."""

    company: Company
    authored: frozenset[str]
    parts: re.Pattern[str]
    marks: re.Pattern[str]
    mark_ids: Mapping[str, str]
    labels: frozenset[str]


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
            parts=_any_of(company.products, r"(?![\w-])"),
            marks=_any_of(mark_ids, r"(?!\w)"),
            mark_ids=mark_ids,
            labels=frozenset(labels),
        )
        _packs[company.id] = held
    return held


def _any_of(words: Iterable[str], end: str) -> re.Pattern[str]:
    """A pattern for any of the words, longest first, not inside a longer one; matches nothing where there are none."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'}){end}")


def _authored(company: Company) -> Iterator[str]:
    texts = [company.advisor.greeting, company.identity.description, company.identity.tagline]
    texts += [text for need in company.needs.values() for text in (need.question, need.why)]
    texts += [companion.reason for companion in company.companions.values()]
    texts += [text for faq in company.faq for text in (faq.question, faq.answer)]
    for text in texts:
        yield from (_bare(plain_text(wording)) for wording in text.root.values())


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
