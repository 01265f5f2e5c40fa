"""What behaviour says somebody is interested in: fading, weighed by what was done, with its reasons."""

from datetime import UTC, datetime, timedelta

import pytest

from content.catalogue.model import Company
from content.packs.loader import open_pack
from foundation.locales import LOCALES
from foundation.settings import DEMO_PACK
from scoring.interest_wording import interest_kind, interest_label, interest_reason
from scoring.interests import HALF_LIFE, fading, interests
from scoring.model import Behaviour

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def company() -> Company:
    return open_pack(DEMO_PACK).company


def did(event: str, value: str, *, days: float = 0) -> Behaviour:
    return Behaviour(event, value, NOW - timedelta(days=days), "web")


def test_nothing_done_is_no_interest(company: Company) -> None:
    assert interests([], company, now=NOW) == ()
    assert interests([did("call_completed", "KCN-40A"), did("view_product", "NO-SUCH")], company, now=NOW) == ()


def test_a_download_says_more_than_a_look_and_names_its_family(company: Company) -> None:
    found = interests([did("view_product", "KCN-40A"), did("download", "KCP-70")], company, now=NOW)
    products = [one for one in found if one.kind == "product"]
    assert [(one.key, one.weight) for one in products] == [("KCP-70", 1.0), ("KCN-40A", 0.5)]
    assert products[0].because == {"download": 1}
    families = {one.key for one in found if one.kind == "family"}
    assert families == {company.products["KCN-40A"].category, company.products["KCP-70"].category}


def test_what_was_done_long_ago_fades_by_half_lives(company: Company) -> None:
    assert fading(timedelta(0)) == fading(-timedelta(days=3)) == 1.0
    assert fading(HALF_LIFE) == 0.5
    old = [did("view_product", "KCN-40A", days=28) for _ in range(3)]
    found = interests([*old, did("view_product", "KCP-70")], company, now=NOW)
    weights = {one.key: one.weight for one in found if one.kind == "product"}
    assert weights == {"KCP-70": 1.0, "KCN-40A": 0.75}
    assert list(interests([did("view_product", "KCN-40A", days=400)], company, now=NOW)) == []


def test_pages_of_industries_cases_and_documents_are_understood(company: Company) -> None:
    case, document = (
        next(iter(company.cases.values())),
        next(one for one in company.resources.values() if one.industries or one.kind),
    )
    seen = [
        did("page_view", "/ja/solutions/rail"),
        did("page_view", f"/de/cases/{case.slug}"),
        did("page_view", f"/de/resources/{document.slug}"),
    ]
    found = {(one.kind, one.key) for one in interests(seen, company, now=NOW)}
    assert ("industry", "rail") in found
    assert ("industry", case.industry) in found
    assert ("topic", f"kind:{document.kind}") in found


@pytest.mark.parametrize(
    "value", ["", "/", "/de", "//", "/de/products/", "/de/products/x/y/z", ",,,", "\x00", "KCN-40A" * 50]
)
def test_values_that_are_nothing_of_ours_say_nothing(company: Company, value: str) -> None:
    assert interests([did("page_view", value)], company, now=NOW) == ()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_tag_has_its_words(company: Company, locale: str) -> None:
    events = ("page_view", "view_product", "view_price", "compare", "download", "sample_requested", "quote_requested")
    document = next(iter(company.resources.values()))
    seen = [did(event, sku) for event in events for sku in ("KCN-40A", "KCP-70")] + [
        did("page_view", f"/de/resources/{document.slug}")
    ]
    found = interests(seen, company, now=NOW)
    assert {one.kind for one in found} == {"product", "family", "industry", "topic"}
    for one in found:
        assert ":" not in interest_label(one, company, locale)
        assert interest_kind(one.kind, locale)
        assert "{" not in interest_reason(one, locale)
