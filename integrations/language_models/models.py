"""Several language models behind one port: asked in order, each within the time left, with a rest for one that keeps failing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from advisor.ports import ModelCall, ModelReply, ModelRequest, Outcome
from foundation.log import get_logger
from foundation.model_addresses import ModelAddress
from integrations.language_models.errors import outcome_of

if TYPE_CHECKING:
    from pydantic_ai import Agent

_log = get_logger("tradewind.language_models")
FAILURES_BEFORE_REST = 3
REST_SECONDS = 60.0
LEAST_SECONDS = 0.3
"""With less time left no model is asked."""
FIRST_SHARE = 0.5
"""Of the time left that a model may use while another stands behind it."""


_Used = tuple[int, int, float | None]
"""Tokens in, tokens out, US dollars."""


@dataclass
class _Standing:
    """How a model has done lately in this process."""

    failures: int = 0
    rests_until: float = 0.0


@dataclass
class LanguageModels:
    """The configured models. `keys` are those of their providers, by label."""

    addresses: Sequence[ModelAddress]
    keys: Mapping[str, str | None]
    _standing: dict[str, _Standing] = field(default_factory=dict)
    _models: dict[str, Any] = field(default_factory=dict)
    _loaded: bool = False
    _loading: asyncio.Task[None] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The models in fall-back order."""
        return tuple(address.label for address in self.addresses)

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Ask one after the other until one answers within the time."""
        if not self._loaded:  # nobody waits for it: until then rules and templates answer
            self._loading = self._loading or asyncio.create_task(self.warm())
            return ModelReply(None)
        until = time.monotonic() + request.seconds
        calls: list[ModelCall] = []
        ready = [one for one in self.addresses if self._stands(one).rests_until <= time.monotonic()]
        for position, address in enumerate(ready):
            left = until - time.monotonic()
            if left < LEAST_SECONDS:
                break
            share = left if position == len(ready) - 1 else left * FIRST_SHARE
            content, call = await self._ask(address, request, seconds=share)
            calls.append(call)
            if content is not None:
                return ModelReply(content, tuple(calls))
        return ModelReply(None, tuple(calls))

    async def warm(self) -> None:
        """Load the client, which takes seconds, beside the event loop."""
        if not self._loaded:
            await asyncio.to_thread(self._load)
            self._loaded = True

    def _load(self) -> None:
        from pydantic_ai import Agent, StructuredDict, ToolOutput

        empty = StructuredDict({"type": "object", "properties": {}}, name="answer")
        for address in self.addresses:
            Agent(self._model(address), output_type=ToolOutput(empty), retries=0)
            _ = self._models[address.label].client.chat.completions  # loads half of the client

    def _stands(self, address: ModelAddress) -> _Standing:
        return self._standing.setdefault(address.label, _Standing())

    async def _ask(
        self, address: ModelAddress, request: ModelRequest, *, seconds: float
    ) -> tuple[dict[str, Any] | None, ModelCall]:
        started = time.monotonic()
        content: dict[str, Any] | None = None
        used: _Used = (0, 0, None)
        outcome: Outcome = "answered"
        detail = ""
        try:
            async with asyncio.timeout(seconds):
                content, used = await self._run(address, request, seconds=seconds)
        except Exception as error:  # noqa: BLE001 - whatever a model or its client does, the conversation goes on by rules
            used = _estimated(request) if isinstance(error, TimeoutError) or outcome_of(error) == "malformed" else used
            outcome, detail = outcome_of(error), f"{type(error).__name__}: {error}"[:300]
            _log.info("A language model did not answer.", model=address.label, outcome=outcome, detail=detail)
        self._note(address, failed=content is None)
        milliseconds = round((time.monotonic() - started) * 1000)
        tokens_in, tokens_out, cost = used
        call = ModelCall(
            model=address.label,
            purpose=request.purpose,
            outcome=outcome,
            milliseconds=milliseconds,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost=cost,
            detail=detail,
        )
        return content, call

    async def _run(
        self, address: ModelAddress, request: ModelRequest, *, seconds: float
    ) -> tuple[dict[str, Any], _Used]:
        from pydantic_ai.settings import ModelSettings

        agent = self._agent(address, request)
        settings = ModelSettings(temperature=0.2, max_tokens=request.most_tokens, timeout=seconds)
        result = await agent.run(request.data, model_settings=settings)
        usage = result.usage
        return result.output, (usage.input_tokens, usage.output_tokens, _cost(result))

    def _agent(self, address: ModelAddress, request: ModelRequest) -> Agent[object, dict[str, Any]]:
        """One agent per request: the schema holds the pack's ids, which change with its content."""
        from pydantic_ai import Agent, StructuredDict, ToolOutput

        output = ToolOutput(StructuredDict(dict(request.schema), name="answer"), name="answer", max_retries=0)
        return Agent(self._model(address), output_type=output, instructions=request.instructions, retries=0)

    def _model(self, address: ModelAddress) -> Any:
        if address.label not in self._models:
            from openai import AsyncOpenAI
            from pydantic_ai.models.openai import OpenAIChatModel
            from pydantic_ai.providers.openai import OpenAIProvider

            key = self.keys.get(address.label) or "none"
            client = AsyncOpenAI(base_url=address.url, api_key=key, max_retries=0)
            self._models[address.label] = OpenAIChatModel(address.name, provider=OpenAIProvider(openai_client=client))
        return self._models[address.label]

    def _note(self, address: ModelAddress, *, failed: bool) -> None:
        standing = self._stands(address)
        standing.failures = standing.failures + 1 if failed else 0
        if standing.failures >= FAILURES_BEFORE_REST:
            standing.rests_until = time.monotonic() + REST_SECONDS
            _log.warning("A language model rests for a minute.", model=address.label, failures=standing.failures)

    async def close(self) -> None:
        """Close the connections."""
        if self._loading is not None:
            await asyncio.gather(self._loading, return_exceptions=True)
        for model in self._models.values():
            await model.client.close()
        self._models.clear()


def _estimated(request: ModelRequest) -> _Used:
    """What an answer that is of no use has cost: nobody tells, so it is counted by its length."""
    return (len(request.instructions) + len(request.data) + len(str(request.schema))) // 4, 0, None


def _cost(result: Any) -> float | None:
    """US dollars by the client's price list; a model it does not know has no price."""
    try:
        return float(result.response.cost().total_price)
    except (LookupError, AttributeError, AssertionError, ValueError):
        return None
