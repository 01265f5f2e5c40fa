"""Stages, playbook and the weights of the grade are changed by a person: whom a change concerns, before it counts; and the change, as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from content.catalogue import repository as catalogue
from content.catalogue.model import Company, Play, Stage, StageRule, Text
from content.editions import repository as editions
from content.editions.check import read
from content.editions.model import KINDS, Draft, Problem, Subject, body_of, digest_of
from foundation import clock
from foundation.actor import Actor
from foundation.database import Session
from funnel.cadence import repository as cadences
from funnel.cadence.plan import triggers
from funnel.journey.reshape import moved_positions, reshape
from funnel.journey.reweigh import GradeEffects, effects_of_weights, judge_by_new_weights
from funnel.stages import repository as stages
from funnel.timeline import repository as timeline
from scoring.funnel_shape import Funnel, funnel_of
from scoring.funnel_stages import RULES_OF_THE_SOURCES, Rule, rules_of
from scoring.wording import REASONS, say_in, stage_name

LOOK_BACK_DAYS = 30
"""Over how many days a preview tells how often a play would have begun."""
LONGEST_NOTE = 500


class ChangedMeanwhile(Exception):
    """Somebody else saved a version after this one was begun."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Version {number} was saved in the meantime; look at it, and make the change again.")
        self.number = number


class NotSound(ValueError):
    """What was written has problems, each with its place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{each.place}: {each.code}" for each in problems[:10]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class StageMoves:
    """The customers of one present stage (lost ones too), and the id of the stage where they stand from then on."""

    stage: str
    customers: int
    to: str | None


@dataclass(frozen=True, slots=True)
class PlayChange:
    """What becomes of one play: `state` is new, changed, unchanged or gone."""

    play: str
    state: str
    running: int
    """Runs that are open: those of a changed play go on as they began, those of one that is gone end."""
    begun: int
    """How many customers did in the last days what begins it; 0 where it begins by a stage or a value."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Whom a change concerns."""

    moves: tuple[StageMoves, ...] = ()
    ahead: Mapping[str, int] = field(default_factory=dict)
    """By the id of a stage: how many open customers have done enough for it by the new rules already."""
    plays: tuple[PlayChange, ...] = ()
    grades: GradeEffects | None = None
    """Of other weights of the grade."""


def present(company: Company, subject: Subject) -> dict[str, Any]:
    """Return what holds now; for a company without stages of its own the usual five, with their rules, in its languages."""
    body = body_of(company, subject)
    if subject == "stages":
        if not any(each.means == "won" for each in company.stages.values()):
            body["stages"] = _usual_stages(company)
        if not company.stage_rules:
            body["rules"] = _usual_rules(company)
    return body


def _usual_stages(company: Company) -> list[dict[str, Any]]:
    funnel = funnel_of(company)
    found = []
    for position in funnel.positions:
        name = funnel.ids[position - 1]
        own = company.stages.get(name)
        words = {locale: stage_name(position, locale, company) for locale in company.locales}
        days = own.blocked_after_days if own else None
        found.append(Stage(id=name, name=Text(words), blocked_after_days=days))
    return [each.model_dump(exclude_defaults=True) for each in found]


def _usual_rules(company: Company) -> list[dict[str, Any]]:
    funnel, found = funnel_of(company), []
    for rule in RULES_OF_THE_SOURCES:
        code = "price_visits" if rule.suggests else rule.event_type
        words = {locale: say_in(REASONS[code], locale) for locale in company.locales}
        within = f"{int(rule.within.total_seconds() // 3600)}h" if rule.within else None
        stage = funnel.ids[funnel.at(rule.stage) - 1]
        found.append(
            StageRule(
                event=rule.event_type,
                count=rule.count,
                within=within,
                stage=stage,
                suggests=rule.suggests,
                reason=Text(words),
            )
        )
    return [each.model_dump(exclude_defaults=True) for each in found]


def fingerprint(company: Company, subject: Subject, body: Any) -> str:
    """Return what tells two things that somebody wrote apart, however they were written down; empty where one is not sound."""
    draft = read(subject, body, company)
    return "" if draft.problems else digest_of(body_of(draft.company(company), subject))


async def examine(session: Session, company: Company, subject: Subject, *, body: Any) -> tuple[Draft, Effects]:
    """Read what was written and say whom it concerns; of what has problems nothing but the problems."""
    draft = read(subject, body, company)
    if draft.problems:
        return draft, Effects()
    if subject == "playbook":
        return draft, await _effects_of_plays(session, company, draft)
    if subject == "scoring":
        return draft, Effects(grades=await effects_of_weights(session, company, draft.scoring))
    effects = await _effects_of_stages(session, company, draft)
    left = [each for each in effects.moves if each.to is None and each.customers]
    problems = tuple(
        Problem(("gone", each.stage), "no_place", {"stage": each.stage, "count": str(each.customers)}) for each in left
    )
    return Draft(draft.subject, draft.parts, problems), effects


async def adopt(
    session: Session, company: Company, subject: Subject, *, body: Any, based_on: int, by: Actor, note: str = ""
) -> int:
    """Let what was written hold from now on, as a new version; return its number, which is the old one where nothing differs.

    Customers get their places in the same transaction. Raises NotSound, and ChangedMeanwhile where `based_on` is not the
    newest version any more.
    """
    generation = await catalogue.generation(session)
    newest = await editions.find(session, subject)
    if (newest.number if newest else 0) != based_on:
        raise ChangedMeanwhile(newest.number if newest else 0)
    draft = read(subject, body, company)
    if subject == "stages" and not draft.problems:
        draft, _ = await examine(session, company, subject, body=body)
    if draft.problems:
        raise NotSound(draft.problems)
    proposed = draft.company(company)
    if digest_of(body_of(proposed, subject)) == digest_of(body_of(company, subject)) and newest is not None:
        return newest.number
    if newest is None:
        await editions.keep(session, subject, present(company, subject), generation=generation, by=Actor.system("pack"))
    generation = await catalogue.replace_kinds(session, proposed, KINDS[subject], by=by)
    if subject == "stages":
        await reshape(session, proposed, by=by)
    latest = await editions.find(session, subject)
    if newest is not None and latest is not None and latest.number != newest.number:
        raise ChangedMeanwhile(latest.number)  # saved beside us until the generation let us in
    kept = body_of(proposed, subject)
    number = await editions.keep(session, subject, kept, generation=generation, by=by, note=note[:LONGEST_NOTE])
    if subject == "scoring":
        await judge_by_new_weights(session, proposed)
    return number


async def settle(session: Session, company: Company, *, by: Actor) -> None:
    """Let what a loaded pack changed take hold in its transaction: other stages, other weights. Raises StagesUnsettled."""
    await reshape(session, company, by=by)
    await judge_by_new_weights(session, company)


async def _effects_of_stages(session: Session, company: Company, draft: Draft) -> Effects:
    proposed = draft.company(company)
    before, after = funnel_of(company), funnel_of(proposed)
    moved, _ = moved_positions(before, after, proposed)
    numbers = await stages.numbers_on(session)
    moves = tuple(
        StageMoves(
            before.ids[place - 1],
            numbers.get(place, 0),
            after.ids[moved[place] - 1] if place in moved else None,
        )
        for place in before.positions
    )
    known = {_told_apart(rule, before) for rule in rules_of(company)}
    reached: dict[int, int] = {}
    for rule in rules_of(proposed):
        if rule.suggests or _told_apart(rule, after) in known:
            continue  # a person decides; whoever did what an older rule asks has been moved long ago
        for customer, stage in await stages.who_did(session, rule.event_type, often=rule.count, within=rule.within):
            if rule.stage > moved.get(stage, after.won):
                reached[customer] = max(rule.stage, reached.get(customer, 0))
    ahead: dict[str, int] = {}
    for stage in reached.values():
        ahead[after.ids[stage - 1]] = ahead.get(after.ids[stage - 1], 0) + 1
    return Effects(moves=moves, ahead=ahead)


def _told_apart(rule: Rule, funnel: Funnel) -> tuple[str, int, timedelta | None, str, bool]:
    return rule.event_type, rule.count, rule.within, funnel.ids[rule.stage - 1], rule.suggests


async def _effects_of_plays(session: Session, company: Company, draft: Draft) -> Effects:
    running = await cadences.running(session)
    proposed = {play.id: play for play in draft.plays}
    since = clock.now() - timedelta(days=LOOK_BACK_DAYS)
    told = []
    for name in dict.fromkeys((*company.playbook, *proposed)):
        old, new = company.playbook.get(name), proposed.get(name)
        state = _state(old, new)
        begun = 0
        if new is not None and state != "unchanged" and new.when.events:
            begun = await timeline.customers_since(session, triggers(new.when), since)
        told.append(PlayChange(name, state, running.get(name, 0), begun))
    return Effects(plays=tuple(told))


def _state(old: Play | None, new: Play | None) -> str:
    if new is None:
        return "gone"
    if old is None:
        return "new"
    return "unchanged" if old == new else "changed"
