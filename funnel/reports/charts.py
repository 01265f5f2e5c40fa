"""The pictures of a report, as SVG without script: the funnel, the forecast with its range, the causes of losses.

Only numbers are drawn as text: what surrounds a picture sets names below it and the legend, because the press sets letters of a
picture one by one, which takes Arabic apart. Where a language runs from right to left, the first value stands at the right.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from content.catalogue.model import Company
from foundation.charts import charts, picture
from foundation.locales import direction, format_number
from funnel.reports.model import Report
from funnel.reports.speech import Voice

if TYPE_CHECKING:
    from pygal.style import Style

BLUE, ORANGE, GREY = "#0b65bd", "#f7a30a", "#6b7885"
COLOURS = (BLUE, ORANGE, "#17803a", "#b3161b", GREY, "#7a4fb5", "#0f8b8d", "#a63c0c")
NAMES = ("funnel", "forecast", "losses")


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, its legend (colour and name), and what stands below it: names of equal width, or one title."""

    name: str
    svg: bytes
    legend: tuple[tuple[str, str], ...]
    ticks: tuple[str, ...] = ()
    title: str = ""

    @property
    def address(self) -> str:
        """The picture as a data URL."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg).decode()}"


def chart(name: str, report: Report, company: Company, *, locale: str) -> Chart:
    """Draw a chart of `NAMES`."""
    draw = {"funnel": _funnel, "forecast": _forecast, "losses": _losses}[name]
    return draw(report, Voice(locale, company))


def _funnel(report: Report, voice: Voice) -> Chart:
    stages = report.facts.funnel.positions
    ever = [report.one("stage_volume", str(stage)).n for stage in stages]
    now = [report.one("stage_open", str(stage)).n if stage < stages[-1] else None for stage in stages]
    series = [(BLUE, voice.name("stage_volume"), ever), (ORANGE, voice.name("stage_open"), now)]
    placed = _ordered(series, voice)
    drawn = charts().Bar(
        **_frame([colour for colour, _, _ in placed]),
        print_values=True,
        print_values_position="top",
        show_y_labels=False,
        value_formatter=lambda value: format_number(int(value), voice.locale),
    )
    for _, label, values in placed:
        drawn.add(label, _ordered(values, voice))
    legend = tuple((colour, label) for colour, label, _ in series)
    return Chart("funnel", picture(drawn, "funnel"), legend, tuple(voice.stage(stage) for stage in stages))


def _forecast(report: Report, voice: Voice) -> Chart:
    points = report.forecast.points
    drawn = charts().Line(
        **_frame([GREY, BLUE, GREY]),
        dots_size=3,
        value_formatter=lambda value: voice.limit(Decimal(round(value))),
    )
    drawn.x_labels = _ordered(["0", *(str(each.days) for each in points)], voice)
    expected, edge = voice.say("Expected"), voice.say("Range that holds what comes four times out of five")
    for label, values, style in (
        (edge, [each.high for each in points], {"width": 1.6, "dasharray": "6, 4"}),
        (expected, [each.expected for each in points], {"width": 3}),
        (edge, [each.low for each in points], {"width": 1.6, "dasharray": "6, 4"}),
    ):
        drawn.add(label, _ordered([0.0, *values], voice), stroke_style=style)
    legend = ((BLUE, expected), (GREY, edge))
    return Chart("forecast", picture(drawn, "forecast"), legend, title=voice.say("Days from now"))


def _losses(report: Report, voice: Voice) -> Chart:
    causes = list(dict.fromkeys(cause.id for each in report.diagnoses for cause in each.causes))
    drawn = charts().StackedBar(
        **_frame(COLOURS),
        print_values=True,
        show_y_labels=False,
        value_formatter=lambda value: format_number(int(value), voice.locale) if value else "",
    )
    for cause in causes:
        counts = [next((len(one.customers) for one in each.causes if one.id == cause), 0) for each in report.diagnoses]
        drawn.add(voice.key("loss_mix", cause), _ordered(counts, voice))
    legend = tuple((colour, voice.key("loss_mix", cause)) for colour, cause in zip(COLOURS, causes, strict=False))
    ticks = tuple(voice.stage(each.stage) for each in report.diagnoses)
    return Chart("losses", picture(drawn, "losses"), legend, ticks)


def _ordered(values: Sequence[Any], voice: Voice) -> list[Any]:
    return list(values) if direction(voice.locale) == "ltr" else list(reversed(values))


def _frame(colours: Sequence[str]) -> dict[str, Any]:
    return {
        "width": 760,
        "height": 280,
        "explicit_size": True,
        "js": [],
        "style": _style(colours),
        "show_legend": False,
        "margin": 6,
        "no_data_text": "–",
    }


def _style(colours: Sequence[str]) -> Style:
    from pygal.style import Style

    return Style(
        background="#ffffff",
        plot_background="#ffffff",
        foreground="#1b2733",
        foreground_strong="#1b2733",
        foreground_subtle="#dfe5ea",
        guide_stroke_color="#dfe5ea",
        major_guide_stroke_color="#c9d3dc",
        colors=tuple(colours),
        value_colors=("#1b2733",) * len(colours),
        font_family="Noto Sans, Noto Sans CJK SC, sans-serif",
        label_font_size=12,
        major_label_font_size=12,
        value_font_size=12,
        no_data_font_size=16,
        opacity=0.9,
        transition="none",
    )
