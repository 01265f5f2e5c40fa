"""Whatever an attribute of the pack tells can be required: it excludes what does not have it, and is never asked for."""

from __future__ import annotations

import pytest

from content.catalogue.implied import with_implied
from content.catalogue.items import take_apart
from tests.advisor.cast import Visit, kestrel

ANGLE = {
    "en": "Cordless tool, 25 Nm, it must record the angle as well",
    "de": "Akkuschrauber, 25 Nm, der Winkel muss dokumentiert werden",
    "es": "Herramienta a batería, 25 Nm, con registro del ángulo",
    "pt": "Ferramenta a bateria, 25 Nm, que registre o ângulo",
    "zh": "电池工具，25牛米，要能记录角度",
    "ja": "コードレスで25 N·m、角度も記録したい",
    "ar": "أداة لاسلكية 25 نيوتن متر مع تسجيل الزاوية",
}
FOUR = {
    "en": "I need a controller for four spindles",
    "de": "Steuerung für vier Einbauschrauber",
    "es": "Necesito un controlador para cuatro husillos",
    "pt": "Controlador para quatro fusos de aperto",
    "zh": "四轴控制器",
    "ja": "ナットランナー4台用のコントローラー",
    "ar": "وحدة تحكم لأربعة محاور شد",
}


def recommended(visit: Visit) -> list[str]:
    assert visit.turn is not None
    return [each.sku for each in visit.turn.recommendations]


@pytest.mark.parametrize("locale", ANGLE)
def test_who_wants_the_angle_recorded_sees_only_what_records_it(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(ANGLE[locale])
    shown = recommended(visit)
    assert shown
    assert all(kestrel().products[sku].attributes["angle_control"] is True for sku in shown)
    assert "KCP-35" not in shown


@pytest.mark.parametrize("locale", FOUR)
def test_a_controller_for_four_spindles_runs_four(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(FOUR[locale])
    assert recommended(visit) == ["KDC-4"]
    assert visit.conversation is not None
    assert visit.conversation.quantity is None


def test_a_figure_of_any_attribute_bounds_the_choice() -> None:
    visit = Visit("de")
    visit.writes("Schrauber 40 Nm, höchstens 75 dB(A)")
    noise = [kestrel().products[sku].attributes.get("noise") for sku in recommended(visit)]
    assert noise
    assert all(isinstance(one, float | int) and one <= 75 for one in noise if one is not None)
    visit = Visit("en")
    visit.writes("Torque wrench 60 Nm with memory for at least 1000 results")
    held = [kestrel().products[sku].attributes["memory"] for sku in recommended(visit)]
    assert held
    assert all(isinstance(one, float | int) and one >= 1000 for one in held)


def test_what_was_required_can_be_given_up() -> None:
    visit = Visit("de")
    visit.writes("Akkuschrauber 30 Nm mit Winkelüberwachung")
    assert "KCP-35" not in recommended(visit)
    visit.writes("Winkelüberwachung brauchen wir doch nicht")
    assert "KCP-35" in recommended(visit)


def test_a_question_about_an_attribute_requires_nothing() -> None:
    visit = Visit("en")
    visit.writes("Does the KCP-70 monitor the angle?")
    assert visit.conversation is not None
    assert "angle_control" not in visit.conversation.needs


def test_implied_needs_are_never_asked_for_and_never_stored() -> None:
    company = kestrel()
    implied = [need for need in company.needs.values() if need.implied]
    assert {"angle_control", "motors", "noise", "head_height"} <= {need.id for need in implied}
    assert not any(need.ask for need in implied)
    assert not {need.id for need in implied} & {item.id for item in take_apart(company) if item.kind == "need"}
    assert with_implied(company.needs, company.attributes) == dict(company.needs)


@pytest.mark.parametrize(("locale", "message"), [("es", "Necesito cuatro llaves dinamométricas de 100 Nm"),
                                                  ("pt", "Preciso de quatro torquímetros de 100 Nm")])  # fmt: skip
def test_a_number_word_is_no_typing_error(locale: str, message: str) -> None:
    visit = Visit(locale)
    visit.writes(message)
    assert visit.conversation is not None
    assert visit.conversation.quantity == 4


def test_tools_with_an_accessory_and_a_quantity_are_answered() -> None:
    visit = Visit("en")
    visit.writes("I need 4 fixtured spindles with a controller, 60 Nm")
    assert recommended(visit)[0] == "KFS-80"
