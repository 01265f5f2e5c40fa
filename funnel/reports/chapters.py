"""The chapters behind a report's first page: the funnel stage by stage, channels, representatives, and every indicator."""

from __future__ import annotations

from dataclasses import replace

from funnel.reports.model import Cell, Report, Section, Table
from funnel.reports.speech import Voice
from scoring.indicators.catalogue import INDICATORS
from scoring.indicators.model import By, Figure

STAGE_COLUMNS = ("stage_volume", "conversion", "retention", "stage_open", "dwell", "blocked", "stage_losses")
VALUE_COLUMNS = ("tvl_quoted", "tvl_expected", "tvl_weighted")
CHANNEL_COLUMNS = ("channel_share", "channel_quality", "channel_win_rate", "channel_revenue", "source_cost")
ROWS = 12
"""Channels, countries or representatives that a table shows."""


def funnel(report: Report, voice: Voice) -> Section:
    """The funnel stage by stage: how many, how far, how long, and what they are worth."""
    tables = (
        _by_stage(report, voice, STAGE_COLUMNS, caption=voice.say("Customers stage by stage")),
        _by_stage(report, voice, VALUE_COLUMNS, caption=voice.say("Value stage by stage (TVL)")),
    )
    return Section(voice.say("Funnel"), tables=tables, charts=("funnel",))


def _by_stage(report: Report, voice: Voice, columns: tuple[str, ...], *, caption: str) -> Table:
    rows = []
    for stage in report.facts.funnel.positions:
        if columns is VALUE_COLUMNS and stage == report.facts.funnel.won:
            continue
        keyed = {each: {one.key for one in report.figures[each]} for each in columns}
        cells = [
            voice.cell(each, report.one(each, str(stage))) if str(stage) in keyed[each] else Cell("–")
            for each in columns
        ]
        rows.append((Cell(voice.stage(stage)), *(_short(cell) for cell in cells)))
    return Table(caption, (voice.say("Stage"), *(voice.name(each) for each in columns)), tuple(rows))


def channels(report: Report, voice: Voice) -> Section:
    """Where customers come from, and what becomes of them."""
    names = list(dict.fromkeys(each.key for one in CHANNEL_COLUMNS for each in report.figures[one] if each.key))
    rows = tuple(
        (
            Cell(voice.key("channel_share", name)),
            Cell(str(n := report.one("channel_win_rate", name).n), n),
            *(_short(voice.cell(each, report.one(each, name))) for each in CHANNEL_COLUMNS),
        )
        for name in names[:ROWS]
    )
    head = (voice.say("Channel"), voice.say("Cases"), *(voice.name(each) for each in CHANNEL_COLUMNS))
    return Section(voice.say("Channels"), tables=(Table(voice.say("Channels"), head, rows),) if rows else ())


def split(report: Report, voice: Voice, indicator: str, *, title: str, names: dict[str, str] | None = None) -> Section:
    """One indicator split by what it is of, each with its interval and the cases it rests on."""
    rows = tuple(
        (
            Cell((names or {}).get(each.key) or voice.key(indicator, each.key)),
            _short(voice.cell(indicator, each)),
            Cell(_interval(indicator, each, voice)),
            Cell(str(each.n), each.n),
        )
        for each in report.figures[indicator][:ROWS]
        if each.key
    )
    head = (title, voice.name(indicator), voice.say("95 % interval"), voice.say("Cases"))
    return Section(title, tables=(Table(voice.name(indicator), head, rows),) if rows else ())


def everything(report: Report, voice: Voice) -> Section:
    """Every indicator that is not split, beside the period before."""
    rows = []
    for each in INDICATORS.values():
        if each.by is not By.ALL:
            continue
        now, before = report.one(each.id), report.one_before(each.id)
        change, good = voice.change(each.id, now, before)
        rows.append(
            (
                Cell(voice.name(each.id)),
                voice.cell(each.id, now),
                replace(_short(voice.cell(each.id, before)), behind=""),
                Cell(change, good=good),
                Cell(str(now.n), now.n),
            )
        )
    head = (
        *(voice.say("Indicator"), voice.say("Value")),
        *(voice.say("Before"), voice.say("Change"), voice.say("Cases")),
    )
    return Section(voice.say("All indicators"), tables=(Table(voice.say("All indicators"), head, tuple(rows)),))


def _interval(indicator: str, figure: Figure, voice: Voice) -> str:
    if figure.low is None or figure.high is None:
        return "–"
    unit = INDICATORS[indicator].unit
    return f"{voice.figure(figure.low, unit)} – {voice.figure(figure.high, unit)}"


def _short(cell: Cell) -> Cell:
    """A narrow column shows that a figure is missing; why is said where every indicator is listed."""
    return cell if cell.value is not None else Cell("–")
