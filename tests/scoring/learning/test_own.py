"""A score learned from our own customers is used only where it beats the rules, and grades without losing sense."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from math import exp

import pytest

from scoring.grade import grade
from scoring.learning.errors import TooLittle
from scoring.learning.own import Concluded, learn_own, regrade, shares
from scoring.model import Grade, LeadFacts
from tests.scoring.test_grade import NOBODY, RULES, STUTTGART


def lead(chance: random.Random) -> LeadFacts:
    """Make a lead that says some of the things a lead can say."""
    return replace(
        NOBODY,
        company="Werk" if chance.random() < 0.5 else None,
        email="a@werk.example" if chance.random() < 0.5 else "a@gmail.com",
        phone="+497115550100" if chance.random() < 0.5 else None,
        country="DE" if chance.random() < 0.7 else None,
        industry=chance.choice(["automotive", "energy", None]),
        needs_stated=chance.randrange(8),
        quantity=chance.choice([None, 1, 5, 30]),
        quoted=Decimal(5000) if chance.random() < 0.4 else None,
    )


def concluded(count: int, *, by_rules: bool) -> list[Concluded]:
    """Make customers won as the rules say, or by the telephone and against the need: what the rules do not know."""
    chance = random.Random(5)
    made = []
    for _ in range(count):
        facts = lead(chance)
        earned = shares(facts, RULES)
        score = (
            (grade(facts, RULES).points - 35) / 8
            if by_rules
            else 4 * earned["phone_given"] - 2 + 2 * earned["fit_country"] - 1
        )
        made.append(Concluded(facts, chance.random() < 1 / (1 + exp(-score))))
    return made


def test_where_outcomes_follow_the_rules_the_rules_stand() -> None:
    learned = learn_own(concluded(600, by_rules=True), RULES, print)
    assert not learned.better
    assert learned.rules.calibration_error < 0.07


def test_where_outcomes_follow_something_else_it_is_learned_and_used() -> None:
    learned = learn_own(concluded(600, by_rules=False), RULES, print)
    assert learned.better
    assert learned.model.figures.log_loss < learned.rules.log_loss
    assert learned.model.figures.calibration_error < 0.06
    here = replace(STUTTGART, quoted=None, needs_stated=0, quantity=None)
    without = replace(here, phone=None)
    found, less = (regrade(grade(facts, RULES), facts, RULES, model=learned.model) for facts in (here, without))
    assert found.probability > less.probability + 0.3
    assert found.reasons[0].code == "phone_given"
    assert less.would_raise[0].code == "phone_given"
    assert found.grade < less.grade


def test_more_of_what_the_rules_reward_never_lowers_the_chance() -> None:
    model = learn_own(concluded(600, by_rules=False), RULES, print).model
    chances = [
        regrade(grade(facts, RULES), facts, RULES, model=model).probability
        for facts in (replace(STUTTGART, needs_stated=stated) for stated in range(6))
    ]
    assert chances == sorted(chances)


def test_junk_stays_junk_however_likely_an_order_seems() -> None:
    model = learn_own(concluded(600, by_rules=False), RULES, print).model
    spam = replace(STUTTGART, signals=frozenset({"spam"}))
    found = regrade(grade(spam, RULES), spam, RULES, model=model)
    assert (found.grade, found.would_raise) == (Grade.D, ())


@pytest.mark.parametrize("count", [0, 1, 49])
def test_with_few_outcomes_the_rules_stand_and_say_so(count: int) -> None:
    with pytest.raises(TooLittle, match="the rules stand"):
        learn_own(concluded(count, by_rules=True), RULES, print)
