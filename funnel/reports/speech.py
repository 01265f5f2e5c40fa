"""How a report speaks: its sentences and figures in the reader's language (gettext domain `reports`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from content.catalogue.model import Company
from foundation.locales import (
    direction,
    format_compact,
    format_date,
    format_money,
    format_number,
    format_percentage,
    translator,
)
from foundation.money import Money
from funnel.reports.model import Cell, Line, Report
from scoring.indicators.catalogue import INDICATORS
from scoring.indicators.model import Better, Figure, Unit
from scoring.indicators.wording import change_text, figure_text, indicator_formula, indicator_name, key_name, missing
from scoring.wording import stage_name

TRENDS = frozenset({"order_value_trend"})
"""Figures that are changes themselves."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One reader's language, and the company whose industries and currency are named."""

    locale: str
    company: Company

    def say(self, message: str, **data: str) -> str:
        """Translate a sentence and fill it."""
        return translator("funnel", "reports", self.locale).gettext(message).format(**data)

    def counted(self, what: str, count: str) -> str:
        """Write a number of orders or customers; some languages put a counting word behind it."""
        words = translator("funnel", "reports", self.locale)
        counted = words.pgettext("orders", "{count}") if what == "orders" else words.pgettext("customers", "{count}")
        return counted.format(count=count)

    def figure(self, value: float | Decimal, unit: Unit) -> str:
        """Write a figure with its unit."""
        return figure_text(value, unit, self.locale, currency=self.company.identity.base_currency)

    def name(self, indicator: str) -> str:
        """Name an indicator."""
        return indicator_name(INDICATORS[indicator], self.locale)

    def formula(self, indicator: str) -> str:
        """Say how an indicator is reckoned."""
        return indicator_formula(INDICATORS[indicator], self.locale)

    def key(self, indicator: str, key: str) -> str:
        """Name what a figure is of."""
        return key_name(INDICATORS[indicator].by, key, self.company, locale=self.locale)

    def stage(self, stage: int) -> str:
        """Name a stage."""
        return stage_name(stage, self.locale, self.company)

    def way(self, to_stage: int) -> str:
        """Name the step to a stage from the one before it; the arrow points the way the language is read."""
        arrow = "→" if direction(self.locale) == "ltr" else "←"
        return f"{self.stage(to_stage - 1)} {arrow} {self.stage(to_stage)}"

    def day(self, day: date) -> str:
        """Write a day."""
        return format_date(day, self.locale)

    def amount(self, amount: Money) -> str:
        """Write an amount in its own currency."""
        return format_money(amount, self.locale)

    def limit(self, amount: Decimal) -> str:
        """Write an amount shortly, 100K, where the language has such a form in figures and Latin letters or Chinese ones."""
        if direction(self.locale) == "rtl" or (short := format_compact(amount, self.locale)).isdecimal():
            return format_number(amount, self.locale)
        return short

    def percent(self, share: float) -> str:
        """Write a share."""
        return format_percentage(round(share, 3), self.locale, 0 if share in (0, 1) else 1)

    def cell(self, indicator: str, figure: Figure) -> Cell:
        """Write a figure of an indicator; what is missing is said."""
        unit = INDICATORS[indicator].unit
        if figure.value is None:
            return Cell(self.say("{value} ({aside})", value="–", aside=missing(figure, self.locale)))
        behind = (f"{indicator}:{figure.key}" if figure.key else indicator) if figure.cases else ""
        return Cell(self.figure(figure.value, unit), figure.value, unit, behind)

    def change(self, indicator: str, now: Figure, before: Figure) -> tuple[str, bool | None]:
        """Write how a figure changed, and whether that is good; nothing where one of both is missing."""
        if now.value is None or before.value is None or indicator in TRENDS:
            return "", None
        unit, better = INDICATORS[indicator].unit, INDICATORS[indicator].better
        difference = round(float(now.value) - float(before.value), 3)
        if not difference:
            return "±0", None
        good = None if better is Better.NEITHER else (difference > 0) == (better is Better.HIGHER)
        if unit is Unit.SHARE:
            return self.signed(difference, Unit.DIFFERENCE), good
        if unit is Unit.COUNT or not before.value:
            return self.signed(difference, unit), good
        return self.signed(difference / float(before.value), Unit.SHARE), good

    def signed(self, difference: float, unit: Unit) -> str:
        """Write a difference with its sign."""
        return change_text(difference, unit, self.locale, currency=self.company.identity.base_currency)

    def line(self, report: Report, indicator: str, *, key: str = "", label: str | None = None) -> Line:
        """Write a figure with its name, and its change from the period before aside."""
        now = report.one(indicator, key)
        text, good = self.change(indicator, now, report.one_before(indicator, key))
        return Line(label or self.name(indicator), self.cell(indicator, now), text, good)
