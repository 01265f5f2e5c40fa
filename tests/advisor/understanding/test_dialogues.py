"""The dialogues under `tests/evals/corrections/` leave in the record what the buyer means."""

from __future__ import annotations

import pytest

from content.catalogue.model import Company
from tests.evals.corrections_runner import FOLDER, play


@pytest.mark.parametrize("locale", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_what_was_taken_back_is_gone_and_the_rest_remains(kestrel: Company, locale: str) -> None:
    result = play(locale, kestrel)
    assert not result.wrong, "\n".join(result.wrong)
