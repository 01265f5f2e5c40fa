"""The words for grades' reasons, stages and next actions, in the reader's language (gettext domain `scoring`)."""

from __future__ import annotations

from collections.abc import Mapping

from content.catalogue.model import Company
from foundation.locales import country_name, translator
from scoring.model import NextAction, Reason


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


STAGES = {1: _("Lead"), 2: _("Contact"), 3: _("First touch"), 4: _("Decision"), 5: _("Closed won")}

REASONS: Mapping[str, str] = {
    "fit_industry": _("Works in one of our industries: {industry}"),
    "fit_country": _("We deliver to their country: {country}"),
    "company_given": _("Names the company: {company}"),
    "business_mail": _("Writes from a company address: {domain}"),
    "free_mail": _("Writes from a free mailbox: {domain}"),
    "disposable_mail": _("Uses a throw-away mail address: {domain}"),
    "phone_given": _("Can be reached by telephone"),
    "need_complete": _("Requirements given: {stated}"),
    "quantity": _("Quantity asked for: {quantity}"),
    "budget": _("Has named a budget"),
    "deadline": _("Needs it in {days} days"),
    "behaviour": _("Looked around on the site: {events} events"),
    "quote_requested": _("Has asked for a quote"),
    "spam": _("The messages look like advertising"),
    "pitch": _("Wants to sell to us, not to buy"),
    "job": _("Is looking for a job"),
    # stage moves
    "view_product": _("Product pages viewed: {count}"),
    "reply_received": _("Has replied to us"),
    "call_answered": _("Has answered a call"),
    "service_code_scanned": _("Has scanned the service code"),
    "call_completed": _("The first call took place"),
    "presentation": _("A presentation took place"),
    "demo": _("A demonstration took place"),
    "sample_requested": _("Has asked for a sample"),
    "price_discussed": _("Is talking about the price"),
    "meeting": _("Meetings held: {count}"),
    "trial": _("Is trying the product"),
    "contract_returned": _("The signed contract came back"),
    "payment_received": _("A payment arrived"),
    "price_visits": _("Price pages visited {count} times within {hours} hours"),
    "by_hand": _("Moved by {who}"),
}

WOULD_RAISE: Mapping[str, str] = {
    "fit_industry": _("Find out the industry"),
    "fit_country": _("Find out the country"),
    "company_given": _("Ask for the company's name"),
    "business_mail": _("Ask for a company mail address"),
    "phone_given": _("Ask for a telephone number"),
    "need_complete": _("Complete the requirements"),
    "quantity": _("Ask how many are needed"),
    "budget": _("Ask for the budget"),
    "deadline": _("Ask when it is needed"),
    "behaviour": _("Send product information worth reading"),
    "quote_requested": _("Offer a quote"),
}

ACTIONS: Mapping[str, str] = {
    "record_loss": _("Record why the customer was lost."),
    "after_sales": _("Send the after-sales material and agree on the hand-over."),
    "check_real": _("Check whether this is a real buyer before spending time on it."),
    "first_contact": _("Make the first contact: confirm the requirements and offer a recommendation."),
    "quote_silent": _("Ask what keeps quote {quote} from being decided; it has been silent for a week."),
    "quote_hot": _("Call about quote {quote} today and agree on the next step."),
    "quote_follow_up": _("Follow up on quote {quote}: clarify delivery time and terms of payment."),
    "decision_terms": _("Clarify price, delivery time and terms of payment."),
    "recap": _("Send a recap of the first conversation with the technical documents."),
    "requirement_list": _("Send the list of requirements and offer to compare similar cases."),
}

SCRIPTS: Mapping[str, str] = {
    "record_loss": _("Thank you for the open talks. May I ask what decided it for you in the end?"),
    "after_sales": _("Thank you for your order. Who on your side will be our contact for commissioning and training?"),
    "check_real": _(
        "Thank you for your message. For which application do you need the product, and for which company?"
    ),
    "first_contact": _(
        "Thank you for your interest. May I confirm your requirements, so that I can recommend the right product?"
    ),
    "quote_silent": _(
        "You received our quote {quote} last week. Is there a point in it that we should clear up together?"
    ),
    "quote_hot": _(
        "You have just received our quote {quote}. Does the delivery time fit your project, and who else decides?"
    ),
    "quote_follow_up": _(
        "Did our quote {quote} reach you? Are there questions about delivery time or terms of payment?"
    ),
    "decision_terms": _("You looked at our prices. Do delivery time or terms of payment need further clarification?"),
    "recap": _("Thank you for the conversation. I am sending you what we agreed on and the documents we spoke about."),
    "requirement_list": _(
        "You have downloaded our technical documents. May I send you a list with which you can compare the requirements?"
    ),
}

KINDS = {"call": _("Call"), "mail": _("E-mail"), "task": _("Task"), "whatsapp": _("WhatsApp")}


def stage_name(stage: int, locale: str) -> str:
    """Name a stage; the Chinese names are those of the sources."""
    return _say(STAGES[stage], locale)


def reason_sentence(reason: Reason, company: Company, locale: str) -> str:
    """Word why a grade or a stage is what it is."""
    return _fill(REASONS.get(reason.code, reason.code), reason.data, company, locale=locale)


def raising_sentence(reason: Reason, locale: str) -> str:
    """Word what would lift the grade."""
    return _say(WOULD_RAISE.get(reason.code, reason.code), locale)


def action_sentence(action: NextAction, company: Company, locale: str) -> str:
    """Word the next action for the person who is to do it."""
    return _fill(ACTIONS[action.code], action.data, company, locale=locale)


def action_script(action: NextAction, company: Company, locale: str) -> str:
    """Word what to say to the customer, in the customer's language."""
    return _fill(SCRIPTS[action.code], action.data, company, locale=locale)


def action_kind(action: NextAction, locale: str) -> str:
    """Name the channel of an action."""
    return _say(KINDS[action.kind], locale)


def _say(message: str, locale: str) -> str:
    return translator("scoring", "scoring", locale).gettext(message)


def _fill(message: str, data: Mapping[str, str | int | float], company: Company, *, locale: str) -> str:
    shown = dict(data)
    industry = company.industries.get(str(data.get("industry", "")))
    if industry is not None:
        shown["industry"] = industry.name[locale]
    if data.get("country"):
        shown["country"] = country_name(str(data["country"]), locale)
    return _say(message, locale).format_map(_Lenient(shown))


class _Lenient(dict[str, object]):
    """A reason stored by an older version may lack a field; an empty place is better than a page that fails."""

    def __missing__(self, key: str) -> str:
        return ""
