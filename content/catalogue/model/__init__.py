"""The shapes of a company's pack: what a catalogue, its needs, its industries and its words consist of.

Every model is frozen and validated by pydantic; the loader (`content/packs/`) adds file and line to each fault.
Texts carry one wording per locale of the pack; everything else is language-neutral.
"""

from content.catalogue.model.attributes import Attribute, AttributeKind, AttributeValue, Span
from content.catalogue.model.company import AdvisorVoice, Company, Identity, Lexicon, Reference, ScoringRules, Terms
from content.catalogue.model.needs import Companion, CountryUse, Match, MatchRule, Need, NeedChoice, NeedKind, Typical
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
from content.catalogue.model.surroundings import Case, Competitor, Figure, Industry, Page, Resource
from content.catalogue.model.wording import ANY, Identifier, Part, Text, Words

__all__ = [
    "ANY",
    "AdvisorVoice",
    "ApiInterface",
    "Attribute",
    "AttributeKind",
    "AttributeValue",
    "Case",
    "Category",
    "Certificate",
    "Companion",
    "Company",
    "Competitor",
    "CountryUse",
    "Figure",
    "Identifier",
    "Identity",
    "Industry",
    "Lexicon",
    "Match",
    "MatchRule",
    "Need",
    "NeedChoice",
    "NeedKind",
    "Option",
    "OptionPrice",
    "Page",
    "Part",
    "Permissions",
    "Price",
    "Product",
    "Question",
    "Reference",
    "Resource",
    "ScoringRules",
    "Span",
    "Supply",
    "Terms",
    "Text",
    "Typical",
    "Words",
]
