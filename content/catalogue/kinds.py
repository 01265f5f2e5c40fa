"""Source of truth for the kinds of things a pack holds: the model of each, its file, its key, its place in `Company`."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue import model
from content.catalogue.model import Part


class Profile(Part):
    """What a pack is called and which languages and currencies it speaks."""

    id: str
    locales: tuple[str, ...]
    currencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item.

    `file` is where its items stand (`products/*.yaml`: several files, `*` is the category), `key` the field that names
    an item (None: its position does), `under` the name inside the file, `single` True where there is only one item,
    `field` its field of `Company` (empty for the profile, whose fields stand in `Company` itself).
    """

    name: str
    model: type[Part]
    file: str
    field: str
    key: str | None = "id"
    under: str | None = None
    single: bool = False
    needed: bool = True


KINDS: tuple[Kind, ...] = (
    Kind("profile", Profile, "pack.yaml", "", single=True),
    Kind("identity", model.Identity, "pack.yaml", "identity", under="identity", single=True),
    Kind("advisor", model.AdvisorVoice, "pack.yaml", "advisor", under="advisor", single=True),
    Kind("terms", model.Terms, "pack.yaml", "terms", under="terms", single=True),
    Kind("scoring", model.ScoringRules, "pack.yaml", "scoring", under="scoring", single=True),
    Kind("attribute", model.Attribute, "attributes.yaml", "attributes"),
    Kind("category", model.Category, "categories.yaml", "categories"),
    Kind("product", model.Product, "products/*.yaml", "products", key="sku"),
    Kind("need", model.Need, "needs.yaml", "needs", under="needs"),
    Kind("application", model.NeedChoice, "needs.yaml", "applications", under="applications"),
    Kind("companion", model.Companion, "needs.yaml", "companions", under="companions", needed=False),
    Kind("country", model.CountryUse, "countries.yaml", "countries", key="country"),
    Kind("industry", model.Industry, "industries.yaml", "industries"),
    Kind("case", model.Case, "cases.yaml", "cases", needed=False),
    Kind("competitor", model.Competitor, "competitors.yaml", "competitors", needed=False),
    Kind("faq", model.Question, "faq.yaml", "faq", key=None, needed=False),
    Kind("resource", model.Resource, "resources.yaml", "resources", needed=False),
    Kind("page", model.Page, "pages.yaml", "pages", needed=False),
    Kind("role", model.RoleBounds, "authority.yaml", "roles", key="role", under="roles", needed=False),
    Kind("price_list", model.PriceList, "price_lists.yaml", "price_lists", needed=False),
    Kind("bundle", model.Bundle, "bundles.yaml", "bundles", key="sku", needed=False),
    Kind("surcharge", model.Surcharge, "surcharges.yaml", "surcharges", needed=False),
    Kind("freight", model.FreightRate, "freight.yaml", "freight", needed=False),
    Kind("stage", model.Stage, "stages.yaml", "stages", under="stages", needed=False),
    Kind("stage_rule", model.StageRule, "stages.yaml", "stage_rules", key=None, under="rules", needed=False),
    Kind("play", model.Play, "playbook.yaml", "playbook", under="plays", needed=False),
    Kind("assignment", model.AssignmentRule, "assignment.yaml", "assignment", under="rules", needed=False),
    Kind("lexicon", model.Lexicon, "lexicon/*.yaml", "lexicon", key="locale"),
)

BY_NAME = {kind.name: kind for kind in KINDS}
PRICES = "prices.csv"
PRICE_BOOK = "prices.xlsx"
"""The same table as a workbook; a pack has one of both, or both with different rows."""
PRICE_COLUMNS = ("sku", "currency", "min_quantity", "unit_price", "valid_from", "valid_until")
PRICE_EXTRAS = ("price_list", "floor")
"""Columns that a price table may leave out, and cells that may be empty."""
