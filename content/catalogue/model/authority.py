"""Source of truth for the shape of what a role of the staff may concede; see `content/authority/` for the phrases."""

from __future__ import annotations

from content.catalogue.model.products import Permissions
from content.catalogue.model.wording import Identifier, Part


class RoleBounds(Part):
    """How far one role may go beyond a product's own rules. The order of the roles in the pack is the chain upwards.

    What a product forbids stays forbidden for every role. The hours are working hours of the company's country and count
    from the moment a request reaches this role; unanswered, it goes up to the next role that may decide it.
    """

    role: Identifier
    bounds: Permissions = Permissions()
    answers_requests: bool = True
    """Decides for others too; where false, the role concedes within its bounds and asks beyond them."""
    last_word: bool = False
    """May approve whatever is not forbidden."""
    below_floor: bool = False
    """May let a price go below its floor, with a reason on record."""
    remind_after_hours: int = 2
    answer_within_hours: int = 8
