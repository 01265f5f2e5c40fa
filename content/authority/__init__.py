"""Source of truth for what may be conceded to a buyer: permission phrases are read here, and wishes decided by them.

`parse_rule` reads a phrase of a pack (`discount<10%`, `试用<30天`), `decide` judges an action said in any of the seven
languages. Pure: the same rules and the same words always give the same decision.
"""

from content.authority.decide import Deal, decide, decide_for_all
from content.authority.explain import wish_in
from content.authority.model import Bound, Concession, Decision, Parsed, Quantity, Rule, Status, Unreadable
from content.authority.phrases import parse_action, parse_rule

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
    "decide",
    "decide_for_all",
    "parse_action",
    "parse_rule",
    "wish_in",
]
