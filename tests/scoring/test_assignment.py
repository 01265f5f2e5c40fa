"""New leads go to whom the pack names, in turn, and never to somebody who is not at hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from content.catalogue.model import AssignmentRule, Words
from scoring.assignment import Lead, Rep, assign

NAME = Words.model_validate({"*": "Rule"})
AT = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)
"""A Tuesday: eleven in Berlin, five in the afternoon in Shanghai."""
ANNA = Rep("a", "anna@kestrel.example", frozenset({"sales"}))
JUN = Rep("j", "jun@kestrel.example", frozenset({"sales"}))
BOSS = Rep("b", "boss@kestrel.example", frozenset({"supervisor"}))
GERMAN, JAPANESE = Lead("DE", "de", "automotive"), Lead("JP", "ja", None)


def rules(*written: AssignmentRule) -> dict[str, AssignmentRule]:
    return {each.id: each for each in written}


def rule(rule_id: str, **asks: object) -> AssignmentRule:
    return AssignmentRule.model_validate({"id": rule_id, "name": NAME, **asks})


def test_the_first_rule_that_fits_decides() -> None:
    dach = rule("dach", countries=["DE", "AT"], members=["Anna@kestrel.example"])
    east = rule("east", locales=["ja", "zh"], members=["jun@kestrel.example"])
    cars = rule("cars", industries=["automotive"], members=["boss@kestrel.example"])
    written = rules(dach, east, cars)
    german, japanese = assign(GERMAN, written, [ANNA, JUN, BOSS], at=AT), assign(JAPANESE, written, [ANNA, JUN], at=AT)
    assert german is not None
    assert (german.rep, german.reason.data) == ("a", {"assignment": "dach"})
    assert japanese is not None
    assert japanese.rep == "j"
    assert assign(Lead("BR", "pt", "automotive"), written, [ANNA, BOSS], at=AT).rep == "b"  # type: ignore[union-attr]  # it fits
    assert assign(Lead("BR", "pt", None), written, [ANNA, JUN, BOSS], at=AT) is None


def test_those_who_sell_take_turns_and_nobody_gets_two_more_than_another() -> None:
    reps = [ANNA, JUN, BOSS, Rep("k", "kim@kestrel.example", frozenset({"sales"}), turn=4)]
    got: Counter[str] = Counter()
    for turn in range(5, 65):
        found = assign(GERMAN, rules(rule("all")), reps, at=AT)
        assert found is not None
        got[found.rep] += 1
        reps = [replace(each, turn=turn) if each.id == found.rep else each for each in reps]
    assert got == {"a": 20, "j": 20, "k": 20}


def test_outside_office_hours_and_on_holidays_the_next_rule_decides() -> None:
    berlin = {"zone": "Europe/Berlin", "country": "DE"}
    written = rules(rule("dach", members=["anna@kestrel.example"], hours=berlin), rule("rest", members=[JUN.email]))
    whom = {
        at: found.rep
        for at in (
            AT,
            AT.replace(hour=5),  # seven in Berlin: not open yet
            AT.replace(hour=16),  # six: just closed
            AT.replace(day=3),  # a Sunday
            AT.replace(day=1),  # Labour Day
        )
        if (found := assign(GERMAN, written, [ANNA, JUN], at=at))
    }
    assert list(whom.values()) == ["a", "j", "j", "j", "j"]


def test_a_rule_whose_people_are_gone_lets_the_next_one_decide() -> None:
    written = rules(rule("dach", countries=["DE"], members=["left@kestrel.example"]), rule("all"))
    found = assign(GERMAN, written, [JUN], at=AT)
    assert found is not None
    assert found.rep == "j"
    assert assign(GERMAN, written, [BOSS], at=AT) is None
