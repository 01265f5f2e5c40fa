"""The source of truth for what is kept in versions, and how what was written is read: valid parts, or problems with their places."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast, get_args

from content.catalogue.items import take_apart
from content.catalogue.kinds import BY_NAME
from content.catalogue.model import Company, Part, Play, ScoringRules, Stage, StageRule

Subject: TypeAlias = Literal["stages", "playbook", "scoring"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
KINDS: Mapping[Subject, tuple[str, ...]] = {
    "stages": ("stage", "stage_rule"),
    "playbook": ("play",),
    "scoring": ("scoring",),
}
"""The kinds of items that one version holds together."""

Body: TypeAlias = Mapping[str, Any]
"""A version as data, in the form of the pack's file: `{"stages": [...], "rules": [...]}`, `{"plays": [...]}` or `{"scoring": [{...}]}`."""
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not right: where (`("stages", 2, "name", "de")`), what (a code), and what its sentence names."""

    path: Path
    code: str
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The path as text: `stages.2.name.de`."""
        return ".".join(map(str, self.path))


@dataclass(frozen=True, slots=True)
class Edition:
    """One version: who made it and when, and from which generation of the content on it held."""

    subject: Subject
    number: int
    generation: int
    at: datetime
    actor: str
    note: str
    body: Body
    digest: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote, read: its parts by kind, as far as they are valid, and every problem."""

    subject: Subject
    parts: Mapping[str, Sequence[Part]]
    problems: tuple[Problem, ...] = ()

    def company(self, company: Company) -> Company:
        """Return a company as it would be with these parts."""
        if self.subject == "playbook":
            return company.model_copy(update={"playbook": {each.id: each for each in self.plays}})
        if self.subject == "scoring":
            return company.model_copy(update={"scoring": self.scoring})
        stages = {each.id: each for each in cast("Sequence[Stage]", self.parts["stage"])}
        return company.model_copy(update={"stages": stages, "stage_rules": tuple(self.parts["stage_rule"])})

    @property
    def plays(self) -> tuple[Play, ...]:
        """The plays of a playbook."""
        return tuple(cast("Sequence[Play]", self.parts["play"]))

    @property
    def scoring(self) -> ScoringRules:
        """The weights of the grade."""
        [rules] = cast("Sequence[ScoringRules]", self.parts["scoring"])
        return rules

    @property
    def rules(self) -> tuple[StageRule, ...]:
        """The rules beside the stages."""
        return tuple(cast("Sequence[StageRule]", self.parts["stage_rule"]))


def body_of(company: Company, subject: Subject) -> dict[str, Any]:
    """Return what a company has of a subject, as a pack's file would say it."""
    body: dict[str, Any] = {BY_NAME[kind].under or kind: [] for kind in KINDS[subject]}
    for item in take_apart(company):
        if item.kind in KINDS[subject]:
            body[BY_NAME[item.kind].under or item.kind].append(json.loads(item.body))
    return body


def digest_of(body: Body) -> str:
    """Return what tells two versions apart; in which order the names of a part were written does not."""
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
