"""How a report becomes a sheet of words: the opening of its kind, then the chapters; every form shows this same sheet."""

from __future__ import annotations

from collections.abc import Mapping

from content.catalogue.model import Company
from foundation.locales import direction
from funnel.reports import chapters, outlook
from funnel.reports.forms import opening
from funnel.reports.model import Kind, Line, Report, Section, Sheet
from funnel.reports.speech import Voice


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


TITLES = {
    Kind.DAILY: _("Daily funnel report"),
    Kind.WEEKLY: _("Weekly funnel report"),
    Kind.MONTHLY: _("Monthly funnel report"),
    Kind.RANGE: _("Funnel report"),
}
_CHINESE_NUMERALS = "一二三四五六七八九十"


def sheet(report: Report, company: Company, locale: str, *, names: Mapping[str, str] | None = None) -> Sheet:
    """Word a report for a reader; `names` are those of the staff by id."""
    voice = Voice(locale, company)
    first, last = voice.day(report.day), voice.day(report.last_day)
    dated = first if report.day == report.last_day else f"{first} – {last}"
    begins = opening(report, voice)
    return Sheet(
        title=voice.say(TITLES[report.kind]),
        dated=dated,
        opening=len(begins),
        sections=(*begins, *_chapters(report, voice, dict(names or {}))),
        locale=locale,
        kind=report.kind,
        notes=(
            voice.say(
                "Amounts in {currency}. Compared with the period before.", currency=company.identity.base_currency
            ),
            voice.say("Values and grades are those of today: no history is kept of them."),
        ),
    )


def _chapters(report: Report, voice: Voice, names: dict[str, str]) -> tuple[Section, ...]:
    found = [chapters.funnel(report, voice), outlook.expected(report, voice), outlook.losses(report, voice)]
    if report.kind is not Kind.DAILY:
        found += [
            chapters.channels(report, voice),
            outlook.representatives(report, voice, names),
            outlook.contacts(report, voice),
        ]
    if report.kind in {Kind.MONTHLY, Kind.RANGE}:
        found += [
            chapters.split(report, voice, "industry_win_rate", title=voice.say("Industries")),
            chapters.split(report, voice, "country_win_rate", title=voice.say("Countries")),
        ]
    found.append(chapters.everything(report, voice))
    return tuple(each for each in found if each.tables or each.lines or each.sentences)


def plain(written: Sheet, company: Company) -> str:
    """Write the first page as text, in the form of the sources; for mails and the terminal."""
    voice = Voice(written.locale, company)
    parts = [voice.say("[{title}]", title=written.title), voice.say("Date: {day}", day=written.dated)]
    numbered = written.sections[: written.opening]
    for place, section in enumerate(numbered):
        parts += ["", _heading(place, section.title, written)]
        parts += [f"- {line_text(each, voice)}" for each in section.lines]
        parts += [f"- {each.text}" for each in section.sentences]
    mark = "\N{RIGHT-TO-LEFT MARK}" if direction(written.locale) == "rtl" else ""
    return "\n".join(f"{mark}{each}" if each else "" for each in parts) + "\n"


def _heading(place: int, title: str, written: Sheet) -> str:
    """Number a heading; the sources number a Chinese daily report 1., 2., the others 一、, 二、."""
    if written.locale == "zh" and written.kind is not Kind.DAILY:
        return f"{_CHINESE_NUMERALS[place]}、{title}"
    return f"{place + 1}. {title}"


def line_text(line: Line, voice: Voice) -> str:
    """Write a line as text: `label: value (aside)`."""
    value = voice.say("{value} ({aside})", value=line.cell.text, aside=line.aside) if line.aside else line.cell.text
    return voice.say("{label}: {value}", label=line.label, value=value)
