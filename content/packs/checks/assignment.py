"""Source of truth for when the rules of assignment can be followed: known languages and industries, and no rule that is never asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.catalogue.kinds import Profile
from content.catalogue.model import AssignmentRule, ScoringRules
from content.packs.draft import Draft, Item
from content.packs.faults import Fault

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\Z")
ORDER = "Put it before that one."
_COUNTRY = re.compile(r"[A-Z]{2}\Z")


def check(draft: Draft) -> Iterator[Fault]:
    """Find addresses, countries, languages and industries that nobody has, and rules behind one that takes every lead."""
    locales = {locale for _, part in draft.parts("profile") if isinstance(part, Profile) for locale in part.locales}
    taken_by = None
    for item, rule in draft.parts("assignment"):
        assert isinstance(rule, AssignmentRule)
        yield from _spelling(item, rule)
        yield from _unknown(item, "locales", rule.locales, known=frozenset(locales))
        yield from _unknown(item, "industries", rule.industries, known=draft.ids("industry"))
        if taken_by is not None:
            message = f"This rule is never asked, because `{taken_by}` before it takes every lead."
            yield item.fault((), message, "Put it before that one.")
        elif not (rule.countries or rule.locales or rule.industries or rule.hours or rule.members):
            taken_by = rule.id


def _spelling(item: Item, rule: AssignmentRule) -> Iterator[Fault]:
    for place, member in enumerate(rule.members):
        if not _ADDRESS.match(member):
            yield item.fault(("members", place), f"`{member}` is no e-mail address.", "Name an account of the desk.")
    for place, country in enumerate(rule.countries):
        if not _COUNTRY.match(country):
            yield item.fault(("countries", place), f"`{country}` is no country.", "Write two capitals, such as DE.")


def _unknown(item: Item, field: str, given: tuple[str, ...], *, known: frozenset[str]) -> Iterator[Fault]:
    for place, one in enumerate(given):
        if known and one not in known:
            yield item.fault(
                (field, place), f"The pack does not know `{one}`.", f"Known are {', '.join(sorted(known))}."
            )


def check_teams(draft: Draft) -> Iterator[Fault]:
    """Find teams whose weights no lead is ever judged by, and countries, languages and industries that nobody has."""
    locales = {locale for _, part in draft.parts("profile") if isinstance(part, Profile) for locale in part.locales}
    for item, rules in draft.parts("scoring"):
        assert isinstance(rules, ScoringRules)
        taken_by = None
        for place, team in enumerate(rules.teams):
            path = ("teams", place)
            if taken_by is not None:
                yield item.fault(
                    path, f"The weights of this team are never asked; `{taken_by}` takes every lead.", ORDER
                )
            elif not (team.countries or team.locales or team.industries):
                taken_by = team.id
            for field, given, known in (
                ("locales", team.locales, frozenset(locales)),
                ("industries", team.industries, draft.ids("industry")),
                ("weights", tuple(team.weights), frozenset(rules.weights)),
            ):
                for one in given:
                    if one not in known:
                        mend = f"Known are {', '.join(sorted(known))}."
                        yield item.fault((*path, field), f"The pack does not know `{one}`.", mend)
