"""Which team's weights a lead is judged by: the first team of the pack whose countries, languages and industries fit. Pure."""

from __future__ import annotations

from content.catalogue.model import ScoringRules, TeamRules


def team_of(rules: ScoringRules, *, country: str | None, locale: str, industry: str | None) -> TeamRules | None:
    """Return the team that a lead falls to; None: the company's own weights hold."""
    for team in rules.teams:
        asked = ((team.countries, country), (team.locales, locale), (team.industries, industry))
        if all(not wanted or given in wanted for wanted, given in asked):
            return team
    return None


def rules_for(rules: ScoringRules, *, country: str | None, locale: str, industry: str | None) -> ScoringRules:
    """Return the rules that a lead is judged by: the company's, with what its team says otherwise."""
    team = team_of(rules, country=country, locale=locale, industry=industry)
    if team is None:
        return rules
    bounds = {name: value for name in ("grade_a", "grade_b", "grade_c") if (value := getattr(team, name)) is not None}
    return rules.model_copy(update={"weights": {**rules.weights, **team.weights}, **bounds})
