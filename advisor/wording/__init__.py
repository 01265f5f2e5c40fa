"""Puts a turn into the visitor's language: statement by statement, short, with only what the turn holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from advisor.model import Comparison, Exclusion, JsonObject, Recommendation, Turn
from advisor.wording import (
    advice,
    answers,
    changes,
    clarifying,
    closing,
    comparing,
    concessions,
    courtesies,
    ordering,
    reckoning,
    sets,
    supplied,
    terms,
)
from advisor.wording.suggestions import suggestion
from advisor.wording.words import Words
from content.catalogue.model import Company

Wording = Callable[[Words, JsonObject], list[str]]


@dataclass(frozen=True, slots=True)
class Worded:
    """A turn in words. `"".join(sentences)` is `reply`: each sentence carries the space or line break before it."""

    reply: str
    sentences: tuple[str, ...]
    suggestions: tuple[str, ...]
    recommendations: tuple[Recommendation, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    comparison: Comparison | None = None
    blocked: tuple[str, ...] = ()
    """Claims that the gate left out, for the desk."""
    kinds: tuple[str, ...] = ()
    """The kind of statement that each sentence words; of what `word` made, before the gate."""


def _wordings() -> Mapping[str, Wording]:
    rooms = (
        courtesies,
        changes,
        advice,
        answers,
        clarifying,
        comparing,
        concessions,
        closing,
        ordering,
        reckoning,
        sets,
        supplied,
        terms,
    )
    return {
        name: function
        for room in rooms
        for name, function in vars(room).items()
        if callable(function) and not name.startswith("_") and getattr(function, "__module__", None) == room.__name__
    }


WORDINGS = _wordings()
"""Statement kind -> its words: the function of the same name in this package."""

NEW_PARAGRAPH = frozenset(
    {"ask", "our_range", "offer_tools", "recommended", "still_recommended", "nothing_fits", "nearest", "still_nearest", "offer_quote", "relaxed", "usual_marks", "which_product_still", "which_of", "invite_email", "ask_contact", "which_product", "quote_needs_product", "quote_needs_quantity", "quote_needs_place",
     "quote_issued", "first_choice", "companions", "in_time", "too_late", "prices", "which", "excluded", "set_offered"}
)  # fmt: skip
"""Statements that open a new paragraph, so that a question is never overlooked."""

UNSPACED = ("zh", "ja")
"""Languages that put no space between sentences."""


def word(turn: Turn, company: Company) -> Worded:
    """Word a turn in the language of its conversation."""
    words = Words(turn.conversation.locale, company)
    sentences: list[str] = []
    kinds: list[str] = []
    for statement in turn.statements:
        wording = WORDINGS[statement.kind](words, statement.data)
        for position, sentence in enumerate(wording):
            opens = position == 0 and statement.kind in NEW_PARAGRAPH
            sentences.append(separator(sentences, sentence, words.locale, opens=opens) + sentence)
            kinds.append(statement.kind)
    return Worded(
        reply="".join(sentences),
        sentences=tuple(sentences),
        suggestions=tuple(dict.fromkeys(suggestion(words, wish) for wish in turn.suggestions)),
        recommendations=turn.recommendations,
        excluded=turn.excluded,
        comparison=turn.comparison,
        kinds=tuple(kinds),
    )


def separator(before: list[str], sentence: str, locale: str, *, opens: bool) -> str:
    """What stands between a sentence and those before it: nothing, a space, a line or a paragraph."""
    if not before:
        return ""
    bullet, bullet_before = sentence.startswith("- "), before[-1].lstrip().startswith("- ")
    if bullet and bullet_before:
        return "\n"
    if opens or bullet != bullet_before:
        return "\n\n"
    return "" if locale in UNSPACED and before[-1][-1:] in "。！？：）」" else " "
