"""Whether visitors are shown what they look at next: the last thing of each path is left out and must be among the first."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from content.catalogue.model import Company, Product
from funnel.evaluation.cases import read
from funnel.evaluation.model import Figure, NoCases, Result
from scoring.interests import interests
from scoring.model import Behaviour
from scoring.recommendation import Facts, recommend

VISITORS = 3_000
HELD_BACK = 0.2
"""Share of the paths that is asked about; the others are what is known."""
FIRST = (1, 3, 5)
LEAST_LIFT = 1.0
"""Worse than showing everybody what is popular is of no use."""

PLAN, NEIGHBOUR = 0.55, 0.2
"""How often a simulated visitor stays within the project, goes to an alternative; else anywhere, by popularity."""

Paths = Sequence[tuple[str, ...]]


def paths(company: Company, *, seed: int, given: Path | None = None) -> Paths:
    """Return paths of SKUs, each product once: those of a file, or of simulated visitors. Raises NoCases."""
    if given is None:
        chance = random.Random(seed)  # noqa: S311 - a simulation, no secret
        popular = _popularity(company, chance)
        return tuple(_walk(company, popular, chance) for _ in range(VISITORS))
    told = read(given)
    lists = [one.get("path") if isinstance(one, dict) else one for one in told] if isinstance(told, list) else []
    known = [_known(one, company) for one in lists if isinstance(one, list)]
    found = tuple(one for one in known if len(one) > 1)
    if len(found) < 10:
        raise NoCases(
            f"{given} holds fewer than ten paths of two of our products; docs/evaluating.md shows their shape."
        )
    return found


def _known(path: Sequence[object], company: Company) -> tuple[str, ...]:
    skus = (str(one).removeprefix("product:").upper() for one in path)
    return tuple(dict.fromkeys(sku for sku in skus if sku in company.products))


def _popularity(company: Company, chance: random.Random) -> Mapping[str, float]:
    tools = [one.sku for one in company.products.values() if not one.is_accessory]
    chance.shuffle(tools)
    return {sku: 1 / (place + 1) ** 0.8 for place, sku in enumerate(tools)}


def _walk(company: Company, popular: Mapping[str, float], chance: random.Random) -> tuple[str, ...]:
    """Let a visitor with a project look around: an industry and a family, told by the first product."""
    first = company.products[_drawn(popular, chance)]
    industry = chance.choice(first.industries) if first.industries else ""
    path = [first.sku]
    for _ in range(chance.randint(2, 6)):
        draw = chance.random()
        if draw < PLAN:
            near = [one for one in company.products.values() if _fits(one, first, industry)]
        elif draw < PLAN + NEIGHBOUR:
            near = [company.products[sku] for sku in company.products[path[-1]].alternatives if sku in company.products]
        else:
            near = []
        weights = {one.sku: popular[one.sku] for one in near if one.sku in popular} or popular
        path.append(_drawn(weights, chance))
    return tuple(dict.fromkeys(path))


def _fits(product: Product, first: Product, industry: str) -> bool:
    return product.category == first.category and (not industry or industry in product.industries)


def _drawn(weights: Mapping[str, float], chance: random.Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


@dataclass
class Score:
    """How often the left-out product was among the first, by how many were shown; the same for showing what is popular."""

    asked: int = 0
    hits: Counter[int] = field(default_factory=Counter)
    popular_hits: Counter[int] = field(default_factory=Counter)
    worst: list[str] = field(default_factory=list)


def measure(company: Company, told: Paths, *, seed: int) -> Score:
    """Learn from most paths, and ask about the rest."""
    order = [path for path in told if len(path) > 1]
    random.Random(seed).shuffle(order)  # noqa: S311 - as above
    cut = max(1, round(len(order) * (1 - HELD_BACK)))
    together, popular = _learn(order[:cut])
    shelf = [item for item, _ in popular.most_common()]
    score = Score()
    for path in order[cut:]:
        seen, last = [f"product:{sku}" for sku in path[-2::-1]], f"product:{path[-1]}"
        liked = interests(_behaviour(path[:-1]), company, now=_NOW)
        pairs = {pair: count for pair, count in together.items() if pair[0] in seen}
        shown = recommend(Facts(seen[:5], pairs, popular, liked), company, most=max(FIRST))
        own = [one.item for one in shown]
        baseline = [item for item in shelf if item not in seen]
        score.asked += 1
        for first in FIRST:
            score.hits[first] += last in own[:first]
            score.popular_hits[first] += last in baseline[:first]
        if last not in own and len(score.worst) < 10:
            score.worst.append(f"{' > '.join(path[:-1])}: {path[-1]} was not among {', '.join(one[8:] for one in own)}")
    return score


_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _behaviour(skus: Sequence[str]) -> list[Behaviour]:
    return [Behaviour("view_product", sku, _NOW, "web") for sku in skus]


def _learn(known: Paths) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Count as the site does: each product with those looked at before it in the same visit, both ways."""
    together: Counter[tuple[str, str]] = Counter()
    popular: Counter[str] = Counter()
    for path in known:
        for place, sku in enumerate(path):
            popular[f"product:{sku}"] += 1
            for before in path[max(0, place - 5) : place]:
                together[f"product:{before}", f"product:{sku}"] += 1
                together[f"product:{sku}", f"product:{before}"] += 1
    return together, popular


def result(score: Score) -> Result:
    """Put the figures together."""
    asked = max(1, score.asked)
    figures: list[Figure] = []
    for first in FIRST:
        own, baseline = score.hits[first] / asked, score.popular_hits[first] / asked
        figures.append(Figure(f"left-out product among the first {first}", round(own, 4)))
        figures.append(Figure(f"the same by popularity alone, first {first}", round(baseline, 4)))
        figures.append(
            Figure(f"times as often, first {first}", round(own / baseline, 2) if baseline else 0.0, least=LEAST_LIFT)
        )
    return Result("recommendations", score.asked, tuple(figures), tuple(score.worst))
