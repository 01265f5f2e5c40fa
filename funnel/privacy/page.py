"""Source of truth for the page on which a person reads what is kept of them, in their language. Pure; everything is escaped."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from foundation.locales import TAGS, country_name, direction, format_date, format_moment, language_name, translator
from funnel.privacy.model import Group, Record
from funnel.privacy.proof import group_name

_STYLE = (
    "body{font:16px/1.5 system-ui,'Noto Sans',sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a2230}"
    "h2{margin-top:2.5rem;border-bottom:1px solid #ccd3dd}dl{display:grid;grid-template-columns:12rem 1fr;gap:.2rem 1rem;"
    "padding:.7rem 0;border-bottom:1px solid #eef1f5;margin:0}dt{color:#5a6675}dd{margin:0;white-space:pre-wrap;"
    "overflow-wrap:anywhere}@media(max-width:40rem){dl{grid-template-columns:1fr}}"
)
_HIDDEN = {"id", "key", "version", "revision", "position"}


def index_page(held: Sequence[Record], files: Sequence[str], *, company: str, locale: str, at: datetime) -> str:
    """Lay out what is kept, group by group; what has no name for people stands in data.json alone."""
    _ = translator("funnel", "funnel", locale).gettext
    labels = _labels(locale)
    title = _("What {company} keeps of you").format(company=company)
    parts = [
        f'<!doctype html><html lang="{TAGS[locale]}" dir="{direction(locale)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body><h1>{html.escape(title)}</h1>",
        f"<p>{html.escape(format_moment(at, locale))}. ",
        html.escape(_("This page shows what people can read; the file data.json holds every field.")),
        "</p>",
    ]
    for group in Group:
        some = [each for each in held if each.group is group]
        if some:
            parts.append(f"<h2>{html.escape(group_name(group, locale))} ({len(some)})</h2>")
            parts += [_row(each.values, labels, locale) for each in some]
    if files:
        links = "".join(f'<li><a href="{html.escape(name)}">{html.escape(name)}</a></li>' for name in files)
        parts.append(f"<h2>{html.escape(group_name(Group.FILES, locale))}</h2><ul>{links}</ul>")
    return "".join([*parts, "</body></html>"])


def _row(values: Mapping[str, Any], labels: Mapping[str, str], locale: str) -> str:
    lines = [
        f'<dt>{html.escape(labels[name])}</dt><dd dir="auto">{html.escape(shown)}</dd>'
        for name, value in values.items()
        if name in labels and name not in _HIDDEN and (shown := _shown(name, value, locale))
    ]
    return f"<dl>{''.join(lines)}</dl>" if lines else ""


def _shown(name: str, value: Any, locale: str) -> str:
    if value is None or value == "" or isinstance(value, bytes):
        return ""
    if isinstance(value, datetime):
        return format_moment(value, locale)
    if isinstance(value, date):
        return format_date(value, locale)
    if name == "country":
        return country_name(str(value), locale)
    if name == "locale":
        return language_name(str(value), locale)
    if isinstance(value, Mapping):
        return "\n".join(str(each) for each in value.values() if each)
    return str(value) if isinstance(value, str | int | float | Decimal) else ""


def _labels(locale: str) -> dict[str, str]:
    _ = translator("funnel", "funnel", locale).gettext
    when = _("When")
    return {
        "name": _("Name"), "company": _("Company"), "email": _("E-mail"), "address": _("E-mail"), "phone": _("Telephone"),
        "country": _("Country"), "locale": _("Language"), "industry": _("Industry"), "source": _("Came from"),
        "grade": _("Grade"), "recipient": _("Recipient"), "sender": _("Sender"), "subject": _("Subject"),
        "text": _("Text"), "role": _("Said by"), "question": _("Question"), "behaviour_type": _("Event"),
        "value": _("Value"), "number": _("Quote"), "about": _("About"), "status": _("State"), "state": _("State"),
        "total": _("Total"), "currency": _("Currency"), "sku": _("Article"), "quantity": _("Quantity"),
        "purpose": _("Purpose"), "wording": _("Agreed to"), "created_at": when, "at": when, "timestamp": when,
        "asked_at": when, "received_at": when, "valid_until": _("Valid until"),
    }  # fmt: skip
