"""What the criteria of the grade are called at the desk, and in which groups they stand."""

from __future__ import annotations

from collections.abc import Mapping

from web.locale import Speech

GROUPS: Mapping[str, tuple[str, ...]] = {
    "who": (
        *("fit_industry", "fit_country", "company_size", "company_given", "business_mail", "phone_given", "job_role"),
        "department",
    ),
    "need": ("need_complete", "quantity", "budget", "deadline"),
    "did": ("behaviour", "quote_requested"),
    "against": (
        *("free_mail", "disposable_mail", "spam", "pitch", "job", "thrown_name", "burst", "deadline_passed"),
        "budget_far_below",
    ),
}


def group_words(say: Speech) -> dict[str, str]:
    """Name the groups of criteria."""
    return {
        "who": say("Who it is"),
        "need": say("What is wanted"),
        "did": say("What was done"),
        "against": say("What speaks against it"),
    }


def criterion_words(say: Speech) -> dict[str, str]:
    """Name the criteria, and say what earns their points in full."""
    return {
        "fit_industry": say("Industry that we serve"),
        "fit_country": say("Country that we deliver to"),
        "company_size": say("Size of the company"),
        "company_given": say("Company named"),
        "business_mail": say("Mail address of a company"),
        "phone_given": say("Telephone number given"),
        "job_role": say("Position of the person"),
        "department": say("Mail address of a department that buys"),
        "need_complete": say("Requirements complete"),
        "quantity": say("Quantity named, ten or more in full"),
        "budget": say("Budget named"),
        "deadline": say("Date named, within 90 days in full"),
        "behaviour": say("Interest shown on the site, fading"),
        "quote_requested": say("Quote requested"),
        "free_mail": say("Free mailbox"),
        "disposable_mail": say("Throw-away mail address (always a D)"),
        "spam": say("Advertising (always a D)"),
        "pitch": say("Wants to sell to us (always a D)"),
        "job": say("Looks for a job (always a D)"),
        "thrown_name": say("Made-up name"),
        "burst": say("Many forms within an hour"),
        "deadline_passed": say("The date named has passed"),
        "budget_far_below": say("Budget far below the quote"),
    }
