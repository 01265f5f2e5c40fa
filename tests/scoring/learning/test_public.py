"""Tables in the form of two well-known public sets, with their traps, teach at least what plain logistic regression learns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.preprocessing import OneHotEncoder

from scoring.learning.columns import Omission
from scoring.learning.errors import LearningRefused
from scoring.learning.model import ScoreModel
from scoring.learning.rows import Wish
from scoring.learning.table import read_table
from scoring.learning.train import train
from tests.scoring.learning.public import NEVER, Row, lead_scoring, shoppers, workbook, written

LEADS = lead_scoring(1200)
VISITS = shoppers(1200)
AFTERWARDS = ("Tags", "Lead Quality")


def plain_auc(rows: list[Row], target: str, *, without: tuple[str, ...] = ()) -> float:
    """What plain logistic regression reaches: numbers scaled, words as columns, five folds."""
    won = np.array([row[target] in ("1", "TRUE") for row in rows])
    blocks = []
    for name in (each for each in rows[0] if each != target and each not in without):
        cells = [row[name] for row in rows]
        try:
            numbers = np.array([float(cell) if cell else np.nan for cell in cells])
        except ValueError:
            if len(set(cells)) < 60:
                blocks.append(OneHotEncoder(sparse_output=False).fit_transform(np.array(cells)[:, None]))
            continue
        numbers = np.where(np.isnan(numbers), np.nanmedian(numbers), numbers)
        blocks.append(((numbers - numbers.mean()) / (numbers.std() or 1))[:, None])
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    learner = LogisticRegression(max_iter=2000)
    said = cross_val_predict(learner, np.hstack(blocks), won, cv=folds, method="predict_proba")[:, 1]
    return float(roc_auc_score(won, said))


@pytest.mark.parametrize(
    ("rows", "target", "without"), [(LEADS, "Converted", AFTERWARDS), (VISITS, "Revenue", ())], ids=["leads", "visits"]
)
def test_it_is_no_worse_than_plain_logistic_regression_and_calibrated(
    rows: list[Row], target: str, without: tuple[str, ...]
) -> None:
    model = train(read_table(written(rows)), Wish(target, without=without))
    assert model.figures.auc > plain_auc(rows, target, without=without) - 0.005
    assert model.figures.calibration_error < 0.05
    assert model.target.guessed


def test_columns_that_teach_nothing_are_left_out_and_names_of_rows_too() -> None:
    model = train(read_table(written(LEADS[:400])), Wish("converted", without=AFTERWARDS))
    assert {name: why for name, why in model.left_out.items() if name not in (*AFTERWARDS, "Do Not Call")} == {
        **dict.fromkeys(("Prospect ID", "Lead Number"), Omission.IDENTIFIER),
        **dict.fromkeys((*NEVER, "Search"), Omission.CONSTANT),
    }


ENOUGH = 1000
"""Rows from which choosing needs no nested rounds, which cost seconds."""


@pytest.fixture(scope="module")
def usual() -> ScoreModel:
    return train(read_table(written(VISITS[:ENOUGH])), Wish("Revenue"))


@pytest.mark.parametrize(
    "form",
    [
        lambda rows: written(rows, delimiter=";", encoding="utf-8-sig", comma=True),
        lambda rows: written(rows, delimiter="\t", encoding="utf-16"),
        lambda rows: written(rows, encoding="latin-1"),
        workbook,
    ],
    ids=["semicolons with mark and decimal comma", "tabs in UTF-16", "latin-1", "workbook"],
)
def test_the_same_table_teaches_the_same_in_every_form(form: Callable[[list[Row]], bytes], usual: ScoreModel) -> None:
    other = train(read_table(form(VISITS[:ENOUGH])), Wish("Revenue"))
    assert other.figures.auc == pytest.approx(usual.figures.auc, abs=0.01)
    assert {each.name: each.kind for each in other.columns} == {each.name: each.kind for each in usual.columns}


def test_rows_that_come_several_times_do_not_flatter(usual: ScoreModel) -> None:
    thrice = train(read_table(written(VISITS[:ENOUGH] * 3)), Wish("Revenue"))
    assert thrice.figures.auc < usual.figures.auc + 0.03


@pytest.mark.parametrize(
    "rows", [LEADS[:30], [row for row in LEADS if row["Converted"] == "0"]], ids=["few", "one end"]
)
def test_what_teaches_nothing_is_refused_in_a_sentence(rows: list[Row]) -> None:
    with pytest.raises(LearningRefused, match=r"\.$"):
        train(read_table(written(rows)), Wish("Converted", positive=("1",)))


@pytest.mark.parametrize("data", [b"PK\x03\x04 no archive", b"PK\x03\x04" + bytes(200)])
def test_a_broken_workbook_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(LearningRefused, match="save the sheet as CSV"):
        read_table(data)
