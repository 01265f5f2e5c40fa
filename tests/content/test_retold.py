"""A decision on record is told to each reader in their own language, whatever language it was written for."""

from __future__ import annotations

import pytest

from content.authority import decide, retold
from content.catalogue.model import Permissions
from foundation.locales import LOCALES

RULES = Permissions(
    can_approve_immediately=("discount<5%",), requires_supervisor=("discount>=5%",), requires_process=(), forbidden=()
)


@pytest.mark.parametrize("reader", LOCALES)
@pytest.mark.parametrize("written_in", LOCALES)
def test_the_reader_decides_the_language(reader: str, written_in: str) -> None:
    kept = decide(RULES, "12% discount", written_in).as_json()
    own = decide(RULES, "12% discount", reader)
    wish, explanation = retold(kept, reader)
    assert explanation == own.explanation
    assert "12" in wish
    assert "discount" not in wish.lower() or reader == "en"


def test_what_the_record_does_not_hold_stays_as_it_was_written() -> None:
    kept = {
        "action": "Hausbesuch",
        "status": "needs_supervisor",
        "rule": None,
        "explanation": "Keine Regel",
        "parsed": {},
    }
    assert retold(kept, "en") == ("Hausbesuch", "Keine Regel")
