"""The grade of a lead: reasons that add up, junk that stays junk, and what would raise it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from content.catalogue.model import ScoringRules
from foundation import clock
from scoring.grade import grade, steps_to_a
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


def reasons(facts: LeadFacts) -> dict[str, float]:
    weights = {
        **RULES.weights,
        "department": 5,
        "thrown_name": -20,
        "burst": -15,
        "deadline_passed": -4,
        "budget_far_below": -6,
    }
    return {
        reason.code: reason.points for reason in grade(facts, RULES.model_copy(update={"weights": weights})).reasons
    }


def test_what_was_seen_fades_with_time() -> None:
    now = clock.now()
    seen = tuple(Behaviour("view_product", "KCN-110A", now - timedelta(days=30), "web") for _ in range(5))
    fresh = reasons(replace(STUTTGART, behaviour=seen))["behaviour"]
    assert fresh == 6
    assert reasons(replace(STUTTGART, behaviour=seen, now=now))["behaviour"] == 3
    assert reasons(replace(STUTTGART, behaviour=seen, now=now + timedelta(days=3000))).get("behaviour", 0) == 0


def test_machines_neither_raise_nor_lower() -> None:
    seen = tuple(Behaviour("form_submit", None, clock.now(), "bot") for _ in range(50))
    assert "behaviour" not in reasons(replace(STUTTGART, behaviour=seen))


def test_who_only_filled_fields_or_sends_in_bursts_costs_points() -> None:
    assert reasons(replace(STUTTGART, name="asdf"))["thrown_name"] == -20
    assert reasons(replace(STUTTGART, company="test"))["thrown_name"] == -20
    sent = [Behaviour("form_submit", None, clock.now() + timedelta(minutes=5 * place), "web") for place in range(5)]
    assert reasons(replace(STUTTGART, behaviour=tuple(sent)))["burst"] == -15
    slow = [replace(each, at=each.at + timedelta(hours=place)) for place, each in enumerate(sent)]
    assert "burst" not in reasons(replace(STUTTGART, behaviour=tuple(slow)))


def test_contradictions_cost_points_and_a_past_date_is_no_deadline() -> None:
    late = reasons(replace(STUTTGART, deadline_days=-3))
    assert late["deadline_passed"] == -4
    assert "deadline" not in late
    assert reasons(replace(STUTTGART, budget=Decimal(500)))["budget_far_below"] == -6
    assert "budget_far_below" not in reasons(replace(STUTTGART, budget=Decimal(30_000)))


def test_a_department_that_buys_is_worth_points_from_a_company_address_only() -> None:
    assert reasons(replace(STUTTGART, email="einkauf@autowerk.example"))["department"] == 5
    assert "department" not in reasons(replace(STUTTGART, email="einkauf@gmail.com"))


def test_it_says_what_would_make_it_an_a() -> None:
    lead = replace(STUTTGART, company=None, phone=None, quoted=None)
    decision = grade(lead, RULES)
    assert decision.grade is not Grade.A
    steps = steps_to_a(decision.points, decision.would_raise, RULES)
    assert steps
    assert decision.points + sum(step.points for step in steps) >= RULES.grade_a
    assert decision.points + sum(step.points for step in steps[:-1]) < RULES.grade_a
    best = grade(STUTTGART, RULES)
    assert steps_to_a(best.points, best.would_raise, RULES) == ()
    assert steps_to_a(0, decision.would_raise[:1], RULES) == ()
