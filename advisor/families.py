"""Which product family and kind a buyer named: "torque wrench" asks for a family, "click torque wrench" for a kind of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from advisor.model import Needs, NeedStatus, NeedValue
from content.catalogue.model import Company

KIND = "kind"
"""The attribute that tells kinds apart inside a family, where the pack has it."""

MOST_KNOWN = 2_000


@dataclass(frozen=True, slots=True)
class Names:
    """What families and kinds are called, in every language of the pack."""

    company: Company
    families: Mapping[str, re.Pattern[str]]
    kinds: Mapping[str, re.Pattern[str]]
    tools: frozenset[str]
    """Kinds that are no accessory."""
    known: dict[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """What words named before: a need keeps its words through all turns of its conversation."""


_names: dict[str, Names] = {}


def named_families(needs: Needs, turn: int, company: Company) -> dict[str, NeedValue]:
    """Read family and kind from the words in which choices were stated, e.g. `category` {torque_wrenches}; inferred.

    Neither is asked for or shown as a need: the family constrains, the kind ranks.
    """
    names = _names_of(company)
    found: dict[str, NeedValue] = {}
    for name, value in needs.items():
        need = company.needs.get(name)
        # only words that chose something of the product: a "battery pack" that is assembled is no battery
        if need is None or need.match is None or not (value.value_id or value.values):
            continue
        if value.status is not NeedStatus.STATED or not value.as_said:
            continue
        for family, hits in _hits(names, value.as_said.casefold()).items():
            found[family] = NeedValue(NeedStatus.INFERRED, value.turn, values=hits)
    return found


def _hits(names: Names, said: str) -> Mapping[str, tuple[str, ...]]:
    """The families (`category`) and kinds (`kind`) that words name; what they do not name is left out."""
    held = names.known.get(said)
    if held is None:
        found = {
            "category": tuple(one for one, pattern in names.families.items() if pattern.search(said)),
            # "a batería" chooses the power of a tool; it asks for no battery
            KIND: tuple(one for one, pattern in names.kinds.items() if one in names.tools and pattern.search(said)),
        }
        held = {name: hits for name, hits in found.items() if hits}
        if len(names.known) >= MOST_KNOWN:
            names.known.clear()
        names.known[said] = held
    return held


def named_accessories(text: str, company: Company) -> tuple[str, ...]:
    """The accessories that a text calls by the name of their kind ("calibration service")."""
    said = text.casefold()
    kinds = {kind for kind, pattern in _names_of(company).kinds.items() if pattern.search(said)}
    return tuple(p.sku for p in company.products.values() if p.is_accessory and p.attributes.get(KIND) in kinds)


def _names_of(company: Company) -> Names:
    held = _names.get(company.id)
    if held is None or held.company is not company:
        attribute = company.attributes.get(KIND)
        choices = attribute.choices if attribute else {}
        held = Names(
            company,
            {name: _pattern(_terms(company, f"category.{name}")) for name in company.categories},
            {
                name: _pattern([*_terms(company, f"kind.{name}"), *label.root.values()])
                for name, label in choices.items()
            },
            frozenset(
                str(product.attributes.get(KIND)) for product in company.products.values() if not product.is_accessory
            ),
        )
        _names[company.id] = held
    return held


def _terms(company: Company, term: str) -> list[str]:
    return [way for lexicon in company.lexicon.values() for way in lexicon.terms.get(term, ())]


def _pattern(ways: Iterable[str]) -> re.Pattern[str]:
    """A star stands for any letters, as in the lexicon; words of scripts with spaces are matched whole."""
    patterns = []
    for way in sorted({way.casefold() for way in ways}, key=len, reverse=True):
        body = re.escape(way).replace(r"\\*", r"\w*").replace(r"\*", r"\w*")
        patterns.append(rf"(?<!\w){body}(?!\w)" if re.match(r"[\x00-\u024f*\u0600-\u06ff]", way) else body)
    return re.compile("|".join(patterns) or r"(?!)")
