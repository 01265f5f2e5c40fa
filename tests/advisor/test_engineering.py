"""Calculations agree with published values, name their source, and refuse what their source does not cover."""

import pytest

from advisor.engineering import CALCULATIONS, CalculationImpossible, calculate
from advisor.engineering.joints import stress_area


def torque_of(size: str, grade: str, **inputs: float) -> float:
    result = calculate("bolt_torque", {"bolts": [{"size": size, "grade": grade}], **inputs}).result
    assert isinstance(result["value"], float)
    return result["value"]


@pytest.mark.parametrize(("size", "area"), [("M6", 20.1), ("M8", 36.6), ("M10", 58.0), ("M12", 84.3), ("M14", 115), ("M16", 157),
    ("M20", 245), ("M24", 353), ("M30", 561), ("M36", 817), ("M42", 1121), ("M8x1", 39.2), ("M10x1.25", 61.2), ("M12x1.5", 88.1),
    ("M16x1.5", 167), ("M20x1.5", 272)])  # fmt: skip
def test_stress_areas_are_those_of_iso_898_1(size: str, area: float) -> None:
    assert stress_area(size) == pytest.approx(area, rel=0.005)


@pytest.mark.parametrize(("size", "grade", "torque"), [("M10", "8.8", 50.5), ("M16", "8.8", 218.1), ("M8", "8.8", 25.5),
    ("M12", "10.9", 125.9), ("M24", "8.8", 761)])  # fmt: skip
def test_torque_agrees_with_the_published_tables(size: str, grade: str, torque: float) -> None:
    assert torque_of(size, grade) == pytest.approx(torque, rel=0.003)


def test_class_8_8_is_stronger_above_m16() -> None:
    below, above = torque_of("M16", "8.8"), torque_of("M18", "8.8")
    assert above / below == pytest.approx(600 / 580 * 18 / 16 * stress_area("M18") / stress_area("M16"), rel=1e-3)


def test_the_lower_torque_is_the_lubricated_one() -> None:
    result = calculate("bolt_torque", {"bolts": [{"size": "M10", "grade": "8.8"}]}).result
    assert result["low"] < result["min"]
    assert result["low"] == pytest.approx(result["min"] * 0.15 / 0.20, abs=0.1)


def test_a_range_of_bolts_gives_a_range_of_torque_and_says_what_was_assumed() -> None:
    found = calculate("bolt_torque", {"bolts": [{"size": "M8", "grade": None}, {"size": "M12", "grade": None}]})
    assert (found.result["min"], found.result["max"]) == (25.5, 88.0)
    assert found.result["grade_assumed"] == "8.8"
    assert found.inputs["friction"] == 0.20
    assert found.unit == "N.m"
    assert "ISO 898-1" in found.source
    assert "T = K · d · F" in found.formula


@pytest.mark.parametrize("inputs", [{}, {"bolts": []}, {"bolts": [{"size": "M5000", "grade": "8.8"}]},
    {"bolts": [{"size": "M10", "grade": "7.7"}]}, {"bolts": [{"size": "1/2", "grade": None}]}, {"bolts": [{"size": "M10x9", "grade": None}]},
    {"bolts": [{"size": "M10", "grade": "8.8"}], "friction": -1}])  # fmt: skip
def test_what_the_source_does_not_cover_is_refused_with_a_reason(inputs: dict[str, object]) -> None:
    with pytest.raises(CalculationImpossible) as refused:
        calculate("bolt_torque", inputs)
    assert str(refused.value).endswith(".")


def test_clamp_force_is_the_way_back_from_torque() -> None:
    # M10 8.8 at 75 % of the proof load: 25.2 kN
    assert calculate("clamp_force", {"torque": 50.5, "size": "M10"}).result["value"] == pytest.approx(25.2, abs=0.1)


def test_reaction_force_is_torque_over_arm() -> None:
    assert calculate("reaction_force", {"torque": 100, "arm": 500}).result["value"] == 200


def test_motor_power_is_two_pi_n_t() -> None:
    # 100 N.m at 60 1/min: 628 W
    assert calculate("motor_power", {"torque": 100, "speed": 60}).result["value"] == 628


def test_cycle_time_gives_joints_per_hour() -> None:
    result = calculate("cycle_time", {"speed": 600, "rundown_turns": 6, "tightening": 0.9, "handling": 2.5}).result
    assert result == {"value": 4.0, "joints_per_hour": 900}


def test_a_larger_battery_does_more_joints() -> None:
    small = calculate("joints_per_charge", {"voltage": 18, "capacity": 2.5, "torque": 40}).result["value"]
    large = calculate("joints_per_charge", {"voltage": 18, "capacity": 5, "torque": 40}).result["value"]
    assert large == pytest.approx(2 * small, rel=0.01)


def test_cost_per_joint_and_payback() -> None:
    cost = calculate("cost_per_joint", {"price": 5000, "joints_per_year": 100_000, "years": 5, "upkeep": 0.08}).result
    assert cost["value"] == pytest.approx(0.014)
    assert calculate("payback", {"price": 6000, "saving_per_year": 12000}).result["value"] == 6


def test_every_calculation_refuses_empty_inputs_and_an_unknown_one_names_the_known() -> None:
    for name in CALCULATIONS:
        with pytest.raises(CalculationImpossible):
            calculate(name, {})
    with pytest.raises(CalculationImpossible, match="bolt_torque"):
        calculate("astrology", {})


def test_a_torque_is_told_in_the_units_that_wrenches_are_marked_in() -> None:
    result = calculate("torque_units", {"torque": 101.6863}).result
    assert result == {"value": 101.7, "lbf_ft": 75.0, "lbf_in": 900.0, "kgf_m": 10.37}
