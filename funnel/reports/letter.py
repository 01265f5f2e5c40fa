"""How a report reads as a mail: its first page, and the link to the rest."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from content.catalogue.model import Company
from foundation.locales import TAGS, direction
from funnel.reports.model import Sheet
from funnel.reports.sheet import line_text, plain
from funnel.reports.speech import Voice


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail's words: plain text, and the same as HTML."""

    subject: str
    text: str
    html: str


def sheet_letter(written: Sheet, company: Company, *, address: str) -> Letter:
    """Word the mail that carries a report; `address` is its page at the desk."""
    locale = written.locale
    voice = Voice(locale, company)
    text, link = plain(written, company), voice.say("The whole report with the customers behind each number:")
    leave = voice.say("You get this report because you asked for it at the desk; there you also end it.")
    html = Markup(
        '<!doctype html><html lang="{tag}" dir="{direction}"><body style="font-family: sans-serif; line-height: 1.4">'
        '<h2>{title}</h2><p>{dated}</p>{body}<p>{link} <a href="{address}">{address}</a></p><p><small>{leave}</small></p></body></html>'
    ).format(
        tag=TAGS[locale],
        direction=direction(locale),
        title=written.title,
        dated=written.dated,
        body=_body(written, voice),
        link=link,
        address=address,
        leave=leave,
    )
    subject = voice.say("{label}: {value}", label=written.title, value=written.dated)
    return Letter(subject, f"{text}\n{link}\n{address}\n\n{leave}\n", str(html))


def _body(written: Sheet, voice: Voice) -> Markup:
    body = Markup("")
    for section in written.sections[: written.opening]:
        said = [*(line_text(each, voice) for each in section.lines), *(each.text for each in section.sentences)]
        items = Markup("").join(Markup("<li>{}</li>").format(each) for each in said)
        body += Markup("<h3>{}</h3><ul>{}</ul>").format(section.title, items)
    return body
