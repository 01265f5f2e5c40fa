"""Who finds the tool spoken of too heavy is shown a lighter one, and is not asked what is wrong with it."""

from __future__ import annotations

import pytest

from tests.advisor.cast import Visit, kestrel


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "that one is too heavy for us"),
        ("zh", "有没有轻一点的？这个太重了"),
        ("es", "es demasiado pesada"),
        ("pt", "é pesada demais"),
        ("de", "die ist uns zu schwer"),
        ("ja", "それは重すぎます"),
        ("ar", "هذا ثقيل جدا"),
    ],
)
def test_a_lighter_one_is_shown(locale: str, message: str) -> None:
    visit = Visit(locale)
    visit.writes("KCN-110A")
    comparison = visit.writes(message).comparison
    assert comparison is not None
    weights = [kestrel().products[sku].attributes["weight"] for sku in comparison.columns]
    assert comparison.columns[0] == "KCN-110A"
    assert all(weight < weights[0] for weight in weights[1:])
