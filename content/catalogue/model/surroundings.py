"""Source of truth for the shape of what surrounds the products: competitors, industries, cases, documents, pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from content.catalogue.model.attributes import AttributeValue
from content.catalogue.model.products import Question
from content.catalogue.model.wording import Identifier, Part, Words


class Competitor(Part):
    """Another maker's model. A figure without a source is refused by the loader."""

    id: Identifier
    brand: str
    model: str
    category: Identifier
    attributes: Mapping[str, AttributeValue]
    source: Words
    """Title of the published data sheet the figures come from."""
    source_file: str
    demo: bool = False
    """True where brand and figures are invented for demonstration."""


class Industry(Part):
    id: Identifier
    name: Words
    summary: Words
    pains: tuple[Words, ...]
    architecture: tuple[Words, ...]
    """The boxes of the solution picture, left to right."""
    picture: str
    recommended: tuple[str, ...]
    applications: tuple[Question, ...] = Field(min_length=3, max_length=6)
    """Application cases: title in `question`, text in `answer`."""

    @property
    def slug(self) -> str:
        return self.id.replace("_", "-")


class Figure(Part):
    value: Words
    label: Words


class Case(Part):
    id: Identifier
    industry: Identifier
    country: str
    title: Words
    customer: Words
    challenge: Words
    solution: Words
    result: Words
    figures: tuple[Figure, ...]
    products: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.id.replace("_", "-")


class Resource(Part):
    """A document of the resource centre: a Markdown text per locale under `knowledge/`, also indexed."""

    id: Identifier
    kind: Literal["white_paper", "selection_guide", "application_guide", "maintenance", "article", "manual"]
    title: Words
    summary: Words
    files: Mapping[str, str]
    """Locale -> file under the pack."""
    products: tuple[str, ...] = ()
    categories: tuple[Identifier, ...] = ()
    industries: tuple[Identifier, ...] = ()

    @property
    def slug(self) -> str:
        return self.id.replace("_", "-")


class Page(Part):
    """A free page (about, privacy ...): Markdown per locale."""

    id: Identifier
    title: Words
    description: Words
    files: Mapping[str, str]
