"""What a step of a play says, in a language: its paragraphs, the facts that were looked up for it, and where its links lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from advisor.model import NeedValue
from content.catalogue.formats import format_value
from content.catalogue.model import Company, PlayStep, Product
from foundation import clock
from foundation.database import Session
from foundation.locales import country_name, format_date, translator
from funnel.conversations import repository as conversations
from funnel.journey.parts import Parts
from funnel.needs_text import need_value
from funnel.people.model import Customer
from funnel.timeline import repository as timeline
from quoting import repository as quotes
from quoting.issue import is_expired
from quoting.model import Quote, QuoteStatus

SENDABLE = {QuoteStatus.ISSUED, QuoteStatus.VIEWED, QuoteStatus.ACCEPTED}
BLANK = "____________"
MOST_DIFFERENCES = 10


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What system queries returned about a customer for a step."""

    needs: Mapping[str, NeedValue]
    product: Product | None
    quote: Quote | None
    """The newest one that the customer may have and that still holds."""
    country: str | None = None


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step, worded; facts and links are pairs of label and value."""

    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]


async def look_up(session: Session, customer: Customer, company: Company) -> StepFacts:
    """Ask the system for what a step may say."""
    now = clock.now()
    needs: dict[str, NeedValue] = {}
    talks = await conversations.of_customer(session, customer.id)
    for talk in reversed(talks):
        needs.update({name: need for name, need in talk.memory.needs.items() if name in company.needs})
    offered = await quotes.list_quotes(session, customer=customer.id)
    holding = (one for one in offered if one.status in SENDABLE and not is_expired(one, company, now=now))
    quote = next(holding, None)
    seen = await timeline.behaviour(session, customer.id)
    named = [
        *([quote.lines[0].sku] if quote and quote.lines else []),
        *(talk.memory.chosen for talk in talks if talk.memory.chosen),
        *(each.value for each in seen if each.event_type == "view_product" and each.value),
    ]
    product = next((company.products[sku] for sku in named if sku in company.products), None)
    return StepFacts(needs, product, quote, customer.country)


def word_step(step: PlayStep, found: StepFacts, company: Company, *, locale: str, parts: Parts) -> StepWords:
    """Word a step in `locale`; what names a fact that nobody found is left out."""
    known = _known(found, locale)
    said = (each[locale] for each in step.paragraphs)
    paragraphs = tuple(filled for each in said if (filled := _filled(each, known)) is not None)
    answers = price_answers(company, locale) if "price_faq" in step.shows else ()
    facts = tuple(pair for block in step.shows if block in BLOCKS for pair in BLOCKS[block](found, company, locale))
    quote = found.quote.number if found.quote else None
    links = link_pairs(step.links, quote, found.product, locale=locale, parts=parts)
    return StepWords(step.title[locale], (*paragraphs, *answers), facts, links)


def _known(found: StepFacts, locale: str) -> dict[str, str]:
    known: dict[str, str] = {}
    if found.product is not None:
        known["product"] = found.product.name[locale]
    if found.quote is not None:
        known["quote"] = found.quote.number
        known["valid_until"] = format_date(found.quote.valid_until, locale, "long")
    return known


def _filled(wording: str, known: Mapping[str, str]) -> str | None:
    try:
        return wording.format_map(known)
    except KeyError:
        return None


def price_answers(company: Company, locale: str) -> tuple[str, ...]:
    """Return the company's answers about prices, delivery and payment, each with its question."""
    about = (each for each in company.faq if each.topic == "price")
    return tuple(f"{each.question[locale]}\n{each.answer[locale]}" for each in about)


def _needs(found: StepFacts, company: Company, locale: str) -> Sequence[tuple[str, str]]:
    return [
        (company.needs[name].label[locale], need_value(company.needs[name], need, company, locale=locale))
        for name, need in found.needs.items()
    ]


def _requirements(found: StepFacts, company: Company, locale: str) -> Sequence[tuple[str, str]]:
    """List what has to be known, filled in where the customer has said it."""
    given = dict(_needs(found, company, locale))
    for need in company.needs.values():
        if need.kind == "country" and found.country:
            given.setdefault(need.label[locale], country_name(found.country, locale))
    labels = [need.label[locale] for need in company.needs.values() if need.ask]
    return [(label, given.get(label, BLANK)) for label in labels]


def _quote(found: StepFacts, company: Company, locale: str) -> Sequence[tuple[str, str]]:
    quote = found.quote
    if quote is None:
        return []
    say = translator("funnel", "funnel", locale).gettext
    products = "; ".join(
        f"{line.quantity} × {_name(line.sku, line.name, company, locale=locale)}" for line in quote.lines
    )
    return [
        (say("Quotation"), quote.number),
        (say("Products"), products),
        (say("Valid until"), format_date(quote.valid_until, locale, "long")),
    ]


def _name(sku: str, name: str, company: Company, *, locale: str) -> str:
    product = company.products.get(sku)
    return product.name[locale] if product else name


def _differences(found: StepFacts, company: Company, locale: str) -> Sequence[tuple[str, str]]:
    """Put the product beside other makers' models, each figure with the sheet it comes from."""
    product = found.product
    if product is None:
        return []
    rivals = [company.competitors[one] for one in product.competitors if one in company.competitors]
    say = translator("funnel", "funnel", locale).gettext
    rows: list[tuple[str, str]] = []
    for name in company.categories[product.category].attributes:
        attribute = company.attributes[name]
        ours = format_value(attribute, product.attributes.get(name), locale)
        theirs = [
            (f"{one.brand} {one.model}", format_value(attribute, one.attributes[name], locale))
            for one in rivals
            if name in one.attributes
        ]
        if theirs and any(value != ours for _, value in theirs):
            rows.append(
                (
                    attribute.label[locale],
                    "; ".join(f"{model}: {value}" for model, value in [(product.sku, ours), *theirs]),
                )
            )
    sources = [(say("Source"), one) for one in dict.fromkeys(one.source[locale] for one in rivals)]
    return [*rows[:MOST_DIFFERENCES], *sources] if rows else []


BLOCKS: Mapping[str, Callable[[StepFacts, Company, str], Sequence[tuple[str, str]]]] = {
    "needs": _needs,
    "requirements": _requirements,
    "quote": _quote,
    "differences": _differences,
}


def link_pairs(
    names: Sequence[str], quote: str | None, product: Product | None, *, locale: str, parts: Parts
) -> tuple[tuple[str, str], ...]:
    """Return label and address of those links that lead somewhere; `quote` is a quote's number."""
    say = translator("funnel", "funnel", locale).gettext
    base = f"{parts.public_url}/{locale}"
    page = f"{base}/products/{product.slug}" if product else None
    addresses = {
        "quote": (say("The quotation:"), parts.quote_page(quote, locale) if quote else None),
        "product": (say("The product:"), page),
        "data_sheet": (say("The data sheet (PDF):"), f"{page}/data-sheet.pdf" if page else None),
        "resources": (say("Documents and guides:"), f"{base}/resources/"),
        "contact": (say("Write to us:"), f"{base}/contact"),
        "advisor": (say("Ask our digital advisor:"), f"{base}/advisor"),
    }
    found = (addresses[name] for name in names)
    return tuple((label, address) for label, address in found if address)
