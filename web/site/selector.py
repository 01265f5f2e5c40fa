"""The guided selector: a few steps, all in the address, from industry to the products that fit. No script, no memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from advisor.engineering.joints import COARSE_PITCH, PROOF_STRESS
from advisor.recommend import find_products
from content.catalogue.formats import format_value, unit_symbol
from content.catalogue.model import Company, Need, NeedChoice
from web.locale import Speech
from web.site.addresses import Addresses
from web.site.answers import Answers, needs_of
from web.site.cards import ProductCard, product_card
from web.site.page import Crumb, Page

FIRST = ("industry", "application")
"""Needs that have a step of their own, in this order."""

ASKED_KINDS = ("choice", "choices", "number", "range", "bolt", "text")
MOST_SHOWN = 6

Step = tuple[str, tuple[Need, ...]]
"""What a step is called, and the needs it asks for."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice of a field."""

    id: str
    label: str
    picked: bool
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One need to be filled in: picks (one or several), or a number with its unit (`range`: from and to), or sizes and grades."""

    need: str
    label: str
    question: str
    why: str
    kind: str
    picks: tuple[Pick, ...] = ()
    unit: str = ""
    values: Mapping[str, str] | None = None
    """What is filled in already: by the name of the input."""
    grades: tuple[Pick, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product fits: the need, and what the product offers for it."""

    label: str
    offered: str


@dataclass(frozen=True, slots=True)
class Match:
    """A product that fits, how well (percent) and why."""

    card: ProductCard
    fit: int
    reasons: tuple[Reason, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A product that nearly fits: which need it breaks, and what it offers instead."""

    card: ProductCard
    label: str
    offered: str


@dataclass(frozen=True, slots=True)
class Selector:
    """Context of `site/selector.html`."""

    step: int
    steps: tuple[str, ...]
    fields: tuple[Field, ...]
    carried: tuple[tuple[str, str], ...]
    """Answers of the other steps, to be sent along."""
    back: str | None
    matches: tuple[Match, ...] | None
    """None before the last step."""
    misses: tuple[Miss, ...]
    compare: str


def selector(company: Company, query: Sequence[tuple[str, str]], say: Speech) -> Page:
    """Compose the step that the query string stands at, or the result."""
    at = Addresses(say.locale)
    answers: dict[str, list[str]] = {}
    for name, value in query:
        if value.strip():
            answers.setdefault(name, []).append(value.strip()[:40])
    plan = _plan(company, say)
    step = min(_whole(answers.pop("step", ["1"])[0]), len(plan) + 1)
    fields = tuple(_field(company, need, answers, say=say) for need in plan[step - 1][1]) if step <= len(plan) else ()
    own = {name for field in fields for name in _inputs(field)}
    kept = tuple(
        (name, value)
        for name, values in answers.items()
        if name in _known(company) and name not in own
        for value in values
    )
    every = tuple((name, value) for name, values in answers.items() if name in _known(company) for value in values)
    back = f"{at.selector}?{urlencode([('step', str(step - 1)), *every])}" if step > 1 else None
    matches, misses = _result(company, answers, say) if step > len(plan) else (None, ())
    body = Selector(
        step,
        (*(title for title, _ in plan), say("Result")),
        fields,
        kept,
        back,
        matches,
        misses,
        at.compare(one.card.product.sku for one in (matches or ())[:4]),
    )
    title = say("Product selector")
    return Page(
        "site/selector.html",
        body,
        path=at.selector,
        title=title,
        description=say("Find the right product in a few steps: industry, application, figures."),
        section="products",
        crumbs=(Crumb(say("Products"), at.products), Crumb(title, at.selector)),
        indexable=not query,
    )


def _plan(company: Company, say: Speech) -> tuple[Step, ...]:
    """Lay out the steps: the contexts one by one, then the weightiest hard need with its origin, then the rest."""
    asked = [
        need
        for need in company.needs.values()
        if need.kind in ASKED_KINDS and (need.match is not None or need.id in FIRST)
    ]
    steps: list[Step] = [
        (company.needs[name].label[say.locale], (company.needs[name],)) for name in FIRST if name in company.needs
    ]
    main = max((need for need in asked if need.match and need.match.hard), key=lambda need: need.weight, default=None)
    origin = company.needs.get(main.derived_from or "") if main else None
    core = tuple(one for one in (main, origin) if one is not None)
    rest = tuple(need for need in asked if need not in core and need.id not in FIRST)
    if core:
        steps.append((core[0].label[say.locale], core))
    return (*steps, (say("Details"), rest)) if rest else tuple(steps)


def _field(company: Company, need: Need, answers: Answers, *, say: Speech) -> Field:
    chosen = set(answers.get(need.id, ()))
    picks = tuple(
        Pick(
            one.id,
            one.label[say.locale],
            one.id in chosen,
            industry.picture if (industry := company.industries.get(one.id)) and need.id == "industry" else None,
        )
        for one in _choices(company, need, answers)
    )
    grades: tuple[Pick, ...] = ()
    if need.kind == "bolt":
        picks = tuple(Pick(f"M{size:g}", f"M{size:g}", False) for size in COARSE_PITCH)
        grades = tuple(Pick(grade, grade, grade in answers.get(f"{need.id}_grade", ())) for grade in PROOF_STRESS)
    names = (need.id, f"{need.id}_min", f"{need.id}_max", f"{need.id}_grade")
    filled = {name: answers[name][0] for name in names if answers.get(name)}
    return Field(
        need.id,
        need.label[say.locale],
        need.question[say.locale],
        need.why[say.locale],
        need.kind,
        picks,
        unit_symbol(need.unit, say.locale),
        filled,
        grades,
    )


def _choices(company: Company, need: Need, answers: Answers) -> Sequence[NeedChoice]:
    if need.id != "application":
        offered = company.attributes.get(need.match.attribute) if need.match else None
        return need.choices or tuple(
            NeedChoice(id=name, label=label) for name, label in (offered.choices if offered else {}).items()
        )
    industry = next(iter(answers.get("industry", ())), None)
    usual = {
        name
        for product in company.products.values()
        if industry is None or industry in product.industries
        for name in product.applications
    }
    return tuple(one for one in company.applications.values() if one.id in usual) or tuple(
        company.applications.values()
    )


def _inputs(field: Field) -> tuple[str, ...]:
    return (field.need, f"{field.need}_min", f"{field.need}_max", f"{field.need}_grade")


def _known(company: Company) -> frozenset[str]:
    return frozenset(f"{name}{suffix}" for name in company.needs for suffix in ("", "_min", "_max", "_grade"))


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and 0 < len(written) < 3 and int(written) > 0 else 1


def _result(company: Company, answers: Answers, say: Speech) -> tuple[tuple[Match, ...], tuple[Miss, ...]]:
    found = find_products(needs_of(company, answers), company)
    matches = tuple(_match(company, one, say) for one in found["fits"][:MOST_SHOWN])
    misses = tuple(_miss(company, one, say) for one in (*found["excluded"], *found["near"]))
    return matches, misses


def _match(company: Company, found: Mapping[str, object], say: Speech) -> Match:
    item = company.products[str(found["sku"])]
    met, missed = found["met"], found["soft_missed"]
    assert isinstance(met, list)
    assert isinstance(missed, list)
    reasons = [
        Reason(
            company.needs[one["need"]].label[say.locale],
            format_value(company.attributes[one["attribute"]], item.attributes[one["attribute"]], say.locale),
        )
        for one in met
        if one["attribute"] in item.attributes and one["attribute"] in company.attributes
    ]
    fit = found["fit"]
    assert isinstance(fit, float)
    return Match(
        product_card(company, item, say),
        round(fit * 100),
        tuple(reasons[:4]),
        tuple(company.needs[name].label[say.locale] for name in missed if name in company.needs),
    )


def _miss(company: Company, found: Mapping[str, object], say: Speech) -> Miss:
    item, name = company.products[str(found["sku"])], str(found["attribute"])
    attribute = company.attributes.get(name)
    need = company.needs.get(str(found["need"]))
    return Miss(
        product_card(company, item, say, figures=0),
        need.label[say.locale] if need else "",
        format_value(attribute, item.attributes.get(name), say.locale) if attribute else "",
    )
