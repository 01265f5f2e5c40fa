"""The source of truth for the wording of the mail that carries a quote, in the buyer's language. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from content.catalogue.model import Company
from foundation.locales import TAGS, direction, format_date, format_money, left_to_right, translator
from quoting.approvals.model import RequestState
from quoting.difference_words import word_differences
from quoting.differences import differences
from quoting.model import Quote
from quoting.wording import offer_labels, word_days

MOST_CHANGES = 20
"""Differences that a letter names; the page of the quote shows all."""


@dataclass(frozen=True, slots=True)
class CoveringLetter:
    """Subject, plain text and HTML of a mail; both bodies say the same."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Story:
    """What went before a quote: the version that the buyer had, and what was answered to a wish past authority."""

    former: Quote | None = None
    answered: RequestState | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    locale: str
    salutation: str
    answer: tuple[str, ...]
    """What became of a wish that somebody had to decide; empty without one."""
    opening: str
    changes: tuple[str, ...]
    """A heading with what is different from the version before; empty without one."""
    facts: tuple[tuple[str, str], ...]
    online: str
    url: str
    reply: str
    signature: tuple[str, ...]
    automatic: str


def covering_letter(
    quote: Quote, company: Company, locale: str, *, name: str | None, url: str, story: Story = Story()
) -> CoveringLetter:
    """Word the mail for a quote whose page is at `url`; `name` is who is addressed, the PDF goes along as an attachment."""
    say = translator("quoting", "quoting", locale).gettext
    name = " ".join((name or quote.recipient.get("name") or "").split())
    identity = company.identity
    parts = _Parts(
        locale=locale,
        salutation=say("Dear {name},").format(name=name) if name else say("Dear Sir or Madam,"),
        answer=_answer(story, say),
        opening=_opening(quote, story, say),
        changes=_changes(quote, story, locale),
        facts=_facts(quote, locale),
        online=say("You can also read it online:"),
        url=url,
        reply=say("If anything is missing or should be different, simply reply to this mail."),
        signature=(say("Kind regards"), identity.name, left_to_right(identity.phone, locale), identity.website),
        automatic=say("This mail was made automatically. Your reply reaches our sales team."),
    )
    pattern = say("Our revised quotation {number}") if story.former else say("Our quotation {number}")
    subject = f"{pattern.format(number=quote.number)} · {identity.name}"
    return CoveringLetter(subject, _text(parts), _html(parts))


def _answer(story: Story, say: Callable[[str], str]) -> tuple[str, ...]:
    """Tell what became of a wish that somebody had to decide; the reason is for the house."""
    if story.answered is RequestState.APPROVED:
        return (say("What you asked for has been approved."),)
    if story.answered is RequestState.CHANGED:
        return (say("We cannot grant all that you asked for; this quotation holds what is possible."),)
    return ()


def _opening(quote: Quote, story: Story, say: Callable[[str], str]) -> str:
    if story.former is not None:
        pattern = say("Attached you will find our revised quotation {number} as a PDF. It replaces {former}.")
        return pattern.format(number=quote.number, former=story.former.number)
    return say(
        "Thank you for your interest in our products. Attached you will find our quotation {number} as a PDF."
    ).format(number=quote.number)


def _changes(quote: Quote, story: Story, locale: str) -> tuple[str, ...]:
    if story.former is None:
        return ()
    found = word_differences(differences(story.former, quote), locale)
    heading = translator("quoting", "quoting", locale).gettext("What is different:")
    left = len(found) - MOST_CHANGES
    more = (f"• … (+{left})",) if left > 0 else ()
    return (heading, *(f"• {one[:1].upper()}{one[1:]}" for one in found[:MOST_CHANGES]), *more) if found else ()


def _facts(quote: Quote, locale: str) -> tuple[tuple[str, str], ...]:
    labels = offer_labels(locale)
    return (
        (labels["total"], format_money(quote.total, locale)),
        (labels["delivery_term"], quote.incoterm),
        (labels["delivery_time"], word_days(quote.lead_time_days, locale)),
        (labels["valid_until"], format_date(quote.valid_until, locale, "long")),
    )


def _text(parts: _Parts) -> str:
    paragraphs = (
        parts.salutation,
        *parts.answer,
        parts.opening,
        *(["\n".join(parts.changes)] if parts.changes else []),
        "\n".join(f"{label}: {value}" for label, value in parts.facts),
        f"{parts.online}\n{parts.url}",
        parts.reply,
        "\n".join(parts.signature),
        parts.automatic,
    )
    return "\n\n".join(paragraphs) + "\n"


def _html(parts: _Parts) -> str:
    """Lay the letter out with inline styles only: mail programs keep no others."""
    towards = direction(parts.locale)
    start = "right" if towards == "rtl" else "left"
    cell = f"padding:4px 0;text-align:{start};vertical-align:top"
    rows = "".join(
        f'<tr><th style="{cell};font-weight:normal;color:#5b6b7a">{escape(label)}</th><td style="width:16px"></td>'
        f'<td style="{cell};font-weight:bold">{escape(value)}</td></tr>'
        for label, value in parts.facts
    )
    address = escape(parts.url)
    paragraphs = (
        escape(parts.salutation),
        *map(escape, parts.answer),
        escape(parts.opening),
        *(["<br>".join(map(escape, parts.changes))] if parts.changes else []),
        f'<table dir="{towards}" style="border-collapse:collapse">{rows}</table>',
        f'{escape(parts.online)}<br><a dir="ltr" href="{address}" style="color:#12507a">{address}</a>',
        escape(parts.reply),
        "<br>".join(map(escape, parts.signature)),
    )
    return (
        f'<!DOCTYPE html><html lang="{TAGS[parts.locale]}" dir="{towards}"><head><meta charset="utf-8"></head>'
        '<body style="margin:0;padding:24px;font:15px/1.5 Arial,Helvetica,sans-serif;color:#16212c">'
        + "".join(f'<div style="margin:0 0 14px">{paragraph}</div>' for paragraph in paragraphs)
        + f'<div style="font-size:12px;color:#5b6b7a">{escape(parts.automatic)}</div></body></html>'
    )
