"""The source of truth for how a mail of ours reads: salutation, paragraphs, one link, signature, who we are, how to leave. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from content.catalogue.model import Company
from foundation.locales import TAGS, country_name, direction, left_to_right, translator


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject, plain text and HTML of a mail; both bodies say the same."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Card:
    """A product that a mail shows: its name, the one reason for it, its page. Without a price, for that depends on who asks."""

    name: str
    reason: str
    address: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a letter is to say, worded already; plain text only."""

    locale: str
    subject: str
    paragraphs: Sequence[str]
    facts: Sequence[tuple[str, str]] = ()
    """Label and value."""
    links: Sequence[tuple[str, str]] = field(default=())
    """Label and address."""
    cards: Sequence[Card] = ()
    name: str | None = None
    """Who is addressed."""
    thread: str | None = None
    """The root number of the quote in whose thread it stands."""
    leaving: str | None = None
    """The address by which mails end; None for a mail that was asked for."""
    follow: Mapping[str, str] = field(default_factory=dict)
    """Where the mail is measured: by which address of ours an address of a link is reached; in HTML only."""
    picture: str | None = None
    """Where the mail is measured: the address of a picture of one point."""


def write_letter(draft: Draft, company: Company) -> Letter:
    """Lay a draft out as text and as HTML."""
    say = translator("funnel", "funnel", draft.locale).gettext
    name = " ".join((draft.name or "").split())
    greeting = say("Dear {name},").format(name=name) if name else say("Dear Sir or Madam,")
    identity = company.identity
    signature = (say("Kind regards"), identity.name, left_to_right(identity.phone, draft.locale), identity.website)
    place = f"{identity.postal_code} {identity.city[draft.locale]}"
    sender = f"{identity.legal_name} · {identity.street} · {place} · {country_name(identity.country, draft.locale)}"
    why = say(
        "You receive this mail because you are in touch with us. If you want no more mails like this, end them here:"
    )
    leave = (why, draft.leaving) if draft.leaving else None
    blocks = [
        greeting,
        *draft.paragraphs,
        *(["\n".join(f"{label}: {value}" for label, value in draft.facts)] if draft.facts else []),
        *(f"{label}\n{address}" for label, address in draft.links),
        *([say("Worth a look as well:")] if draft.cards else []),
        *(f"{card.name}\n{card.reason}\n{card.address}" for card in draft.cards),
        "\n".join(signature),
        sender,
        *([f"{leave[0]}\n{leave[1]}"] if leave else []),
    ]
    html = _html(draft, greeting, signature, footer=_footer(sender, leave))
    return Letter(draft.subject, "\n\n".join(blocks) + "\n", html)


def _footer(sender: str, leave: tuple[str, str] | None) -> str:
    lines = [escape(sender)]
    if leave is not None:
        address = escape(leave[1])
        lines.append(f'{escape(leave[0])} <a dir="ltr" href="{address}" style="color:#5b6b7a">{address}</a>')
    return "<br>".join(lines)


def _html(draft: Draft, greeting: str, signature: Sequence[str], *, footer: str) -> str:
    """Use inline styles only: mail programs keep no others."""
    towards = direction(draft.locale)
    start = "right" if towards == "rtl" else "left"
    cell = f"padding:4px 0;text-align:{start};vertical-align:top"
    rows = "".join(
        f'<tr><th style="{cell};font-weight:normal;color:#5b6b7a">{escape(label)}</th><td style="width:16px"></td>'
        f'<td style="{cell};font-weight:bold">{escape(value)}</td></tr>'
        for label, value in draft.facts
    )
    paragraphs = [
        escape(greeting),
        *("<br>".join(escape(line) for line in each.split("\n")) for each in draft.paragraphs),
        *([f'<table dir="{towards}" style="border-collapse:collapse">{rows}</table>'] if rows else []),
        *(_link(label, address, draft.follow.get(address, address)) for label, address in draft.links),
        *(
            [escape(translator("funnel", "funnel", draft.locale).gettext("Worth a look as well:")), _cards(draft)]
            if draft.cards
            else []
        ),
        "<br>".join(map(escape, signature)),
    ]
    return (
        f'<!DOCTYPE html><html lang="{TAGS[draft.locale]}" dir="{towards}"><head><meta charset="utf-8"></head>'
        '<body style="margin:0;padding:24px;font:15px/1.5 Arial,Helvetica,sans-serif;color:#16212c">'
        + "".join(f'<div style="margin:0 0 14px">{paragraph}</div>' for paragraph in paragraphs)
        + f'<div style="font-size:12px;color:#5b6b7a">{footer}</div>{_picture(draft.picture)}</body></html>'
    )


def _link(label: str, address: str, followed: str) -> str:
    link = f'<a dir="ltr" href="{escape(followed)}" style="color:#12507a">{escape(address)}</a>'
    return f"{escape(label)}<br>{link}"


def _cards(draft: Draft) -> str:
    start = "right" if direction(draft.locale) == "rtl" else "left"
    return "".join(
        f'<div style="margin:0 0 10px;padding:10px 14px;border:1px solid #d5dde5;border-radius:6px;text-align:{start}">'
        f'<a href="{escape(draft.follow.get(card.address, card.address))}" style="color:#12507a;font-weight:bold">'
        f'{escape(card.name)}</a><br><span style="color:#5b6b7a">{escape(card.reason)}</span></div>'
        for card in draft.cards
    )


def _picture(address: str | None) -> str:
    return f'<img src="{escape(address)}" width="1" height="1" alt="" style="border:0">' if address else ""
