"""Source of truth for the shape of the funnel: which stages there are and what they mean, and which events bring a customer to which."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from pydantic import Field

from content.catalogue.model.playbook import Wait
from content.catalogue.model.wording import Identifier, Part, Words

StageRole: TypeAlias = Literal["lead", "contact", "first_touch", "decision", "won"]
"""What a stage can mean, whatever a company calls it; in this order."""
ROLES: tuple[StageRole, ...] = get_args(StageRole)


class Stage(Part):
    """One stage of the funnel.

    A list of stages that ends with the one that means `won` is the company's whole funnel, in its order. A list without
    that one only gives names to some of the sources' five.
    """

    id: Identifier
    role: StageRole | None = None
    """What it means; None: what its id says, else something of the company's own."""
    name: Words
    blocked_after_days: int | None = Field(default=None, ge=1, le=365)
    """From how many days on the stage a customer counts as blocked; None: as the sources say."""
    replaces: tuple[str, ...] = ()
    """Ids of stages that there were before and are no more: their customers stand here from now on."""

    @property
    def means(self) -> StageRole | None:
        """What it means, by its role or its id."""
        if self.role is None and self.id in ROLES:
            return self.id
        return self.role


class StageRule(Part):
    """`count` events of a type, within a time where one is given, bring a customer to a stage; or only suggest it to a person."""

    event: str = Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")
    count: int = Field(default=1, ge=1, le=1000)
    within: Wait | None = None
    stage: str
    """By its id, or by what it means."""
    suggests: bool = False
    reason: Words
    """Why, for the stage history; `{count}` is filled in."""

    @property
    def name(self) -> str:
        """What a move by this rule remembers it by."""
        return f"{self.event}>{self.stage}" + ("?" if self.suggests else "")
