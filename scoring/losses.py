"""Why customers are lost: the causes there are, which of them a written reason names, and what the records show. Pure."""

from __future__ import annotations

from collections.abc import Mapping

CAUSES = ("price", "lead_time", "fit", "competitor", "slow_follow_up", "documents_unread", "other", "unknown")
"""What a loss can be put down to; `other` is a written reason that names none of them, `unknown` no reason at all."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "price": (
        *("price", "expensive", "budget", "cost", "价格", "太贵", "预算", "precio", "caro", "presupuesto", "preço"),
        *("orçamento", "preis", "teuer", "kosten", "価格", "高い", "予算", "سعر", "ميزانية", "غال"),
    ),
    "lead_time": (
        *("lead time", "lead_time", "delivery", "too late", "交期", "交货", "plazo", "entrega", "prazo", "lieferzeit"),
        *("liefertermin", "納期", "تسليم", "موعد"),
    ),
    "competitor": (
        *("competitor", "competition", "rival", "竞争", "对手", "competidor", "competencia", "concorr", "wettbewerb"),
        *("konkurren", "競合", "他社", "منافس"),
    ),
    "slow_follow_up": (
        *(
            "slow",
            "no answer from us",
            "silence",
            "follow-up",
            "follow up",
            "follow_up",
            "跟进",
            "响应慢",
            "seguimiento",
        ),
        *("demora", "acompanhamento", "nachfass", "langsam", "対応が遅", "フォロー", "متابعة", "تأخر الرد"),
    ),
    "documents_unread": (
        *(
            "unread",
            "documents_unread",
            "not read",
            "未阅读",
            "未读",
            "sin leer",
            "não lid",
            "ungelesen",
            "未読",
            "غير مقروء",
        ),
    ),
    "fit": (
        *(
            "fit",
            "feature",
            "specification",
            "not suitable",
            "功能",
            "不匹配",
            "规格",
            "función",
            "no encaja",
            "requisit",
        ),
        *("não atende", "passt nicht", "anforderung", "funktion", "仕様", "機能", "合わな", "مواصفات", "ملائم"),
    ),
}
"""What a written reason says in the seven languages; the first cause that has a word in it counts."""


def stated_cause(reason: str | None) -> str:
    """Return the cause that a reason names: an id of `CAUSES`, or words in any of the seven languages."""
    said = (reason or "").strip().lower()
    if not said:
        return "unknown"
    if said in CAUSES:
        return said
    return next((cause for cause, words in _WORDS.items() if any(word in said for word in words)), "other")
