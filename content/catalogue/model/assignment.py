"""Source of truth for the shape of assignment: which member of the staff a new lead is given to, by rules in their order."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from content.catalogue.model.wording import Identifier, Part, Words


class OfficeHours(Part):
    """When a rule's people are at work; outside, the rule fits nobody and the next one decides."""

    zone: str
    """IANA, such as Europe/Berlin."""
    opens: time = time(8)
    closes: time = time(18)
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    """Whose weekends and holidays count; None: Monday to Friday."""

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("write a time zone such as Europe/Berlin") from None
        return zone

    @model_validator(mode="after")
    def _in_order(self) -> OfficeHours:
        if self.opens >= self.closes:
            raise ValueError("`opens` comes before `closes`, on the same day")
        return self


class AssignmentRule(Part):
    """Leads that fit everything it names are given to its members in turn."""

    id: Identifier
    name: Words
    members: tuple[str, ...] = ()
    """E-mail addresses of the desk's accounts; empty: everyone who holds the role `sales`."""
    countries: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    hours: OfficeHours | None = None
