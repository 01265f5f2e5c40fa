"""The report of one customer: who it is, how it stands and why, what was done, and what to do next; the same words in every form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from advisor.model import Needs
from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from foundation.locales import country_name, format_moment, language_name
from funnel.conversations import repository as conversations
from funnel.insights.risk import outlooks
from funnel.needs_text import need_value
from funnel.people import repository as people
from funnel.people.model import Customer
from funnel.reports.model import Cell, Kind, Line, Section, Sheet, Table
from funnel.reports.paper import Paper
from funnel.reports.speech import Voice
from funnel.timeline import repository as timeline
from funnel.timeline.model import StageMoved
from quoting import repository as quotes
from quoting.answers.wording import word_state
from quoting.model import Quote
from scoring.indicators.model import Unit
from scoring.indicators.wording import outlook_sentence
from scoring.interest_wording import interest_kind, interest_label, interest_reason
from scoring.interests import interests
from scoring.model import Behaviour
from scoring.outcomes import Outlook
from scoring.wording import action_kind, action_script, action_sentence, raising_sentence, reason_sentence, stage_name

MOST = 12


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


CONTACTS = {
    "call_answered": _("Call answered"),
    "call_completed": _("Call held"),
    "call_missed": _("Call missed"),
    "meeting": _("Meeting"),
    "presentation": _("Presentation"),
    "demo": _("Demonstration"),
    "trial": _("Trial"),
    "download": _("Downloaded"),
    "mail_open": _("Mail opened"),
    "mail_click": _("Mail link clicked"),
    "reply_received": _("Replied"),
    "price_discussed": _("Price discussed"),
    "form_submit": _("Left contact details"),
    "form_sent": _("Left contact details"),
    "quote_requested": _("Quote requested"),
    "sample_requested": _("Sample requested"),
}
"""Events that are contacts, as `funnel/insights/repository.py` counts them, and what each is called."""


@dataclass(frozen=True, slots=True)
class CustomerReport:
    """All that is said of one customer, without words of a language; `at` is when it was looked at."""

    customer: Customer
    outlook: Outlook
    moves: tuple[StageMoved, ...]
    seen: tuple[Behaviour, ...]
    """Newest first."""
    needs: Needs
    quotes: tuple[Quote, ...]
    at: datetime


async def compose_customer(session: Session, company: Company, customer_id: int) -> CustomerReport:
    """Look at one customer as it stands now, by the chances that all reports use. Raises UnknownCustomer."""
    customer, now = await people.find(session, customer_id), clock.now()
    talks = await conversations.of_customer(session, customer_id)
    return CustomerReport(
        customer=customer,
        outlook=(await outlooks(session, [customer], company))[customer.id],
        moves=tuple(await timeline.moves(session, customer_id)),
        seen=tuple(await timeline.behaviour(session, customer_id)),
        needs=talks[0].memory.needs if talks else {},
        quotes=tuple(await quotes.list_quotes(session, customer=customer_id)),
        at=now,
    )


def customer_paper(report: CustomerReport, company: Company, locale: str) -> Paper:
    """Put the report of a customer on paper, for a reader's language."""
    customer = report.customer
    return Paper(
        written=customer_sheet(report, company, locale),
        stem=f"customer-{customer.id}-report-{report.at.date().isoformat()}",
        address=f"/desk/leads/{customer.id}/report",
        body=customer_body(report),
        made=report.at,
    )


def customer_body(report: CustomerReport) -> dict[str, Any]:
    """Return plain JSON values; the value as a decimal string in the base currency."""
    customer, judged = report.customer, report.customer.judgement
    return {
        "kind": "customer",
        "customer": customer.id,
        "country": customer.country,
        "stage": customer.stage,
        "lost": customer.lost,
        "grade": judged.grade.value if judged else None,
        "points": judged.points if judged else None,
        "estimated_value": str(judged.estimated_value) if judged else None,
        "win": report.outlook.win,
        "risk": report.outlook.risk,
        "moves": [{"at": each.at.isoformat(), "to": each.to_stage} for each in report.moves],
        "quotes": [each.number for each in report.quotes],
        "as_of": report.at.isoformat(),
    }


def customer_sheet(report: CustomerReport, company: Company, locale: str) -> Sheet:
    """Word the report of a customer."""
    voice = Voice(locale, company)
    opening = (_who(report, voice), _standing(report, voice), _next(report, voice))
    later = (_grade(report, voice), _way(report, voice), _needs(report, voice), _offers(report, voice))
    more = (_contacts(report, voice), _interests(report, voice))
    return Sheet(
        title=voice.say("Customer report: {name}", name=report.customer.display_name),
        dated=format_moment(report.at, locale, company.identity.time_zone),
        opening=len(opening),
        sections=(*opening, *(each for each in (*later, *more) if each.tables or each.sentences)),
        locale=locale,
        kind=Kind.RANGE,
        notes=(voice.say("Amounts in {currency}.", currency=company.identity.base_currency),),
    )


def _who(report: CustomerReport, voice: Voice) -> Section:
    customer, say, locale = report.customer, voice.say, voice.locale
    lines = (
        (say("Company"), customer.company),
        (say("Contact person"), customer.name),
        (say("Country"), country_name(customer.country, locale) if customer.country else None),
        (say("Language"), language_name(customer.locale, locale)),
        (say("Industry"), voice.key("industry_win_rate", customer.industry) if customer.industry else None),
        (say("Channel"), voice.key("channel_share", customer.source)),
        (say("Customer since"), voice.day(customer.created_at.date())),
        (say("Last contact"), voice.day(customer.last_touch_at.date())),
    )
    return Section(say("Customer"), tuple(Line(label, Cell(text or say("not known"))) for label, text in lines))


def _standing(report: CustomerReport, voice: Voice) -> Section:
    customer, judged, say = report.customer, report.customer.judgement, voice.say
    since = say("since {day}", day=voice.day(customer.stage_at.date()))
    if customer.lost_at is not None:
        since = say("lost on {day}", day=voice.day(customer.lost_at.date()))
    value = judged.estimated_value if judged else Decimal(0)
    lines = [
        Line(say("Stage"), Cell(voice.stage(customer.stage)), since),
        Line(say("Grade"), Cell(judged.grade.value if judged else "–")),
        Line(say("Value"), Cell(voice.figure(value, Unit.MONEY), value, Unit.MONEY) if value else Cell("–")),
        Line(say("Chance of an order"), Cell(voice.percent(report.outlook.win), report.outlook.win, Unit.SHARE)),
        Line(say("Risk of losing it"), Cell(voice.percent(report.outlook.risk), report.outlook.risk, Unit.SHARE)),
    ]
    reasons = tuple(Cell(outlook_sentence(each, voice.locale)) for each in report.outlook.reasons)
    return Section(say("How it stands"), tuple(lines), reasons)


def _next(report: CustomerReport, voice: Voice) -> Section:
    judged, title = report.customer.judgement, voice.say("What to do")
    if judged is None:
        return Section(title, sentences=(Cell(voice.say("Nothing stands out.")),))
    action = judged.next_action
    said = [action_sentence(action, voice.company, voice.locale)]
    if script := action_script(action, voice.company, report.customer.locale):
        said.append(voice.say("Words for the customer: {words}", words=script))
    return Section(title, (Line(action_kind(action, voice.locale), Cell(said[0])),), tuple(map(Cell, said[1:])))


def _grade(report: CustomerReport, voice: Voice) -> Section:
    judged, title = report.customer.judgement, voice.say("Why this grade")
    if judged is None:
        return Section(title)
    rows = tuple(
        (Cell(reason_sentence(each, voice.company, voice.locale)), Cell(_points(each.points), each.points))
        for each in judged.reasons
    )
    words = "; ".join(raising_sentence(each, voice.locale) for each in judged.would_raise)
    raising = (Cell(voice.say("What would raise it: {words}", words=words)),) if words else ()
    tables = (Table(title, (voice.say("Reason"), voice.say("Points")), rows),) if rows else ()
    return Section(title, sentences=raising, tables=tables)


def _points(points: float) -> str:
    return f"\N{LEFT-TO-RIGHT ISOLATE}{points:+.0f}\N{POP DIRECTIONAL ISOLATE}"


def _way(report: CustomerReport, voice: Voice) -> Section:
    title = voice.say("Way through the funnel")
    rows = []
    since = report.customer.created_at
    for each in report.moves:
        days = max(0.0, (each.at - since) / timedelta(days=1))
        rows.append(
            (
                Cell(voice.day(each.at.date())),
                Cell(stage_name(each.to_stage, voice.locale, voice.company)),
                Cell(voice.figure(days, Unit.DAYS), round(days, 2), Unit.DAYS),
                Cell(reason_sentence(each.reason, voice.company, voice.locale)),
            )
        )
        since = each.at
    head = (voice.say("Day"), voice.say("Stage"), voice.say("After"), voice.say("Reason"))
    return Section(title, tables=(Table(title, head, tuple(rows)),) if rows else ())


def _needs(report: CustomerReport, voice: Voice) -> Section:
    title, known = voice.say("Needs"), voice.company.needs
    rows = tuple(
        (Cell(known[name].label[voice.locale]), Cell(need_value(known[name], need, voice.company, locale=voice.locale)))
        for name, need in report.needs.items()
        if name in known
    )
    return Section(title, tables=(Table(title, (voice.say("Need"), voice.say("Value")), rows),) if rows else ())


def _offers(report: CustomerReport, voice: Voice) -> Section:
    title = voice.say("Quotes")
    rows = tuple(
        (
            Cell(each.number),
            Cell(word_state(each, voice.locale)),
            Cell(voice.amount(each.total)),
            Cell(voice.day(each.valid_until)),
        )
        for each in report.quotes[:MOST]
    )
    head = (voice.say("Number"), voice.say("State"), voice.say("Total"), voice.say("Valid until"))
    return Section(title, tables=(Table(title, head, rows),) if rows else ())


def _contacts(report: CustomerReport, voice: Voice) -> Section:
    title = voice.say("Contacts")
    found = [each for each in report.seen if each.event_type in CONTACTS][:MOST]
    rows = tuple(
        (Cell(voice.day(each.at.date())), Cell(voice.say(CONTACTS[each.event_type])), Cell(each.value or ""))
        for each in found
    )
    head = (voice.say("Day"), voice.say("Kind of contact"), voice.say("About"))
    return Section(title, tables=(Table(title, head, rows),) if rows else ())


def _interests(report: CustomerReport, voice: Voice) -> Section:
    title = voice.say("Interests")
    rows = tuple(_interest_rows(report, voice))
    head = (voice.say("Interest"), voice.say("Kind"), voice.say("Strength"), voice.say("Evidence"))
    return Section(title, tables=(Table(title, head, rows),) if rows else ())


def _interest_rows(report: CustomerReport, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for each in interests(report.seen, voice.company, now=report.at)[:MOST]:
        yield (
            Cell(interest_label(each, voice.company, voice.locale)),
            Cell(interest_kind(each.kind, voice.locale)),
            Cell(voice.percent(round(each.weight, 2)), round(each.weight, 2), Unit.SHARE),
            Cell(interest_reason(each, voice.locale)),
        )
