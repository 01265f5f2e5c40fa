"""`tradewind score`: learn from outcomes in a CSV file who is worth a call, with figures, reasons and a look back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from foundation.actor import Actor
from foundation.locales import LOCALES
from foundation.settings import load_settings
from scoring.learning.errors import LearningRefused
from web.commands.refusal import in_house, print_json, refuse
from web.wiring import House

if TYPE_CHECKING:
    from scoring.learning.explain import Effect
    from scoring.learning.model import ScoreModel
    from scoring.learning.own import OwnScore
    from scoring.learning.rows import Rows, Wish
    from scoring.learning.table import Table

Command = TypeVar("Command", bound=Callable[..., Any])


def _asked(command: Command) -> Command:
    """Give a command what all of them ask: the file, the outcome, and what to do with columns."""
    options = [
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option("--target", required=True, help="The column of the outcome."),
        click.option(
            "--positive", multiple=True, help="What counts as success there; may be repeated. Guessed where plain."
        ),
        click.option("--without", multiple=True, help="A column to leave out, such as one filled after the outcome."),
        click.option("--rising", multiple=True, help="A column of numbers of which more may never lower the score."),
        click.option("--falling", multiple=True, help="A column of numbers of which more may never raise the score."),
        click.option("--locale", type=click.Choice(LOCALES), default="en", help="Language of the sentences."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def score() -> None:
    """Learn from won and lost leads in a CSV file: calibrated probabilities, grades, reasons."""


@score.command("train")
@_asked
@click.option(
    "--model", "kept", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep what was learned."
)
def train(*, file: Path, kept: Path | None, locale: str, as_json: bool, **asked: Any) -> None:
    """Learn a score from FILE, judge it on rows it had not seen, and keep it as JSON."""
    from scoring.learning.data import model_data
    from scoring.learning.kept import to_text
    from scoring.learning.train import train as learn

    table, wish = _table(file), _wish(**asked)
    model = _or_refuse(lambda: learn(table, wish))
    place = kept or _usual_place(file, model)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(to_text(model), encoding="utf-8")
    except OSError as error:
        raise refuse(f"The score cannot be written to {place}: {error.strerror}.") from None
    body = {**model_data(model, locale), "model": str(place)}
    if as_json:
        print_json(body)
    else:
        _print_figures(body)
        click.echo(f"kept in {place}")


@score.command("explain")
@_asked
@click.option("--row", type=click.IntRange(min=1), help="Explain one row too; the first below the header is 1.")
@click.option("--model", "kept", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A kept score.")
@click.option(
    "--report", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write a page with pictures into DIR."
)
def explain(
    *, file: Path, kept: Path | None, folder: Path | None, row: int | None, locale: str, as_json: bool, **asked: Any
) -> None:
    """Say how each column of FILE matters, in points (twenty double the odds), and why a row stands where it stands."""
    from scoring.learning.data import effects_data, model_data, row_data
    from scoring.learning.explain import effects, explain_row
    from scoring.learning.features import measure
    from scoring.learning.rows import prepare

    table, wish = _table(file), _wish(**asked)
    if row is not None and row > table.rows:
        raise refuse(f"There is no row {row}; the file has {table.rows}.")
    rows = _or_refuse(lambda: prepare(table, wish))
    model = _known(rows, wish, kept=kept, file=file)
    known = effects(model, measure(model.features, model.columns, rows.cells), rows.outcomes)
    if folder is not None:
        _write_report(model, known, folder, locale=locale)
    body = {**model_data(model, locale), "effects": effects_data(known, locale)}
    if row is not None:
        body["row"] = row_data(model, explain_row(model, table.columns, row - 1, known=known), locale)
    if as_json:
        print_json(body)
        return
    _print_figures(body)
    _print_effects(body)


@score.command("backtest")
@_asked
@click.option("--time", help="The column of dates; where there is one only, it is found.")
def backtest(*, file: Path, time: str | None, locale: str, as_json: bool, **asked: Any) -> None:
    """Learn from the earlier rows of FILE and judge on the later ones; without dates, judge each row by what had not seen it."""
    from scoring.learning.backtest import backtest as look_back
    from scoring.learning.data import backtest_data

    table, wish = _table(file), _wish(**asked)
    body = backtest_data(_or_refuse(lambda: look_back(table, wish, time=time)), locale)
    if as_json:
        print_json(body)
        return
    _print_figures(body)
    until = f"rows after {body['learned_until']} by {body['time_column']}" if body["time_column"] else "rows not seen"
    click.echo(f"judged on: {until}")
    for name in ("logistic", "baseline"):
        other = body[name]
        click.echo(f"{name:9} AUC {other['auc']:.4f}  Brier {other['brier']:.4f}  log loss {other['log_loss']:.4f}")


@score.command("apply")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", "kept", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def apply(*, file: Path, kept: Path, as_json: bool) -> None:
    """Say of each row of FILE, in its order, the probability and the grade by a kept score."""
    from scoring.learning.features import measure
    from scoring.learning.figures import grade_of
    from scoring.learning.predict import probabilities, raw_scores

    model, table = _read_model(kept), _table(file)
    missing = [column.name for column in model.columns if column.name not in table.columns]
    if len(missing) == len(model.columns):
        raise refuse(f"The file has none of the columns that the score was learned from: {', '.join(missing[:5])}.")
    for name in missing:
        click.echo(f"Column {name!r} is missing; it counts as not given.", err=True)
    matrix = measure(model.features, model.columns, table.columns)
    said = probabilities(model.calibration, raw_scores(model.body, matrix))
    graded = [(number, float(one), grade_of(float(one), model.grades)) for number, one in enumerate(said, 1)]
    if as_json:
        print_json([{"row": number, "probability": one, "grade": grade} for number, one, grade in graded])
        return
    click.echo("row,probability,grade")
    for number, one, grade in graded:
        click.echo(f"{number},{one:.4f},{grade}")


@score.command("own")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def own(*, as_json: bool) -> None:
    """Learn from our own customers, won and lost; what was learned grades from now on where it beats the rules."""
    from funnel.journey.learn import learn_from_outcomes
    from scoring.learning.data import model_data, own_data

    async def verb(house: House) -> OwnScore:
        company = await house.parts.company()
        by = Actor.system("command line")
        return await learn_from_outcomes(house.database, company, by=by, progress=_tell)

    learned = _or_refuse(lambda: in_house(verb))
    body = own_data(learned, "en")
    if as_json:
        print_json(body)
        return
    _print_figures({**model_data(learned.model, "en"), "left_out": ()})
    rules = body["rules"]
    click.echo(f"rules  AUC {rules['auc']:.4f}  Brier {rules['brier']:.4f}  log loss {rules['log_loss']:.4f}")
    click.echo("What was learned grades from now on." if learned.better else "The rules stand: they do as well.")


def _tell(said: str) -> None:
    click.echo(f"{said} ...", err=True)


def _wish(**asked: Any) -> Wish:
    from scoring.learning.rows import Wish

    return Wish(**asked, progress=_tell)


def _table(file: Path) -> Table:
    from scoring.learning.table import read_table

    try:
        data = file.read_bytes()
    except OSError as error:
        raise refuse(f"{file} cannot be read: {error.strerror}.") from None
    return _or_refuse(lambda: read_table(data))


Result = TypeVar("Result")


def _or_refuse(verb: Callable[[], Result]) -> Result:
    try:
        return verb()
    except LearningRefused as refusal:
        raise refuse(refusal) from None


def _usual_place(file: Path, model: ScoreModel) -> Path:
    tidy = "".join(char if char.isalnum() else "-" for char in f"{file.stem}-{model.target.column}")
    return load_settings().data / "scores" / f"{tidy[:100]}.json"


def _read_model(file: Path) -> ScoreModel:
    from scoring.learning.kept import from_text

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise refuse(f"{file} cannot be read as a score of Tradewind.") from None
    return _or_refuse(lambda: from_text(text))


def _known(rows: Rows, wish: Wish, *, kept: Path | None, file: Path) -> ScoreModel:
    """Take the score that is named, or learn one now."""
    from scoring.learning.train import learn

    if kept is None:
        return learn(rows, wish.progress).model
    model = _read_model(kept)
    if not {column.name for column in model.columns} <= set(rows.cells):
        raise refuse(f"{kept} was learned from other columns than {file} has.")
    return model


def _write_report(model: ScoreModel, known: tuple[Effect, ...], folder: Path, *, locale: str) -> None:
    from scoring.learning.page import report

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in report(model, known, locale).items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise refuse(f"The report cannot be written into {folder}: {error.strerror}.") from None
    click.echo(f"written: {folder / 'report.html'}", err=True)


def _print_figures(body: dict[str, Any]) -> None:
    click.echo(
        f"AUC {body['auc']:.4f}  Brier {body['brier']:.4f}  calibration error {body['calibration_error']:.4f} "
        f"(chance alone: {body['calibration_noise']:.4f})  n {body['n']}  by {body['family_name']}"
    )
    if target := body.get("target"):
        words = " or ".join(map(repr, target["positive"]))
        click.echo(
            f"success: {target['column']} is {words}{' (guessed)' if target['guessed'] else ''}, {body['base_rate']:.1%}"
        )
    for name, one in body["grades"].items():
        share = f"{one['rate']:6.1%} came to success" if one["n"] else "nobody"
        click.echo(f"{name}  {one['n']:>7}  {share}")
    for left_out in body.get("left_out", ()):
        click.echo(f"left out: {left_out['sentence']}")
    for warning in body.get("warnings", ()):
        click.echo(f"careful: {warning}")


def _print_effects(body: dict[str, Any]) -> None:
    for effect in body["effects"]:
        click.echo(f"\n{effect['name']} ({effect['weight']:.1f})")
        for value in effect["values"]:
            click.echo(f"  {value['points']:+7.1f}  {value['value']}  ({value['n']} rows, {value['rate']:.1%})")
    if row := body.get("row"):
        click.echo(f"\nRow {row['row']}: {row['probability']:.1%}, grade {row['grade']}")
        for reason in (*row["reasons"], *row["would_raise"]):
            click.echo(f"  {reason['sentence']}")
        click.echo(f"  {row['caution']}")
