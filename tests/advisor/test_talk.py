"""What buyers say in passing once tools were named: why, little space, above the budget, an empty battery, which options."""

import pytest

from advisor.model import AskFact, AskKnowledge, AskRecommendation, Command, Objection
from advisor.understanding.understand import understand
from tests.advisor.cast import TODAY, Visit

FIRST = {
    "en": "cordless tool for 60 Nm",
    "de": "Akku-Werkzeug für 60 Nm",
    "zh": "充电式工具，60牛米",
    "es": "herramienta a batería de 60 Nm",
    "pt": "ferramenta a bateria de 60 Nm",
    "ja": "60 N·mのコードレス工具",
    "ar": "أداة لاسلكية 60 نيوتن متر",
}
WHY = {
    "en": ("what would you suggest and why?", "why that one?"),
    "de": ("was empfehlen Sie und warum?", "warum gerade der?"),
    "zh": ("推荐哪个？为什么？", "为什么选这个？"),
    "es": ("¿cuál me recomienda y por qué?", "¿por qué ese?"),
    "pt": ("qual você recomenda e por quê?", "por que esse?"),
    "ja": ("おすすめの機種とその理由を教えてください。", "なぜこれですか。"),
    "ar": ("ماذا تنصحني ولماذا؟", "لماذا هذا؟"),
}
TIGHT = {
    "en": ("space is tight", "there is little room around the bolt"),
    "de": ("es ist eng", "wir haben wenig Platz"),
    "zh": ("空间很小", "地方狭窄"),
    "es": ("hay poco espacio", "el espacio es de difícil acceso"),
    "pt": ("o espaço é apertado", "tem pouco espaço"),
    "ja": ("スペースが狭いです", "狭い場所で使います"),
    "ar": ("المكان ضيق", "المساحة محدودة"),
}
DEAR = {
    "en": "that's 15 % over budget, what can you do?",
    "de": "das ist 15 % über Budget, was geht?",
    "zh": "超预算15%了",
    "es": "está un 15 % por encima del presupuesto",
    "pt": "está 15% acima do orçamento",
    "ja": "15%の予算オーバーです",
    "ar": "هذا فوق الميزانية بنسبة 15%",
}
EMPTY = {
    "en": "and what if the battery runs out in the middle of a shift?",
    "de": "und wenn der Akku leer ist mitten in der Schicht?",
    "zh": "班中没电了怎么办？",
    "es": "¿y si se acaba la batería a mitad de turno?",
    "pt": "e se acaba a bateria no meio do turno?",
    "ja": "途中でバッテリー切れになったらどうしますか。",
    "ar": "وماذا لو نفدت البطارية في منتصف الوردية؟",
}
OPTIONS = {
    "en": "which options do I have?",
    "de": "welche Möglichkeiten habe ich?",
    "zh": "有哪些选择？",
    "es": "¿qué opciones tengo?",
    "pt": "quais opções tem?",
    "ja": "どんな選択肢がありますか。",
    "ar": "ما الخيارات المتاحة؟",
}


def meant(locale: str, said: str) -> tuple[Command, ...]:
    """What a message means once tools were named."""
    visit = Visit(locale)
    visit.writes(FIRST[locale])
    assert visit.conversation is not None
    return understand(said, visit.conversation, visit.company, today=TODAY).commands


@pytest.mark.parametrize(("locale", "said"), [(locale, said) for locale, many in WHY.items() for said in many])
def test_why_asks_for_the_recommendation_and_no_passage(locale: str, said: str) -> None:
    assert meant(locale, said) == (AskRecommendation(),)


def test_why_of_something_else_is_looked_up() -> None:
    assert any(isinstance(each, AskKnowledge) for each in meant("en", "why must a torque wrench be calibrated?"))


@pytest.mark.parametrize(("locale", "said"), [(locale, said) for locale, many in TIGHT.items() for said in many])
def test_little_space_asks_for_the_shortest(locale: str, said: str) -> None:
    visit = Visit(locale)
    visit.writes(FIRST[locale])
    visit.writes(said)
    assert visit.conversation is not None
    assert visit.conversation.needs["preference"].values == ("least.length",)


@pytest.mark.parametrize("locale", list(DEAR))
def test_above_the_budget_is_an_objection_and_no_accuracy(locale: str) -> None:
    said = meant(locale, DEAR[locale])
    assert [type(each) for each in said] == [Objection]


@pytest.mark.parametrize("locale", list(EMPTY))
def test_an_empty_battery_asks_how_long_one_lasts(locale: str) -> None:
    assert AskFact("joints_per_charge") in meant(locale, EMPTY[locale])


@pytest.mark.parametrize("locale", list(OPTIONS))
def test_which_options_asks_for_the_recommendation(locale: str) -> None:
    assert meant(locale, OPTIONS[locale]) == (AskRecommendation(),)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "does that get every result into our MES?"),
        ("de", "geht das mit Dokumentation jeder Schraube ins MES?"),
        ("zh", "它能把数据传到我们的MES吗？"),
        ("es", "¿eso se conecta con nuestro MES?"),
        ("pt", "isso conecta com o nosso MES?"),
        ("ja", "それは当社のMESに接続できますか。"),
        ("ar", "هل يرتبط بنظام MES عندنا؟"),
    ],
)
def test_whether_it_suits_the_mes_asks_its_interfaces(locale: str, said: str) -> None:
    assert AskFact("communication") in meant(locale, said)


def test_a_question_back_is_the_last_thing_said() -> None:
    visit = Visit("ja")
    visit.writes("トルクは25～45N·mです。KDN-60を検討しています。")
    visit.writes("2台での価格と納期をお願いします。")
    assert visit.turn is not None
    kinds = [each.kind for each in visit.turn.statements]
    assert kinds.index("lead_time") < kinds.index("offer_quote") == len(kinds) - 1


@pytest.mark.parametrize(
    ("locale", "said"),
    [("es", "¿Hay repuestos disponibles y por cuánto tiempo?"), ("pt", "Há peças de reposição disponíveis e por quanto tempo?"),
     ("en", "Are spare parts available and for how long?"), ("de", "Sind Ersatzteile verfügbar und wie lange?")],
)  # fmt: skip
def test_spare_parts_are_looked_up_and_no_stock_of_a_tool(locale: str, said: str) -> None:
    assert any(isinstance(each, AskKnowledge) for each in meant(locale, said))
