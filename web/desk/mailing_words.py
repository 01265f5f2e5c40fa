"""The words for what a mailing is, why somebody does not get it, and what is not right with it, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.editions.model import Problem
from web.locale import Speech


def state_words(say: Speech) -> Mapping[str, str]:
    """Name how far a mailing is."""
    return {
        "draft": say("Draft"),
        "running": say("Being sent"),
        "paused": say("Held up"),
        "done": say("Sent to all"),
        "stopped": say("Stopped"),
    }


def reason_words(say: Speech) -> Mapping[str, str]:
    """Say why somebody does not get a mailing, or has to wait for it."""
    return {
        "no_address": say("no address is known"),
        "invented": say("an invented customer"),
        "no_text": say("no text in their language"),
        "had_it": say("had a mail for this occasion before"),
        "no_basis": say("did not agree to news, which their country asks for"),
        "unconfirmed": say("has not confirmed the consent by a click yet"),
        "withdrawn": say("took the consent back"),
        "unsubscribed": say("wants no more mails"),
        "objected": say("wants no more mails"),
        "bounced": say("the address cannot be reached"),
        "stopped": say("the mailing was stopped before"),
        "quiet_hours": say("it is night or evening where they are"),
        "too_soon": say("had another mail of ours just before"),
    }


def told_reasons(numbers: Mapping[str, int], say: Speech) -> tuple[tuple[str, int], ...]:
    """Word reasons with how many each concerns, the most first; what reads the same is counted together."""
    words, told = reason_words(say), dict[str, int]()
    for code, number in numbers.items():
        said = words.get(code, code)
        told[said] = told.get(said, 0) + number
    return tuple(sorted(told.items(), key=lambda each: (-each[1], each[0])))


def problem_sentences(problems: Sequence[Problem], say: Speech) -> dict[str, str]:
    """Say what is not right, by its place: the first problem of each place."""
    told: dict[str, str] = {}
    for each in problems:
        told.setdefault(each.place, problem_sentence(each, say))
    return told


def problem_sentence(problem: Problem, say: Speech) -> str:
    """Say what is not right."""
    sentences = {
        "missing": say("Please fill this in."),
        "too_long": say("At most {most} characters."),
        "no_text": say("Write the text in one language at least; who reads another one is left out."),
        "unknown_language": say("The company does not speak this language."),
        "unknown_product": say("There is no such product."),
        "unknown": say("There is no “{value}” here."),
        "braces": say("A brace stands alone: write {known}, or no brace at all."),
        "unknown_fact": say("“{fact}” is nothing that is known of a reader; there is {known}."),
        "subject_names_fact": say("The subject is the same for all: it names no fact and is one line."),
        "says_nothing": say("Every paragraph names a fact, so a reader of whom it is not known would get an empty mail."),
        "promise": say("This promises more than you may: {explanation}"),
        "nobody": say("Nobody would get this mailing now."),
    }  # fmt: skip
    data = {"known": "{name}, {company}", **problem.data}
    return sentences[problem.code].format_map(data)
