"""Calculations asked in natural words are answered in seven languages: result, formula, what was assumed, or what is missing."""

from typing import Any

import pytest

from advisor.model import AskCalculation, ChooseProduct
from tests.advisor.cast import Visit

LOCALES = ("en", "de", "zh", "es", "pt", "ja", "ar")

ASKED: dict[str, tuple[float, dict[str, str]]] = {
    "bolt_torque": (50.5, {
        "en": "What torque for an M10 8.8?", "de": "Welches Drehmoment für M10 8.8?", "zh": "M10 8.8级用多大扭矩?",
        "es": "¿Qué par de apriete lleva un tornillo M10 8.8?", "pt": "Qual o torque de aperto para M10 8.8?",
        "ja": "M10 8.8の締付けトルクはいくつですか？", "ar": "ما عزم الشد لبرغي M10 بدرجة 8.8؟"}),
    "clamp_force": (41.7, {
        "en": "What clamp force does an M12 10.9 get at 100 Nm?", "de": "Welche Vorspannkraft hat M12 10.9 bei 100 Nm?",
        "zh": "M12 10.9级在100牛米时预紧力是多少?", "es": "¿Qué precarga da un M12 10.9 a 100 Nm?",
        "pt": "Qual a pré-carga de um M12 10.9 com 100 Nm?", "ja": "M12 10.9を100 N·mで締めたときの軸力は？",
        "ar": "ما قوة الشد المسبق لبرغي M12 10.9 عند 100 نيوتن متر؟"}),
    "reaction_force": (220, {
        "en": "What reaction force do I get at 110 Nm with a 500 mm arm?",
        "de": "Wie groß ist die Reaktionskraft bei 110 Nm und 500 mm Hebelarm?", "zh": "110牛米、力臂500毫米时反力是多少?",
        "es": "¿Qué fuerza de reacción hay con 110 Nm y un brazo de 500 mm?",
        "pt": "Qual a força de reação com 110 Nm e braço de 500 mm?", "ja": "110 N·m、アーム500mmのときの反力はどのくらいですか？",
        "ar": "كم قوة رد الفعل عند 110 نيوتن متر وذراع 500 مم؟"}),
    "joints_per_charge": (813, {
        "en": "How many joints per charge at 40 Nm with an 18 V 5 Ah battery?",
        "de": "Wie viele Verschraubungen pro Akkuladung bei 40 Nm mit 18 V und 5 Ah?", "zh": "18V 5Ah电池,40牛米,一次充电能拧多少颗?",
        "es": "¿Cuántas uniones por carga a 40 Nm con batería de 18 V y 5 Ah?",
        "pt": "Quantas junções por carga a 40 Nm com bateria de 18 V e 5 Ah?",
        "ja": "18V 5Ahのバッテリーで40 N·mなら1回の充電で何本締められますか？",
        "ar": "كم وصلة لكل شحنة عند 40 نيوتن متر ببطارية 18 فولت و5 أمبير ساعة؟"}),
    "cycle_time": (4.9, {
        "en": "What is the cycle time at 300 rpm and 8 turns?", "de": "Taktzeit berechnen bei 300 1/min und 8 Umdrehungen",
        "zh": "300转每分、8圈,节拍是多少?", "es": "Calcular el tiempo de ciclo con 300 rpm y 8 vueltas",
        "pt": "Calcular o tempo de ciclo com 300 rpm e 8 voltas", "ja": "300rpm、8回転でサイクルタイムを計算してください",
        "ar": "حساب زمن الدورة عند 300 دورة في الدقيقة و8 لفات"}),
    "cost_per_joint": (0.0047, {
        "en": "What does a joint cost if the tool costs 3390 euros and we make 200,000 joints a year?",
        "de": "Was kostet eine Verschraubung, wenn das Werkzeug 3390 Euro kostet und wir 200000 Verschraubungen im Jahr machen?",
        "zh": "工具3390欧元,每年20万颗,每颗成本是多少?",
        "es": "¿Cuál es el costo por unión si la herramienta cuesta 3390 euros y hacemos 200000 uniones al año?",
        "pt": "Qual o custo por junta se a ferramenta custa 3390 euros e fazemos 200000 junções por ano?",
        "ja": "工具が3390ユーロ、年間20万本なら1本あたりのコストは？",
        "ar": "ما تكلفة الوصلة إذا كان سعر الأداة 3390 يورو ونصنع 200000 وصلة في السنة؟"}),
    "payback": (8.1, {
        "en": "When does it pay back if we save 5000 euros a year and it costs 3390 euros?",
        "de": "Wann amortisiert sich das bei 5000 Euro Ersparnis im Jahr und 3390 Euro Preis?",
        "zh": "每年节省5000欧元,价格3390欧元,多久回本?",
        "es": "¿En cuánto tiempo se amortiza si ahorramos 5000 euros al año y cuesta 3390 euros?",
        "pt": "Em quanto tempo se paga se economizamos 5000 euros por ano e custa 3390 euros?",
        "ja": "年間5000ユーロ節約、価格3390ユーロなら投資回収期間は？",
        "ar": "متى يُسترد الثمن إذا وفرنا 5000 يورو في السنة والسعر 3390 يورو؟"}),
}  # fmt: skip


def reckoned(visit: Visit) -> Any:
    assert visit.turn is not None
    (calculation,) = visit.turn.calculations
    return calculation


@pytest.mark.parametrize("name", list(ASKED))
@pytest.mark.parametrize("locale", LOCALES)
def test_a_calculation_is_asked_in_natural_words_and_answered(name: str, locale: str) -> None:
    value, messages = ASKED[name]
    visit = Visit(locale)
    visit.writes(messages[locale])
    found = reckoned(visit)
    assert (found.name, found.result["value"]) == (name, value)
    for said in (found.formula, found.source):
        assert said in visit.reply
    assert visit.turn is not None
    assert visit.turn.recommendations == ()  # nobody asked for a tool


def test_what_was_not_said_is_told_as_assumed_and_what_was_said_is_not() -> None:
    visit = Visit("en")
    visit.writes("What is the cycle time at 300 rpm and 8 turns?")
    assumed = visit.reply.partition("Assumed")[2]
    assert "moving and placing" in assumed
    assert "i = 8" not in assumed


def test_a_missing_input_is_asked_and_the_answer_completes_the_calculation() -> None:
    visit = Visit("de")
    visit.writes("Wie groß ist die Reaktionskraft bei 110 Nm?")
    assert "Länge des Hebelarms" in visit.reply
    assert visit.turn is not None
    assert visit.turn.calculations == ()
    visit.writes("500 mm")
    assert reckoned(visit).result == {"value": 220}


def test_what_the_data_sheet_of_the_product_spoken_of_says_is_used_and_named() -> None:
    visit = Visit("en")
    visit.writes("I'll take the KCN-110A")
    visit.writes("what reaction force is there at 110 Nm?")
    assert reckoned(visit).inputs["arm"] == 545
    assert "From the data sheet of KCN-110A: a = 545" in visit.reply


def test_the_price_of_the_product_spoken_of_is_that_of_the_list() -> None:
    visit = Visit("de")
    visit.writes("Was kostet der KCN-40A?")
    visit.writes("Und was kostet eine Verschraubung bei 200000 Verschraubungen im Jahr?")
    assert reckoned(visit).inputs["price"] == 3390


def test_a_friction_factor_of_the_buyers_own_is_used() -> None:
    visit = Visit("en")
    visit.writes("What torque for M10 8.8 with friction factor 0.12?")
    assert reckoned(visit).result["value"] == 30.3
    assert "your friction factor K = 0.12" in visit.reply


def test_after_a_calculation_a_yes_names_the_tools() -> None:
    visit = Visit("en")
    visit.writes("What torque for an M10 8.8?")
    visit.writes("yes please")
    assert visit.turn is not None
    assert visit.turn.recommendations


def test_the_money_of_a_calculation_is_no_budget() -> None:
    visit = Visit("en")
    visit.writes(ASKED["payback"][1]["en"])
    assert visit.conversation is not None
    assert "budget" not in visit.conversation.needs


@pytest.mark.parametrize("locale", LOCALES)
def test_a_tool_without_a_battery_has_no_joints_per_charge(locale: str) -> None:
    visit = Visit(locale)
    visit.says(ChooseProduct("KHW-4000"))
    visit.says(AskCalculation("joints_per_charge"))
    assert visit.turn is not None
    assert [statement.kind for statement in visit.turn.statements] == ["no_battery"]
    assert visit.turn.conversation.pending is None


def test_a_message_about_something_else_leaves_the_calculation() -> None:
    visit = Visit("pt")
    visit.writes("calcule as juntas por carga")
    assert visit.turn is not None
    assert visit.turn.conversation.pending == "calculation:joints_per_charge"
    visit.writes("A KCP-70 pesa quanto?")
    assert visit.turn.conversation.pending is None
    assert "calculation" not in {statement.kind for statement in visit.turn.statements}


def test_what_a_calculation_waits_for_goes_on_with_it() -> None:
    visit = Visit("en")
    visit.writes("how many joints per charge at 40 Nm?")
    visit.writes("18 V and 5 Ah")
    assert visit.turn is not None
    assert [one.name for one in visit.turn.calculations] == ["joints_per_charge"]
