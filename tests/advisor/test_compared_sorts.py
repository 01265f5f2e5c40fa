"""Asked for the difference between two sorts of tool, the advisor sets one of each side by side, in every language."""

from __future__ import annotations

import pytest

from tests.advisor.cast import Visit, kestrel

QUESTIONS = {
    "en": "what is the difference between the hydraulic wrench and the multiplier?",
    "zh": "液压扳手和倍增器有什么区别？",
    "es": "¿qué diferencia hay entre la llave hidráulica y el multiplicador?",
    "pt": "qual a diferença entre a chave hidráulica e o multiplicador?",
    "de": "Was ist der Unterschied zwischen dem Hydraulikschrauber und dem Vervielfältiger?",
    "ja": "油圧レンチと倍力器の違いは何ですか",
    "ar": "ما الفرق بين المفتاح الهيدروليكي ومضاعف العزم؟",
}
ABOUT_ONE = [{"title": "Multipliers", "url": "/en/x", "passage": "Impacts break the gears.", "locale": "en"}]


@pytest.mark.parametrize("locale", list(QUESTIONS))
def test_one_tool_of_each_sort_is_compared(locale: str) -> None:
    visit = Visit(locale, passages=ABOUT_ONE)
    comparison = visit.writes(QUESTIONS[locale]).comparison
    assert comparison is not None
    families = [kestrel().products[sku].category for sku in comparison.columns]
    assert families == ["hydraulic_wrenches", "torque_multipliers"]
    assert visit.turn is not None
    assert "power" not in visit.turn.conversation.needs
    assert not visit.turn.citations


def test_those_that_were_spoken_of_are_the_ones_compared() -> None:
    visit = Visit("en")
    shown = {each.sku for each in visit.writes("M36 tower bolts, 2,800 Nm").recommendations}
    comparison = visit.writes(QUESTIONS["en"]).comparison
    assert comparison is not None
    assert set(comparison.columns) <= shown


def test_a_passage_that_tells_both_apart_is_told_beside_the_table() -> None:
    told = {
        **ABOUT_ONE[0],
        "passage": "Pulse tools are fast, nutrunners measure the angle.",
        "categories": ["cordless_tools"],
    }
    visit = Visit("en", passages=[told])
    comparison = visit.writes("What is the difference between a pulse tool and a nutrunner?").comparison
    assert comparison is not None
    assert "measure the angle" in visit.reply
    about_everything = {**told, "categories": []}
    other = Visit("en", passages=[about_everything])
    other.writes("What is the difference between a pulse tool and a nutrunner?")
    assert "measure the angle" not in other.reply


WHEELS = {
    "en": ("Wheel bolts, battery tool, 110 to 140 Nm", "how does a pulse tool differ from an angle nutrunner?"),
    "de": ("Radschrauben, Akkuwerkzeug, 110 bis 140 Nm", "Worin unterscheiden sich Impulsschrauber und Winkelschrauber?"),
    "zh": ("车轮螺栓，充电式工具，110到140牛米", "脉冲工具和弯头拧紧枪有什么区别？"),
    "es": ("Tornillos de rueda, a batería, de 110 a 140 Nm", "¿en qué se diferencia la de impulsos del atornillador angular? comparar"),
    "pt": ("Parafusos de roda, a bateria, de 110 a 140 Nm", "qual a diferença entre a ferramenta de pulso e a apertadeira angular?"),
    "ja": ("ホイールボルト、コードレス、110～140 N·m", "パルスツールとアングルナットランナーの違いは何ですか"),
    "ar": ("براغي العجلات، بالبطارية، من 110 إلى 140 نيوتن متر", "ما الفرق بين الأداة النبضية والمفك الزاوي؟"),
}  # fmt: skip


@pytest.mark.parametrize("locale", list(WHEELS))
def test_the_one_nearest_to_what_is_on_record_stands_for_a_sort(locale: str) -> None:
    first, asked = WHEELS[locale]
    visit = Visit(locale)
    visit.writes(first)
    comparison = visit.writes(asked).comparison
    assert comparison is not None
    assert set(comparison.columns) == {"KCP-150", "KCN-110A"}


DESIGNS = {
    "en": ("Hydraulic wrenches for 6,000 Nm", "is the difference between cassette and square drive only the height?"),
    "de": ("Hydraulikschrauber für 6.000 Nm", "Unterschied zwischen Vierkant und Kassette?"),
    "zh": ("液压扳手，6000牛米", "方驱和中空式有何区别？"),
    "es": ("Llaves hidráulicas de 6.000 Nm", "¿diferencia entre la de casete y la de cuadradillo?"),
    "pt": ("Chaves hidráulicas de 6.000 Nm", "qual é a diferença entre quadrado e cassete?"),
    "ja": ("油圧レンチ、6,000 N·m", "角ドライブとカセットの違いを教えてください"),
    "ar": ("مفاتيح هيدروليكية بعزم 6000 نيوتن متر", "وش الفرق بين المربع والكاسيت؟"),
}
DIGITAL = {
    "en": "difference between the click one and the digital one?",
    "de": "Was unterscheidet mechanisch von elektronisch, was ist der Unterschied?",
    "zh": "预置和数显有啥区别？",
    "es": "¿qué diferencia hay entre clic y digital?",
    "pt": "diferença entre o de estalo e o digital?",
    "ja": "プレセットとデジタルはどう違うのですか",
    "ar": "ما الفرق بين الميكانيكي والرقمي؟",
}
WRENCH = {
    "en": "torque wrench for 100 Nm", "de": "Drehmomentschlüssel für 100 Nm", "zh": "扭矩扳手，100牛米",
    "es": "llave dinamométrica de 100 Nm", "pt": "torquímetro de 100 Nm", "ja": "トルクレンチ 100 N·m",
    "ar": "مفتاح عزم 100 نيوتن متر",
}  # fmt: skip


@pytest.mark.parametrize("locale", list(DESIGNS))
def test_designs_called_by_a_part_are_set_side_by_side(locale: str) -> None:
    first, asked = DESIGNS[locale]
    visit = Visit(locale, passages=ABOUT_ONE)
    visit.writes(first)
    comparison = visit.writes(asked).comparison
    assert comparison is not None
    assert comparison.columns == ("KHW-10000", "KHL-2500")  # what fulfils the needs stands first
    assert visit.turn is not None
    assert not visit.turn.citations


@pytest.mark.parametrize("locale", list(DIGITAL))
def test_designs_called_by_a_quality_are_set_side_by_side(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(WRENCH[locale])
    comparison = visit.writes(DIGITAL[locale]).comparison
    assert comparison is not None
    kinds = {kestrel().products[sku].attributes["kind"] for sku in comparison.columns}
    assert kinds == {"click_wrench", "electronic_wrench"}


def test_a_part_alone_is_a_part_and_no_sort() -> None:
    visit = Visit("en")
    visit.writes("hydraulic wrench, 3,000 Nm")
    visit.writes("which square drive does it have?")
    assert "Output drive" in visit.reply
    assert visit.turn is not None
    assert visit.turn.comparison is None


def test_one_that_was_only_compared_is_priced_and_called_no_recommendation() -> None:
    visit = Visit("de")
    visit.writes("Kabelloses, 110 bis 140 Nm, Klasse A")
    visit.writes("Was ist der Unterschied zwischen Impulsschrauber und Winkelschrauber?")
    visit.writes("Dann 4 Stück davon mit 8 Akkus, was kostet das?")
    assert "KCP-150" in visit.reply
    assert "meine erste Empfehlung" not in visit.reply
