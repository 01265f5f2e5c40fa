"""Source of truth for what every part of a pack is made of: frozen models, and texts with one wording per locale."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, RootModel

Identifier: TypeAlias = str
"""Lower-case words joined by underscores, e.g. `pulse_tools`; used in addresses with hyphens instead."""

ANY = "*"


class Text(RootModel[dict[str, str]]):
    """One wording per locale; a bare string in a pack is the same wording in every locale (names, part numbers)."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def same(cls, wording: str) -> Text:
        """Return a text that reads the same in every locale."""
        return cls({ANY: wording})

    def __getitem__(self, locale: str) -> str:
        """Return the wording in `locale`; raise KeyError where the pack has none (the loader refuses such packs)."""
        wordings = self.root
        return wordings[locale] if locale in wordings else wordings[ANY]

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))


def _as_text(value: object) -> object:
    return {ANY: value} if isinstance(value, str) else value


Words: TypeAlias = Annotated[Text, BeforeValidator(_as_text)]


class Part(BaseModel):
    """Base of everything a pack holds: frozen, and a field nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")
