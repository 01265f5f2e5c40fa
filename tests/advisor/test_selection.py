"""The wishes under `tests/evals/selection/` lead to the right tool in every language, and never to one that breaks a demand."""

import pytest

from tests.advisor.cast import kestrel
from tests.evals.selection_runner import measure


@pytest.mark.parametrize("locale", ["en", "zh", "es", "pt", "de", "ja", "ar"])
def test_the_right_tool_is_among_the_first_three(locale: str) -> None:
    score = measure(locale, kestrel())
    assert score.violations == 0, "\n".join(score.worst)
    assert score.recall_at_3 >= 0.95, "\n".join(score.worst)
