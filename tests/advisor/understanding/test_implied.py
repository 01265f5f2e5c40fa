"""An explosive zone asks for its mark where that is in use, as inferred; what is named is stated."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.model import Conversation, NeedStatus, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company


def _marks(company: Company, locale: str, message: str) -> list[tuple[tuple[str, ...], NeedStatus]]:
    commands = understand(message, Conversation("c", locale, locale), company, today=date(2026, 11, 21)).commands
    return [(c.value.values, c.value.status) for c in commands if isinstance(c, SetNeed) and c.need == "certification"]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "Zone 1, 400 Nm, pneumatic"),
        ("de", "Zone 1 im Chemiepark in Leuna, 400 Nm"),
        ("zh", "化工厂危险区一区，2000牛米"),
        ("ja", "第一類危険箇所で使います。400N・m"),
    ],
)
def test_a_zone_alone_infers_the_mark(kestrel: Company, locale: str, message: str) -> None:
    assert _marks(kestrel, locale, message) == [(("atex",), NeedStatus.INFERRED)]


def test_a_zone_in_a_country_without_the_mark_infers_none(kestrel: Company) -> None:
    assert _marks(kestrel, "en", "Zone 2 area near Midland, Texas, 400 Nm") == []


def test_a_mark_that_is_named_is_stated(kestrel: Company) -> None:
    assert _marks(kestrel, "de", "Es muss ATEX Zone 1 sein") == [(("atex",), NeedStatus.STATED)]
    assert _marks(kestrel, "en", "Zone 1, IECEx please") == [(("iecex",), NeedStatus.STATED)]
