"""The words that the browser's part of the advisor says, in a visitor's language; the source texts stand here."""

from collections.abc import Mapping

from web.locale import Speech, speech


def chat_words(locale: str) -> Mapping[str, str]:
    """Return the words by the names under which `static/chat.js` and `static/chat_view.js` ask for them."""
    say = speech(locale, "chat")
    return {**_course(say), **_cards(say)}


def _course(say: Speech) -> Mapping[str, str]:
    """What is said about the course of the conversation."""
    return {
        "you": say("You"),
        "advisor": say("Advisor"),
        "thinking": say("Looking it up …"),
        "understanding": say("Reading your message …"),
        "searching": say("Searching the catalogue …"),
        "calculating": say("Calculating …"),
        "quoting": say("Preparing the quotation …"),
        "failed": say("That did not get through. Your message is kept."),
        "offline": say("You seem to be offline. Your message is kept."),
        "busy": say("Many questions at once. Please try again in {seconds} seconds."),
        "too_long": say("Please keep a message under 4,000 characters."),
        "retry": say("Try again"),
        "lost": say("This conversation has ended. We begin a new one."),
        "replies": say("Suggested replies"),
        "below": say("More below"),
    }


def _cards(say: Speech) -> Mapping[str, str]:
    """What stands on the cards of an answer."""
    return {
        "fit": say("Fit"),
        "why": say("Why it fits"),
        "trade_offs": say("What to weigh up"),
        "details": say("Details"),
        "excluded": say("Why others do not fit"),
        "required": say("required"),
        "offered": say("offered"),
        "comparison": say("Comparison"),
        "feature": say("Feature"),
        "calculation": say("Calculation"),
        "formula": say("Formula"),
        "inputs": say("Inputs"),
        "source": say("Source"),
        "quotation": say("Quotation"),
        "total": say("Total"),
        "valid_until": say("Valid until"),
        "open_pdf": say("Open the PDF"),
        "view_quote": say("View the quotation"),
        "waiting": say("Being checked by our sales team"),
        "citations": say("Where this stands"),
        "page": say("page {number}"),
    }
