"""The words around stages and playbook: what is not right, what happens, how long, and how a rule reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.editions.model import Problem
from web.locale import Speech

EVENTS = (
    "page_view",
    "view_product",
    "view_price",
    "download",
    "search",
    "form_submit",
    "quote_requested",
    "sample_requested",
    "price_discussed",
    "reply_received",
    "call_answered",
    "call_completed",
    "service_code_scanned",
    "presentation",
    "demo",
    "meeting",
    "trial",
    "mail_open",
    "mail_click",
    "quote_refused",
    "quote_question",
    "mails_refused",
    "contract_returned",
    "payment_received",
)
"""What can happen to a customer, as far as the house knows it; a company's programs may report other words."""


def event_words(say: Speech, more: Sequence[str] = ()) -> dict[str, str]:
    """Name what happens; a word of the company's own names itself."""
    words = {
        "page_view": say("Page viewed"),
        "view_product": say("Product page viewed"),
        "view_price": say("Price page viewed"),
        "download": say("Document downloaded"),
        "search": say("Searched on the site"),
        "form_submit": say("Left contact details"),
        "quote_requested": say("Quote requested"),
        "sample_requested": say("Sample requested"),
        "price_discussed": say("Price discussed"),
        "reply_received": say("Replied"),
        "call_answered": say("Call answered"),
        "call_completed": say("Call held"),
        "service_code_scanned": say("Service code scanned"),
        "presentation": say("Presentation"),
        "demo": say("Demonstration"),
        "meeting": say("Meeting"),
        "trial": say("Trial"),
        "mail_open": say("Mail opened"),
        "mail_click": say("Mail link clicked"),
        "quote_refused": say("Quote declined"),
        "quote_question": say("Question about a quote"),
        "mails_refused": say("wants no more mails"),
        "contract_returned": say("Contract returned"),
        "payment_received": say("Payment received"),
    }
    return words | {each: each for each in more if each not in words}


def wait_words(wait: str, say: Speech) -> str:
    """Word `24h` or `3d`."""
    number, unit = int(wait[:-1]), wait[-1]
    if number == 0:
        return say("at once")
    if unit == "d":
        return say.many("{count} day", "{count} days", number)
    if unit == "h":
        return say.many("{count} hour", "{count} hours", number)
    return say.many("{count} minute", "{count} minutes", number)


def problem_words(problem: Problem, say: Speech, names: Mapping[str, str]) -> str:
    """Say what is not right; `names` are the names of stages and plays in the reader's language."""
    data = {**problem.data}
    for field in ("stage", "play"):
        if field in data:
            data[field] = names.get(data[field], data[field])
    if "role" in data:
        data["role"] = meanings(say).get(data["role"], data["role"])
    known = _sentences(say)
    sentence = known.get(problem.code, known["form"])
    if problem.code == "range" and not {"low", "high"} <= set(data):
        sentence = say("At least {low}.") if "low" in data else say("At most {high}.")
    return sentence.format_map(data)


def meanings(say: Speech) -> dict[str, str]:
    """Name the five meanings of stages."""
    return {
        "lead": say("the beginning"),
        "contact": say("in contact"),
        "first_touch": say("first talk held"),
        "decision": say("the decision"),
        "won": say("the win"),
    }


def _sentences(say: Speech) -> dict[str, str]:
    return {
        "missing": say("Please fill this in."),
        "text": say("Please write text."),
        "number": say("Please write a whole number."),
        "decimal": say("Please write a number."),
        "range": say("Between {low} and {high}."),
        "word": say("Small letters, digits and _ only, beginning with a letter."),
        "choice": say("Please choose one."),
        "form": say("This cannot be read; please check it."),
        "unknown_field": say("Nobody knows this field."),
        "too_many": say("At most {most}."),
        "too_long": say("At most {most} characters."),
        "twice": say("This name is taken."),
        "too_few_stages": say("A funnel has at least {fewest} stages."),
        "too_many_stages": say("A funnel has at most {most} stages."),
        "no_end": say("No stage means: {role}."),
        "meaning_missing": say("No stage means: {role}."),
        "first_is_lead": say("The first stage must mean the beginning."),
        "last_is_won": say("The last stage must mean the win."),
        "out_of_order": say("A stage before this one means as much or more."),
        "replaced_is_there": say("The stage {stage} is still there."),
        "replaced_twice": say("Two stages take the leads of {stage}."),
        "no_stage": say("There is no stage {stage}."),
        "no_place": say("{count} leads stand on {stage}: say where they belong now."),
        "play_waits": say("The play {play} begins with the stage {stage}; change the play first."),
        "step_twice": say("Two steps have the same name."),
        "grades_cross": say("An A must ask for more points than a B, a B for more than a C; none for more than 100."),
        "out_of_reach": say("Nobody can become an A: all criteria together give {points} points."),
        "never_asked": say("This team never gets a lead: the team {team} before it takes all."),
        "no_country": say("{code} is no country; write two letters such as DE."),
        "no_industry": say("There is no industry {id}."),
        "no_language": say("There is no language {locale}."),
        "unknown_fact": say("Nobody knows {fact}; known are {known}."),
        "title_names_fact": say("A title cannot name a fact that may be unknown; name it in a paragraph."),
        "nothing_left_to_say": say("One paragraph must name no fact, else nothing may be left to say."),
    }
