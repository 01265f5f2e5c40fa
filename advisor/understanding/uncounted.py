"""The source of truth for numbers beside things that order nothing: what is there already, what a shift does, one of each."""

from __future__ import annotations

import re

from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene

NEAR = 26
"""Characters within which a word speaks about a number."""
FOR_EACH = re.compile(r"(?<![a-z])(?:each|per|pro|jeweils|je|en cada|por cada|em cada|por)(?![a-z])")
""" "Three stations, one tool each" wishes for no single one."""
_EACH_BEFORE = re.compile(r"(?<![a-z])(?:je|jeweils|each|per|cada uno|cada una|cada um|cada uma|cada)\s$")


def one_of_each(scene: Scene, amount: Amount) -> bool:
    """The one of "with one tool each, so six tools"; the number of all is told beside it."""
    if amount.first != 1:
        return False
    each = FOR_EACH.search(scene.text, amount.end, amount.end + NEAR) is not None
    each |= _EACH_BEFORE.search(scene.text, max(0, amount.start - 10), amount.start) is not None
    return each and any(one.start > amount.end and one.is_bare and one.first > 1 for one in scene.amounts)


def not_ordered(scene: Scene, amount: Amount) -> bool:
    """Another maker's tools that stand there already, what is done in a shift, and "2 lots" are no order of so many."""
    if any(0 <= cue.start - amount.end <= 1 for cue in scene.cues_named("no_product")):
        return True
    clause = scene.clause(amount.start)
    if _NO_TOOL.match(scene.text, amount.end) or _NO_TOOL.match(scene.text, amount.number.end):
        return True
    if scene.has("competitor_better", within=clause) and not scene.has("take", "order", "need", within=clause):
        return True  # "for that price I get two of them elsewhere"
    if scene.has("free_goods", within=clause) and not scene.has("take", "order", "need", within=clause):
        return True  # 能不能送两块备用电池: the two are to be given away
    theirs = any(one.competitor and 0 <= one.start - amount.end <= _BY for one in scene.products)
    return theirs or _A_SHIFT.search(scene.text, max(0, amount.start - NEAR), amount.start) is not None


_NO_TOOL = re.compile(
    r"[条個本轴軸]?の?(?:全?新的?|新)?(?:装配|组装|总装|生产|流水|自动|产)?线|[轴軸](?:ロボ|机器人|机械|加工|联动|マシニング|制御|センタ)|关节|轴同步"
)
"""一条新线 and 6軸ロボット are no tools: a line is equipped, and a machine has axes."""
_BY = 3
_A_SHIFT = re.compile(
    r"(?:(?:1|一|每|毎)(?:台|车|辆)(?:あたり|当たり|につき|车)?|每班|每月|一个月|毎月|月に|月间|ひと月に|1か月に|1ヶ月に|每天|每日|一天|一班|毎日|1日|一日|日に|يوميا|في اليوم|في الورديه)[^,.。、]{0,8}$"
)
