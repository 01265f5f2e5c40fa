"""The source of truth for what is to be priced beside a tool: all that it cannot work without, or the accessories named with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.model import Act, AskPrice, Command, CorrectNeed, OrderLine, RequestQuote, SetNeed
from advisor.understanding.beside import accessory_kinds, beside
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span
from advisor.understanding.sets import wishes_all, wishes_set

Placed = tuple[int, Command]
AS_NEEDED = 0
"""Quantity of a line that follows from the tools, as in `advisor/orders.py`."""

_COUNTED: Mapping[str, re.Pattern[str]] = {
    "battery": re.compile(
        r"(?<!\w)(?:akkus|akkupacks|batteries|batterien|battery packs|baterias|baterías)(?![\w-])"
        r"|(?:电池|電池|バッテリー?)(?![工的式枪扳拧动驱供パ充用駆])|(?:ال)?بطاري(?:ات|ة|ه)(?!\w)"
    )
}
"""Words that name a drive, and an accessory where they are counted: "8 Akkus"."""
_NEAR = 3
"""Characters between a number and the accessory that it counts."""

_SEVERAL = 2
"""One battery is rather spoken of ("how long for one battery?") than ordered."""

_WITH = re.compile(
    r"(?<![a-z])(?:with|incl\w*|plus|together with|mit|inkl\w*|samt|nebst|zuzuglich|zzgl|con|mas|junto con|com|mais|junto com|avec)\.?\s+"
    r"(?:\w+\s+){0,3}$|[带配连加含]上?(?:一[台个套])?[^,，。]{0,4}$|包括[^,，。]{0,4}$|(?:(?<!\w)مع|شامل[ةه]?ا?|بما في(?: ذلك|ها)?|(?<!\w)ب|زائد)\s*(?:ال)?$"
)
"""What stands before an accessory that is to be priced with its tool."""
_WITH_AFTER = re.compile(
    r"[^,，、。]{0,3}?(?:込み|こみ|付き|つき|付で|と一緒|とセット|も含め|を含め|もセット|一起|也算上|一套)"
)
_AND = re.compile(r"(?:(?<![a-z])(?:and|und|sowie|y|e)\s+(?:[a-z]+\s+){0,2}|和|跟|と|\sو(?:ال)?)$")
_NOT = re.compile(r"(?:(?<![a-z])(?:not|nicht|no|nao|não|kein\w*)\s+\w*|[不没无別别])$")


def kit_lines(scene: Scene, placed: Sequence[Placed], lines: Sequence[OrderLine]) -> tuple[OrderLine, ...]:
    """Return the lines of an order with what is to be priced or quoted beside its tools; as they are where nothing is.

    Lines `AS_NEEDED` follow from the tools: one for each kind that some tool cannot work without, where all of it is asked
    for, or for an accessory that is named with the tool. Where no tool is counted, they join the order that there is.
    """
    if not _prices(placed) or not speaks_of_tool(scene):
        return tuple(lines)
    counted = {line.kind for line in lines}
    kinds = [kind for kind in _wished(scene) if kind not in counted]
    if not kinds:
        return tuple(lines)
    named = [one.sku for one in scene.products if one.sku and not _is_accessory(scene, one.sku)]
    tools = () if any(line.kind is None for line in lines) or len(set(named)) != 1 else named[:1]
    main = tuple(OrderLine(sku, None, _quantity(placed)) for sku in tools)
    return (*main, *lines, *(OrderLine(None, kind, AS_NEEDED) for kind in kinds))


def counted_accessories(scene: Scene) -> list[tuple[Span, str]]:
    """Return the words that name an accessory only because they are counted, with its kind: "with 8 batteries"."""
    kinds = accessory_kinds(scene.trade.company)
    numbers = [one.number for one in scene.amounts if one.is_bare and one.first >= _SEVERAL]
    names = [named.start for named in scene.products]
    names += [hit.start for hit, _ in scene.terms_of("kind", "category")]
    return [
        (found.span(), kind)
        for kind, pattern in _COUNTED.items()
        if kind in kinds
        for found in pattern.finditer(scene.text)
        if any(0 <= found.start() - one.end <= _NEAR or 0 <= one.start - found.end() <= 2 for one in numbers)
        and not any(hit.start <= found.start() < hit.end for hit in _accessories(scene))
        and not any(0 <= start - found.end() <= 2 for start in names)
    ]


def without_kit(
    scene: Scene, placed: Sequence[Placed], sought: Sequence[str], *, lines: Sequence[OrderLine]
) -> tuple[list[Placed], tuple[str, ...]]:
    """Leave out what only names the accessories of these lines: it demands nothing of the tool, and is not sought alone."""
    kinds = {line.kind for line in lines if line.kind}
    if not kinds:
        return list(placed), tuple(sought)
    words = [span for span, kind in counted_accessories(scene) if kind in kinds]
    kept = [
        (at, one)
        for at, one in placed
        if not (isinstance(one, SetNeed | CorrectNeed) and any(start <= at < end for start, end in words))
    ]
    if not speaks_of_tool(scene):
        return kept, tuple(sought)
    with_tool = {kind for hit, kind in _kinds(scene) if _prices(placed) and named_with(scene, hit)}
    counted = any(line.kind is None for line in lines)
    joined = {line.kind for line in lines if line.kind in with_tool or counted or line.quantity == AS_NEEDED}
    names = {
        f"{sort}.{kind}" for kind in joined & accessory_kinds(scene.trade.company) for sort in ("accessory", "kind")
    }
    serves = ("serves.",) if names else ()
    return kept, tuple(term for term in sought if term not in names and not term.startswith(serves))


def everything(scene: Scene, placed: Sequence[Placed]) -> bool:
    """Whether all that a tool needs is to be priced with it: by words that say so, or by those for a set."""
    said = scene.reading.said
    return _prices(placed) and (wishes_all(said, scene.locale) or wishes_set(said, scene.locale))


def _prices(placed: Sequence[Placed]) -> bool:
    """A price or a quotation is asked for; "kit completo" alone asks for it too."""
    return any(isinstance(one, AskPrice | RequestQuote) for _, one in placed) or all(
        isinstance(one, Act) for _, one in placed
    )


def _wished(scene: Scene) -> list[str]:
    company = scene.trade.company
    said, aside = scene.reading.said, beside(scene)
    at_hand = {kind for hit, kind in _kinds(scene) if any(start <= hit.start < end for start, end in aside)}
    named = [kind for hit, kind in _kinds(scene) if kind not in at_hand and named_with(scene, hit)]
    if wishes_all(said, scene.locale) or wishes_set(said, scene.locale):
        named += [one.accessory for one in company.companions.values() if one.needed]
    return [kind for kind in dict.fromkeys(named) if kind not in at_hand]


def named_with(scene: Scene, hit: Hit) -> bool:
    """Whether an accessory is named as what is wanted with a tool: "with the pump", ポンプ込み, مع المضخة."""
    start, _ = scene.clause(hit.start)
    before = scene.text[max(start, hit.start - 30) : hit.start]
    if scene.locale == "ar" and scene.text[hit.start : hit.start + 2] in ("با", "وا"):
        return True  # the preposition is part of the word
    joined = _WITH.search(before)
    if joined is not None:
        return _NOT.search(before[: joined.start()]) is None
    if scene.locale in ("ja", "zh") and _WITH_AFTER.match(scene.text, hit.end):
        return True
    return _AND.search(before) is not None and any(at < hit.start for at in _tools_named(scene))


def _kinds(scene: Scene) -> list[tuple[Hit, str]]:
    kinds = accessory_kinds(scene.trade.company)
    return [(hit, kind) for hit, kind in scene.terms_of("kind") if kind in kinds]


def _accessories(scene: Scene) -> list[Hit]:
    return [hit for hit, _ in _kinds(scene)]


def speaks_of_tool(scene: Scene) -> bool:
    """Whether a tool is spoken of, in the message or before."""
    held = scene.conversation
    known = [held.chosen, *held.shown, *held.recommended, *(one.sku for one in scene.products)]
    if any(sku in scene.trade.company.products and not _is_accessory(scene, sku) for sku in known if sku):
        return True
    kinds = accessory_kinds(scene.trade.company)
    families = {p.category for p in scene.trade.company.products.values() if not p.is_accessory}
    return any(name not in kinds for _, name in scene.terms_of("kind")) or any(
        name in families for _, name in scene.terms_of("category")
    )


def _tools_named(scene: Scene) -> list[int]:
    """Where the message names tools, or points to them."""
    accessories = _accessories(scene)
    named = [one.start for one in scene.products if one.sku and not _is_accessory(scene, one.sku)]
    sorts = [hit.start for hit, _ in scene.terms_of("kind", "category") if hit not in accessories]
    return [*named, *sorts, *(cue.start for cue in scene.cues_named("refers"))]


def _is_accessory(scene: Scene, sku: str) -> bool:
    return scene.trade.company.products[sku].is_accessory


def _quantity(placed: Sequence[Placed]) -> int:
    said = (
        int(one.value.value)
        for _, one in placed
        if isinstance(one, SetNeed | CorrectNeed) and one.need == "quantity" and one.value.value
    )
    return next(said, 1)
