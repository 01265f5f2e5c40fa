""" "A lighter one?" is answered with what fulfils the needs and is lighter, or openly with no."""

import pytest

from tests.advisor.cast import Visit

FIRST = {
    "en": "I need a cordless tool for 60 Nm",
    "de": "Akku-Werkzeug für 60 Nm",
    "zh": "我们需要充电式工具，60牛米",
    "es": "Necesito una herramienta a batería de 60 Nm",
    "pt": "Preciso de uma ferramenta a bateria de 60 Nm",
    "ja": "60 N·mのコードレス工具を探しています",
    "ar": "أحتاج أداة لاسلكية 60 نيوتن متر",
}
STRONGER = {
    "en": "anything stronger?",
    "de": "gibt es etwas Stärkeres?",
    "zh": "有没有扭矩更大的？",
    "es": "¿hay algo más potente?",
    "pt": "tem algo mais forte?",
    "ja": "もっと強いものはありますか",
    "ar": "هل لديكم أقوى؟",
}


@pytest.mark.parametrize("locale", list(FIRST))
def test_something_stronger_is_named_with_the_difference(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(FIRST[locale])
    assert visit.turn is not None
    first = visit.turn.recommendations[0].sku
    visit.writes(STRONGER[locale])
    (told,) = [statement.data for statement in visit.turn.statements if statement.kind == "alternatives"]
    assert told["sku"] == first == "KCP-70"
    assert [item["sku"] for item in told["items"]] == ["KCN-80P", "KCP-100"]
    assert visit.turn.comparison is not None


def test_where_nothing_is_lighter_that_is_said() -> None:
    visit = Visit("en")
    visit.writes(FIRST["en"])
    visit.writes("a lighter one?")
    assert "none goes beyond the KCP-70" in visit.reply


def test_a_figure_makes_it_a_need_and_no_comparison() -> None:
    visit = Visit("en")
    visit.writes(FIRST["en"])
    visit.writes("lighter than 1.8 kg")
    assert visit.conversation is not None
    assert visit.conversation.needs["weight"].max == 1.8


def test_where_nothing_fits_no_quote_is_offered_for_it() -> None:
    visit = Visit("en")
    visit.writes("cordless tool, 4,000 Nm")
    assert visit.turn is not None
    assert visit.turn.conversation.recommended == ()
    visit.writes("we need 8 pieces")
    assert "PDF" not in visit.reply
    assert visit.turn.conversation.offered != "quote"
    assert visit.turn.conversation.quantity == 8
