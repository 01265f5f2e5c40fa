"""What a reply may rest on: the figures, amounts, dates, marks and texts of this turn's facts and of the needs on record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal

from advisor.ask import USUAL_GRADES
from advisor.assertions import Claim
from advisor.derived import as_json
from advisor.fact_parts import Amount, amounts_in, by_product, leaves
from advisor.figures import Figure, figures_in, figures_of, readings
from advisor.matching import wanted
from advisor.model import Fact, JsonObject, Needs
from advisor.pack_words import PackWords, bare, plain_text, solid, words_of
from content.authority.subjects import fold
from content.catalogue.model import Company, Product
from foundation.locales import LOCALES, format_date

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_STYLES: tuple[Literal["short", "medium", "long", "full"], ...] = ("full", "long", "medium", "short")

SPEECH = frozenset({"question", "action", "said", "reason", "contact", "rule", "explanation", "process", "reasons"})
"""Fields that hold a visitor's words or are for our own people: they prove nothing."""
WISHED = frozenset({"required", "asked", "needs"})
"""Fields that hold what is wished for, not what is."""


@dataclass(frozen=True)
class Evidence:
    """Everything of a turn that may be said."""

    buyers: frozenset[Figure]
    """Figures of the needs on record and of what is proposed: true of no product, and said beside any."""
    budgets: frozenset[Amount]
    """Amounts of the needs on record and of what is proposed."""
    marks: frozenset[str]
    """Of the facts."""
    wished: frozenset[str]
    """Marks and sizes that the buyer wants, or that a fact holds."""
    text: str
    """All texts of the facts, one after the other."""
    granted: str
    """What was approved or may be offered instead, folded."""
    dates: tuple[str, ...]
    """The facts' dates in every language and style."""
    facts: tuple[Fact, ...]
    pack: PackWords

    def without_dates(self, text: str) -> str:
        """The text with the facts' dates taken out."""
        for written in self.dates:
            if written in text:
                text = text.replace(written, " ")
        return text

    def says(self, text: str) -> bool:
        """Whether the pack or a fact of this turn says this very sentence."""
        words = bare(text)
        return words in self.pack.authored or (len(words) > 20 and words in self._bare_text)

    @cached_property
    def _bare_text(self) -> str:
        return bare(self.text)

    def holds(self, claim: Claim, figures: Iterable[Figure]) -> bool:
        """Whether a figure is one of those given, rounded as written."""
        same = [known for known, unit in figures if unit == claim.unit]
        return all(_among(number, same) for number in claim.values)

    def names(self, claim: Claim) -> bool:
        """Whether a fact names a standard or a mark, as its id or in its words, or a column is named after it."""
        return solid(claim.words) in self._solid_text or solid(claim.words) in self.pack.headings

    @cached_property
    def _solid_text(self) -> str:
        return solid(" ".join((self.text, *self.wished)))

    def counts(self, claim: Claim) -> bool:
        """Whether a number without a unit is one of the facts', of the needs', or of a name of the pack."""
        return all(_among(number, self._numbers) for number in claim.values)

    @cached_property
    def _numbers(self) -> frozenset[float]:
        spoken = (number for text in self._texts for number in _NUMBERS.findall(text))
        read = (value for number in spoken for value, _ in readings(number))
        plain = (float(leaf) for leaf in self._leaves if isinstance(leaf, (int, float)) and not isinstance(leaf, bool))
        return frozenset((*read, *plain, *(value for value, _ in self.figures), *self.pack.numbers, *_ALWAYS))

    @cached_property
    def _leaves(self) -> tuple[Any, ...]:
        return tuple(leaf for fact in self.facts for leaf in leaves([dict(fact.query.parameters), fact.result]))

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return (self.text, self.granted)

    def pays(self, claim: Claim, amounts: Iterable[Amount]) -> bool:
        """Whether an amount of money is one of those given, in its currency."""
        same = [
            value for value, currency in amounts if not currency or not claim.currencies or currency in claim.currencies
        ]
        return all(any(abs(known - value) < 0.005 for value, _ in number for known in same) for number in claim.values)

    def grants(self, claim: Claim) -> bool:
        """Whether a promise was approved this turn or rests on a fact of its kind."""
        if claim.words.strip() in self.granted:
            return True
        if claim.subject in ("discount", "free"):
            return self.approved
        rests_on = _PROVES.get(claim.subject)
        return rests_on is not None and any(rests_on(fact) for fact in self.facts)

    @cached_property
    def approved(self) -> bool:
        """Whether a wish was approved this turn."""
        return any(_is_approved(fact) for fact in self.facts)

    @cached_property
    def by_product(self) -> Mapping[str | None, tuple[JsonObject, ...]]:
        """The facts cut up by the product they are about; None holds what belongs to no product."""
        return by_product(self.facts)

    @cached_property
    def _figures_by_product(self) -> Mapping[str | None, frozenset[Figure]]:
        """Each product's figures, with those in its name ("700 bar pump")."""
        company, held = self.pack.company, self.by_product
        named = {text for text in self.wished if text in company.products}
        return {
            sku: frozenset(figures_of(held.get(sku, ()), company)) | _in_name(company.products.get(sku or ""))
            for sku in {*held, *named}
        }

    @cached_property
    def figures(self) -> frozenset[Figure]:
        """All numbers with their unit."""
        return self.buyers.union(*self._figures_by_product.values())

    def figures_of(self, skus: Iterable[str]) -> frozenset[Figure]:
        """The figures that may be said of these products: their own, the buyer's, and those of no product."""
        held = self._figures_by_product
        return self.buyers.union(*(held.get(sku, frozenset()) for sku in (*skus, None)))

    @cached_property
    def _amounts_by_product(self) -> Mapping[str | None, frozenset[Amount]]:
        return {sku: frozenset(amounts_in(parts, "")) for sku, parts in self.by_product.items()}

    @cached_property
    def amounts(self) -> frozenset[Amount]:
        """All amounts of money."""
        return self.budgets.union(*self._amounts_by_product.values())

    def amounts_of(self, skus: Iterable[str]) -> frozenset[Amount]:
        """The amounts that may be said of these products."""
        held = self._amounts_by_product
        return self.budgets.union(*(held.get(sku, frozenset()) for sku in (*skus, None)))

    def marks_of(self, sku: str) -> frozenset[str]:
        """The marks that the facts give a product, and those of the options that they fit it with."""
        given = frozenset(leaf for leaf in leaves(self.by_product.get(sku, ()), WISHED) if isinstance(leaf, str))
        return given | self._fitted(sku)

    def _fitted(self, sku: str | None) -> frozenset[str]:
        product = self.pack.company.products.get(sku or "")
        if product is None or not product.options:
            return frozenset()
        named = set(leaves(self.by_product.get(sku, ())))
        return frozenset(
            m for o in product.options if o.id in named for m in leaves(list(o.sets.values())) if isinstance(m, str)
        )

    @cached_property
    def fitted(self) -> frozenset[str]:
        """Marks that options bring which the facts fit ("with the ATEX version")."""
        return frozenset().union(*(self._fitted(sku) for sku in self.by_product))


def _in_name(product: Product | None) -> frozenset[Figure]:
    return frozenset((product and _figures_in_names(tuple(product.name.root.values()))) or ())


@lru_cache(maxsize=1024)
def _figures_in_names(names: tuple[str, ...]) -> frozenset[Figure]:
    found = (figure for name in names for figure in figures_in(plain_text(name)))
    return frozenset((value, unit) for numbers, unit, _ in found for one in numbers for value, _ in readings(one))


_ALWAYS = (1.0, *map(float, USUAL_GRADES))
"""Numbers that our own questions name: from one, and the usual property classes."""
_NUMBERS = re.compile(r"\d+(?:[.,٫٬'’ ]\d{3})*(?:[.,٫]\d+)?")


def _among(number: Sequence[tuple[float, int]], known: Iterable[float]) -> bool:
    return any(abs(one - value) <= 0.5 * 10**-decimals + 1e-9 for value, decimals in number for one in known)


def _is_approved(fact: Fact) -> bool:
    return (
        fact.query.name == "authority" and isinstance(fact.result, Mapping) and fact.result.get("status") == "approved"
    )


def _in_stock(fact: Fact) -> bool:
    if not isinstance(fact.result, Mapping):
        return False
    return (fact.query.name == "stock" and "stock" in fact.result) or fact.result.get("from") == "stock"


_PROVES: Mapping[str, Callable[[Fact], bool]] = {
    "stock": _in_stock,
    "punctual": lambda fact: fact.query.name == "lead_time",
    "warranty": lambda fact: fact.query.name == "product" and "warranty_months" in fact.result,
}
"""Kinds of promise that a fact of the catalogue can hold."""


def collect(facts: Sequence[Fact], needs: Needs, company: Company, *, proposals: Sequence[JsonObject] = ()) -> Evidence:
    """Gather what may be said from the facts of a turn, the needs on record, and the values that the pack proposes."""
    sayable = tuple(Fact(fact.query, _result(fact)) for fact in facts)
    told = [[_parameters(fact), fact.result] for fact in sayable]
    texts = [leaf for leaf in leaves(told) if isinstance(leaf, str)]
    stated_days = [value.text for value in needs.values() if value.text and _ISO.match(value.text)]
    buyers = frozenset(
        figure
        for item in (
            {name: as_json(value) for name, value in needs.items()},
            *(parameters for parameters, _ in told),
            *proposals,
        )
        for figure in figures_of(item, company)
    )
    noted = [value.text for value in needs.values() if value.text]
    return Evidence(
        buyers=buyers,
        budgets=frozenset(_budgets(needs, proposals)),
        marks=frozenset(leaf for leaf in leaves([fact.result for fact in sayable], WISHED) if isinstance(leaf, str)),
        wished=frozenset((*texts, *noted)) | {mark for value in needs.values() for mark in wanted(value)},
        text=plain_text(" ".join((*texts, *noted))),
        granted=fold(" ".join(_granted(facts))),
        dates=tuple(written for text in (*texts, *stated_days) if _ISO.match(text) for written in _written(text[:10])),
        facts=sayable,
        pack=words_of(company),
    )


def _parameters(fact: Fact) -> JsonObject:
    return {name: value for name, value in fact.query.parameters.items() if name not in SPEECH}


def _result(fact: Fact) -> Any:
    """What a fact says; of a decision on a wish only what may be told: the wish where it was approved, and the alternative."""
    if fact.query.name not in ("authority", "capture_lead") or not isinstance(fact.result, Mapping):
        return fact.result
    kept = {name: value for name, value in fact.result.items() if name not in SPEECH}
    return {**kept, "wish": fact.result.get("action")} if _is_approved(fact) else kept


def _granted(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        if fact.query.name == "authority" and isinstance(fact.result, Mapping):
            yield str(fact.result.get("alternative") or "")
            if _is_approved(fact):
                yield str(fact.result.get("action") or "")


def _budgets(needs: Needs, proposals: Sequence[JsonObject]) -> Iterator[Amount]:
    yield from ((float(value.amount), value.currency or "") for value in needs.values() if value.amount)
    yield from amounts_in(proposals, "")


@lru_cache(maxsize=256)
def _written(iso: str) -> tuple[str, ...]:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return ()
    forms = {plain_text(format_date(day, locale, style)) for locale in LOCALES for style in _STYLES}
    return (*sorted(forms, key=len, reverse=True), iso)
