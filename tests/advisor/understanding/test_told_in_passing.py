"""What a message tells without wishing it, and what it wishes without saying all: tools in use, supplies, tolerances, money."""

from __future__ import annotations

import pytest

from advisor.model import AskPrice, Conversation, NeedValue, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company


def _needs(company: Company, locale: str, message: str) -> dict[str, NeedValue]:
    commands = understand(message, Conversation("c", locale, locale), company).commands
    return {c.need: c.value for c in commands if isinstance(c, SetNeed)}


@pytest.mark.parametrize(
    ("locale", "message", "power"),
    [
        ("zh", "以前用气动的，现在想换锂电的", "cordless"),
        ("zh", "一直用气动的，再买5把", "pneumatic"),
        ("ja", "いままでエア工具を使っていましたが、充電式に切り替えたい", "cordless"),
        ("ar", "كنا نستعمل هيدروليك والحين نبي كهربائي", "electric"),
        ("ar", "المسدس الهوائي عندنا صوته عالي ونبغى نغيره إلى بطارية", "cordless"),
    ],
)
def test_a_tool_that_is_to_be_given_up_is_not_wished_for(
    kestrel: Company, locale: str, message: str, power: str
) -> None:
    assert _needs(kestrel, locale, message)["power"].value_id == power


@pytest.mark.parametrize(
    ("locale", "message", "volts"),
    [
        ("zh", "要三相380的", 380),
        ("zh", "有线电动，220的", 220),
        ("ja", "電源は三相200で", 200),
        ("ar", "كهرباء ٢٢٠", 220),
    ],
)
def test_a_supply_is_known_by_its_figure(kestrel: Company, locale: str, message: str, volts: float) -> None:
    needs = _needs(kestrel, locale, message)
    assert needs["voltage"].value == volts
    assert "quantity" not in needs


def test_a_figure_that_is_named_otherwise_is_no_supply(kestrel: Company) -> None:
    needs = _needs(kestrel, "zh", "扭矩要220的，有线电动")
    assert needs["torque"].value == 220
    assert "voltage" not in needs


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "45±3Nm"),
        ("zh", "图纸上写的是45正负3N·m"),
        ("ja", "締付トルクは45プラマイ3N・m"),
        ("de", "45 +/- 3 Nm"),
        ("en", "45 plus or minus 3 Nm"),
        ("es", "45 más menos 3 Nm"),
        ("pt", "45 N·m ± 3 N·m"),
        ("ar", "العزم 45 ± 3 نيوتن متر"),
    ],
)
def test_a_tolerance_in_the_unit_of_its_figure_gives_the_range(kestrel: Company, locale: str, message: str) -> None:
    torque = _needs(kestrel, locale, message)["torque"]
    assert (torque.value, torque.min, torque.max) == (None, 42, 48)


def test_a_tolerance_in_percent_leaves_the_figure(kestrel: Company) -> None:
    needs = _needs(kestrel, "de", "45 Nm ±3 %")
    assert (needs["torque"].value, needs["accuracy"].max) == (45, 3)


@pytest.mark.parametrize("size", ["M1.6", "M2.5", "M1.4", "M3"])
def test_the_smallest_threads_are_known(kestrel: Company, size: str) -> None:
    assert _needs(kestrel, "de", f"Gehäuse mit {size} verschrauben, 15 cNm")["bolt"].bolts[0].size == size


@pytest.mark.parametrize(
    ("locale", "message", "amount"),
    [("zh", "单台价格别超过8000", "8000"), ("ar", "السعر ما يزيد عن ٣٠٠٠ للقطعة", "3000")],
)
def test_a_price_that_has_a_bound_is_the_budget(kestrel: Company, locale: str, message: str, amount: str) -> None:
    commands = understand(message, Conversation("c", locale, locale), kestrel).commands
    assert _needs(kestrel, locale, message)["budget"].amount == amount
    assert not any(isinstance(command, AskPrice) for command in commands)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "节拍45秒一台车，每台车8颗"),
        ("ja", "タクト45秒、1台あたり8本"),
        ("ar", "كل ٤٥ ثانية سيارة وفيها ٨ براغي"),
    ],
)
def test_the_joints_of_one_car_count_in_its_cycle(kestrel: Company, locale: str, message: str) -> None:
    assert _needs(kestrel, locale, message)["cycle_rate"].value == 640


@pytest.mark.parametrize(
    ("locale", "message"),
    [("zh", "每班8小时打1600颗"), ("ja", "8時間で1600本締めます"), ("ar", "نربط ١٦٠٠ برغي في ٨ ساعات")],
)
def test_the_joints_of_a_shift_are_so_many_an_hour_and_no_order(kestrel: Company, locale: str, message: str) -> None:
    needs = _needs(kestrel, locale, message)
    assert needs["cycle_rate"].value == 200
    assert "quantity" not in needs


@pytest.mark.parametrize(("locale", "message"), [("zh", "不考虑液压的，太重"), ("ar", "غير هيدروليكي")])
def test_a_drive_that_is_turned_down_leaves_the_others(kestrel: Company, locale: str, message: str) -> None:
    assert "hydraulic" not in _needs(kestrel, locale, message)["power"].values


@pytest.mark.parametrize(
    ("locale", "message", "country"),
    [
        ("zh", "我们在长三角，做新能源电池包", "CN"),
        ("ja", "東海地方の工場", "JP"),
        ("ja", "関東の自動車部品工場です", "JP"),
        ("ar", "نحن في المنطقة الشرقية", "SA"),
    ],
)
def test_a_landscape_lies_in_a_country(kestrel: Company, locale: str, message: str, country: str) -> None:
    assert _needs(kestrel, locale, message)["country"].value_id == country


def test_an_or_of_spoken_arabic_compares_and_wishes_for_neither(kestrel: Company) -> None:
    assert _needs(kestrel, "ar", "الكهربائي ولا الهوائي أحسن؟") == {}


@pytest.mark.parametrize(
    ("locale", "message"), [("ja", "明後日までに返事をください"), ("zh", "你们给XX公司的价格是多少")]
)
def test_the_day_of_an_answer_is_no_deadline_and_a_third_company_not_the_buyers(
    kestrel: Company, locale: str, message: str
) -> None:
    assert _needs(kestrel, locale, message) == {}
