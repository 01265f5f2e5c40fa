"""What the pages of the knowledge show: questions without an answer, what people took in, and an answer as it is written."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue.model import Company
from content.knowledge.model import Document
from content.knowledge.repository import StoredPassage
from content.knowledge.written import repository as written
from foundation.database import Session
from foundation.locales import format_money, language_name
from foundation.money import Money
from funnel.journey.gaps import weighed_gaps
from funnel.permissions.model import Member
from web.desk.intake import Intake

EDITORS = frozenset({"supervisor", "sales_director", "owner", "operator", "marketing"})
"""Roles that may change what the company knows."""
MOST_DOCUMENTS = 200


@dataclass(frozen=True, slots=True)
class GapRow:
    """A question without an answer, worded; `value` is what the customers who asked are expected to order."""

    id: int
    question: str
    locale: str
    language: str
    asked: int
    value: str
    conversation: str | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that was taken in, or an answer."""

    document: Document
    language: str
    about: str
    passages: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What a document can be about."""

    products: tuple[tuple[str, str], ...]
    families: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KnowledgePage:
    """Context of `desk/knowledge.html`."""

    gaps: tuple[GapRow, ...]
    documents: tuple[DocumentRow, ...]
    choices: Choices
    may_edit: bool
    intake: Intake | None
    told: tuple[str, ...]
    problem: str | None


@dataclass(frozen=True, slots=True)
class IntakePage:
    """Context of `desk/intake.html`."""

    intake: Intake
    told: tuple[str, ...]
    problem: str | None


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """Context of `desk/answer.html`."""

    question: str
    answer: str
    locale: str
    about: str
    gap: int | None
    choices: Choices
    problem: str | None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Context of `desk/document.html`."""

    document: Document
    passages: tuple[StoredPassage, ...]
    has_original: bool


async def knowledge_page(
    session: Session,
    company: Company,
    member: Member,
    *,
    intake: Intake | None = None,
    problem: str | None = None,
) -> KnowledgePage:
    """Read the list of gaps, those first on which most hangs, and what people took in."""
    weighed = await weighed_gaps(session)
    gaps = tuple(
        GapRow(
            one.gap.id,
            one.gap.question,
            one.gap.locale,
            language_name(one.gap.locale, member.locale),
            one.gap.asked,
            format_money(Money(one.value, company.identity.base_currency), member.locale) if one.value else "",
            one.gap.conversations[0] if one.gap.conversations else None,
        )
        for one in weighed
    )
    held = await written.documents_by_hand(session, limit=MOST_DOCUMENTS)
    rows = tuple(
        DocumentRow(one, language_name(one.locale, member.locale), _about(one, company, member.locale), count)
        for one, count in held
    )
    told = tuple(one.sentence(member.locale) for one in intake.report.told) if intake else ()
    return KnowledgePage(gaps, rows, choices(company, member.locale), member.may(EDITORS), intake, told, problem)


def choices(company: Company, locale: str) -> Choices:
    """Return every product and family by its name."""
    return Choices(
        tuple((one.sku, one.sku) for one in company.products.values()),
        tuple((one.id, one.name[locale]) for one in company.categories.values()),
    )


def _about(document: Document, company: Company, locale: str) -> str:
    if document.products:
        return ", ".join(document.products)
    return ", ".join(company.categories[one].name[locale] for one in document.categories if one in company.categories)
