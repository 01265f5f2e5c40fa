"""What a score says of itself: which columns matter, why a row stands where it stands, how it would have done."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from foundation.locales import LOCALES, TAGS
from scoring.learning.backtest import Backtest, Manner, backtest
from scoring.learning.data import backtest_data, effects_data, model_data, row_data
from scoring.learning.errors import TargetUnclear
from scoring.learning.explain import Effect, effects, explain_row
from scoring.learning.features import measure
from scoring.learning.model import ScoreModel
from scoring.learning.page import report
from scoring.learning.predict import probabilities, raw_scores
from scoring.learning.rows import Wish, prepare
from scoring.learning.table import Table, read_table
from scoring.learning.train import learn
from tests.scoring.learning.leads import SOURCES, as_csv, leads

MADE = leads(1200)
Known = tuple[Table, ScoreModel, tuple[Effect, ...]]


@pytest.fixture(scope="module")
def known() -> Known:
    table = read_table(as_csv(MADE))
    rows = prepare(table, Wish("Converted"))
    model = learn(rows, print).model
    return table, model, effects(model, measure(model.features, model.columns, rows.cells), rows.outcomes)


def test_what_the_law_rests_on_matters_most_and_the_rest_little(known: Known) -> None:
    weight = {effect.feature.name: effect.weight for effect in known[2]}
    assert min(weight["Total Time (min)"], weight["Lead Source"]) > 3 * weight["Visits"]


def test_points_rank_the_sources_as_the_law_does(known: Known) -> None:
    effect = next(effect for effect in known[2] if effect.feature.name == "Lead Source")
    points = {part.word: part.points for part in effect.parts}
    given = [source for source in SOURCES if source != "Select"]
    assert sorted(given, key=lambda source: points[source]) == sorted(given, key=lambda source: SOURCES[source])


def test_a_rows_reasons_add_up_to_its_chance(known: Known) -> None:
    table, model, found = known
    average = raw_scores(model.body, measure(model.features, model.columns, table.columns)).mean()
    for row in (0, 7, 400):
        told = explain_row(model, table.columns, row, known=found)
        small = 1.0 * len(model.columns)
        points = sum(reason.points for reason in told.reasons)
        said = probabilities(model.calibration, np.array([average + points * np.log(2) / 20 / model.calibration.slope]))
        bounds = sorted(
            float(
                probabilities(
                    model.calibration,
                    np.array([average + (points + way * small) * np.log(2) / 20 / model.calibration.slope]),
                )[0]
            )
            for way in (-1, 1)
        )
        assert bounds[0] <= told.probability <= bounds[1], said
        assert all(each.probability > told.probability for each in told.would_raise)


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_is_told_in_the_readers_language(known: Known, locale: str) -> None:
    table, model, found = known
    told = row_data(model, explain_row(model, table.columns, 3, known=found), locale)
    sentences = [one["sentence"] for one in told["reasons"] + told["would_raise"]] + [told["caution"]]
    sentences += [one["sentence"] for one in model_data(model, locale)["left_out"]]
    assert len(sentences) > 5
    assert all("{" not in sentence for sentence in sentences)
    assert [effect["name"] for effect in effects_data(found, locale)]
    if locale != "en":
        english = row_data(model, explain_row(model, table.columns, 3, known=found), "en")
        assert told["reasons"][0]["sentence"] != english["reasons"][0]["sentence"]


def test_with_dates_it_learns_from_the_earlier_and_is_judged_on_the_later_rows() -> None:
    found = backtest(read_table(as_csv(MADE)), Wish("Converted"))
    assert (found.manner, found.column) == (Manner.BY_TIME, "Created")
    later = sum(lead.day.isoformat() > (found.split or "") for lead in MADE)
    assert found.score.n == found.logistic.n == found.baseline.n == later
    assert found.score.brier < found.baseline.brier
    assert found.score.auc > found.baseline.auc == 0.5
    assert sum(one.n for one in found.grades.values()) == later


def test_without_dates_every_row_is_judged_by_what_had_not_seen_it() -> None:
    columns = [name for name in MADE[0].cells() if name != "Created"]
    found = backtest(read_table(as_csv(MADE, columns=columns)), Wish("Converted"))
    assert (found.manner, found.score.n) == (Manner.OUT_OF_FOLD, len(MADE))
    assert found.score.log_loss <= found.logistic.log_loss + 0.001
    assert_whole(found)


def test_a_column_without_dates_cannot_tell_the_time() -> None:
    with pytest.raises(TargetUnclear, match="no dates"):
        backtest(read_table(as_csv(MADE)), Wish("Converted"), time="Visits")


def assert_whole(found: Backtest) -> None:
    body = backtest_data(found, "de")
    assert {"auc", "brier", "calibration_error", "n", "grades", "logistic", "baseline"} <= set(body)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_report_is_whole_in_every_language_and_runs_no_script(known: Known, locale: str) -> None:
    _, model, found = known
    files = report(replace(model, tells_all=("<script>alert(1)</script>",)), found, locale)
    page = files["report.html"]
    assert f'lang="{TAGS[locale]}"' in page
    assert "<script" not in "".join(files.values())
    assert "&lt;script&gt;" in page
    for name in ("calibration.svg", "lift.svg"):
        assert f'src="{name}"' in page
        assert ET.fromstring(files[name]).tag.endswith("svg")
    if locale != "en":
        english = report(model, found, "en")["report.html"]
        assert [word for word in ("Grades", "Points", "Came to success", "Left out") if word in page] == []
        assert "Came to success" in english
