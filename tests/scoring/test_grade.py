"""The grade of a lead: reasons that add up, junk that stays junk, and what would raise it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from content.catalogue.model import ScoringRules
from foundation import clock
from scoring.grade import grade
from scoring.model import Behaviour, Grade, LeadFacts

RULES = ScoringRules(
    weights={
        "fit_industry": 12,
        "fit_country": 8,
        "company_given": 6,
        "business_mail": 14,
        "phone_given": 8,
        "need_complete": 20,
        "quantity": 10,
        "budget": 6,
        "deadline": 4,
        "quote_requested": 12,
        "behaviour": 6,
        "free_mail": -4,
        "disposable_mail": -40,
        "spam": -60,
        "pitch": -60,
        "job": -60,
    },
    target_industries=("automotive",),
)
STUTTGART = LeadFacts(
    name="A. Keller",
    company="Autowerk",
    email="a.keller@autowerk.example",
    phone="+497115550100",
    country="DE",
    locale="de",
    industry="automotive",
    needs_stated=5,
    needs_known=7,
    needs_total=12,
    quantity=12,
    budget=None,
    deadline_days=None,
    quoted=Decimal(40_000),
)
NOBODY = LeadFacts(
    name=None,
    company=None,
    email=None,
    phone=None,
    country=None,
    locale="en",
    industry=None,
    needs_stated=0,
    needs_known=0,
    needs_total=12,
    quantity=None,
    budget=None,
    deadline_days=None,
    quoted=None,
)


def test_an_engineer_with_a_clear_need_and_a_quote_is_an_a() -> None:
    decision = grade(STUTTGART, RULES)
    assert decision.grade is Grade.A
    assert decision.points == sum(reason.points for reason in decision.reasons)
    assert decision.reasons[0].code == "need_complete"


def test_a_lead_without_anything_is_a_d_and_hears_what_would_raise_it() -> None:
    decision = grade(NOBODY, RULES)
    assert decision.grade is Grade.D
    assert decision.reasons == ()
    assert decision.would_raise[0].code == "need_complete"


@pytest.mark.parametrize("signal", ["spam", "supplier_pitch", "job_application"])
def test_who_wants_to_sell_or_find_work_is_a_d_whatever_else_they_tell(signal: str) -> None:
    decision = grade(replace(STUTTGART, signals=frozenset({signal})), RULES)
    assert decision.grade is Grade.D
    assert decision.would_raise == ()


def test_a_throw_away_address_makes_a_d_and_a_free_mailbox_only_costs_points() -> None:
    thrown = grade(replace(STUTTGART, email="x@mailinator.com"), RULES)
    free = grade(replace(STUTTGART, email="keller@gmail.com"), RULES)
    assert thrown.grade is Grade.D
    assert free.points == grade(STUTTGART, RULES).points - 14 - 4
    assert any(reason.code == "free_mail" and reason.points == -4 for reason in free.reasons)


def test_nationality_and_machine_do_not_count() -> None:
    assert {grade(replace(STUTTGART, country=country), RULES).points for country in ("DE", "SA", "CN", "NG")} == {
        grade(STUTTGART, RULES).points
    }


@pytest.mark.parametrize(("quantity", "points"), [(None, 0), (0, 0), (1, 3.2), (10, 10), (100_000, 10)])
def test_the_quantity_counts_up_to_a_project(quantity: int | None, points: float) -> None:
    earned = {reason.code: reason.points for reason in grade(replace(STUTTGART, quantity=quantity), RULES).reasons}
    assert earned.get("quantity", 0) == points


def test_behaviour_counts_by_events_and_stops_growing() -> None:
    seen = tuple(Behaviour("view_product", "KCN-110A", clock.now(), "web") for _ in range(50))
    earned = {reason.code: reason.points for reason in grade(replace(STUTTGART, behaviour=seen), RULES).reasons}
    assert earned["behaviour"] == 6
