"""The source of truth for who a price is asked for: one answer for the price that is told and for the quote. Pure."""

from __future__ import annotations

from dataclasses import replace

from advisor.model import Conversation
from content.catalogue.prices import Buyer
from foundation.locales import country_code
from funnel.people.model import Customer
from quoting.model import QuoteRequest
from scoring.mail_domains import MailDomain, mail_domain

RECIPIENT = ("name", "company", "email", "phone", "country")


def buyer_in(conversation: Conversation) -> Buyer:
    """Return who talks, as far as prices depend on it.

    What a visitor says of themselves opens no customer's price list, since anybody can type another company's address; a
    country's list needs no proof, because the goods go there.
    """
    return Buyer(country=destination(conversation))


def destination(conversation: Conversation) -> str | None:
    """Return the country that goods would go to: where the contact is, else where the tools shall work.

    What was entered as something else than a country decides nothing.
    """
    country = conversation.needs.get("country")
    return country_code(conversation.contact.country) or country_code(country.value_id if country else None)


def addressed(request: QuoteRequest, customer: Customer) -> QuoteRequest:
    """Return a request that staff make for a customer: in their name, by their price list, to their country where none is named."""
    return replace(
        request,
        customer=customer.id,
        account=account_of(customer),
        country=request.country or country_code(customer.country),
        recipient={name: getattr(customer, name) for name in RECIPIENT},
    )


def account_of(customer: Customer) -> frozenset[str]:
    """Return what a customer that the staff names is known by: number, e-mail address, and its domain where a company owns it."""
    return account_by(customer.email) | {str(customer.id)}


def account_by(email: str | None) -> frozenset[str]:
    """Return what somebody is known by whose address the staff writes, before they are a customer on record."""
    if not email:
        return frozenset()
    kind, domain = mail_domain(email)
    return frozenset({email, domain} if kind is MailDomain.BUSINESS else {email})
