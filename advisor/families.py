"""Which sorts of product a buyer asks for: family, kind and design; and accessories, wished for beside a tool or alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.matching import wanted
from advisor.model import Compare, CorrectNeed, Needs, NeedStatus, NeedValue, SetNeed, Understanding
from content.catalogue.model import Company, Product
from content.catalogue.once import once_per_company

CATEGORY, KIND, FORM = "category", "kind", "form"
FAMILY = (CATEGORY, KIND, FORM)
"""What sort of product was named; in the record, but neither asked for nor shown as a need. The family and the design
(an angle head where there is no room) constrain, the kind ranks; an accessory that was named alone constrains by its kind."""

BESIDE = "accessory"
"""Kinds of accessories that were wished for beside a tool; in the record like the sorts."""

SERVES = "serves"
"""The own tools that an accessory which was named alone is for; only what goes with them fits."""


def seek(needs: Needs, sought: Sequence[str], company: Company, *, turn: int) -> Needs:
    """Put the sorts that a message asks for into the record; a sort named anew replaces the one before.

    `sought` as in `Understanding`; an accessory alone (`accessory.pump`) is one beside the tool where one was sought before. A family that the other needs have left behind ("cordless instead") is dropped.
    """
    named = _by_sort(sought)
    alone = named.get(BESIDE, ())
    if alone and not _seeks_tool({name: value for name, value in needs.items() if value.turn != turn}, company):
        kept = {name: value for name, value in needs.items() if name not in (*FAMILY, SERVES)}
        served = {SERVES: NeedValue(NeedStatus.STATED, turn, values=tuple(named[SERVES]))} if SERVES in named else {}
        return {**kept, KIND: NeedValue(NeedStatus.STATED, turn, values=tuple(alone)), **served}
    tools = [kind for kind in named.get(KIND, ()) if kind not in _accessory_kinds(company)]
    beside = [*alone, *(kind for kind in named.get(KIND, ()) if kind in _accessory_kinds(company))]
    changed = dict(needs)
    if tools or named.get(CATEGORY) or named.get(FORM):
        changed = {name: value for name, value in needs.items() if name not in (*FAMILY, SERVES)}
        for name, values in ((CATEGORY, named.get(CATEGORY, ())), (KIND, tools), (FORM, named.get(FORM, ()))):
            if values:
                changed[name] = NeedValue(NeedStatus.INFERRED, turn, values=tuple(values))
    if beside and (_seeks_tool(changed, company)):
        held = changed[BESIDE].values if BESIDE in changed else ()
        changed[BESIDE] = NeedValue(NeedStatus.INFERRED, turn, values=tuple(dict.fromkeys((*held, *beside))))
    elif beside:
        changed[KIND] = NeedValue(NeedStatus.STATED, turn, values=tuple(beside))
    return _without_left_behind(changed, turn, company)


def like_rival(needs: Needs, understanding: Understanding, company: Company) -> tuple[str, ...]:
    """What stands in for another maker's model, where demands are made of it too, is of its kind; unless these say otherwise."""
    demands = any(isinstance(command, SetNeed | CorrectNeed) for command in understanding.commands)
    rivals = [c.competitor for c in understanding.commands if isinstance(c, Compare) and c.competitor and not c.skus]
    rival = company.competitors.get(rivals[0]) if len(rivals) == 1 and demands else None
    if rival is None or any(name in needs for name in FAMILY):
        return ()
    for need in company.needs.values():
        if need.match is None or need.match.rule != "one_of" or need.match.accepts or need.id not in needs:
            continue
        chosen, held = wanted(needs[need.id]), rival.attributes.get(need.match.attribute)
        if chosen and isinstance(held, str) and held not in chosen:
            return ()
    return (f"{KIND}.{rival.attributes[KIND]}",) if KIND in rival.attributes else ()


def goes_with(accessory: Product, tool: Product) -> bool:
    """Whether one is listed with the other; what is put on a square drive must have the same one."""
    listed = accessory.sku in tool.accessories or tool.sku in accessory.accessories
    drives = {one.attributes.get("drive") for one in (accessory, tool)} - {None}
    return listed and (not accessory.is_accessory or len(drives) < 2)


def is_of_sort(product: Product, terms: Sequence[str], company: Company) -> bool:
    """Whether a product is what the terms of a sort name: of the family, the kind, the design, with the power."""
    matched = {need.id: need.match.attribute for need in company.needs.values() if need.match}
    for sort, names in _by_sort(terms).items():
        held = product.category if sort == CATEGORY else product.attributes.get(matched.get(sort, sort))
        if held not in names:
            return False
    return True


def speaks_of(text: str, sorts: Sequence[Sequence[str]], company: Company) -> bool:
    """Whether a text names every one of these sorts by a word of the pack's lexicon, in any language."""
    said = text.casefold()
    return all(
        any(
            way.strip("*").casefold() in said
            for term in sort
            for lexicon in company.lexicon.values()
            for way in lexicon.terms.get(term, ())
        )
        for sort in sorts
    )


def _by_sort(sought: Sequence[str]) -> Mapping[str, list[str]]:
    named: dict[str, list[str]] = {}
    for term in sought:
        sort, _, name = term.partition(".")
        named.setdefault(sort, []).append(name)
    return named


def _seeks_tool(needs: Needs, company: Company) -> bool:
    """Whether anything beyond an accessory is asked for: a family or kind of tool, or a demand on one."""
    if needs.get(CATEGORY) or (KIND in needs and needs[KIND].status is NeedStatus.INFERRED):
        return True
    deciding = max(
        (need for need in company.needs.values() if need.match and need.match.hard),
        key=lambda need: need.weight,
        default=None,
    )
    return deciding is not None and deciding.id in needs


def _without_left_behind(needs: Mapping[str, NeedValue], turn: int, company: Company) -> Needs:
    """Drop family and kind where a choice stated since then leaves no product of them."""
    held = needs.get(CATEGORY) or needs.get(KIND)
    if held is None or held.turn == turn or held.status is not NeedStatus.INFERRED:
        return needs
    members = [p for p in company.products.values() if {p.category, p.attributes.get(KIND)} & set(held.values)]
    for name, value in needs.items():
        need = company.needs.get(name)
        if need is None or need.match is None or need.match.rule != "one_of" or value.turn != turn:
            continue
        chosen = {value.value_id, *value.values}
        if not any(product.attributes.get(need.match.attribute) in chosen for product in members):
            return {kept: item for kept, item in needs.items() if kept not in FAMILY}
    return needs


@once_per_company
def _accessory_kinds(company: Company) -> frozenset[str]:
    """Kinds that no tool is of."""
    of_accessories = {str(p.attributes.get(KIND)) for p in company.products.values() if p.is_accessory}
    return frozenset(
        of_accessories - {str(p.attributes.get(KIND)) for p in company.products.values() if not p.is_accessory}
    )


# --- accessories called by name in a question ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Names:
    """What the kinds of accessories are called, in every language of the pack."""

    company: Company
    kinds: Mapping[str, re.Pattern[str]]
    parts: tuple[re.Pattern[str], ...]
    """What the parts are called that a product comes with."""


_names: dict[str, Names] = {}


def named_accessories(text: str, company: Company) -> tuple[str, ...]:
    """The accessories that a text calls by the name of their kind ("calibration service")."""
    said = text.casefold()
    kinds = {kind for kind, pattern in _names_of(company).kinds.items() if pattern.search(said)}
    return tuple(p.sku for p in company.products.values() if p.is_accessory and p.attributes.get(KIND) in kinds)


def called_alike(text: str, names: Mapping[str, str], company: Company) -> tuple[str, ...]:
    """The keys of names that call by any word the same part as a text does ("maletín" and "Estuche de acero": a case)."""
    said = text.casefold()
    parts = [pattern for pattern in _names_of(company).parts if pattern.search(said)]
    return tuple(key for key, name in names.items() if any(one.search(name.casefold()) for one in parts))


def _names_of(company: Company) -> Names:
    held = _names.get(company.id)
    if held is None or held.company is not company:
        attribute = company.attributes.get(KIND)
        choices = attribute.choices if attribute else {}
        kinds = {
            name: _pattern([*_terms(company, f"kind.{name}"), *label.root.values()]) for name, label in choices.items()
        }
        held = _names[company.id] = Names(
            company, kinds, tuple(_pattern(_terms(company, name)) for name in _parts(company))
        )
    return held


def _parts(company: Company) -> list[str]:
    """The words of the trade for parts that products come with."""
    return list(
        dict.fromkeys(
            name for lexicon in company.lexicon.values() for name in lexicon.terms if name.startswith("part.")
        )
    )


def _terms(company: Company, term: str) -> list[str]:
    return [way for lexicon in company.lexicon.values() for way in lexicon.terms.get(term, ())]


def _pattern(ways: Iterable[str]) -> re.Pattern[str]:
    """A star stands for any letters, as in the lexicon; words of scripts with spaces are matched whole."""
    patterns = []
    for way in sorted({way.casefold() for way in ways}, key=len, reverse=True):
        body = re.escape(way).replace(r"\\*", r"\w*").replace(r"\*", r"\w*")
        patterns.append(rf"(?<!\w){body}(?!\w)" if re.match(r"[\x00-\u024f*\u0600-\u06ff]", way) else body)
    return re.compile("|".join(patterns) or r"(?!)")
