""" "Tell me about the KCN-80P" is answered with what it is, and is neither an order nor a question to the documents."""

import pytest

from tests.advisor.cast import Visit

ASKED = {
    "en": ("Could you tell me more about KCN-80P?", "What can you tell me about the KCN-80P?", "I'd like some information on KCN-80P", "KCN-80P details please"),
    "zh": ("请介绍一下 KCN-80P。", "能详细说说KCN-80P吗？", "我想了解一下KCN-80P", "KCN-80P的详细资料"),
    "es": ("¿Me puede contar más sobre KCN-80P?", "Hábleme de la KCN-80P", "¿Qué es la KCN-80P?", "Quisiera información sobre KCN-80P"),
    "pt": ("Pode me contar mais sobre KCN-80P?", "Fale-me da KCN-80P", "O que é a KCN-80P?", "Gostaria de informações sobre a KCN-80P"),
    "de": ("Können Sie mir mehr über KCN-80P sagen?", "Erzählen Sie mir etwas zum KCN-80P", "Was ist der KCN-80P?", "Stellen Sie mir bitte den KCN-80P vor"),
    "ja": ("KCN-80P について詳しく教えてください。", "KCN-80Pとはどんな製品ですか", "KCN-80Pを紹介してください", "KCN-80Pの情報をください"),
    "ar": ("هل يمكنك إخباري المزيد عن KCN-80P؟", "ما هو KCN-80P؟", "أريد معلومات عن KCN-80P", "عرفني على KCN-80P"),
}  # fmt: skip


@pytest.mark.parametrize(("locale", "asked"), [(locale, asked) for locale, many in ASKED.items() for asked in many])
def test_a_product_is_introduced_with_its_figures_and_its_page(locale: str, asked: str) -> None:
    visit = Visit(locale)
    visit.writes(asked)
    assert visit.turn is not None
    assert [each.kind for each in visit.turn.statements if each.kind != "introduction"][:1] == ["data"]
    assert f"(/{locale}/products/kcn-80p)" in visit.reply


@pytest.mark.parametrize(
    "asked", ["Tell me about the battery of the KCN-80P", "What is the price of the KCN-80P?", "KCN-80P details and 5 pcs please quote"]
)  # fmt: skip
def test_what_asks_for_something_of_it_is_answered_with_that(asked: str) -> None:
    visit = Visit("en")
    visit.writes(asked)
    assert visit.turn is not None
    assert "data" not in [each.kind for each in visit.turn.statements]
