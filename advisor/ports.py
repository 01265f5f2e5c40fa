"""What the advisor needs from outside: a language model that understands and rephrases. `integrations` implements it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Purpose = Literal["understand", "rephrase", "repair"]
Outcome = Literal["answered", "timeout", "unavailable", "limited", "refused", "malformed"]
"""How a call ended: `limited` is 429, `unavailable` no connection or 5xx, `refused` any other refusal, `malformed` no valid answer."""


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to a model: `data` is untrusted JSON text, `schema` the JSON schema of the answer."""

    purpose: Purpose
    instructions: str
    data: str
    schema: Mapping[str, Any]
    seconds: float
    """How long the answer may take, all models together."""
    most_tokens: int = 1200


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call of one model, for the counters. `cost` is in US dollars, None where the model's price is not known."""

    model: str
    purpose: Purpose
    outcome: Outcome
    milliseconds: int
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ModelReply:
    """What came of a request: the answer, or None where no model gave one; and every call that was made for it."""

    content: Mapping[str, Any] | None
    calls: tuple[ModelCall, ...] = ()


class LanguageModel(Protocol):
    """One or several language models in fall-back order."""

    @property
    def names(self) -> tuple[str, ...]:
        """The models in order; empty where none is configured."""
        ...

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Ask the models one after the other until one answers. Never raises for what a model or the network does."""
        ...

    async def warm(self) -> None:
        """Load what the first request would wait for."""
        ...

    async def close(self) -> None:
        """Close what is open."""
        ...


class NoLanguageModel:
    """No model is configured: rules and templates do everything."""

    names: tuple[str, ...] = ()

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Answer nothing."""
        return ModelReply(None)

    async def warm(self) -> None:
        """Nothing is to be loaded."""

    async def close(self) -> None:
        """Nothing is open."""
