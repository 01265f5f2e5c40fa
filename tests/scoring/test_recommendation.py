"""What is recommended: together, alike, liked, popular; never what is barred or was just looked at."""

from datetime import UTC, datetime

import pytest

from content.catalogue.model import Company
from content.packs.loader import open_pack
from foundation.settings import DEMO_PACK
from scoring.interests import interests
from scoring.model import Behaviour
from scoring.recommendation import Facts, item_of_page, items, likeness, recommend

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
KCN = "product:KCN-40A"


@pytest.fixture(scope="module")
def company() -> Company:
    return open_pack(DEMO_PACK).company


def test_what_was_looked_at_together_comes_first_and_says_so(company: Company) -> None:
    far = next(item for item in list(items(company, ("product",)))[::-1] if likeness(KCN, item, company) < 0.2)
    shown = recommend(Facts([KCN], {(KCN, far): 40, (KCN, "product:KCN-80P"): 2}), company, most=3)
    assert (shown[0].item, shown[0].ground) == (far, "together")


def test_two_visitors_are_chance_and_forty_are_not(company: Company) -> None:
    far = next(item for item in list(items(company, ("product",)))[::-1] if likeness(KCN, item, company) < 0.2)
    few, many = (
        {one.item: one.score for one in recommend(Facts([KCN], {(KCN, far): count}), company, most=99)}[far]
        for count in (2, 40)
    )
    assert few < many / 2


def test_without_any_visits_the_catalogue_says_what_is_alike(company: Company) -> None:
    shown = recommend(Facts([KCN]), company, most=4)
    assert {one.ground for one in shown} == {"alike"}
    family = company.products["KCN-40A"].category
    assert company.products[shown[0].item[8:]].category == family


def test_a_new_visitor_sees_what_is_popular_then_the_catalogue(company: Company) -> None:
    shown = recommend(Facts(popular={"product:KCP-70": 9, "product:KCP-100": 90}), company, most=4)
    assert [one.item for one in shown[:2]] == ["product:KCP-100", "product:KCP-70"]
    assert {one.ground for one in shown} == {"popular"}
    nothing = recommend(Facts(), company, most=3)
    assert [one.item for one in nothing] == list(items(company, ("product",)))[:3]


def test_what_is_barred_or_was_just_looked_at_is_never_shown(company: Company) -> None:
    every = list(items(company, ("product",)))
    barred = every[::2]
    facts = Facts([KCN], {(KCN, item): 50 for item in barred}, dict.fromkeys(barred, 100), barred=barred)
    shown = {one.item for one in recommend(facts, company, most=999)}
    assert shown == {*every} - {*barred, KCN}


def test_interests_lead_to_cases_and_documents_of_the_industry(company: Company) -> None:
    case = next(iter(company.cases.values()))
    industry = company.industries[case.industry]
    liked = interests([Behaviour("page_view", f"/de/solutions/{industry.slug}", NOW, "web")], company, now=NOW)
    shown = recommend(Facts(interests=liked), company, most=3, kinds=("case", "resource"))
    assert shown[0].ground == "liked"
    assert shown[0].item.startswith(("case:", "resource:"))
    top = {company.cases[one.item[5:]].industry for one in shown if one.item.startswith("case:")}
    assert top == {case.industry}


def test_likeness_is_the_same_both_ways_and_whole_with_oneself(company: Company) -> None:
    every = list(items(company, ("product", "case", "resource")))
    for one in every[::5]:
        assert likeness(one, one, company) == pytest.approx(1.0)
        for other in every[::7]:
            assert likeness(one, other, company) == pytest.approx(likeness(other, one, company))
            assert 0.0 <= likeness(one, other, company) <= 1.0
    assert likeness(KCN, "product:NONE", company) == 0.0


@pytest.mark.parametrize(
    ("page", "item"),
    [
        ("/de/products/kcn-40a", KCN),
        ("/de/products/kcn-40a?x=1", KCN),
        ("/de/products/KCN-40A", None),
        ("/de/products/cordless-tools", None),
        ("/de/cases/none", None),
        ("/", None),
        ("", None),
        ("/de/products/kcn-40a/edit", None),
    ],
)
def test_only_pages_of_something_to_recommend_are_items(company: Company, page: str, item: str | None) -> None:
    assert item_of_page(page, company) == item
