"""The source of truth for values that a message itself calls a slip: "the bolt is M14, I had written M12"."""

from __future__ import annotations

import re

from advisor.understanding.mention import Mention
from advisor.understanding.scene import Scene
from advisor.understanding.text import folded_pattern

_NEAR = 40
_HAD_SAID = re.compile(
    folded_pattern(
        r"(?:(?<![a-z])(?:i|we)(?: had|'d)? (?:wrote|written|typed|put|said|mistyped|told you)(?: it was| was)?|(?<![a-z])eu (?:tinha|havia) (?:escrito|dito|colocado|falado|posto)|"
        r"(?<![a-z])(?:escrevi|digitei|coloquei|tinha escrito|havia escrito|tinha dito|tinha colocado)|(?<![a-z])(?:escribi|puse|habia (?:escrito|puesto|dicho)|habiamos (?:escrito|puesto|dicho))|"
        r"(?:前面|之前|刚才|上面|先前|上次|刚刚)(?:说|写|提|报)?的?(?:是|成)?(?:那个)?|先ほどの|さっきの|前に(?:書|言)いた|写成了?|说成了?|写错成|当成了|كتبت|كنت كاتب|كنت كتبت|قلت)"
    )
    + r"\s*(?:fur\s|als\s|the\s|el\s|o\s|a\s|la\s|de\s|:\s?)?(?:[\"'«“])?$"
)
_WRITTEN_BEHIND = re.compile(
    folded_pattern(
        r"[\"'»”]?\s?(?:geschrieben|angegeben|gesagt|genannt)(?![a-z])|と(?:書|記載|記入|お伝え|入力|言)\S{0,10}(?:が|けど|けれど|のは|ました|てしま)|"
        r"(?:写错了|是笔误|是写错|是错的|打错了|是口误|作废|不作数|不算)|(?:は|を)?(?:取り消し|撤回|なし|無し|忘れて)|\s(?:that )?(?:i|we) (?:said|wrote|mentioned|gave)(?: before| earlier| first)?(?![a-z])|"
        r",?\s(?:as i (?:had )?(?:said|wrote|written)|como (?:eu )?(?:tinha|havia) (?:escrito|dito)|como (?:habia )?(?:escrito|dicho|puse|escribi|dije)|que (?:eu )?(?:disse|falei|escrevi|tinha escrito|tinha dito)|que (?:dije|puse|escribi|habia dicho|habia puesto)|"
        r"wie (?:ich )?(?:vorhin |zuerst |anfangs )?(?:geschrieben|gesagt)|die ich (?:vorhin |zuerst )?(?:geschrieben|genannt|gesagt)\w*|von vorhin)(?![a-z])|\s(?:اللي|التي|الذي) (?:قلت|كتبت|ذكرت)\S*"
    )
)


def had_said(scene: Scene, mention: Mention) -> bool:
    """Whether a value is told as what was written before by mistake, and another of its sort stands in the message."""
    if not _another(scene, mention):
        return False
    start = mention.amount.number.start if mention.amount is not None else mention.start
    before = _HAD_SAID.search(scene.text, max(0, start - _NEAR), start)
    behind = _WRITTEN_BEHIND.match(scene.text, mention.end)
    return before is not None or behind is not None


_SLIP = re.compile(
    r"[\s?!,.;…\-–]*(?:(?:eh|ah|ach|uh|oh|um)[\s,.…]+)?(?:(?:wait|moment|warte|espera|espere|pera|perdon|sorry|desculpe?)[\s,.…]+)?"
    r"(?:(?:no|nein|nee|ne|nao)(?=\s*[,:.!…]|\s(?:wait|sorry|perdon|desculpe?|make it|lieber|besser|doch|mejor|melhor|it's|es sind|son|sao))|i mean|ich meine|quiero decir|o sea|digo|quer dizer|rather|vielmehr|mejor dicho|ou melhor|ou seja)[\s,:.!…]+"
    r"(?:wait|sorry|perdon|desculpe?|make it|lieber|besser|doch|mejor|melhor|it's|es sind|son|sao)?[\s,]*$"
)


def slipped(scene: Scene, mention: Mention) -> bool:
    """ "M7?? no, M8": a value that the next one of its sort takes back at once."""
    if mention.value.bolts:
        starts = [thread.start for thread in scene.threads if thread.start >= mention.end]
    elif mention.amount is not None and mention.amount.unit:
        unit = mention.amount.unit
        starts = [one.number.start for one in scene.amounts if one.start >= mention.end and one.unit == unit]
    else:
        return False
    return bool(starts) and _SLIP.match(scene.text, mention.end, min(starts)) is not None


def _another(scene: Scene, mention: Mention) -> bool:
    if mention.value.bolts:
        return any(thread.start != mention.start for thread in scene.threads)
    amount = mention.amount
    return amount is not None and any(
        one.start != amount.start and one.unit in (amount.unit, None) for one in scene.amounts
    )
