"""What the page of language and claims shows: how the models do, and what the gate held back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from foundation import clock
from foundation.database import Session
from foundation.locales import format_money, format_number, language_name
from foundation.money import Money
from funnel.speech import repository as speech
from funnel.speech.model import BlockCount, StoredBlock

PAGE = 50
LOOKS_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A configured model, worded; one that was not asked yet has no calls."""

    name: str
    calls: str
    failures: str
    last_failure: str
    tokens: str
    cost: str
    median: str
    slowest: str


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A claim that was held back, with the language of its conversation."""

    stored: StoredBlock
    language: str


@dataclass(frozen=True, slots=True)
class SpeechPage:
    """Context of `desk/speech.html`."""

    models: tuple[ModelRow, ...]
    counts: tuple[BlockCount, ...]
    rows: tuple[BlockRow, ...]
    total: int
    number: int
    pages: int


async def speech_page(session: Session, names: tuple[str, ...], number: int, *, locale: str) -> SpeechPage:
    """Read how the models did in the last thirty days, and one page of what was held back."""
    since = clock.now() - LOOKS_BACK
    found, total = await speech.blocks(session, limit=PAGE, offset=PAGE * (number - 1))
    return SpeechPage(
        models=await _models(session, names, locale),
        counts=tuple(await speech.block_counts(session, since)),
        rows=tuple(BlockRow(each, language_name(each.locale, locale)) for each in found),
        total=total,
        number=number,
        pages=max(1, -(-total // PAGE)),
    )


async def _models(session: Session, names: tuple[str, ...], locale: str) -> tuple[ModelRow, ...]:
    used = {use.model: use for use in await speech.uses(session, clock.now() - LOOKS_BACK)}
    rows = []
    for name in (*names, *(model for model in used if model not in names)):
        use = used.get(name)
        rows.append(
            ModelRow(
                name=name,
                calls=format_number(use.calls if use else 0, locale),
                failures=format_number(use.failures if use else 0, locale),
                last_failure=use.last_failure if use else "",
                tokens=format_number(use.tokens if use else 0, locale),
                cost=format_money(Money(Decimal(f"{use.cost:.2f}"), "USD"), locale) if use and use.cost else "–",
                median=_seconds(use.median_ms, locale) if use else "–",
                slowest=_seconds(use.slowest_ms, locale) if use else "–",
            )
        )
    return tuple(rows)


def _seconds(milliseconds: int, locale: str) -> str:
    return f"{format_number(milliseconds / 1000, locale, 1)} s"
