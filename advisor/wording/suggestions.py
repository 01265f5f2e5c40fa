"""The words of quick replies: what a visitor may answer with one click, in their own voice."""

from __future__ import annotations

from advisor.model import Statement
from advisor.wording.changes import reading
from advisor.wording.words import Words


def suggestion(words: Words, wish: Statement) -> str:
    """Word one quick reply; it must be understood when it comes back as a message."""
    data = wish.data
    match wish.kind:
        case "prompt":
            return words.company.advisor.prompts[data["index"]][words.locale]
        case "literal":
            return str(data["text"])
        case "choice":
            return words.choice(data["need"], data["id"])
        case "typical":
            return words.need_value(data["need"], data["value"])
        case "reading":
            return _reading(words, str(data["said"]), data["candidate"])
        case "relax":
            return words.say("{label} does not matter", label=words.need_label(data["need"]))
        case _:
            return words.say(FIXED[wish.kind])


def _reading(words: Words, said: str, candidate: str) -> str:
    if candidate in words.company.needs:
        return words.say("{label}: {value}", label=words.need_label(candidate), value=said)
    return reading(words, candidate)


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


FIXED = {
    "do_not_know": _("I do not know"),
    "find_tool": _("Please recommend me a product"),
    "ask_price": _("What does it cost?"),
    "make_quote": _("Please make me a quote"),
    "compare": _("Please compare them"),
    "add_them": _("Yes, please add it"),
    "without_them": _("No, without it"),
    "want_person": _("I would like to talk to a person"),
}
