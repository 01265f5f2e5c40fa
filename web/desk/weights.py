"""What the pages of the grade's weights show: the points of each criterion as a picture, the bounds, the teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from content.catalogue.model import Company, ScoringRules, TeamRules
from content.editions.weights import BOUNDS
from foundation.locales import country_name, format_money, native_name
from foundation.money import Money
from funnel.journey.redesign import Effects
from web.desk.editions import Version
from web.desk.weight_words import GROUPS, criterion_words, group_words
from web.locale import Speech


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion: its points, how long its bar is in percent, and what teams give it instead, by the team's id."""

    code: str
    label: str
    points: float
    length: float
    teams: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria that belong together."""

    id: str
    title: str
    lines: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A team with weights of its own, and whose leads it gets."""

    id: str
    name: str
    whose: tuple[str, ...]
    bounds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class WeightsPage:
    """Context of `desk/weights.html`; `number` is the version shown, `newest` the one in force (0: none was kept yet)."""

    groups: tuple[Group, ...]
    bounds: Mapping[str, float]
    """By the grade: from how many points on."""
    teams: tuple[TeamCard, ...]
    industries: tuple[str, ...]
    countries: tuple[str, ...]
    rules: ScoringRules
    key_account: str
    weekly_focus: str
    versions: tuple[Version, ...]
    number: int
    newest: int
    may_change: bool
    saved: bool
    learned: bool


@dataclass(frozen=True, slots=True)
class WeightsEdit:
    """Context of `desk/weights_edit.html`.

    `problems` are sentences by place, `general` those that belong to no field. `effects` is None until a sound draft was
    looked at; `seen` then is its digest.
    """

    body: Mapping[str, Any]
    based_on: int
    problems: Mapping[str, str]
    general: tuple[str, ...]
    effects: Effects | None
    seen: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Title, then code and label of each criterion."""
    industries: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    note: str


def weights_page(
    rules: ScoringRules,
    company: Company,
    say: Speech,
    *,
    versions: tuple[Version, ...],
    number: int,
    may_change: bool,
    saved: bool,
    learned: bool,
) -> WeightsPage:
    """Draw a version of the weights."""
    currency = company.identity.base_currency
    return WeightsPage(
        groups=_groups(rules, say),
        bounds={name[-1].upper(): getattr(rules, name) for name in BOUNDS},
        teams=tuple(_team(team, company, say.locale) for team in rules.teams),
        industries=tuple(_industry(each, company, say.locale) for each in rules.target_industries),
        countries=tuple(country_name(each, say.locale) for each in rules.served_countries),
        rules=rules,
        key_account=_money(rules.key_account, currency, say.locale),
        weekly_focus=_money(rules.weekly_focus, currency, say.locale),
        versions=versions,
        number=number,
        newest=versions[0].number if versions else 0,
        may_change=may_change,
        saved=saved,
        learned=learned,
    )


def _team(team: TeamRules, company: Company, locale: str) -> TeamCard:
    return TeamCard(
        id=team.id,
        name=team.name[locale],
        whose=(
            *(country_name(each, locale) for each in team.countries),
            *(native_name(each) for each in team.locales),
            *(_industry(each, company, locale) for each in team.industries),
        ),
        bounds={name[-1].upper(): bound for name in BOUNDS if (bound := getattr(team, name)) is not None},
    )


def whole(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a version as a form shows it: with what goes without saying, and no decimals that say nothing."""
    [rules] = body["scoring"]
    written = ScoringRules.model_validate(rules).model_dump(mode="json", exclude_none=True)
    shown: dict[str, Any] = _tidy(written)
    return {"scoring": [shown]}


def _tidy(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return {name: _tidy(each) for name, each in value.items()}
    return [_tidy(each) for each in value] if isinstance(value, list) else value


def _groups(rules: ScoringRules, say: Speech) -> tuple[Group, ...]:
    labels, titles = criterion_words(say), group_words(say)
    longest = max((abs(each) for each in rules.weights.values()), default=0.0) or 1.0
    return tuple(
        Group(
            name,
            titles[name],
            tuple(
                CriterionLine(
                    code=code,
                    label=labels[code],
                    points=rules.weights.get(code, 0.0),
                    length=round(100 * abs(rules.weights.get(code, 0.0)) / longest, 1),
                    teams={team.id: team.weights[code] for team in rules.teams if code in team.weights},
                )
                for code in codes
            ),
        )
        for name, codes in GROUPS.items()
    )


def _industry(name: str, company: Company, locale: str) -> str:
    known = company.industries.get(name)
    return known.name[locale] if known else name


def _money(amount: Decimal, currency: str, locale: str) -> str:
    return format_money(Money(amount, currency), locale)
