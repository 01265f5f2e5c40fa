"""Source of truth for what may be conceded to a buyer: permission phrases are read here, and wishes decided by them.

`parse_rule` reads a phrase of a pack (`discount<10%`, `试用<30天`), `decide` judges an action said in any of the seven
languages. Pure: the same rules and the same words always give the same decision.
"""

from content.authority.actions import parse_action
from content.authority.decide import (
    approved_as,
    below_floor,
    decide,
    decide_concessions,
    decide_for_all,
    decide_for_none,
)
from content.authority.explain import wish_in
from content.authority.measures import without_measures
from content.authority.model import Bound, Concession, Decision, Parsed, Quantity, Rule, Status, Unreadable
from content.authority.phrases import parse_rule
from content.authority.retell import retold
from content.authority.scenes import untruths_in
from content.authority.spoken import is_further
from content.authority.stacking import Deal

__all__ = [
    "Bound",
    "Concession",
    "Deal",
    "Decision",
    "Parsed",
    "Quantity",
    "Rule",
    "Status",
    "Unreadable",
    "approved_as",
    "below_floor",
    "decide",
    "decide_concessions",
    "decide_for_all",
    "decide_for_none",
    "is_further",
    "parse_action",
    "parse_rule",
    "retold",
    "untruths_in",
    "wish_in",
    "without_measures",
]
