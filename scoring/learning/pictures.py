"""The pictures of a score as SVG: how well its probabilities hold, and how many successes the best rows hold. No script in them."""

from __future__ import annotations

from foundation.charts import charts, picture
from foundation.locales import format_percentage
from scoring.learning.model import Figures
from scoring.learning.wording import say

WIDTH, HEIGHT = 720, 460
COLOURS = ("#0b6e8f", "#8a949e")


def _(message: str) -> str:
    """Mark a word for the catalogue; it is translated when it is drawn."""
    return message


def calibration_picture(figures: Figures, locale: str) -> str:
    """Draw what was said against what happened; on the straight line both are alike."""
    met = [(one.said, one.happened) for one in figures.bins]
    return _drawn(
        locale,
        "calibration",
        title=say(_("Calibration"), locale),
        across=say(_("Probability said"), locale),
        up=say(_("Came to success"), locale),
        lines={say(_("This score"), locale): met, say(_("Perfect"), locale): [(0.0, 0.0), (1.0, 1.0)]},
    )


def lift_picture(figures: Figures, locale: str) -> str:
    """Draw which share of all successes is found by calling the best share of rows."""
    best_first = sorted(figures.bins, key=lambda one: -one.said)
    successes = sum(one.rows * one.happened for one in best_first) or 1.0
    met, called, found = [(0.0, 0.0)], 0, 0.0
    for one in best_first:
        called, found = called + one.rows, found + one.rows * one.happened
        met.append((called / figures.n, found / successes))
    return _drawn(
        locale,
        "lift",
        title=say(_("Whom to call first"), locale),
        across=say(_("Share of rows called, best first"), locale),
        up=say(_("Share of successes found"), locale),
        lines={say(_("This score"), locale): met, say(_("In any order"), locale): [(0.0, 0.0), (1.0, 1.0)]},
    )


def _drawn(
    locale: str, name: str, *, title: str, across: str, up: str, lines: dict[str, list[tuple[float, float]]]
) -> str:
    library = charts()

    def percent(share: float) -> str:
        return format_percentage(share, locale)

    ticks = [number / 5 for number in range(6)]
    chart = library.XY(
        style=library.style.Style(colors=COLOURS, background="#ffffff", plot_background="#ffffff", font_family="sans-serif"),
        js=[], width=WIDTH, height=HEIGHT, dots_size=4, show_legend=True,
        legend_at_bottom=True, truncate_legend=-1, range=(0, 1), xrange=(0, 1), value_formatter=percent,
        x_value_formatter=percent, x_title=across, y_title=up, title=title,
    )  # fmt: skip
    chart.x_labels = chart.y_labels = ticks
    for line, points in lines.items():
        chart.add(line, points)
    return picture(chart, name).decode()
