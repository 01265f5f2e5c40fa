"""The source of truth for what there is at the site to drive a tool: what is not there rules out what runs on it, what is there demands nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from advisor.understanding.mention import Mention, stated
from advisor.understanding.phrases import Hit
from advisor.understanding.rejections import rejected
from advisor.understanding.scene import Scene
from content.catalogue.model import Company
from content.catalogue.once import once_per_company

_NEAR = 22
"""Characters between a supply and the word that says that it is there."""
_OTHER_WORD = re.compile(r"[没无]有?[电气](?=[话脑池子机批动工缆压流路了味泡密])")
""" "没电话", "没电了": no telephone, an empty battery."""
_OF_BATTERY = re.compile(r"(?:电池|工具|枪|扳手|它)[都又快就]?$")


class Supplies(NamedTuple):
    """`told` are the mentions without what only names a supply, `lacked` the drives that what is not there rules out."""

    told: list[Mention]
    lacked: list[Mention]


def supplies(scene: Scene, mentions: Sequence[Mention]) -> Supplies:
    """Part what is wished from what is said of the supply at the site: "no compressed air here", "400 V is available"."""
    told, lacked = list(mentions), []
    for hit, source in scene.terms_of("supply", "lacking"):
        for need, drives in _drives(scene.trade.company).get(source, ()):
            if _in_the_name_of_a_drive(hit, need, mentions):
                continue
            one = Mention(
                hit.start, hit.end, need, stated(scene, values=drives, as_said=scene.text[hit.start : hit.end])
            )
            if _lacks(scene, hit, one):
                lacked.append(one)
            elif not _is_there(scene, hit):
                continue
            told = [other for other in told if not (other.start < hit.end and hit.start < other.end)]
    return Supplies(told, lacked)


def _in_the_name_of_a_drive(hit: Hit, need: str, mentions: Sequence[Mention]) -> bool:
    """Whether the words only begin the name of a drive ("air tools", エア駆動), which is wished or refused by itself."""
    length = hit.end - hit.start
    return any(
        one.need == need and one.start <= hit.start and hit.end <= one.end and one.end - one.start > length
        for one in mentions
    )


@once_per_company
def _drives(company: Company) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By what there must be at the site: the needs and their choices that run on it."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for need in company.needs.values():
        for source in dict.fromkeys(choice.runs_on for choice in need.choices if choice.runs_on):
            held = tuple(choice.id for choice in need.choices if choice.runs_on == source)
            found.setdefault(source, []).append((need.id, held))
    return found


def _lacks(scene: Scene, hit: Hit, one: Mention) -> bool:
    sentence = scene.sentence(hit.start)
    if any(term.startswith("lacking.") for term in hit.terms):
        before = _OF_BATTERY.search(scene.text, max(0, hit.start - 6), hit.start)
        return before is None and _OTHER_WORD.match(scene.text, hit.start) is None
    if scene.is_question(sentence):
        return False  # "does it need no air?"
    lacks = _said_of(scene, hit, "lacking")
    there = scene.locale in ("ja", "zh") and _said_of(
        scene, hit, "available"
    )  # コンプレッサーはありますので…で結構です
    return lacks or (rejected(scene, one) and not there)


def _is_there(scene: Scene, hit: Hit) -> bool:
    """Whether a clause only tells that the supply is there: what is wished or asked for there stands."""
    clause = scene.clause(hit.start)
    return _said_of(scene, hit, "available") and not scene.has("need", within=clause)


def _said_of(scene: Scene, hit: Hit, name: str) -> bool:
    start, end = scene.clause(hit.start)
    return any(
        start <= mark.start < end and (0 <= hit.start - mark.end <= _NEAR or 0 <= mark.start - hit.end <= _NEAR)
        for mark in scene.presents(name)
    )
