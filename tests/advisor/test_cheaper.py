""" "Is there a cheaper one?" names another tool with both prices, or says openly that there is none; it is no wish for a discount."""

import pytest

from advisor.model import AskRecommendation, Negotiate, Understanding
from advisor.understanding.understand import understand
from tests.advisor.cast import TODAY, Visit

WANTED = {
    "en": "We need 6 of KTE-135.",
    "zh": "我们需要 6 台 KTE-135。",
    "es": "Necesitamos 6 unidades de KTE-135.",
    "pt": "Precisamos de 6 unidades de KTE-135.",
    "de": "Wir brauchen 6 Stück KTE-135.",
    "ja": "KTE-135 が 6 台必要です。",
    "ar": "نحتاج إلى 6 قطع من KTE-135.",
}
CHEAPER = {
    "en": ("Is there a cheaper alternative?", "Do you have something less expensive?", "Show me a more affordable model please", "any cheaper ones?"),
    "zh": ("有没有更便宜的型号？", "有便宜一点的替代品吗？", "有没有价格更低的？", "能推荐一款更实惠的吗"),
    "es": ("¿Hay una alternativa más económica?", "¿Tienen algo más barato?", "Busco un modelo más económico", "¿alguna opción menos cara?"),
    "pt": ("Existe uma alternativa mais barata?", "Têm um modelo mais em conta?", "tem algo mais barato?", "Quero ver uma opção mais econômica"),
    "de": ("Gibt es eine günstigere Alternative?", "Haben Sie auch etwas Günstigeres?", "Ich hätte gern ein billigeres Modell", "was Preiswerteres?"),
    "ja": ("もっと安い機種はありますか。", "もう少し安いものはありますか", "より安価なモデルを教えてください", "廉価版はないですか"),
    "ar": ("هل يوجد بديل أرخص؟", "هل عندكم شيء أرخص؟", "أريد موديل أقل سعرا", "في حاجة أرخص منه؟"),
}  # fmt: skip
DISCOUNTS = {
    "en": ("Can you make it cheaper?", "The competition has a cheaper alternative.", "a cheaper model, or 10 % off this one?"),
    "zh": ("能便宜一点吗？", "别家有更便宜的。"),
    "es": ("¿Me lo puede dejar más barato?", "La competencia tiene una alternativa más barata."),
    "pt": ("Pode fazer mais barato?", "A concorrência tem uma alternativa mais barata."),
    "de": ("Geht das auch günstiger?", "Die Konkurrenz hat eine günstigere Alternative."),
    "ja": ("もう少し安くなりませんか。", "他社にもっと安い機種があります。"),
    "ar": ("هل يمكن أن يكون السعر أقل؟", "عند المنافس بديل أرخص."),
}  # fmt: skip


def understood(locale: str, said: str) -> Understanding:
    """What a message means after a product was chosen."""
    visit = Visit(locale)
    visit.writes(WANTED[locale])
    assert visit.conversation is not None
    return understand(said, visit.conversation, visit.company, today=TODAY)


@pytest.mark.parametrize(("locale", "asked"), [(locale, asked) for locale, many in CHEAPER.items() for asked in many])
def test_a_cheaper_tool_is_named_with_both_prices(locale: str, asked: str) -> None:
    visit = Visit(locale)
    visit.writes(WANTED[locale])
    visit.writes(asked)
    assert visit.turn is not None
    (told,) = [each.data for each in visit.turn.statements if each.kind == "cheaper"]
    assert told["sku"] == "KTE-135"
    assert told["items"][0]["sku"] == "KTW-200"
    assert visit.turn.comparison is not None
    assert "KTW-200" in visit.reply
    assert not visit.turn.authority


@pytest.mark.parametrize("locale", list(WANTED))
def test_where_nothing_is_cheaper_that_is_said_with_its_price(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(WANTED[locale].replace("KTE-135", "KTW-25"))
    visit.writes(CHEAPER[locale][0])
    assert visit.turn is not None
    assert visit.turn.statements[0].kind == "none_cheaper"
    assert "KTW-25" in visit.reply


@pytest.mark.parametrize(("locale", "said"), [(locale, said) for locale, many in DISCOUNTS.items() for said in many])
def test_less_for_the_same_and_others_who_are_cheaper_ask_for_no_other_tool(locale: str, said: str) -> None:
    assert AskRecommendation(less="price") not in understood(locale, said).commands


def test_a_share_named_beside_it_stays_a_wish() -> None:
    assert any(isinstance(each, Negotiate) for each in understood("en", DISCOUNTS["en"][2]).commands)


CHEAPEST = {
    "en": ("torque wrench, 300 Nm", "what would the cheapest one cost?"),
    "de": ("Drehmomentschlüssel, 300 Nm", "Was kostet denn der günstigste davon?"),
    "zh": ("扭矩扳手，300牛米", "最便宜的那款多少钱？"),
    "es": ("llave dinamométrica de 300 Nm", "¿qué precio tiene la más económica?"),
    "pt": ("torquímetro de 300 Nm", "qual o preço do mais barato?"),
    "ja": ("トルクレンチ、300 N·m", "最も安いものの価格を教えてください"),
    "ar": ("مفتاح عزم 300 نيوتن متر", "بكم الأرخص؟"),
}


@pytest.mark.parametrize("locale", list(CHEAPEST))
def test_only_the_cheapest_is_priced_where_its_price_is_asked(locale: str) -> None:
    first, asked = CHEAPEST[locale]
    visit = Visit(locale)
    visit.writes(first)
    visit.writes(asked)
    assert visit.turn is not None
    (told,) = [statement.data for statement in visit.turn.statements if statement.kind == "prices"]
    assert [item["sku"] for item in told["items"]] == ["KTW-340"]
    assert "still_recommended" not in [statement.kind for statement in visit.turn.statements]
    assert visit.turn.conversation.chosen == "KTW-340"


def test_the_price_of_the_lightest_is_that_of_one_too() -> None:
    visit = Visit("en")
    visit.writes("cordless tool, 30 Nm")
    visit.writes("what does the lightest one cost?")
    assert visit.turn is not None
    (told,) = [statement.data for statement in visit.turn.statements if statement.kind == "prices"]
    assert [item["sku"] for item in told["items"]] == ["KCP-35"]


def test_all_are_priced_where_the_prices_of_all_are_asked() -> None:
    visit = Visit("en")
    visit.writes("torque wrench, 300 Nm")
    visit.writes("what do they cost?")
    assert visit.turn is not None
    (told,) = [statement.data for statement in visit.turn.statements if statement.kind == "prices"]
    assert len(told["items"]) == 2
