"""The context of a quote's page: the worded offer, what the page says around it, and the forms by which a buyer answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from content.catalogue.model import Company
from foundation import clock
from foundation.locales import format_money
from quoting.answers.wording import reason_words
from quoting.calendar import buyers_day
from quoting.difference_words import word_differences
from quoting.differences import differences
from quoting.life import Deed, former, newest, possible
from quoting.link import link_key, pdf_path, proforma_path
from quoting.model import Quote
from quoting.offer import Offer, word_offer
from quoting.proforma import has_proforma
from web.locale import Speech, speech
from web.quotes.standing import Standing, standing
from web.site.inquiry import TRAP
from web.site.page import Crumb, Page
from web.wiring import House

# The key in the address must not travel on to another site, nor into a search engine.
PRIVATE = {"Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: which one, what was written, and what is wrong with it (field -> sentence)."""

    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    """Why it cannot be done at all."""


@dataclass(frozen=True, slots=True)
class QuotePage:
    """Context of `quotes/quote.html`."""

    offer: Offer | None
    """None while the quote waits for approval: nothing is promised yet."""
    number: str
    total: str
    pdf_address: str | None
    proforma_address: str | None
    """None where the quote does not bind us (any more)."""
    standing: Standing | None
    changes: tuple[str, ...]
    """What is different from the revision before, one sentence each; empty for the first."""
    former: str
    """The number of that revision."""
    may_answer: bool
    action: Mapping[str, str]
    """Where each form is sent to, by its name."""
    reasons: Mapping[str, str]
    sent: Sent
    done: str
    """The form that was taken: accept, refuse or ask."""
    trap: str
    email: str
    say: Speech
    """The words of the domain `quotes`; the frame speaks its own."""


def compose(
    quote: Quote,
    company: Company,
    house: House,
    *,
    locale: str,
    revisions: Sequence[Quote],
    sent: Sent | None = None,
    done: str = "",
) -> Page:
    """Compose the page of a quote; `revisions` are all of its root, `sent` a form that was not taken."""
    say = speech(locale, "quotes")
    address = pdf_path(quote.number, locale, house.secret) if quote.has_document else None
    title = say("Quotation {number}", number=quote.number)
    key = urlencode({"key": link_key(quote.number, house.secret)})
    path = f"/{locale}/quotes/{quote.number}"
    day = buyers_day(quote.country, company, now=clock.now())
    bound = has_proforma(quote, day=day)
    before = former(quote, revisions) if quote.has_document else None
    body = QuotePage(
        offer=word_offer(quote, company) if quote.has_document else None,
        number=quote.number,
        total=format_money(quote.total, locale),
        pdf_address=address,
        proforma_address=proforma_path(quote.number, locale, house.secret) if bound else None,
        standing=standing(quote, company, newest=newest(revisions), say=say, secret=house.secret),
        changes=word_differences(differences(before, quote), locale) if before else (),
        former=before.number if before else "",
        may_answer=Deed.ACCEPT in possible(quote, day=day),
        action={name: f"{path}/{name}?{key}" for name in ("accept", "refuse", "ask")},
        reasons=reason_words(locale),
        sent=sent or Sent(),
        done=done,
        trap=TRAP,
        email=company.identity.sales_email,
        say=say,
    )
    status = 200 if sent is None else 409 if sent.problem else 422
    return framed(body, "quotes/quote.html", path=f"{path}?{key}", title=title, status=status)


def framed(body: Any, template: str, *, path: str, title: str, status: int = 200) -> Page:
    """Put a page of a quote into the site's frame: kept by nobody, found by no search engine."""
    return Page(
        template=template,
        body=body,
        # the language switch keeps the key, or it would lead to nothing
        path=path,
        title=title,
        description=title,
        crumbs=(Crumb(title, path.partition("?")[0]),),
        indexable=False,
        headers=PRIVATE,
        cacheable=False,
        status=status,
    )
