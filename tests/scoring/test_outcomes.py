"""What a customer's chance and risk are: the sample's until a company has outcomes of its own, then what these show; with reasons."""

from datetime import timedelta
from decimal import Decimal

import pytest

from scoring.indicators.estimates import newcombe, wilson
from scoring.losses import CAUSES, stated_cause
from scoring.model import Grade
from scoring.outcomes import (
    ENOUGH_CASES,
    WIN_BY_STAGE,
    Concluded,
    expected_value,
    learn,
    outlook,
    risk_score,
    win_probability,
)


def won_and_lost(won: int, lost: int, *, grade: Grade = Grade.B) -> list[Concluded]:
    return [Concluded(5, grade, True, won), Concluded(4, grade, False, lost)]


def test_without_outcomes_the_shares_are_the_samples() -> None:
    assert [win_probability(stage, Grade.B) for stage in (1, 2, 3, 4, 5)] == [WIN_BY_STAGE[n] for n in (1, 2, 3, 4, 5)]
    assert win_probability(4, Grade.A) == 0.838
    assert win_probability(4, Grade.B, lost=True) == 0
    assert expected_value(Decimal("1000.00"), 4, Grade.B) == Decimal("670.00")


def test_a_few_outcomes_change_nothing_and_many_take_over() -> None:
    few = learn(won_and_lost(0, ENOUGH_CASES - 1))
    assert win_probability(4, Grade.B, chances=few) == 0.67
    enough = learn(won_and_lost(0, ENOUGH_CASES))
    assert win_probability(4, Grade.B, chances=enough) == pytest.approx(0.67 * 20 / 50, abs=0.001)
    many = learn(won_and_lost(900, 2100))
    assert win_probability(4, Grade.B, chances=many) == pytest.approx(0.3, abs=0.01)


def test_a_grade_without_outcomes_of_its_own_keeps_the_samples_share() -> None:
    chances = learn(won_and_lost(900, 2100, grade=Grade.A))
    assert win_probability(4, Grade.A, chances=chances) == pytest.approx(0.3, abs=0.01)
    assert win_probability(4, Grade.C, chances=chances) == win_probability(4, Grade.C)


def test_who_was_lost_at_a_stage_says_nothing_of_the_stages_beyond() -> None:
    chances = learn([Concluded(2, Grade.B, False, 50)])
    assert chances.is_learned(2)
    assert not chances.is_learned(3)
    assert win_probability(3, Grade.B, chances=chances) == 0.27


def test_the_reasons_add_up_to_the_risk_and_say_on_how_many_cases_it_rests() -> None:
    silent = timedelta(days=10)
    for grade in (None, *Grade):
        for stage in (1, 2, 3, 4):
            found = outlook(stage, grade, silent)
            assert found.risk == risk_score(stage, grade, silent)
            assert sum(each.points for each in found.reasons) / 100 == pytest.approx(found.risk, abs=0.011)
            assert found.win + found.loss == pytest.approx(1)
            assert found.cases == 0
    learned = outlook(4, Grade.B, silent, chances=learn(won_and_lost(10, 30)))
    assert learned.cases == 40
    assert [each.code for each in outlook(4, Grade.A, timedelta(days=1)).reasons] == [
        "outlook_stage",
        "outlook_grade",
        "outlook_quiet",
    ]


def test_won_and_lost_customers_need_no_estimate() -> None:
    assert outlook(5, Grade.A, timedelta()).risk == 0
    assert outlook(3, Grade.A, timedelta(), lost=True).risk == 1


def test_intervals_are_those_of_the_published_examples() -> None:
    # Newcombe 1998, Statistics in Medicine 17: 857-872 (81 of 263) and 873-890 (56 of 70 and 48 of 80)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert newcombe(56, 70, others=48, of_others=80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        (None, "unknown"),
        ("  ", "unknown"),
        ("lead_time", "lead_time"),
        ("太贵了", "price"),
        ("Der Preis war zu hoch", "price"),
        ("Plazo de entrega demasiado largo", "lead_time"),
        ("選ばれたのは他社でした", "competitor"),
        ("موعد التسليم متأخر", "lead_time"),
        ("O concorrente venceu", "competitor"),
        ("<script>alert(1)</script>", "other"),
    ],
)
def test_a_written_reason_names_its_cause_in_seven_languages(said: str | None, cause: str) -> None:
    assert stated_cause(said) == cause
    assert cause in CAUSES
