"""The first page of each report, in the form of the sources: what a manager reads in a minute."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from foundation.locales import format_number
from funnel.reports.advice import best, leak, worst
from funnel.reports.model import Cell, Kind, Line, Report, Section
from funnel.reports.speech import Voice
from scoring.funnel_shape import CONTACT, DECISION
from scoring.indicators.model import Figure, Unit


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


ADVICE = {
    "answer": _("Waiting for our answer: {count}. Answer them first."),
    "clarify": _(
        "At the decision for more than {days} days: {count}. Clarify delivery time and terms of payment with them."
    ),
    "ask_after_quote": _("Quotes silent for more than {days} days: {count}. Ask what keeps them from being decided."),
    "shorten": _("{percent} % of the quotes were not opened: send a shorter summary, or call."),
    "care": _("Key accounts that nobody has contacted for {days} days: {count}. Call them this week."),
    "speed_up": _("The first answer took {hours} hours on average: answer faster."),
    "mend_stage": _("{percent} % are left behind on the way {way}: look at the causes there first."),
}


def opening(report: Report, voice: Voice) -> tuple[Section, ...]:
    """Return the sections that every report of a kind begins with."""
    return {Kind.DAILY: daily, Kind.WEEKLY: weekly}.get(report.kind, monthly)(report, voice)


def daily(report: Report, voice: Voice) -> tuple[Section, ...]:
    contact, decision = (str(report.facts.funnel.at(each)) for each in (CONTACT, DECISION))
    return (
        Section(
            voice.say("Funnel at a glance"),
            lines=(
                voice.line(report, "customers", label=voice.say("Customers in the funnel")),
                voice.line(report, "new_customers", label=voice.say("New leads")),
                voice.line(report, "stage_entries", key=contact, label=voice.say("New contacts")),
                voice.line(report, "stage_entries", key=decision, label=voice.say("New at the decision")),
            ),
        ),
        Section(
            voice.say("Won today"),
            lines=(
                _orders(report, voice),
                voice.line(report, "revenue", label=voice.say("Revenue")),
                Line(voice.say("Industries that ordered"), Cell(_industries(report, voice))),
            ),
        ),
        Section(
            voice.say("Deviations and risks"),
            lines=(
                _people(
                    report,
                    voice,
                    "blocked",
                    key=decision,
                    label=voice.say("At the decision for more than {days} days", days="7"),
                ),
                _key_losses(report, voice),
            ),
        ),
        advised(report, voice, voice.say("What to do")),
    )


def weekly(report: Report, voice: Voice) -> tuple[Section, ...]:
    gained, lost = best(report.figures), leak(report.figures)
    leading, trailing = best(report.figures, "industry_win_rate"), worst(report.figures, "industry_win_rate")
    return (
        Section(
            voice.say("In brief"),
            lines=(
                voice.line(report, "new_customers", label=voice.say("New customers of the week")),
                voice.line(report, "customers", label=voice.say("Customers in the funnel")),
                _orders(report, voice),
                voice.line(report, "revenue"),
                voice.line(report, "predicted_revenue", label=voice.say("Expected revenue (TVL)")),
            ),
        ),
        Section(
            voice.say("Stages"),
            lines=(
                Line(voice.say("Best conversion"), Cell(_step(gained, voice))),
                Line(voice.say("Largest loss"), Cell(_step(lost, voice, lost=True))),
            ),
        ),
        Section(
            voice.say("Industries"),
            lines=(
                Line(voice.say("Best industry"), Cell(_industry(leading, voice))),
                Line(voice.say("Weakest industry"), Cell(_industry(trailing, voice))),
            ),
        ),
        _noticed(report, voice),
    )


def _noticed(report: Report, voice: Voice) -> Section:
    return Section(
        voice.say("To be noticed"),
        lines=(
            _people(report, voice, "high_risk", label=voice.say("Customers found to be at risk")),
            _people(
                report,
                voice,
                "weekly_focus",
                label=voice.say(
                    "To be followed up first this week, above {limit}",
                    limit=voice.limit(report.facts.limits.weekly_focus),
                ),
            ),
        ),
        sentences=tuple(advice_sentences(report, voice)),
    )


def monthly(report: Report, voice: Voice) -> tuple[Section, ...]:
    is_month = report.kind is Kind.MONTHLY

    def section(title: str, *indicators: str) -> Section:
        return Section(title, lines=tuple(voice.line(report, each) for each in indicators))

    return (
        section(
            voice.say("Results of the month") if is_month else voice.say("Results of the period"),
            "new_customers",
            "customers",
            "wins",
            "revenue",
            "order_value",
            "order_value_trend",
            "cycle",
            "predicted_revenue",
        ),
        section(
            voice.say("Contact with customers"),
            "response_time",
            "unanswered",
            "follow_ups",
            "touch_coverage",
            "reach_call",
            "reach_mail",
            "first_contact_success",
        ),
        section(
            voice.say("How chances become orders"),
            "win_rate",
            "quote_success",
            "silent_quotes",
            "documents_unread",
            "high_value_coverage",
        ),
        section(voice.say("What marketing brings"), "lead_capture", "mails_opened", "mails_followed"),
        section(voice.say("Losses"), "loss_rate", "known_loss_rate", "losses", "lost_value", "key_losses"),
        advised(report, voice, voice.say("What to do next month") if is_month else voice.say("What to do")),
    )


def advised(report: Report, voice: Voice, title: str) -> Section:
    """Return the advice of a report as a section."""
    nothing = (Cell(voice.say("Nothing stands out.")),)
    return Section(title, sentences=tuple(advice_sentences(report, voice)) or nothing)


def advice_sentences(report: Report, voice: Voice) -> list[Cell]:
    """Word the advice."""
    sentences = []
    for each in report.advice:
        data = {name: format_number(value, voice.locale) for name, value in each.data.items()}
        if "stage" in each.data:
            data["way"] = voice.way(int(each.data["stage"]))
        behind = f"advice:{each.code}" if each.cases else ""
        sentences.append(Cell(voice.say(ADVICE[each.code], **data), behind=behind))
    return sentences


def _orders(report: Report, voice: Voice) -> Line:
    line = voice.line(report, "wins")
    return Line(line.label, _worded(line.cell, voice.counted("orders", line.cell.text)), line.aside, line.good)


def _people(report: Report, voice: Voice, indicator: str, *, label: str, key: str = "") -> Line:
    line = voice.line(report, indicator, key=key, label=label)
    text = voice.counted("customers", line.cell.text)
    return Line(label, _worded(line.cell, text), line.aside, line.good)


def _key_losses(report: Report, voice: Voice) -> Line:
    line = _people(report, voice, "key_losses", label=voice.name("key_losses"))
    value = report.one("key_lost_value").value or Decimal(0)
    aside = voice.say("expected loss {amount}", amount=voice.figure(value, Unit.MONEY)) if value else ""
    return Line(line.label, line.cell, aside, line.good)


def _worded(cell: Cell, text: str) -> Cell:
    return Cell(text, cell.value, cell.unit, cell.behind)


def _industries(report: Report, voice: Voice) -> str:
    won = [report.facts.by_id[each].industry for each in report.one("wins").cases]
    named = [each for each in won if each is not None]
    ordered: Sequence[str] = sorted(set(named), key=lambda each: (-named.count(each), each))
    return " / ".join(voice.key("industry_win_rate", each) for each in ordered[:3]) or "–"


def _step(figure: Figure | None, voice: Voice, *, lost: bool = False) -> str:
    if figure is None or figure.value is None:
        return voice.say("too few customers to say")
    share = 1 - float(figure.value) if lost else float(figure.value)
    return voice.say("{what} ({share})", what=voice.way(int(figure.key)), share=voice.percent(share))


def _industry(figure: Figure | None, voice: Voice) -> str:
    if figure is None or figure.value is None:
        return voice.say("too few customers to say")
    name, share = voice.key("industry_win_rate", figure.key), voice.percent(float(figure.value))
    return voice.say("{name} (win rate {share}, cases: {count})", name=name, share=share, count=str(figure.n))
