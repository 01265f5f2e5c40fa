"""Weights of the grade that somebody wrote: sound ones are read, and each thing against sense is told with its place."""

from __future__ import annotations

from typing import Any

import pytest

from content.catalogue.model import Company
from content.editions.check import read
from content.editions.model import body_of
from content.editions.weights import CRITERIA, PENALTIES, REWARDS
from scoring.criteria import DISQUALIFYING, judgements
from tests.scoring.test_grade import RULES, STUTTGART


def changed(company: Company, **more: Any) -> dict[str, Any]:
    [rules] = body_of(company, "scoring")["scoring"]
    return {"scoring": [{**rules, **more}]}


def places(company: Company, body: Any) -> dict[str, str]:
    return {each.place: each.code for each in read("scoring", body, company).problems}


def test_what_holds_is_sound_in_both_ways_to_write_it(company: Company) -> None:
    body = body_of(company, "scoring")
    as_in_the_pack = {"scoring": body["scoring"][0]}
    assert places(company, body) == places(company, as_in_the_pack) == {}
    assert read("scoring", as_in_the_pack, company).company(company).scoring == company.scoring


def test_every_criterion_that_is_judged_can_be_weighed_and_no_other(company: Company) -> None:
    assert set(company.scoring.weights) == set(CRITERIA)
    assert {code for code, _, _ in judgements(STUTTGART, RULES)} <= set(CRITERIA)
    assert set(DISQUALIFYING.values()) <= set(PENALTIES)
    assert not set(REWARDS) & set(PENALTIES)


@pytest.mark.parametrize(
    ("more", "place", "code"),
    [
        ({"weights": {"budget": -1}}, "scoring.weights.budget", "range"),
        ({"weights": {"spam": 1}}, "scoring.weights.spam", "range"),
        ({"weights": {"phone_given": 101}}, "scoring.weights.phone_given", "range"),
        ({"weights": {"buget": 10}}, "scoring.weights.buget", "unknown_field"),
        ({"weights": {"budget": "much"}}, "scoring.weights.budget", "decimal"),
        ({"weights": {"budget": float("nan")}}, "scoring.weights.budget", "number"),
        ({"weights": {"budget": 50}}, "scoring.grade_a", "out_of_reach"),
        ({"grade_b": 80}, "scoring.grade_a", "grades_cross"),
        ({"grade_c": -1}, "scoring.grade_a", "grades_cross"),
        ({"largest_company": 5}, "scoring.largest_company", "range"),
        ({"smallest_company": 0}, "scoring.smallest_company", "range"),
        ({"served_countries": ["DE", "XX"]}, "scoring.served_countries", "no_country"),
        ({"target_industries": ["mining_on_mars"]}, "scoring.target_industries", "no_industry"),
        ({"colour": "red"}, "scoring.colour", "unknown_field"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(
    company: Company, more: dict[str, Any], place: str, code: str
) -> None:
    assert places(company, changed(company, **more)).get(place) == code


def team(**more: Any) -> dict[str, Any]:
    return {"id": "north", "name": {"*": "North"}, **more}


@pytest.mark.parametrize(
    ("teams", "place", "code"),
    [
        ([team(countries=["SE"]), team(countries=["NO"])], "scoring.teams.1.id", "twice"),
        ([team(), team(id="south", countries=["IT"])], "scoring.teams.1", "never_asked"),
        ([team(countries=["Sweden"])], "scoring.teams.0.countries", "no_country"),
        ([team(locales=["sv"])], "scoring.teams.0.locales", "no_language"),
        ([team(industries=["ships"])], "scoring.teams.0.industries", "no_industry"),
        ([team(weights={"deadline": -5})], "scoring.teams.0.weights.deadline", "range"),
        ([team(grade_a=20)], "scoring.teams.0.grade_a", "grades_cross"),
        ([team(id="N O")], "scoring.teams.0.id", "word"),
        ([team(name={"en": "North"})], "scoring.teams.0.name.de", "missing"),
        ([team(name={"en": "North", "de": " "})], "scoring.teams.0.name.de", "missing"),
    ],
)
def test_teams_that_make_no_sense_are_told_with_their_place(
    company: Company, teams: list[dict[str, Any]], place: str, code: str
) -> None:
    assert places(company, changed(company, teams=teams)).get(place) == code


@pytest.mark.parametrize(
    "body", [None, [], {}, {"scoring": []}, {"scoring": [{}, {}]}, {"scoring": "x"}, {"rules": []}]
)
def test_what_is_no_weights_at_all_is_refused_and_nothing_breaks(company: Company, body: Any) -> None:
    assert read("scoring", body, company).problems
