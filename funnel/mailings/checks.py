"""The source of truth for what has to be right before a mailing may start: its texts, its filters, and what it promises. Pure."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from content.authority.decide import decide, decide_concessions
from content.authority.model import Decision, Status
from content.catalogue.model import Company
from content.catalogue.model.playbook import Link
from content.editions.model import Problem
from funnel.mailings.form import LONGEST_BODY, LONGEST_SUBJECT
from funnel.mailings.model import Content, Text
from funnel.people.model import Customer
from quoting.chain import by_role
from quoting.undertakings import undertakings_of
from scoring.funnel_shape import funnel_of

FACTS = ("name", "company")
"""What a text may name of its reader."""
LINKS = tuple(each for each in get_args(Link) if each != "quote")


@dataclass(frozen=True, slots=True)
class _Note:
    """A text as the rules of permission read a seller's note."""

    note: str
    payment_days: None = None
    validity_days: None = None


def known_of(customer: Customer) -> Mapping[str, str]:
    """Return the facts of a reader that are known."""
    known = {"name": customer.name, "company": customer.company}
    return {fact: " ".join(value.split()) for fact, value in known.items() if value}


def fill(paragraph: str, known: Mapping[str, str]) -> str | None:
    """Put facts into a paragraph; None where one that it names is not known."""
    try:
        return paragraph.format_map(known)
    except (KeyError, ValueError, IndexError, AttributeError):
        return None


def problems_of(
    content: Content, company: Company, *, roles: Collection[str], locale: str, today: date
) -> tuple[Problem, ...]:
    """Return what is not right, each with its place; `roles` are those of whoever would start it."""
    found = list(_of_frame(content, company))
    for spoken, text in content.texts.items():
        if spoken not in company.locales:
            found.append(Problem(("texts", spoken), "unknown_language"))
            continue
        found += _of_text(text, spoken)
        decision = promise_in(text, company, roles=roles, locale=locale, today=today)
        if decision is not None:
            data = {"explanation": decision.explanation, "rule": decision.rule or ""}
            found.append(Problem(("texts", spoken, "body"), "promise", data))
    return tuple(found)


def _of_frame(content: Content, company: Company) -> Iterator[Problem]:
    if not content.name:
        yield Problem(("name",), "missing")
    if not content.texts:
        yield Problem(("texts",), "no_text")
    if content.product is not None and content.product not in company.products:
        yield Problem(("product",), "unknown_product")
    if content.product is None and {"product", "data_sheet"} & set(content.links):
        yield Problem(("product",), "missing")
    yield from (Problem(("links",), "unknown", {"value": each}) for each in content.links if each not in LINKS)
    wanted = content.audience
    known: dict[str, tuple[tuple[str, ...], Collection[str]]] = {
        "grades": (wanted.grades, "ABCD"),
        "stages": (wanted.stages, funnel_of(company).ids),
        "industries": (wanted.industries, company.industries),
        "locales": (wanted.locales, company.locales),
    }
    for name, (values, there) in known.items():
        yield from (Problem(("audience", name), "unknown", {"value": each}) for each in values if each not in there)


def _of_text(text: Text, spoken: str) -> Iterator[Problem]:
    for name, words, longest in (("subject", text.subject, LONGEST_SUBJECT), ("body", text.body, LONGEST_BODY)):
        place = ("texts", spoken, name)
        if not words:
            yield Problem(place, "missing")
        if len(words) > longest:
            yield Problem(place, "too_long", {"most": str(longest)})
        try:
            named = [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]
        except ValueError:
            yield Problem(place, "braces")
            continue
        for fact in dict.fromkeys(named):
            if fact not in FACTS:
                yield Problem(place, "unknown_fact", {"fact": fact, "known": ", ".join(f"{{{one}}}" for one in FACTS)})
        if name == "subject" and (named or "\n" in words):
            yield Problem(place, "subject_names_fact")
    if text.body and all("{" in each for each in text.paragraphs):
        yield Problem(("texts", spoken, "body"), "says_nothing")


def promise_in(text: Text, company: Company, *, roles: Collection[str], locale: str, today: date) -> Decision | None:
    """Return the decision on what a text promises where whoever would start it may not promise that; else None.

    It goes to buyers of anything, so the rules of every product hold.
    """
    rules = tuple(dict.fromkeys(one.operator_permissions for one in company.products.values()))
    refused: list[Decision] = []
    for said in (text.subject, *text.paragraphs):
        for promise in undertakings_of(_Note(said), company):
            decisions = [
                decide_concessions(one, reading, action=said, locale=locale, today=today)
                for one in rules
                for reading in promise.readings
            ]
            told = (decide(one, promise.weighed, locale, today=today) for one in rules)
            decisions += [one for one in told if one.rule is not None]
            judged = (by_role(one, one.concessions, company, roles=roles, locale=locale) for one in decisions)
            refused += [one for one in judged if one.status is not Status.APPROVED]
    return max(refused, key=lambda one: (one.status.strictness, one.rule is not None), default=None)
