"""The source of truth for words that name a value only loosely: a "cordless electric torque wrench" is cordless. Pure."""

from __future__ import annotations

import re

from advisor.understanding.lexicon import prefix, suffix
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span

_RANKS = ("loosely", "by_name")
"""Terms of the lexicon: `loosely.power` lists words that clearer ones outdo ("electric" beside "cordless"), `by_name.power`
names of tools that every such word outdoes ("torque wrench" beside "electric")."""
_ONE_DESCRIPTION = re.compile(
    r"[\s\-]*(?:(?:の|的|式|型|with|mit|con|com|for|of|fur|der|des|para|de|do|da|del|a|à|al|ال|ب)[\s\-]*)?"
)


def outdone(scene: Scene) -> dict[Span, str]:
    """Return where a word names the value of a need loosely while the same description names another one clearly, and the need.

    Between two words of one description stands nothing but a particle: "manual or cordless" are two wishes. What is outdone
    names no sort of tool either: who asks for a cordless torque wrench wants a cordless tool.
    """
    found: dict[Span, str] = {}
    for need, chain in _descriptions(scene):
        ranks = [_rank(hit, need) for hit in chain]
        found |= {(hit.start, hit.end): need for hit, rank in zip(chain, ranks, strict=True) if rank > min(ranks)}
    return found


def _descriptions(scene: Scene) -> list[tuple[str, list[Hit]]]:
    """Needs with the words for their values that stand in one description, in their order, where there are several."""
    ranked = {suffix(term) for hit in scene.terms for term in hit.terms if prefix(term) in _RANKS}
    chains: list[tuple[str, list[Hit]]] = []
    for need in ranked:
        chain: list[Hit] = []
        for hit in scene.terms:
            if not any(prefix(term) == need for term in hit.terms):
                continue
            if chain and not _ONE_DESCRIPTION.fullmatch(scene.text[chain[-1].end : max(chain[-1].end, hit.start)]):
                chains.append((need, chain))
                chain = []
            chain.append(hit)
        chains.append((need, chain))
    return [(need, chain) for need, chain in chains if len(chain) > 1]


def _rank(hit: Hit, need: str) -> int:
    """0 for a clear word, more for the looser ones."""
    return max((rank for rank, sort in enumerate(_RANKS, 1) if f"{sort}.{need}" in hit.terms), default=0)
