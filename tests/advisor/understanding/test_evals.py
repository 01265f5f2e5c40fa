"""The sentences under `tests/evals/needs/` are understood in every language."""

from __future__ import annotations

import pytest

from content.catalogue.model import Company
from tests.evals.needs_runner import measure


@pytest.mark.parametrize("locale", ["en", "zh", "es", "pt", "de", "ja", "ar"])
def test_a_language_is_understood(kestrel: Company, locale: str) -> None:
    score = measure(locale, kestrel)
    assert score.f1 >= 0.95, "\n".join(score.worst)
