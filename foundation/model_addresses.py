"""The source of truth for how a language model is named in a setting, and where each provider answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PROVIDERS: Mapping[str, str] = {
    "openai": "https://api.openai.com/v1",
    "gemini": "https://generativelanguage.googleapis.com/v1beta/openai",
    "deepseek": "https://api.deepseek.com",
    "doubao": "https://ark.cn-beijing.volces.com/api/v3",
}
"""Each provider's OpenAI-compatible address."""


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """One model: `provider` is None where the address itself was given."""

    name: str
    url: str
    provider: str | None = None

    @property
    def label(self) -> str:
        """The model as people read it, and as its calls are counted."""
        if self.provider:
            return f"{self.provider}:{self.name}"
        return f"{self.url.partition('://')[2].partition('/')[0].rpartition('@')[2]}#{self.name}"


def read_models(setting: str | None) -> tuple[ModelAddress, ...]:
    """Read `provider:name` and `http://host/v1#name`, separated by commas. Raises ValueError with what is wrong."""
    return tuple(_read(part.strip()) for part in (setting or "").split(",") if part.strip())


def _read(written: str) -> ModelAddress:
    if written.startswith(("http://", "https://")):
        url, _, name = written.partition("#")
        if not name:
            raise ValueError(f"{written} names no model; write its name after the address: {written}#name")
        return ModelAddress(name, url.rstrip("/"))
    provider, _, name = written.partition(":")
    if provider not in PROVIDERS or not name:
        known = ", ".join(PROVIDERS)
        raise ValueError(f"{written} is no model; write provider:name ({known}) or an address with #name")
    return ModelAddress(name, PROVIDERS[provider], provider)
