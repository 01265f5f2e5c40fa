"""The source of truth for what a message only speaks of beside its wish: what the buyer has, and the tools that an accessory is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.model import NeedStatus
from advisor.understanding.lexicon import prefix, suffix
from advisor.understanding.mention import Mention, stated
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span
from content.catalogue.model import Company

_MEANT_FOR = re.compile(
    r"\b(?:for|onto|into|to (?:run|drive|fit|go with|use with|power|check|verify)|of|fur|zu|zum|zur|para|pra|do|da|dos|das|de|del)\b"
    r"|用的|的|用|に使う|ل"
)
"""Words that lead from an accessory to the tool it is for (in Chinese and Japanese from the tool to the accessory)."""
_AND = re.compile(r"[,;、，،]|\b(?:and|und|y|e|plus|sowie|con|com|mit|with)\b(?! usa)|和|与|と|\bو")
_OURS = re.compile(
    r"\b(?:your|our|ihren?|ihrer|unseren?|unserer|sus|nuestr[oa]s|seus|suas|nossos|nossas)\b|你们的|贵司的|我们的|御社の|貴社の"
)
_REACH = 24
"""Characters from "your" to the tools it speaks of."""
_LONGEST_GAP = 40


def accessory_kinds(company: Company) -> frozenset[str]:
    """Kinds that no tool is of."""
    of_tools = {
        str(product.attributes.get("kind")) for product in company.products.values() if not product.is_accessory
    }
    return frozenset({str(p.attributes.get("kind")) for p in company.products.values() if p.is_accessory} - of_tools)


def beside(scene: Scene) -> tuple[Span, ...]:
    """Return the parts of a message that name sorts which are not wished for; none where they are all that it names."""
    kinds = accessory_kinds(scene.trade.company)
    held = _held(scene)
    wished = [hit for hit in _accessories(scene, kinds) if not _inside(hit, held)]
    tools = _tools(scene, kinds)
    spans = [span for span in held if any(_inside(hit, [span]) for hit in _accessories(scene, kinds))]
    rest = [hit for hit in tools if not _inside(hit, held)]
    if wished or rest:
        spans += held
    if wished:
        spans += [(match.start(), match.end() + _REACH) for match in _OURS.finditer(scene.text)]
        drives = [hit for hit, _ in scene.terms_of("power")]
        spans += [span for hit in wished for span in _served(scene, hit, [*tools, *drives])]
    return tuple(dict.fromkeys(spans))


def only_accessories(scene: Scene, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the kinds of accessories that a message wishes for alone, leaving out what it speaks of `beside` them."""
    kinds = accessory_kinds(scene.trade.company)
    wished = [hit for hit in _accessories(scene, kinds) if not _inside(hit, spans)]
    if not wished or any(not _inside(hit, spans) for hit in _tools(scene, kinds)):
        return ()
    first = min(hit.start for hit in wished)
    demands = [
        hit.start
        for hit in scene.terms
        if not _inside(hit, spans) and hit not in wished and any(prefix(term) == "power" for term in hit.terms)
    ]
    figures = [amount.start for amount in scene.amounts if amount.unit and amount.unit in _deciding(scene)]
    joined = scene.locale in ("zh", "ja") and not _AND.search(scene.text, max(figures, default=0), first)
    if any(start < first for start in demands) or (any(start < first for start in figures) and not joined):
        return ()
    named = [suffix(term) for hit in wished for term in hit.terms if prefix(term) == "kind" and suffix(term) in kinds]
    return tuple(dict.fromkeys(named))


def wished_for(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """Leave out the drive of tools that are only spoken of ("batteries for our cordless guns"); a pump at hand tells the drive."""
    spans = beside(scene)
    alone = bool(only_accessories(scene, spans))
    if not alone and not any(mention.need == "power" for mention in mentions):
        mentions = sorted([*mentions, *_drive_of(scene, spans)], key=lambda mention: mention.start)
    tools = _tools(scene, accessory_kinds(scene.trade.company))
    held = [span for span in spans if alone or any(_inside(hit, [span]) for hit in tools)]
    return [
        mention
        for mention in mentions
        if mention.need != "power" or not (alone or any(start <= mention.start < end for start, end in held))
    ]


def _drive_of(scene: Scene, spans: Sequence[Span]) -> list[Mention]:
    """The drive of the tools that cannot run without what the buyer has, where all of these have the same."""
    company = scene.trade.company
    if "power" not in company.needs or "power" in scene.conversation.needs:
        return []
    for hit in _accessories(scene, accessory_kinds(company)):
        families = {
            family
            for companion in company.companions.values()
            if companion.needed and _inside(hit, spans) and f"kind.{companion.accessory}" in hit.terms
            for family in companion.categories
        }
        drives = {str(p.attributes.get("power")) for p in company.products.values() if p.category in families}
        if len(drives) == 1:
            value = stated(scene, value_id=drives.pop(), as_said=scene.reading.said[hit.start : hit.end])
            return [Mention(hit.start, hit.end, "power", replace(value, status=NeedStatus.INFERRED))]
    return []


def _held(scene: Scene) -> list[Span]:
    """Where something is told to be there: what follows up to the wish, or what stands right before ("the pump that we have")."""
    kinds = accessory_kinds(scene.trade.company)
    sorts = [*_accessories(scene, kinds), *_tools(scene, kinds)]
    spans = []
    for cue in scene.cues_named("at_hand"):
        start, end = scene.clause(cue.start)
        wish = next((other.start for other in scene.cues_named("need", within=(cue.end, end))), end)
        if scene.has("negate", "no", within=(start, wish)):
            continue
        before = max((hit for hit in sorts if start <= hit.start < cue.start), key=lambda hit: hit.end, default=None)
        after = min((hit.start for hit in sorts if cue.end <= hit.start < wish), default=None)
        if before is not None and (after is None or cue.start - before.end <= after - cue.end):
            spans.append((before.start, cue.end))
        elif after is not None and not scene.has("need", within=(start, cue.start)):
            spans.append((cue.start, wish))
    return spans


def _served(scene: Scene, accessory: Hit, tools: Sequence[Hit]) -> list[Span]:
    """The tools that an accessory is for."""
    spans = []
    for tool in tools:
        before = scene.locale in ("zh", "ja") and tool.end <= accessory.start
        start, end = (tool.end, accessory.start) if before else (accessory.end, tool.start)
        if not 0 <= end - start <= _LONGEST_GAP:
            continue
        gap = scene.text[start : end + (1 if scene.locale == "ar" else 0)]
        if _MEANT_FOR.search(gap) and not _AND.search(gap):
            spans.append((tool.start, tool.end) if before else (accessory.end, tool.end))
    return spans


def _accessories(scene: Scene, kinds: frozenset[str]) -> list[Hit]:
    return [hit for hit in scene.terms if any(prefix(term) == "kind" and suffix(term) in kinds for term in hit.terms)]


def _tools(scene: Scene, kinds: frozenset[str]) -> list[Hit]:
    families = {p.category for p in scene.trade.company.products.values() if not p.is_accessory}
    return [
        hit
        for hit in scene.terms
        if any((prefix(t) == "kind" and suffix(t) not in kinds) or suffix(t) in families for t in hit.terms)
    ]


def _deciding(scene: Scene) -> frozenset[str]:
    """Units of the need that decides most."""
    hard = [need for need in scene.trade.company.needs.values() if need.match and need.match.hard]
    heaviest = max(hard, key=lambda need: need.weight, default=None)
    return frozenset(heaviest.accepts) if heaviest else frozenset()


def _inside(hit: Hit, spans: Sequence[Span]) -> bool:
    return any(start <= hit.start < end for start, end in spans)
