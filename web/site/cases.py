"""The case study pages."""

from dataclasses import dataclass

from content.catalogue.model import Case, Company, Industry
from web.locale import Speech
from web.site import structured_data
from web.site.addresses import Addresses
from web.site.cards import CaseCard, ProductCard, case_card, case_cards, product_cards
from web.site.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class Cases:
    """Context of `site/cases.html`."""

    cases: tuple[CaseCard, ...]
    industries: tuple[Industry, ...]
    chosen: str | None
    """Id of the industry that the list is narrowed to."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """Context of `site/case.html`."""

    card: CaseCard
    products: tuple[ProductCard, ...]
    others: tuple[CaseCard, ...]


def cases(company: Company, industry: str | None, say: Speech) -> Page:
    """Compose the list of cases, of one industry where it is asked for."""
    at = Addresses(say.locale)
    chosen = industry if industry in company.industries else None
    shown = [one for one in company.cases.values() if chosen is None or one.industry == chosen]
    with_cases = {one.industry for one in company.cases.values()}
    return Page(
        "site/cases.html",
        Cases(
            case_cards(company, shown, say),
            tuple(one for one in company.industries.values() if one.id in with_cases),
            chosen,
        ),
        path=at.cases,
        title=say("Case studies"),
        description=say("What customers of {company} reached, with figures.", company=company.identity.name),
        section="cases",
        crumbs=(Crumb(say("Case studies"), at.cases),),
        indexable=chosen is None,
        picture=next((one.picture for one in company.industries.values()), None),
    )


def case(company: Company, one: Case, say: Speech, *, base: str) -> Page:
    """Compose a case's page."""
    at, title = Addresses(say.locale), one.title[say.locale]
    others = [other for other in company.cases.values() if other.id != one.id]
    others.sort(key=lambda other: other.industry != one.industry)
    industry = company.industries.get(one.industry)
    return Page(
        "site/case.html",
        CaseView(
            case_card(company, one, say),
            product_cards(company, one.products, say),
            case_cards(company, others[:3], say),
        ),
        path=at.case(one),
        title=title,
        description=one.result[say.locale],
        section="cases",
        crumbs=(Crumb(say("Case studies"), at.cases), Crumb(title, at.case(one))),
        structured=(
            structured_data.case_article(
                company, say, base, title=title, text=one.result[say.locale], address=at.case(one)
            ),
        ),
        picture=industry.picture if industry else None,
        kind="article",
    )
