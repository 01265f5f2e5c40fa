"""The words for grades' reasons, stages and next actions, in the reader's language (gettext domain `scoring`)."""

from __future__ import annotations

from collections.abc import Mapping

from content.catalogue.model import Company
from foundation.locales import country_name, translator
from scoring.funnel_shape import MEANINGS, funnel_of
from scoring.model import NextAction, Reason


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


STAGES = {
    "lead": _("Lead"),
    "contact": _("Contact"),
    "first_touch": _("First touch"),
    "decision": _("Decision"),
    "won": _("Closed won"),
}
assert STAGES.keys() == MEANINGS.keys()

REASONS: Mapping[str, str] = {
    "fit_industry": _("Works in one of our industries: {industry}"),
    "fit_country": _("We deliver to their country: {country}"),
    "company_given": _("Names the company: {company}"),
    "business_mail": _("Writes from a company address: {domain}"),
    "free_mail": _("Writes from a free mailbox: {domain}"),
    "disposable_mail": _("Uses a throw-away mail address: {domain}"),
    "phone_given": _("Can be reached by telephone"),
    "company_size": _("Employees of the company: {employees} or more"),
    "job_role": _("Position: {job_title}"),
    "department": _("Writes from a department that buys or decides: {department}"),
    "need_complete": _("Requirements given: {stated}"),
    "quantity": _("Quantity asked for: {quantity}"),
    "budget": _("Has named a budget"),
    "deadline": _("Needs it in {days} days"),
    "behaviour": _("Looked around on the site: {events} events"),
    "quote_requested": _("Has asked for a quote"),
    "spam": _("The messages look like advertising"),
    "pitch": _("Wants to sell to us, not to buy"),
    "job": _("Is looking for a job"),
    "thrown_name": _("The name was only typed to fill the field: {name}"),
    "burst": _("Sent forms within an hour: {count}"),
    "deadline_passed": _("The date named has passed"),
    "budget_far_below": _("The budget named is far below the quote"),
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
    "stage_replaced": _("The stage it stood on was taken out of the funnel"),
    # whom a customer belongs to
    "owner_by_rule": _("Given by the rules: {assignment}"),
    "owner_by_hand": _("Given by {who}"),
    "owner_left": _("The account of the former owner has ended"),
    # why a customer is blocked
    "quote_unanswered": _("No answer for {days} days since the quote"),
    "decision_long": _("Has been deciding for {days} days"),
    "first_touch_long": _("The first touch was {days} days ago"),
    "documents_unread": _("Documents have lain unread for {days} days"),
    "stage_long": _("Has stood on this stage for {days} days"),
}

WOULD_RAISE: Mapping[str, str] = {
    "fit_industry": _("Find out the industry"),
    "fit_country": _("Find out the country"),
    "company_given": _("Ask for the company's name"),
    "business_mail": _("Ask for a company mail address"),
    "phone_given": _("Ask for a telephone number"),
    "company_size": _("Ask how large the company is"),
    "job_role": _("Ask for the position in the company"),
    "department": _("Find out who buys and who decides"),
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
    "price_interest": _("Ask which price question is open, and offer a quote."),
    "propose_meeting": _("Propose a call of 15 minutes to complete the first talk, with an agenda."),
    "keep_in_touch": _("Send something worth reading about the product, and ask how the project stands."),
}

ACTION_REASONS: Mapping[str, str] = {
    "record_loss": _("The customer was lost; the reason helps the next one."),
    "after_sales": _("The order is in; what happens now decides about the next one."),
    "check_real": _("The details look like those of somebody who does not buy."),
    "first_contact": _("Nobody has spoken with the customer yet."),
    "quote_silent": _("Quote {quote} has had no answer for {days} days."),
    "quote_hot": _("A lead of grade A has just received quote {quote}."),
    "quote_follow_up": _("Quote {quote} is with the customer."),
    "decision_terms": _("The customer is deciding; price and terms are the subject."),
    "price_interest": _("Prices were looked at {days} times within the last seven days."),
    "recap": _("The first talk took place."),
    "propose_meeting": _("The first talk was {days} days ago, and nothing has followed."),
    "requirement_list": _("Technical documents were downloaded within the last seven days."),
    "keep_in_touch": _("Everything that was due has been answered."),
}

CAUTIONS: Mapping[str, str] = {
    "no_mail": _("Wants no mails, or cannot be reached by mail: write none."),
    "authority": _("Promise no discount, term or date that the quote does not hold; ask for approval first."),
    "quote_ends": _("The quote ends in {quote_days} days."),
    "verified_only": _("Name only figures that stand in the data sheet."),
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
    "price_interest": _("You looked at our prices. Which quantity should I quote for, and until when do you need it?"),
    "propose_meeting": _(
        "May I propose a call of 15 minutes to go through the open points? I will send you an agenda beforehand."
    ),
    "keep_in_touch": _("How does your project stand? I have documents that may help you with the next step."),
}

DEPARTMENTS = {"purchasing": _("Purchasing"), "engineering": _("Engineering"), "production": _("Production")}

KINDS = {"call": _("Call"), "mail": _("E-mail"), "task": _("Task"), "whatsapp": _("WhatsApp")}


def stage_name(stage: int, locale: str, company: Company | None = None) -> str:
    """Name a stage as the company does, else as the sources do."""
    names = funnel_of(company).names(stage)
    own = company.stages.get(names[0]) if company else None
    return own.name[locale] if own else _say(STAGES[names[-1]], locale)


def reason_sentence(reason: Reason, company: Company, locale: str) -> str:
    """Word why a grade or a stage is what it is."""
    if "rule" in reason.data:  # a rule of the company's own brings its own words
        own = next((each.reason for each in company.stage_rules if each.name == reason.data["rule"]), None)
        if own is not None:
            return own[locale].format_map(_Lenient(reason.data))
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


def action_reason(action: NextAction, company: Company, locale: str) -> str:
    """Word why an action is advised, for the person who is to do it."""
    return _fill(ACTION_REASONS[action.code], action.data, company, locale=locale)


def action_caution(code: str, action: NextAction, company: Company, *, locale: str) -> str:
    """Word what to mind when doing an action."""
    return _fill(CAUTIONS[code], action.data, company, locale=locale)


def action_kind(action: NextAction, locale: str) -> str:
    """Name the channel of an action."""
    return way_name(action.kind, locale)


def way_name(kind: str, locale: str) -> str:
    """Name a way to reach somebody: `call`, `mail`, `task`, `whatsapp`."""
    return _say(KINDS[kind], locale)


def say_in(message: str, locale: str) -> str:
    """Say a sentence of this room in a language, its places unfilled."""
    return _say(message, locale)


def _say(message: str, locale: str) -> str:
    return translator("scoring", "scoring", locale).gettext(message)


def _fill(message: str, data: Mapping[str, str | int | float], company: Company, *, locale: str) -> str:
    shown = dict(data)
    industry = company.industries.get(str(data.get("industry", "")))
    if industry is not None:
        shown["industry"] = industry.name[locale]
    rule = company.assignment.get(str(data.get("assignment", "")))
    if rule is not None:
        shown["assignment"] = rule.name[locale]
    if data.get("department"):
        shown["department"] = _say(DEPARTMENTS[str(data["department"])], locale)
    if data.get("country"):
        shown["country"] = country_name(str(data["country"]), locale)
    return _say(message, locale).format_map(_Lenient(shown))


class _Lenient(dict[str, object]):
    """A reason stored by an older version may lack a field; an empty place is better than a page that fails."""

    def __missing__(self, key: str) -> str:
        return ""
