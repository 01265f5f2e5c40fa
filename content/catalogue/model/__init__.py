"""The shapes of a company's pack: what a catalogue, its needs, its industries and its words consist of.

Every model is frozen and validated by pydantic; the loader (`content/packs/`) adds file and line to each fault.
Texts carry one wording per locale of the pack; everything else is language-neutral.
"""

from content.catalogue.model.assignment import AssignmentRule, OfficeHours
from content.catalogue.model.attributes import Attribute, AttributeKind, AttributeValue, Span
from content.catalogue.model.authority import RoleBounds
from content.catalogue.model.company import (
    AdvisorVoice,
    Company,
    Identity,
    Lexicon,
    Reference,
    Representative,
    ScoringRules,
    StaffReminders,
    TeamRules,
    Terms,
)
from content.catalogue.model.freight import FreightRate, FreightStep, Insurance
from content.catalogue.model.funnel import Stage, StageRole, StageRule
from content.catalogue.model.needs import Companion, CountryUse, Match, MatchRule, Need, NeedChoice, NeedKind, Typical
from content.catalogue.model.playbook import ANSWERS, Play, PlayStep, Trigger, read_wait
from content.catalogue.model.products import (
    ApiInterface,
    Category,
    Certificate,
    Option,
    OptionPrice,
    Permissions,
    Price,
    Product,
    Question,
    Supply,
)
from content.catalogue.model.selling import Bundle, BundlePart, Conversion, PriceList, Surcharge, TaxCase, TaxRules
from content.catalogue.model.surroundings import Case, Competitor, Figure, Industry, Page, Resource
from content.catalogue.model.wording import ANY, Identifier, Part, Text, Words

__all__ = [
    "ANSWERS",
    "ANY",
    "AdvisorVoice",
    "ApiInterface",
    "AssignmentRule",
    "Attribute",
    "AttributeKind",
    "AttributeValue",
    "Bundle",
    "BundlePart",
    "Case",
    "Category",
    "Certificate",
    "Companion",
    "Company",
    "Competitor",
    "Conversion",
    "CountryUse",
    "Figure",
    "FreightRate",
    "FreightStep",
    "Identifier",
    "Identity",
    "Industry",
    "Insurance",
    "Lexicon",
    "Match",
    "MatchRule",
    "Need",
    "NeedChoice",
    "NeedKind",
    "OfficeHours",
    "Option",
    "OptionPrice",
    "Page",
    "Part",
    "Permissions",
    "Play",
    "PlayStep",
    "Price",
    "PriceList",
    "Product",
    "Question",
    "Reference",
    "Representative",
    "Resource",
    "RoleBounds",
    "ScoringRules",
    "Span",
    "StaffReminders",
    "Stage",
    "StageRole",
    "StageRule",
    "Supply",
    "Surcharge",
    "TaxCase",
    "TaxRules",
    "TeamRules",
    "Terms",
    "Text",
    "Trigger",
    "Typical",
    "Words",
    "read_wait",
]
