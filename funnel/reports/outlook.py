"""The chapters that look ahead and ask why: what is expected and how sure that is, why customers were lost, who needs help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from funnel.reports import chapters
from funnel.reports.model import Cell, Line, Report, Section, Table
from funnel.reports.speech import Voice
from scoring.diagnosis import Cause, Diagnosis, Sign
from scoring.forecast import FEWEST_TESTS, TEST_DAYS, Point
from scoring.goals import Progress
from scoring.indicators.entered import Span
from scoring.indicators.model import Unit
from scoring.losses import CAUSES


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


REMEDIES = {
    "price": _(
        "Show what the product saves over its life, or offer another configuration or a price for volume within your authority."
    ),
    "lead_time": _("Confirm a delivery date in writing; offer what is in stock, or a partial delivery."),
    "fit": _("Go through the requirements once more; offer the nearest product or a trial."),
    "competitor": _("Send the comparison with the competitor, and ask what counted."),
    "slow_follow_up": _("Answer within a day, and call where a quote is open."),
    "documents_unread": _("Send a summary of one page, and call about it."),
}
SIGNS = {
    "stated": _("recorded: “{said}”"),
    "refused": _("quote {quote} was refused for this"),
    "unread": _("quote {quote} was never opened"),
    "slow_answer": _("first answer after {hours} hours"),
    "no_answer": _("a request was never answered"),
    "alone": _("no contact for {days} days before"),
    "price_talk": _("the price was talked about"),
}
COACHING = {
    2: _("Make the first contact within a day, by telephone where there is a number."),
    3: _("Prepare the first call with a script: requirements, application, who decides."),
    4: _("Practise the way to the offer: confirm the need, name the next step, send the quote within a day."),
    5: _("Practise price and terms with a colleague: competitors' arguments, what may be conceded."),
}


def expected(report: Report, voice: Voice) -> Section:
    """What the open customers should bring, by when, with the interval, and how sure that is."""
    found = report.forecast
    rows = tuple(
        (Cell(voice.say("{days} days", days=str(each.days)), each.days), *_amounts(each, voice))
        for each in found.points
    )
    total = (Cell(voice.say("However long it takes")), *_amounts(found.total, voice))
    head = (
        *(voice.say("Within"), voice.say("Expected")),
        *(voice.say("Four times out of five at least"), voice.say("Four times out of five at most")),
    )
    table = Table(voice.say("Expected revenue from open customers"), head, (*rows, total))
    return Section(
        voice.say("Forecast"),
        lines=tuple(line for each in report.goals for line in _goal(each, voice)),
        sentences=tuple(map(Cell, _sureness(report, voice))),
        tables=(table,) if report.forecast.customers else (),
        charts=("forecast",) if report.forecast.customers else (),
    )


def _goal(found: Progress, voice: Voice) -> Iterator[Line]:
    """A goal, what of it is reached, and what it should come to at its end with the interval."""
    is_month = found.goal.span is Span.MONTH
    label = voice.say("Goal of the month") if is_month else voice.say("Goal of the quarter")
    reached = voice.say(
        "reached: {amount}, {share}", amount=voice.figure(found.reached, Unit.MONEY), share=voice.percent(found.share)
    )
    yield Line(label, Cell(voice.figure(found.goal.amount, Unit.MONEY), found.goal.amount, Unit.MONEY), reached)
    if found.ahead is None:
        return
    expected, low, high = (Decimal(round(each)) for each in found.expected)
    label = (
        voice.say("Expected at the end of the month") if is_month else voice.say("Expected at the end of the quarter")
    )
    interval = voice.say(
        "four times out of five between {low} and {high}",
        low=voice.figure(low, Unit.MONEY),
        high=voice.figure(high, Unit.MONEY),
    )
    yield Line(
        label,
        Cell(voice.figure(expected, Unit.MONEY), expected, Unit.MONEY),
        interval,
        low >= found.goal.amount or None,
    )


def _amounts(point: Point, voice: Voice) -> tuple[Cell, ...]:
    values = (point.expected, point.low, point.high)
    return tuple(Cell(voice.figure(round(each), Unit.MONEY), round(each, 2), Unit.MONEY) for each in values)


def _sureness(report: Report, voice: Voice) -> list[str]:
    found, tested = report.forecast, report.backtest
    covered = voice.say(
        "Open customers with a value: {count}. Open customers without one: {others}; they and whoever comes later are not in it.",
        count=str(found.customers),
        others=str(found.unvalued),
    )
    if not found.cases:
        basis = voice.say(
            "There are too few own outcomes yet: the chances are those of a sample funnel, so the range is wide."
        )
    else:
        basis = voice.say(
            "The chances rest on own outcomes (customers won or lost: {cases}) and on the days that own orders took ({orders}).",
            cases=str(found.cases),
            orders=str(found.orders),
        )
    if tested is None:
        return [covered, basis]
    if tested.coverage is None:
        few = voice.say(
            "Fewer than {count} earlier forecasts can be checked: how good they are is not known yet.",
            count=str(FEWEST_TESTS),
        )
        return [covered, basis, few]
    checked = voice.say(
        "Earlier forecasts over {days} days that were checked: {count}. Their range held what came in {share}; {wanted} is right.",
        days=str(TEST_DAYS),
        count=str(len(tested.tests)),
        share=voice.percent(tested.coverage),
        wanted=voice.percent(0.8),
    )
    return [covered, basis, checked, *_bias(tested.bias, voice)]


def _bias(bias: float | None, voice: Voice) -> list[str]:
    if bias is None:
        return []
    percent = voice.percent(abs(bias))
    if bias > 0:
        return [voice.say("On the whole they expected too much, by {percent}.", percent=percent)]
    return [voice.say("On the whole they expected too little, by {percent}.", percent=percent)]


def losses(report: Report, voice: Voice) -> Section:
    """Where customers were lost, and the likely causes with the records and the remedy."""
    lines = tuple(_where(report, each, voice) for each in report.diagnoses)
    rows = tuple(_cause(each, cause, voice) for each in report.diagnoses for cause in each.causes)
    head = (
        *(voice.say("Stage"), voice.say("Likely cause"), voice.say("Customers"), voice.say("Share")),
        *(voice.say("Of those who went on"), voice.say("Said so"), voice.say("Evidence"), voice.say("Remedy")),
    )
    tables = (Table(voice.say("Likely causes"), head, rows),) if rows else ()
    nothing = () if report.diagnoses else (Cell(voice.say("Nobody was recorded as lost in the period.")),)
    return Section(voice.say("Why customers are lost"), lines, nothing, tables, ("losses",) if rows else ())


def _where(report: Report, diagnosis: Diagnosis, voice: Voice) -> Line:
    count = str(len(diagnosis.lost))
    aside = voice.say(
        "{share} of those who got there, {amount}; still there for too long: {slipping}",
        share=voice.percent(diagnosis.share or 0.0),
        amount=voice.figure(diagnosis.value, Unit.MONEY),
        slipping=str(len(diagnosis.slipping)),
    )
    cell = Cell(voice.counted("customers", count), len(diagnosis.lost), Unit.COUNT, f"stage_losses:{diagnosis.stage}")
    return Line(voice.stage(diagnosis.stage), cell, aside)


def _cause(diagnosis: Diagnosis, cause: Cause, voice: Voice) -> tuple[Cell, ...]:
    count = len(cause.customers)
    return (
        Cell(voice.stage(diagnosis.stage)),
        Cell(voice.key("loss_mix", cause.id)),
        Cell(str(count), count, Unit.COUNT, f"cause:{diagnosis.stage}:{cause.id}"),
        Cell(voice.percent(cause.share), cause.share, Unit.SHARE),
        Cell("–") if cause.usual is None else Cell(voice.percent(cause.usual), cause.usual, Unit.SHARE),
        Cell(str(cause.said), cause.said, Unit.COUNT),
        Cell("; ".join(dict.fromkeys(_sign(each, voice) for each in cause.signs[:2]))),
        Cell(voice.say(REMEDIES[cause.id])),
    )


def _sign(sign: Sign, voice: Voice) -> str:
    data = {name: str(value) for name, value in sign.data.items()}
    if data.get("said") in CAUSES:  # chosen from the list, not written
        data["said"] = voice.key("loss_mix", data["said"])
    return voice.say(SIGNS[sign.what], **data)


def representatives(report: Report, voice: Voice, names: dict[str, str]) -> Section:
    """How representatives do, who falls behind the others, and what helps."""
    title = voice.say("Representatives")
    section = chapters.split(report, voice, "rep_conversion", title=title, names=names)
    sentences = []
    for each in report.bottlenecks:
        behind = voice.say(
            "{name} brings {share} of {count} customers to “{stage}”, the others {others} of {rest}.",
            name=names.get(each.rep, each.rep),
            share=voice.percent(each.share),
            count=str(each.n),
            stage=voice.stage(each.stage),
            others=voice.percent(each.others),
            rest=str(each.of_others),
        )
        sentences.append(Cell(f"{behind} {voice.say(COACHING[max(2, int(report.facts.funnel.meaning(each.stage)))])}"))
    return replace(section, sentences=tuple(sentences))


def contacts(report: Report, voice: Voice) -> Section:
    """What each kind of contact goes along with, and the warning that this is no proof."""
    section = chapters.split(report, voice, "uplift", title=voice.say("Contacts"))
    warning = voice.say("A difference is no proof of a cause: who is interested is also met more often.")
    return replace(section, sentences=(Cell(warning),) if section.tables else ())
