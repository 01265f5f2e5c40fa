"""The source of truth for the sorts of product that a message asks for by name: families, kinds and designs."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.model import (
    Act,
    ActKind,
    AddNeed,
    AskCalculation,
    AskFact,
    AskKnowledge,
    AskLeadTime,
    AskPrice,
    AskRecommendation,
    AskStock,
    Command,
    CorrectNeed,
    NeedStatus,
    NeedValue,
    RequestQuote,
    SetNeed,
)
from advisor.preferences import LEAST, MOST
from advisor.understanding.allowed import preferred_to
from advisor.understanding.beside import beside, only_accessories, products_served
from advisor.understanding.in_use import in_use, wanted_instead
from advisor.understanding.lexicon import prefix, suffix
from advisor.understanding.loosely import outdone
from advisor.understanding.mention import Mention
from advisor.understanding.phrases import Hit
from advisor.understanding.rejections import rejected
from advisor.understanding.scene import Scene, Span

Placed = tuple[int, Command]
SORTS = ("category", "kind", "form")
"""Prefixes of terms that name a sort of product: a family, or a choice of the attribute of that name."""

_WISHES = (SetNeed, CorrectNeed, AddNeed, AskRecommendation, AskPrice, RequestQuote, AskStock, AskLeadTime)
_NO_WISH = frozenset(
    {ActKind.COMPLAIN, ActKind.ABUSE, ActKind.SUPPLIER_PITCH, ActKind.JOB_APPLICATION, ActKind.OFF_TOPIC,
     ActKind.INSTRUCTION}
)  # fmt: skip
_NEAR = 2
"""Characters from a sort to what says that it does not suit: "a square drive doesn't fit"."""
_OWN = NeedValue(NeedStatus.STATED, 0)


def sought(scene: Scene, placed: Sequence[Placed], asked_in: Sequence[Span]) -> tuple[str, ...]:
    """Return what is asked for, as `category.torque_wrenches` or `kind.pulse_tool`; what is only asked about is left out.

    An accessory that is wished for without a tool is `accessory.pump`, with `serves.X-10` for each own tool it is for.
    """
    acts = {command.kind for _, command in placed if isinstance(command, Act)}
    if acts & _NO_WISH or not _wishes(scene, placed):
        return ()
    aside = beside(scene)
    if alone := only_accessories(scene, aside):
        return (*(f"accessory.{kind}" for kind in alone), *(f"serves.{sku}" for sku in products_served(scene)))
    about = [
        *aside,
        *asked_in,
        *((thing.start, thing.end) for thing in in_use(scene)),
        *(scene.sentence(start) for start, command in placed if isinstance(command, AskCalculation)),
    ]
    loose = outdone(scene)
    found = [
        term
        for hit in scene.terms
        if (hit.start, hit.end) not in loose
        and not any(start <= hit.start < end for start, end in about)
        and not scene.has("compare", within=scene.sentence(hit.start))
        and not rejected(scene, Mention(hit.start, hit.end, "", _OWN))
        and not any(0 <= cue.start - hit.end <= _NEAR for cue in scene.cues_named("bad_fit"))
        for term in hit.terms
        if prefix(term) in SORTS and _known(scene, term)
    ]
    return tuple(dict.fromkeys((*found, *_preferred(scene, about), *wanted_instead(scene), *preferred_to(scene))))


def only_compares(scene: Scene, hit: Hit) -> bool:
    """Arabic has one word for "stronger" and "the strongest": beside a product and without its article it compares."""
    return scene.locale == "ar" and not scene.text[hit.start : hit.end].startswith("ال")


def _preferred(scene: Scene, about: Sequence[Span]) -> list[str]:
    """What there should be least or most of ("the lightest", "as simple as possible"), as `least.weight`."""
    held = scene.conversation
    spoken_of = bool(held.chosen or held.shown or held.recommended)
    return [
        term
        for hit in scene.terms
        if not any(start <= hit.start < end for start, end in about)
        if not (spoken_of and only_compares(scene, hit))
        for term in hit.terms
        if prefix(term) in (LEAST, MOST)
    ]


def _wishes(scene: Scene, placed: Sequence[Placed]) -> bool:
    """Whether the message wishes for something, rather than tells or asks of what is there."""
    if any(isinstance(command, _WISHES) for _, command in placed) or scene.has("need", "offer", "recommend"):
        return True
    if scene.terms_of(LEAST, MOST):
        return True
    unclear = (Act(ActKind.UNCLEAR), Act(ActKind.GREET))
    return all(command in unclear or isinstance(command, AskKnowledge | AskFact) for _, command in placed)


def _known(scene: Scene, term: str) -> bool:
    company = scene.trade.company
    if prefix(term) == "category":
        return suffix(term) in company.categories
    attribute = company.attributes.get(prefix(term))
    return attribute is not None and suffix(term) in attribute.choices
