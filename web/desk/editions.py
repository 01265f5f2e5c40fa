"""What the pages of stages and playbook show: the present version as a picture, its history, whom a change concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from content.catalogue.model import Company, StageRule
from content.editions import repository as editions
from content.editions.model import Edition, Problem, Subject
from foundation.database import Session
from foundation.locales import native_name
from funnel.permissions import repository as staff
from scoring.funnel_shape import funnel_of
from scoring.wording import stage_name
from web.desk.edition_words import event_words, meanings, problem_words, wait_words
from web.locale import Speech


@dataclass(frozen=True, slots=True)
class Version:
    """One version; `who` is a name, or empty where the pack was loaded or the command line or a program did it (`by`)."""

    number: int
    at: datetime
    who: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in words; `suggests`: a person decides."""

    words: str
    suggests: bool


@dataclass(frozen=True, slots=True)
class StageCard:
    """One stage of the picture; `leads` is None for a version that is not in force."""

    position: int
    name: str
    meaning: str
    tone: int
    leads: int | None
    is_won: bool
    blocked_after_days: int | None
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step of a play."""

    after: str
    action: str
    to: str
    title: str


@dataclass(frozen=True, slots=True)
class PlayCard:
    """One play of the picture."""

    id: str
    name: str
    begins: str
    ends: tuple[str, ...]
    running: int | None
    steps: tuple[StepCard, ...]


async def versions(session: Session, subject: Subject) -> tuple[Version, ...]:
    """Return all versions of a subject, the newest first."""
    names = {each.id: each.name for each in await staff.listed(session)}
    return tuple(_version(each, names) for each in await editions.listed(session, subject))


def _version(edition: Edition, names: Mapping[str, str]) -> Version:
    kind, _, who = edition.actor.partition(":")
    name = names.get(who, "") if kind == "staff" else ""
    return Version(edition.number, edition.at, name, kind, edition.note)


def stage_cards(
    body: Mapping[str, Any], company: Company, say: Speech, *, numbers: Mapping[int, int] | None
) -> tuple[StageCard, ...]:
    """Draw the stages of a version; `company` is the company with this version."""
    funnel, locale, words = funnel_of(company), say.locale, meanings(say)
    rules = [StageRule.model_validate(each) for each in body["rules"]]
    cards = []
    for place, stage in enumerate(body["stages"], start=1):
        here = [each for each in rules if each.stage in funnel.names(place)]
        cards.append(
            StageCard(
                position=place,
                name=_name(stage["name"], locale),
                meaning=words.get(funnel.roles[place - 1] or "", ""),
                tone=round(funnel.meaning(place)),
                leads=None if numbers is None else numbers.get(place, 0),
                is_won=place >= funnel.won,
                blocked_after_days=stage.get("blocked_after_days"),
                rules=tuple(RuleLine(rule_words(each, say), each.suggests) for each in here),
            )
        )
    return tuple(cards)


def rule_words(rule: StageRule, say: Speech) -> str:
    """Word a rule: what happens, how often, within which time."""
    what = event_words(say, [rule.event])[rule.event]
    if rule.within:
        return say(
            "{what}, {count} times within {time}", what=what, count=rule.count, time=wait_words(rule.within, say)
        )
    return say("{what}, {count} times", what=what, count=rule.count) if rule.count > 1 else what


def play_cards(company: Company, say: Speech, *, running: Mapping[str, int] | None) -> tuple[PlayCard, ...]:
    """Draw the plays of a company."""
    locale = say.locale
    words = event_words(say, [each for play in company.playbook.values() for each in (*play.stops, *play.when.events)])
    return tuple(
        PlayCard(
            id=play.id,
            name=play.name[locale],
            begins=begins(play.when.events, play.when.stage, play.when.value, words=words, company=company, say=say),
            ends=tuple(words[each] for each in play.stops),
            running=None if running is None else running.get(play.id, 0),
            steps=tuple(
                StepCard(wait_words(step.after, say), step.action, step.to, step.title[locale]) for step in play.steps
            ),
        )
        for play in company.playbook.values()
    )


def begins(
    happens: Sequence[str],
    stage: str | None,
    value: str | None,
    *,
    words: Mapping[str, str],
    company: Company,
    say: Speech,
) -> str:
    """Word what begins a play."""
    if stage is not None:
        funnel = funnel_of(company)
        known = stage in funnel.ids or stage in funnel.roles
        name = stage_name(funnel.position(stage), say.locale, company) if known else stage
        return say("Stage {stage} is reached", stage=name)
    if value is not None:
        return values(say)[value]
    return " · ".join(words[each] for each in happens)


def values(say: Speech) -> dict[str, str]:
    """Name the values that a play can begin with."""
    return {
        "key_account": say("The value of a key account is reached"),
        "weekly_focus": say("The value of a weekly focus is reached"),
    }


def told(problems: Sequence[Problem], say: Speech, names: Mapping[str, str]) -> dict[str, str]:
    """Return the sentence of each problem by its place; the first one of a place counts."""
    found: dict[str, str] = {}
    for each in problems:
        found.setdefault(each.place, problem_words(each, say, names))
    return found


def languages(company: Company, locale: str) -> tuple[tuple[str, str], ...]:
    """Return the company's languages with their own names, the reader's first."""
    ordered = sorted(company.locales, key=lambda each: each != locale)
    return tuple((each, native_name(each)) for each in ordered)


def _name(words: Mapping[str, str] | str, locale: str) -> str:
    if isinstance(words, str):
        return words
    return words.get(locale) or words.get("*") or next((each for each in words.values() if each), "")
