"""An evaluation on paper: a Markdown page for people and JSON for programs, worst cases included."""

from __future__ import annotations

import json
from pathlib import Path

from funnel.evaluation.model import Figure, Report, Result

MOST_WORST = 40
"""Worst cases that the page shows of each suite; the JSON holds them all."""


def write(report: Report, folder: Path) -> list[Path]:
    """Write `report.md` and `report.json` into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    page, data = folder / "report.md", folder / "report.json"
    page.write_text(to_markdown(report), encoding="utf-8")
    data.write_text(json.dumps(report.to_json(), ensure_ascii=False, indent=2), encoding="utf-8")
    return [page, data]


def to_markdown(report: Report) -> str:
    """Return the whole report as Markdown."""
    verdict = "may be released" if report.releasable else "must not be released"
    about = ", ".join(f"{name} {value}" for name, value in report.about.items())
    lines = ["# Evaluation", "", about, "", f"**This state {verdict}.**"]
    if report.missed:
        lines += ["", "Bounds that are not kept:", "", *(f"- {name}" for name in report.missed)]
    for result in report.results:
        lines += ["", f"## {result.suite}", "", f"{result.cases} cases.", "", table(result)]
        if result.worst:
            shown = result.worst[:MOST_WORST]
            lines += ["", f"Worst ({len(shown)} of {len(result.worst)}):", "", "```", *shown, "```"]
    return "\n".join(lines) + "\n"


def table(result: Result) -> str:
    """Return the figures of a suite as a Markdown table."""
    rows = ["| Figure | Value | Bound | Kept |", "| --- | --- | --- | --- |"]
    return "\n".join(rows + [_row(figure) for figure in result.figures])


def _row(figure: Figure) -> str:
    value = f"{figure.value:g} {figure.unit}".rstrip()
    bounds = [f"at least {figure.least:g}"] if figure.least is not None else []
    bounds += [f"at most {figure.most:g}"] if figure.most is not None else []
    kept = ("yes" if figure.kept else "**no**") if bounds else ""
    return f"| {figure.name} | {value} | {' and '.join(bounds)} | {kept} |"
