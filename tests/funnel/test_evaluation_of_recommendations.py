"""The evaluation of recommendations: reproducible, better than popularity, and of one's own paths."""

import json
from pathlib import Path

import pytest

from content.catalogue.model import Company
from funnel.evaluation import recommendations
from funnel.evaluation.model import NoCases


def test_the_same_seed_is_the_same_visitors_and_beats_popularity(company: Company) -> None:
    told = recommendations.paths(company, seed=3)
    assert told == recommendations.paths(company, seed=3) != recommendations.paths(company, seed=4)
    score = recommendations.measure(company, told, seed=3)
    figures = {figure.name: figure for figure in recommendations.result(score).figures}
    assert all(figure.kept for figure in figures.values())
    assert figures["left-out product among the first 5"].value > figures["the same by popularity alone, first 5"].value


def test_ones_own_paths_are_read_and_what_is_no_product_is_left_out(company: Company, tmp_path: Path) -> None:
    skus = [one.sku for one in company.products.values() if not one.is_accessory][:6]
    file = tmp_path / "paths.json"
    file.write_text(
        json.dumps(
            [[skus[n % 6], skus[(n + 1) % 6], "gone"] for n in range(40)]
            + [{"path": [skus[0].lower(), f"product:{skus[1]}"]}, ["x"], 5]
        )
    )
    told = recommendations.paths(company, seed=1, given=file)
    assert len(told) == 41
    assert told[-1] == (skus[0], skus[1])
    assert recommendations.measure(company, told, seed=1).asked == 8


@pytest.mark.parametrize("content", ["[]", "{}", "[[1, 2]]", "not json", '[["KCN-40A"]]'])
def test_a_file_without_paths_is_refused_with_a_sentence(company: Company, tmp_path: Path, content: str) -> None:
    file = tmp_path / "paths.json"
    file.write_text(content)
    with pytest.raises(NoCases):
        recommendations.paths(company, seed=1, given=file)
