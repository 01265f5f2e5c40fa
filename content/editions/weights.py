"""The source of truth for when the weights of the grade hold together, for the pack's check and for the desk alike. Pure.

What is not right comes as a code with its place; whoever shows it has the words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from content.catalogue.model import Company, ScoringRules, TeamRules
from content.editions.model import Path, Problem
from foundation.locales import is_country

REWARDS = (
    *("fit_industry", "fit_country", "company_size", "company_given", "business_mail", "phone_given", "job_role"),
    *("department", "need_complete", "quantity", "budget", "deadline", "behaviour", "quote_requested"),
)
"""Criteria that speak for a lead: their points are never below 0, so that more of them never lowers a grade."""
PENALTIES = (
    *("free_mail", "disposable_mail", "spam", "pitch", "job", "thrown_name", "burst", "deadline_passed"),
    "budget_far_below",
)
"""Criteria that speak against a lead: their points are never above 0."""
CRITERIA = (*REWARDS, *PENALTIES)
MOST_POINTS = 100
MOST_TEAMS = 20
BOUNDS = ("grade_a", "grade_b", "grade_c")


def weight_problems(rules: ScoringRules, company: Company) -> Iterator[Problem]:
    """Find weights against sense, grades that nobody can reach or that cross, and teams, countries, industries nobody has."""
    here: Path = ("scoring",)
    yield from _weights(rules.weights, here)
    yield from _bounds(rules, rules.weights, here)
    if rules.smallest_company and rules.largest_company and rules.smallest_company > rules.largest_company:
        yield Problem((*here, "largest_company"), "range", {"low": str(rules.smallest_company)})
    yield from _known(rules, company, here)
    if len(rules.teams) > MOST_TEAMS:
        yield Problem((*here, "teams"), "too_many", {"most": str(MOST_TEAMS)})
    for place, team in enumerate(rules.teams):
        yield from _team(team, rules, company, path=(*here, "teams", place), before=rules.teams[:place])


def _team(
    team: TeamRules, rules: ScoringRules, company: Company, *, path: Path, before: Sequence[TeamRules]
) -> Iterator[Problem]:
    if team.id in {each.id for each in before}:
        yield Problem((*path, "id"), "twice", {"id": team.id})
    yield from _weights(team.weights, path)
    own = {name: getattr(rules, name) if getattr(team, name) is None else getattr(team, name) for name in BOUNDS}
    yield from _bounds(rules.model_copy(update=own), {**rules.weights, **team.weights}, path)
    yield from _known(team, company, path)
    everybody = [each for each in before if not (each.countries or each.locales or each.industries)]
    if everybody:
        yield Problem(path, "never_asked", {"team": everybody[0].id})


def _weights(weights: Mapping[str, float], path: Path) -> Iterator[Problem]:
    for code, points in weights.items():
        where = (*path, "weights", code[:64])
        if code not in CRITERIA:
            yield Problem(where, "unknown_field")
        elif not math.isfinite(points):
            yield Problem(where, "number")
        elif code in REWARDS and not 0 <= points <= MOST_POINTS:
            yield Problem(where, "range", {"low": "0", "high": str(MOST_POINTS)})
        elif code in PENALTIES and not -MOST_POINTS <= points <= 0:
            yield Problem(where, "range", {"low": str(-MOST_POINTS), "high": "0"})


def _bounds(rules: ScoringRules, weights: Mapping[str, float], path: Path) -> Iterator[Problem]:
    bounds = [getattr(rules, name) for name in BOUNDS]
    if not all(math.isfinite(each) for each in bounds) or not MOST_POINTS >= bounds[0] > bounds[1] > bounds[2] >= 0:
        yield Problem((*path, "grade_a"), "grades_cross")
        return
    most = sum(max(0.0, weights.get(code, 0.0)) for code in REWARDS)
    if most < bounds[0]:
        yield Problem((*path, "grade_a"), "out_of_reach", {"points": f"{most:g}"})


def _known(part: ScoringRules | TeamRules, company: Company, path: Path) -> Iterator[Problem]:
    countries = part.served_countries if isinstance(part, ScoringRules) else part.countries
    industries = part.target_industries if isinstance(part, ScoringRules) else part.industries
    names = ("served_countries", "target_industries") if isinstance(part, ScoringRules) else ("countries", "industries")
    for code in countries:
        if not is_country(code):
            yield Problem((*path, names[0]), "no_country", {"code": code[:20]})
    for name in industries:
        if name not in company.industries:
            yield Problem((*path, names[1]), "no_industry", {"id": name[:64]})
    if isinstance(part, TeamRules):
        for locale in part.locales:
            if locale not in company.locales:
                yield Problem((*path, "locales"), "no_language", {"locale": locale[:20]})
