"""The source of truth for what a message only speaks of beside its wish: what the buyer has, and the tools that an accessory is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.model import NeedStatus
from advisor.understanding.lexicon import prefix, suffix
from advisor.understanding.mention import Mention, stated
from advisor.understanding.phrases import Hit
from advisor.understanding.products import Named
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene, Span
from content.catalogue.model import Company
from content.catalogue.once import once_per_company

_MEANT_FOR = re.compile(
    r"\b(?:for|onto|into|to (?:run|drive|fit|go with|use with|power|check|verify)|of|fur|zu|zum|zur|para|pra|do|da|dos|das|de|del)\b"
    r"|\bp/|用的|的|用|配|に使う|に合う|に対応|ل"
)
"""Words that lead from an accessory to the tool it is for (in Chinese and Japanese from the tool to the accessory)."""
_AND = re.compile(r"[,;、，،]|\b(?:and|und|y|e|plus|sowie|con|com|mit|with)\b(?! usa)|和|与|と|\bو")
_OURS = re.compile(
    r"\b(?:your|our|ihren?|ihrer|unseren?|unserer|sus|nuestr[oa]s|seus|suas|nossos|nossas)\b|你们的|贵司的|我们的|御社の|貴社の"
)
_REACH = 24
"""Characters from "your" to the tools it speaks of."""
_LONGEST_GAP = 40


@once_per_company
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
    last = max((amount.start for amount in scene.amounts if amount.unit and amount.start < first), default=0)
    joined = scene.locale in ("zh", "ja") and not _AND.search(scene.text, last, first)
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
    mentions = [one for one in mentions if not _known_about(scene, one)]
    mentions = [one for mention in mentions if (one := _at_hand(scene, mention)) is not None]
    tools = _tools(scene, accessory_kinds(scene.trade.company))
    held = [span for span in spans if alone or any(_inside(hit, [span]) for hit in tools)]
    return [
        mention
        for mention in mentions
        if mention.need != "power" or not (alone or any(start <= mention.start < end for start, end in held))
    ]


_KNOWS = re.compile(
    r"(?<![a-z])(?:knows?|understands?|familiar with|expert (?:in|on)|specialist (?:in|for)|sepa|sabe|entienda?|conozca|entende|conhece|experto en|especialista em|auskennt|ahnung von|spezialist fur|fur)(?: about| de| sobre| mit| von| en| em)?\s(?:\w+\s)?$"
    r"|(?:懂|熟悉|了解|精通)(?:的)?$|(?:يفهم|فاهم|خبير|متخصص|يعرف)\s(?:في\s|ب)?(?:ال)?$"
)
_KNOWS_BEHIND = re.compile(
    r"(?:に|を|が)(?:詳しい|わかる|分かる|強い|明るい|详しい)|方面的(?:专家|工程师)|\s(?:auskennt|versteht|expert|specialist)"
)


def _known_about(scene: Scene, mention: Mention) -> bool:
    """ "Somebody who knows about flanges": what a person is to know of tells no field of work and demands nothing."""
    if mention.amount is not None or not scene.has("person", "visit", within=scene.sentence(mention.start)):
        return False
    before = _KNOWS.search(scene.text, max(0, mention.start - 26), mention.start)
    return before is not None or _KNOWS_BEHIND.match(scene.text, mention.end) is not None


def _at_hand(scene: Scene, mention: Mention) -> Mention | None:
    """ "We already have batteries" tells the drive where nothing else does; it never states one."""
    if mention.need != "power":
        return mention
    clause = scene.clause(mention.start)
    cues = scene.cues_named("at_hand", within=clause)
    wished = scene.has("need", within=clause) or scene.terms_of("kind", "category", within=clause)
    if wished or not any(cue.start <= mention.start for cue in cues):
        return mention
    known = scene.conversation.needs.get(mention.need)
    if known is not None:
        return mention if mention.value.value_id in (known.value_id, *known.values) else None
    return replace(mention, value=replace(mention.value, status=NeedStatus.INFERRED))


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
        glued = 0 <= accessory.start - tool.end <= 1 and not _AND.search(scene.text[tool.end : accessory.start])
        if glued and any(prefix(term) in ("kind", "category") for term in tool.terms):
            spans.append((tool.start, tool.end))  # a spindle controller
            continue
        before = scene.locale in ("zh", "ja") and tool.end <= accessory.start
        start, end = (tool.end, accessory.start) if before else (accessory.end, tool.start)
        if not 0 <= end - start <= _LONGEST_GAP:
            continue
        gap = scene.text[start : end + (1 if scene.locale == "ar" else 0)]
        if _MEANT_FOR.search(gap) and not _AND.search(gap):
            spans.append((tool.start, tool.end) if before else (accessory.end, tool.end))
    return spans


def products_served(scene: Scene) -> tuple[str, ...]:
    """Return the part numbers of the tools that a message names as what an accessory is for: "a spare battery for the X-10"."""
    accessories = _accessories(scene, accessory_kinds(scene.trade.company))
    return tuple(
        dict.fromkeys(
            named.sku
            for named in _own_tools(scene)
            for accessory in accessories
            if named.sku and _served(scene, accessory, [Hit(named.start, named.end, ("kind",), scene.locale)])
        )
    )


def _own_tools(scene: Scene) -> list[Named]:
    products = scene.trade.company.products
    return [named for named in scene.products if named.sku and not products[named.sku].is_accessory]


def _serves_many(scene: Scene) -> bool:
    """Whether nothing but an accessory is wished for of which it matters how many tools it serves."""
    company = scene.trade.company
    counted = {one.id for one in company.attributes.values() if one.counts_served}
    wished = only_accessories(scene, beside(scene))
    return any(p.attributes.get("kind") in wished and counted & p.attributes.keys() for p in company.products.values())


@once_per_company
def _serving_kinds(company: Company) -> frozenset[str]:
    """Kinds of accessories that serve a number of tools, such as controllers."""
    counted = {one.id for one in company.attributes.values() if one.counts_served}
    held = {str(p.attributes.get("kind")) for p in company.products.values() if counted & p.attributes.keys()}
    return accessory_kinds(company) & held


def counts_served(scene: Scene, amount: Amount) -> bool:
    """Whether a number counts the tools that an accessory is to serve: "a controller for four spindles", a 4-spindle controller."""
    kinds = _serving_kinds(scene.trade.company)
    if any(
        0 <= hit.start - amount.end <= 1 and any(prefix(term) == "attribute" for term in hit.terms)
        for hit in _accessories(scene, kinds)
    ):
        return True  # 四轴控制器 is one word for the accessory and for what it counts
    near = 1 if scene.locale in ("zh", "ja") else _COUNTS_IT
    if any(
        0 <= hit.start - amount.end <= near and not _MEANT_FOR.search(scene.text, amount.end, hit.start)
        for hit in _accessories(scene, kinds)
    ):
        return False  # one controller, whatever stands behind it
    many = _serves_many(scene)
    named = [Hit(one.start, one.end, (), scene.locale) for one in _own_tools(scene)]
    for tool in [*_tools(scene, kinds), *named]:
        after = scene.locale in ("zh", "ja") and 0 <= amount.start - tool.end <= _BY_COUNT
        if not (0 <= tool.start - amount.end <= _BY_COUNT or after):
            continue
        for accessory in _accessories(scene, kinds):
            named_by = 0 <= accessory.start - tool.end <= 1
            if amount.end <= accessory.start < tool.start:
                continue  # "4 controllers for spindles"
            if tool in named and wanted_beside(scene, tool.end, accessory.start):
                continue  # "two KDN-60 and one controller" orders both
            if many or named_by or _served(scene, accessory, [tool]):
                return True
    return False


def wanted_beside(scene: Scene, end: int, start: int) -> bool:
    """Whether an "and" stands between a tool that ends and an accessory that starts here; in Arabic it is part of the word."""
    return _JOINED.fullmatch(scene.text, end, max(end, start)) is not None or scene.text.startswith("وو", start)


_JOINED = re.compile(
    r"(?!.*(?:つな|接続|対応|駆動|連接|连接|接[的到]))"
    r"[^,;。]{0,14}?(?:[,;+&、]|(?<![a-z])(?:and|plus|with|incl|including|includes|und|sowie|mit|inkl|inklusive|samt|y|mas|con|incluyendo|incluid[oa]s?|e|mais|com|incluindo|inclus[oa])(?![a-z])|含|包含|包括|込み|付き|和|以及|加|配|と|および|及び|プラス|\sو)[^。]{0,14}"
)
"""Between a tool and an accessory that is wanted beside it."""
_BY_COUNT = 12
_COUNTS_IT = 5
"""Characters from "one" to the accessory that it counts ("one new controller"); in Chinese and Japanese the counter alone."""


def _accessories(scene: Scene, kinds: frozenset[str]) -> list[Hit]:
    return [hit for hit in scene.terms if any(prefix(term) == "kind" and suffix(term) in kinds for term in hit.terms)]


@once_per_company
def _families_of_tools(company: Company) -> frozenset[str]:
    return frozenset(product.category for product in company.products.values() if not product.is_accessory)


def _tools(scene: Scene, kinds: frozenset[str]) -> list[Hit]:
    families = _families_of_tools(scene.trade.company)
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
