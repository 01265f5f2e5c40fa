"""A strict choice in every language: of the kind named, with the tool it is for, for as many as are to be served."""

import pytest

from advisor.model import NeedStatus, NeedValue
from advisor.recommend import find_products
from tests.advisor.cast import Visit, kestrel

LOCALES = ("en", "de", "zh", "es", "pt", "ja", "ar")

SPARE = {
    "en": "spare battery for my KCN-110A",
    "de": "Ersatzakku für den KCN-110A",
    "zh": "KCN-110A用的备用电池",
    "es": "batería de repuesto para la KCN-110A",
    "pt": "bateria reserva para a KCN-110A",
    "ja": "KCN-110A用の予備バッテリー",
    "ar": "بطارية احتياطية لـ KCN-110A",
}
THREE_ON_ONE = {
    "en": "Which controller for three KDN-60?",
    "de": "Welche Steuerung für drei KDN-60?",
    "zh": "3把KDN-60接一台控制器，用哪个？",
    "es": "¿Qué controlador para tres KDN-60?",
    "pt": "Qual controlador para três KDN-60?",
    "ja": "KDN-60を3台つなぐコントローラーはどれですか？",
    "ar": "أي وحدة تحكم لثلاثة KDN-60؟",
}
LIKE_A_RIVAL = {
    "en": "What replaces the Torvex B50? Up to 38 Nm, with angle monitoring",
    "de": "Was ersetzt den Torvex B50? Bis 38 Nm, mit Drehwinkelüberwachung",
    "zh": "Torvex B50的替代，最大38牛米，要角度监控",
    "es": "¿Qué sustituye al Torvex B50? Hasta 38 Nm, con control de ángulo",
    "pt": "O que substitui o Torvex B50? Até 38 Nm, com controle de ângulo",
    "ja": "Torvex B50の代替は？最大38N・m、角度監視が必要",
    "ar": "بديل Torvex B50 حتى 38 نيوتن متر مع مراقبة الزاوية",
}
CASSETTE = {
    "en": "flange, 2,200 Nm, hex cassette",
    "de": "Flansch, 2200 Nm, Sechskantkassette",
    "zh": "法兰，2200牛米，要中空的",
    "es": "brida, 2200 Nm, casete hexagonal",
    "pt": "flange, 2200 Nm, cassete sextavado",
    "ja": "フランジ、2200N・m、カセット形",
    "ar": "فلنجة، 2200 نيوتن متر، كاسيت سداسي",
}


def recommended(message: str, locale: str) -> list[str]:
    visit = Visit(locale)
    visit.writes(message)
    assert visit.turn is not None
    return [each.sku for each in visit.turn.recommendations]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_spare_part_for_a_named_tool_fits_that_tool(locale: str) -> None:
    assert recommended(SPARE[locale], locale) == ["KAB-36"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_controller_serves_all_the_tools_that_were_counted(locale: str) -> None:
    assert recommended(THREE_ON_ONE[locale], locale) == ["KDC-4"]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_stands_in_for_another_makers_model_is_of_its_kind(locale: str) -> None:
    found = recommended(LIKE_A_RIVAL[locale], locale)
    assert found
    assert set(found) <= {"KCN-40A", "KCN-110A"}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_wrench_with_another_head_does_not_fit_where_the_head_was_named(locale: str) -> None:
    assert recommended(CASSETTE[locale], locale) == ["KHL-2500"]


def test_a_tool_without_a_battery_has_no_spare_one() -> None:
    stated = {
        "kind": NeedValue(NeedStatus.STATED, 1, values=("battery",)),
        "serves": NeedValue(NeedStatus.STATED, 1, values=("KDN-60",)),
    }
    assert find_products(stated, kestrel())["candidates"] == []


def test_sockets_fit_the_square_of_the_tool_that_they_are_for() -> None:
    assert recommended("impact sockets for the KCP-100", "en") == ["KAS-IMP"]
    assert recommended("impact sockets for the KTM-800", "en") == []


def test_what_cannot_be_used_is_not_recommended() -> None:
    found = recommended("不能用充电的，60牛米", "zh")
    assert all(kestrel().products[sku].attributes["power"] != "cordless" for sku in found)


def test_the_kind_is_given_up_where_another_drive_is_stated_later() -> None:
    visit = Visit("en")
    visit.writes("pulse tool for 60 Nm")
    visit.writes("make it hydraulic, 900 Nm")
    assert visit.turn is not None
    assert {kestrel().products[each.sku].attributes["power"] for each in visit.turn.recommendations} == {"hydraulic"}


@pytest.mark.parametrize("message", ["不能用电，用什么泵？", "液压扳手配什么泵？现场是1区，不能用电"])
def test_no_electricity_is_a_demand_and_no_complaint(message: str) -> None:
    assert recommended(message, "zh") == ["KAP-700"]


def test_of_two_names_a_figure_belongs_to_the_one_before_it() -> None:
    visit = Visit("en")
    visit.writes("hydraulic, 9500 Nm")
    visit.writes("the torque is 1000 and the weight at most 3 kg")
    assert visit.turn is not None
    assert [each.sku for each in visit.turn.recommendations] == ["KHW-1500"]
