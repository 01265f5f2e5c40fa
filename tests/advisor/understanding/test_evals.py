"""The sentences under `tests/evals/needs/` are understood in every language."""

from __future__ import annotations

import pytest

from content.catalogue.model import Company
from funnel.evaluation.cases import per_locale
from funnel.evaluation.needs import LEAST_F1, measure

SENTENCES = dict(per_locale("needs"))


@pytest.mark.parametrize("locale", ["en", "zh", "es", "pt", "de", "ja", "ar"])
def test_a_language_is_understood(kestrel: Company, locale: str) -> None:
    score = measure(SENTENCES[locale], locale, kestrel)
    assert score.sentences >= 150
    assert score.f1 >= LEAST_F1, "\n".join(score.worst)
