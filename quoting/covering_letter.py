"""The source of truth for the wording of the mail that carries a quote, in the buyer's language. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from content.catalogue.model import Company
from foundation.locales import TAGS, direction, format_date, format_money, translator
from quoting.model import Quote
from quoting.wording import offer_labels, word_days


@dataclass(frozen=True, slots=True)
class CoveringLetter:
    """Subject, plain text and HTML of a mail; both bodies say the same."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Parts:
    locale: str
    salutation: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    online: str
    url: str
    reply: str
    signature: tuple[str, ...]
    automatic: str


def covering_letter(quote: Quote, company: Company, locale: str, *, name: str | None, url: str) -> CoveringLetter:
    """Word the mail for a quote whose page is at `url`; `name` is who is addressed, the PDF goes along as an attachment."""
    say = translator("quoting", "quoting", locale).gettext
    name = " ".join((name or quote.recipient.get("name") or "").split())
    identity = company.identity
    parts = _Parts(
        locale=locale,
        salutation=say("Dear {name},").format(name=name) if name else say("Dear Sir or Madam,"),
        opening=say(
            "Thank you for your interest in our products. Attached you will find our quotation {number} as a PDF."
        ).format(number=quote.number),
        facts=_facts(quote, locale),
        online=say("You can also read it online:"),
        url=url,
        reply=say("If anything is missing or should be different, simply reply to this mail."),
        signature=(say("Kind regards"), identity.name, identity.phone, identity.website),
        automatic=say("This mail was made automatically. Your reply reaches our sales team."),
    )
    subject = f"{say('Our quotation {number}').format(number=quote.number)} · {identity.name}"
    return CoveringLetter(subject, _text(parts), _html(parts))


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
        parts.opening,
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
        escape(parts.opening),
        f'<table dir="{towards}" style="border-collapse:collapse">{rows}</table>',
        f'{escape(parts.online)}<br><a href="{address}" style="color:#12507a">{address}</a>',
        escape(parts.reply),
        "<br>".join(map(escape, parts.signature)),
    )
    return (
        f'<!DOCTYPE html><html lang="{TAGS[parts.locale]}" dir="{towards}"><head><meta charset="utf-8"></head>'
        '<body style="margin:0;padding:24px;font:15px/1.5 Arial,Helvetica,sans-serif;color:#16212c">'
        + "".join(f'<div style="margin:0 0 14px">{paragraph}</div>' for paragraph in paragraphs)
        + f'<div style="font-size:12px;color:#5b6b7a">{escape(parts.automatic)}</div></body></html>'
    )
