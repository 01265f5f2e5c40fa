"""The source of truth for what a control system is to do to a tool: it asks how they speak, and not for the figure that is set."""

from __future__ import annotations

import re

from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene, Span

_STEERS = re.compile(
    r"(?<![a-z])(?:program\w*|set|sets|adjust\w*|change|changed|control\w*|parametri\w*|select\w*|vorgeb\w*|vorgegeben|vorgabe|einstell\w*|eingestellt|ansteuer\w*|steuern|umschalt\w*|"
    r"ajust\w*|configur\w*|regul\w*|seleccion\w*|selecion\w*|mudar|cambiar)(?![a-z])|设定|设置|下发|控制|修改|选择|設定|変更|制御|切替|切り替え|ضبط|برمج|تغيير|التحكم|اختيار"
)
"""What a control system does to a tool."""


def steered(scene: Scene, sentence: Span) -> tuple[Hit, str] | None:
    """ "Can the PLC set the torque?" asks how the tool speaks with what the word raises, and not for the figure that is set."""
    raising = scene.terms_of("raises", "steers", within=sentence)
    need = scene.trade.company.needs.get(raising[0][1]) if raising else None
    asks = scene.is_question(sentence) and _STEERS.search(scene.text, *sentence) is not None
    return (raising[0][0], need.match.attribute) if asks and need is not None and need.match is not None else None
