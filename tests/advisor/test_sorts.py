"""The sort of tool that a buyer names ranks, alike in every language; what is only told or asked of does not."""

import pytest

from tests.advisor.cast import Visit

LOCALES = ("en", "de", "zh", "es", "pt", "ja", "ar")

NUTRUNNER = {
    "en": "I need a nutrunner, 40 to 90 Nm",
    "de": "Ich brauche einen Schrauber, 40 bis 90 Nm",
    "zh": "我们需要拧紧枪，40到90牛米",
    "es": "Necesito un atornillador, de 40 a 90 Nm",
    "pt": "Preciso de uma apertadeira, de 40 a 90 Nm",
    "ja": "ナットランナーが必要です。40～90 N·m",
    "ar": "أحتاج مفك صواميل، من 40 إلى 90 نيوتن متر",
}
PULSE = {
    "en": "I need an impulse tool for 40 to 90 Nm",
    "de": "Ich brauche einen Impulsschrauber für 40 bis 90 Nm",
    "zh": "我们需要脉冲工具，40到90牛米",
    "es": "Necesito una herramienta de impulsos de 40 a 90 Nm",
    "pt": "Preciso de uma ferramenta de impulso de 40 a 90 Nm",
    "ja": "40～90 N·mのパルスツールが必要です",
    "ar": "أحتاج أداة نبضية من 40 إلى 90 نيوتن متر",
}
ANGLE = {
    "en": "cordless angle nutrunner, 10 to 30 Nm, Wi-Fi",
    "de": "Akku-Winkelschrauber, 10 bis 30 Nm, WLAN",
    "zh": "充电式弯头拧紧枪，10到30牛米，WiFi",
    "es": "atornillador angular a batería, 10 a 30 Nm, wifi",
    "pt": "apertadeira angular a bateria, 10 a 30 Nm, wifi",
    "ja": "コードレスのアングルナットランナー、10～30 N·m、Wi-Fi",
    "ar": "مفك صواميل زاوي لاسلكي، 10 إلى 30 نيوتن متر، واي فاي",
}
LOW_PROFILE = {
    "en": "low profile hydraulic wrench for flanges, 2000 Nm",
    "de": "Hydraulik-Flachschlüssel für Flansche, 2000 Nm",
    "zh": "法兰用中空液压扳手，2000牛米",
    "es": "llave hidráulica de perfil bajo para bridas, 2000 Nm",
    "pt": "chave hidráulica de perfil baixo para flanges, 2000 Nm",
    "ja": "フランジ用の薄型油圧レンチ、2000 N·m",
    "ar": "مفتاح هيدروليكي منخفض الارتفاع للفلنجات، 2000 نيوتن متر",
}


def recommended(message: str, locale: str) -> list[str]:
    visit = Visit(locale)
    visit.writes(message)
    assert visit.turn is not None
    return [each.sku for each in visit.turn.recommendations]


@pytest.mark.parametrize(("wish", "first"), [(NUTRUNNER, ["KCN-110A", "KCN-120P", "KDN-120"]), (PULSE, ["KCP-100", "KCP-120"]),
    (ANGLE, ["KCN-40A"]), (LOW_PROFILE, ["KHL-2500"])])  # fmt: skip
def test_the_same_wish_ranks_the_same_tools_first_in_every_language(wish: dict[str, str], first: list[str]) -> None:
    ranked = {locale: recommended(wish[locale], locale) for locale in LOCALES}
    assert ranked["en"][: len(first)] == first
    assert all(skus == ranked["en"] for skus in ranked.values()), ranked


@pytest.mark.parametrize("message", ["How does an impulse tool work?", "What is the difference between a nutrunner and a pulse tool?",
    "My torque wrench is broken, I want to complain"])  # fmt: skip
def test_a_sort_that_is_only_asked_about_is_not_sought(message: str) -> None:
    visit = Visit("en")
    visit.writes(message)
    assert visit.conversation is not None
    assert not {"category", "kind", "form"} & set(visit.conversation.needs)


def test_what_is_turned_down_is_not_sought() -> None:
    visit = Visit("en")
    visit.writes("I need a nutrunner, not a pulse tool, for 40 to 90 Nm")
    assert visit.conversation is not None
    assert visit.conversation.needs["kind"].values == ("nutrunner", "dc_nutrunner")


def test_a_sort_named_later_takes_the_place_of_the_one_before() -> None:
    visit = Visit("en")
    visit.writes("I need a nutrunner for 40 to 90 Nm")
    visit.writes("rather an impulse tool please")
    assert visit.turn is not None
    assert visit.turn.recommendations[0].sku == "KCP-100"


def test_a_family_that_the_other_needs_left_behind_is_dropped() -> None:
    visit = Visit("en")
    visit.writes("I need a torque wrench for 80 Nm")
    visit.writes("cordless instead")
    assert visit.turn is not None
    assert visit.turn.recommendations[0].sku.startswith("KC")


def test_an_accessory_alone_is_shown_and_beside_a_tool_it_only_goes_with_it() -> None:
    assert recommended("I need a charger", "en") == ["KAC-18"]
    assert "KAC-18" not in recommended("I need a cordless nutrunner for 20 Nm with a charger", "en")


@pytest.mark.parametrize(("locale", "wish", "question"), [("es", "Busco un atornillador a batería", "¿cuánto dura la batería?"),
    ("zh", "我要充电式拧紧枪", "电池能用多久？"), ("ja", "コードレスナットランナーを探しています", "バッテリーはどのくらい持ちますか？"),
    ("pt", "Procuro uma parafusadeira a bateria", "quanto dura a bateria?"), ("ar", "أبحث عن مفك صواميل لاسلكي", "كم تدوم البطارية؟")])  # fmt: skip
def test_a_figure_asked_of_a_family_is_told_by_its_ends(locale: str, wish: str, question: str) -> None:
    visit = Visit(locale)
    visit.writes(wish)
    visit.writes(question)
    (told,) = [statement.data for statement in visit.turn.statements if statement.kind == "family_fact"]  # type: ignore[union-attr]  # answered
    assert [(item["sku"], item["value"]) for item in told["items"]] == [("KCN-110A", 420.0), ("KCN-15A", 1400.0)]
