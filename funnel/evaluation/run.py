"""Runs the suites that are asked for on a house of their own and puts the report together."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from funnel.evaluation import authority, claims, corrections, needs, recommendations, retrieval, selection
from funnel.evaluation.buyers import buyers
from funnel.evaluation.cases import maps_by_locale, per_locale
from funnel.evaluation.model import NoCases, Report, Result
from funnel.evaluation.sets import read_sets
from funnel.journey.parts import Parts


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be evaluated: a file of cases instead of the house's own, how many conversations, and who hears of progress."""

    cases: Path | None = None
    conversations: int = 1000
    seed: int = 1
    progress: Callable[[str], None] = lambda text: None
    ingest: retrieval.Ingest | None = None
    """Takes in the passages of `retrieval`; without it that suite has nothing to search."""
    ready: Callable[[Callable[[int, int], None], Sequence[str]], Awaitable[None]] | None = None
    """Gives the passages of collections (none named: all) their vectors, where there is an embedding model; tells how many are done."""
    locale: str | None = None
    """The language of a retrieval set whose folder does not say it."""


VECTORS_TOLD_EVERY = 320
ENOUGH_FOR_TIMES = 140
"""Conversations after which the times of turns do not change any more."""

Suite = Callable[[Parts, Wish], Awaitable[list[Result]]]


async def _needs(parts: Parts, wish: Wish) -> list[Result]:
    company = await parts.company()
    return [needs.result({locale: needs.measure(cases, locale, company) for locale, cases in _cases("needs", wish)})]


async def _selection(parts: Parts, wish: Wish) -> list[Result]:
    scores = {locale: await selection.measure(parts, cases, locale) for locale, cases in _cases("selection", wish)}
    return [selection.result(scores)]


async def _retrieval(parts: Parts, wish: Wish) -> list[Result]:
    if wish.ingest is None:
        raise NoCases("There is nothing to take passages in with; run `tradewind evaluate retrieval`.")
    if wish.cases is not None and wish.cases.is_dir():
        return [await _public_sets(parts, wish, ingest=wish.ingest)]
    held = maps_by_locale("retrieval", wish.cases, wanted=("passages", "questions"))
    with tempfile.TemporaryDirectory() as folder:
        await retrieval.take_in(wish.ingest, held, Path(folder))
    await _make_vectors(wish, [])
    return [
        retrieval.result({locale: await retrieval.measure(parts.search, case, locale) for locale, case in held.items()})
    ]


async def _public_sets(parts: Parts, wish: Wish, *, ingest: retrieval.Ingest) -> Result:
    """Measure the retrieval sets of a folder; all are taken in before the first question, so that vectors are made once."""
    assert wish.cases is not None, "asked only with a folder of cases"
    sets = await asyncio.to_thread(read_sets, wish.cases, wish.locale)
    for one in sets:
        wish.progress(f"taking in {one.name}, {one.locale}")
        await retrieval.take_in_set(ingest, one)
    await _make_vectors(wish, [retrieval.collection_of(one) for one in sets])
    scores = {
        one.name if one.locale in one.name else f"{one.locale} {one.name}": await retrieval.measure_set(
            parts.search, one, told=wish.progress
        )
        for one in sets
    }
    return retrieval.result(scores)


async def _make_vectors(wish: Wish, collections: Sequence[str]) -> None:
    def tell(done: int, of: int) -> None:
        if done % VECTORS_TOLD_EVERY == 0 or done == of:
            wish.progress(f"making vectors: {done} of {of} passages")

    if wish.ready:
        await wish.ready(tell, collections)


async def _corrections(parts: Parts, wish: Wish) -> list[Result]:
    scores = {locale: await corrections.measure(parts, cases, locale) for locale, cases in _cases("corrections", wish)}
    return [corrections.result(scores)]


async def _authority(parts: Parts, wish: Wish) -> list[Result]:
    return [authority.result(authority.measure(wish.cases))]


async def _claims(parts: Parts, wish: Wish) -> list[Result]:
    return [claims.result(await _talk(parts, wish))]


async def _latency(parts: Parts, wish: Wish) -> list[Result]:
    enough = replace(wish, conversations=min(wish.conversations, ENOUGH_FOR_TIMES))
    return [claims.latency(await _talk(parts, enough))]


async def _talk(parts: Parts, wish: Wish) -> claims.Talks:
    def tell(done: int) -> None:
        if done % 50 == 0:
            wish.progress(f"{done} of {wish.conversations} conversations")

    wanted = buyers(wish.conversations, seed=wish.seed, given=wish.cases)
    return await claims.talk(parts, wanted, progress=tell)


async def _recommendations(parts: Parts, wish: Wish) -> list[Result]:
    company = await parts.company()
    told = recommendations.paths(company, seed=wish.seed, given=wish.cases)
    return [recommendations.result(recommendations.measure(company, told, seed=wish.seed))]


SUITES: Mapping[str, Suite] = {
    "needs": _needs,
    "selection": _selection,
    "retrieval": _retrieval,
    "corrections": _corrections,
    "authority": _authority,
    "claims": _claims,
    "latency": _latency,
    "recommendations": _recommendations,
}
"""Every suite by name, in the order they are run."""


async def evaluate(parts: Parts, suites: Sequence[str], wish: Wish) -> Report:
    """Run suites one after the other. Raises NoCases where there is nothing to run them on."""
    results: list[Result] = []
    for name in suites:
        wish.progress(name)
        results += await SUITES[name](parts, wish)
    return Report(tuple(results), {"conversations": wish.conversations, "seed": wish.seed})


def _cases(suite: str, wish: Wish) -> list[tuple[str, list[Mapping[str, object]]]]:
    merged: dict[str, list[Mapping[str, object]]] = {}
    for locale, cases in per_locale(suite, wish.cases):
        merged.setdefault(locale, []).extend(cases)
    return list(merged.items())
