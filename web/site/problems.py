"""The pages that say what went wrong, kindly, and where to go on."""

from dataclasses import dataclass

from web.locale import Speech
from web.site.addresses import Addresses
from web.site.page import Page


@dataclass(frozen=True, slots=True)
class Problem:
    """Context of `site/problem.html`; `reference` helps us find it in the log."""

    status: int
    heading: str
    text: str
    reference: str | None


def problem(status: int, path: str, say: Speech, *, reference: str | None = None) -> Page:
    """Compose the page for a status of 400 and above."""
    heading, text = _words(status, say)
    at = Addresses(say.locale)
    return Page(
        "site/problem.html",
        Problem(status, heading, text, reference),
        path=path if path.startswith(at.home) and status == 404 else at.home,
        title=heading,
        description=text,
        indexable=False,
        status=status,
        cacheable=False,
    )


def _words(status: int, say: Speech) -> tuple[str, str]:
    if status in (404, 410):
        return say("This page does not exist"), say("The address may be old or mistyped. From here you get on:")
    if status == 429:
        return say("One moment, please"), say("Many requests came from your address. Please try again shortly.")
    if status == 503:
        return say("Not available right now"), say("This part is being prepared. Please try again shortly.")
    if status >= 500:
        return say("Something went wrong on our side"), say("We have recorded it. Please try again, or write to us.")
    return say("We could not read this request"), say("Please go back and check what you entered.")
