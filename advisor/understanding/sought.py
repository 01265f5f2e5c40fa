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
from advisor.understanding.beside import beside, only_accessories
from advisor.understanding.lexicon import prefix, suffix
from advisor.understanding.mention import Mention
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
_OWN = NeedValue(NeedStatus.STATED, 0)


def sought(scene: Scene, placed: Sequence[Placed], asked_in: Sequence[Span]) -> tuple[str, ...]:
    """Return what is asked for, as `category.torque_wrenches` or `kind.pulse_tool`; what is only asked about is left out.

    An accessory that is wished for without a tool is `accessory.pump`.
    """
    acts = {command.kind for _, command in placed if isinstance(command, Act)}
    if acts & _NO_WISH or not _wishes(scene, placed):
        return ()
    aside = beside(scene)
    if alone := only_accessories(scene, aside):
        return tuple(f"accessory.{kind}" for kind in alone)
    about = [
        *aside,
        *asked_in,
        *(scene.sentence(start) for start, command in placed if isinstance(command, AskCalculation)),
    ]
    found = [
        term
        for hit in scene.terms
        if not any(start <= hit.start < end for start, end in about)
        and not scene.has("compare", within=scene.sentence(hit.start))
        and not rejected(scene, Mention(hit.start, hit.end, "", _OWN))
        for term in hit.terms
        if prefix(term) in SORTS and _known(scene, term)
    ]
    return tuple(dict.fromkeys(found))


def _wishes(scene: Scene, placed: Sequence[Placed]) -> bool:
    """Whether the message wishes for something, rather than tells or asks of what is there."""
    if any(isinstance(command, _WISHES) for _, command in placed) or scene.has("need", "offer", "recommend"):
        return True
    unclear = (Act(ActKind.UNCLEAR), Act(ActKind.GREET))
    return all(command in unclear or isinstance(command, AskKnowledge | AskFact) for _, command in placed)


def _known(scene: Scene, term: str) -> bool:
    company = scene.trade.company
    if prefix(term) == "category":
        return suffix(term) in company.categories
    attribute = company.attributes.get(prefix(term))
    return attribute is not None and suffix(term) in attribute.choices
