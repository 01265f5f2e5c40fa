"""The evaluation finds what is wrong and passes what is right; simulated buyers meet the real advisor."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from content.catalogue.model import Company
from foundation.database import Database
from funnel.evaluation import claims, corrections, needs, selection
from funnel.evaluation.buyers import buyers
from funnel.evaluation.cases import per_locale
from funnel.evaluation.model import Figure, NoCases, Report, Result
from funnel.evaluation.report import to_markdown, write
from funnel.evaluation.witness import broken_needs, examine, foreign
from funnel.journey.parts import Parts
from integrations.mail import Outbox
from tests.funnel.parts import furnished


@pytest.fixture
async def parts(sqlite_database: Database, company: Company, tmp_path: Path) -> AsyncIterator[Parts]:
    async with furnished(sqlite_database, company, mailer=Outbox(tmp_path), site="http://127.0.0.1:8000") as house:
        yield house


def turn(reply: str, locale: str = "en", **more: Any) -> dict[str, Any]:
    """A turn's body that rests on one price query."""
    price = {
        "name": "price",
        "parameters": {"sku": "KCP-70", "quantity": 12, "currency": "USD"},
        "result": {"sku": "KCP-70", "unit_price": "2895.00", "amount": "34740.00", "valid_until": "2027-12-31"},
    }
    empty = {"needs": {}, "calculations": [], "quote": None, "authority": [], "recommendations": []}
    return {"reply": reply, "locale": locale, "queries": [price], **empty, **more}


@pytest.mark.parametrize(
    ("reply", "locale"),
    [
        ("12 × **KCP-70**: $2,895.00 each, $34,740.00 in total. List prices, valid until December 31, 2027.", "en"),
        ("12 × KCP-70: 2.895,00 € je Stück, zusammen 34.740,00 €, gültig bis 31. Dezember 2027.", "de"),
        ("12 × \u2066KCP-70\u2069: \u20662,895.00 US$\u2069 للوحدة، والمجموع \u206634,740.00 US$\u2069.", "ar"),
        ("KCP-70：单价 ¥2,895.00，合计 ¥34,740.00。", "zh"),
    ],
)
def test_what_a_query_returned_may_be_said_in_every_style(company: Company, reply: str, locale: str) -> None:
    assert examine(turn(reply, locale), ["12?"], company) == []


@pytest.mark.parametrize(
    ("reply", "locale", "kind"),
    [
        ("The KCP-70 costs $2,795.00.", "en", "money"),
        ("Der KCP-70 kostet 2.795,00 €.", "de", "money"),
        ("KCP-70 的价格是 2795 元。", "zh", "money"),
        ("The KCP-70 reaches 300 N·m.", "en", "number"),
        ("سعر KCP-70 هو \u2066٢٬٧٩٥٫٠٠ US$\u2069.", "ar", "number"),
        ("Take the KCP-999 instead.", "en", "model"),
        ("Delivery is guaranteed.", "en", "promise"),
        ("送料は無料です。", "ja", "promise"),
        ("El envío es gratis.", "es", "promise"),
        ("", "en", "silence"),
        ("Hello and welcome, this is the price for you.", "de", "language"),
        ("これは価格です。", "ar", "language"),
    ],
)
def test_what_nothing_supports_is_found(company: Company, reply: str, locale: str, kind: str) -> None:
    assert kind in {finding.kind for finding in examine(turn(reply, locale), ["Is it 300?"], company)}


def test_a_visitors_own_figure_may_be_repeated_but_not_said_of_a_model(company: Company) -> None:
    assert examine(turn("You wrote 300 N·m."), ["300 N.m"], company) == []
    assert examine(turn("The KCP-70 reaches 300 N·m."), ["300 N.m"], company) != []


def test_a_recommendation_that_breaks_a_stated_limit_is_found(company: Company) -> None:
    stated = {"torque": {"min": 30, "max": 80, "unit": "N.m", "status": "stated", "turn": 1}}
    assert broken_needs({"recommendations": [{"sku": "KCP-70"}], "needs": stated}, company) != []
    assert broken_needs({"recommendations": [{"sku": "KCP-100"}], "needs": stated}, company) == []
    inferred = {"torque": stated["torque"] | {"status": "inferred"}}
    assert broken_needs({"recommendations": [{"sku": "KCP-70"}], "needs": inferred}, company) == []


def test_a_line_in_another_language_is_found_however_short_the_rest_is() -> None:
    assert foreign("Guten Tag.\nPlease tell us which of the tools you are looking for.", "de") != []
    assert foreign("Bitte sagen Sie uns, welches der Werkzeuge Sie suchen.", "de") == []


async def test_simulated_buyers_of_every_language_hear_nothing_unsupported(parts: Parts) -> None:
    talks = await claims.talk(parts, buyers(14, seed=3))
    assert talks.conversations == 14
    assert talks.turns > 100
    assert talks.worst == []
    figures = {figure.name: figure for figure in claims.result(talks).figures}
    assert figures["unsupported: money"].kept


def test_buyers_are_the_same_for_a_seed_and_others_for_another() -> None:
    assert list(buyers(30, seed=1)) == list(buyers(30, seed=1))
    assert list(buyers(30, seed=1)) != list(buyers(30, seed=2))
    assert {buyer.locale for buyer in buyers(7, seed=1)} == {"en", "zh", "es", "pt", "de", "ja", "ar"}


@pytest.mark.parametrize("locale", ["en", "zh", "es", "pt", "de", "ja", "ar"])
async def test_the_right_tool_is_among_the_first_three_and_none_breaks_a_demand(parts: Parts, locale: str) -> None:
    score = await selection.measure(parts, dict(per_locale("selection"))[locale], locale)
    assert score.violations == 0, "\n".join(score.worst)
    assert score.among_three / score.cases >= selection.LEAST_RECALL, "\n".join(score.worst)


@pytest.mark.parametrize("locale", ["en", "zh", "es", "pt", "de", "ja", "ar"])
async def test_what_was_taken_back_is_gone_and_the_rest_remains(parts: Parts, locale: str) -> None:
    score = await corrections.measure(parts, dict(per_locale("corrections"))[locale], locale)
    assert score.worst == []


async def test_a_wrong_recommendation_and_a_broken_limit_are_counted(parts: Parts) -> None:
    cases = [
        {"message": "electronic torque wrench, 1 %, 100 Nm", "accepted": ["KTE-135"], "forbidden": ["KTE-30"]},
        {"message": "electronic torque wrench, 1 %, 100 Nm", "accepted": ["KHW-1500"], "forbidden": ["KTE-135"]},
    ]
    score = await selection.measure(parts, cases, "en")
    assert (score.cases, score.among_three, score.violations) == (2, 1, 1)
    assert len(score.worst) == 1


async def test_a_lost_value_is_told_from_a_wrong_one(parts: Parts) -> None:
    right = {"messages": ["torque wrench, 60 Nm", "no, 80 not 60"], "needs": {"torque": {"value": 80}, "power": {"value": "manual"}}}  # fmt: skip
    wrong = {**right, "needs": {**right["needs"], "torque": {"value": 60}, "weight": {"max": 2}}}  # type: ignore[dict-item]  # a mapping of mappings
    score = await corrections.measure(parts, [right, wrong], "en")
    assert (score.dialogues, score.right, score.lost) == (2, 1, 1)


def test_missed_and_invented_needs_lower_the_score_of_their_name(company: Company) -> None:
    cases = [
        {"message": "60 Nm, 12 pieces", "acts": [], "needs": {"torque": {"value": 60}}},
        {"message": "60 Nm", "acts": ["Complain"], "needs": {"torque": {"value": 80}}},
    ]
    score = needs.measure(cases, "en", company)
    assert (score.missed["torque"], score.invented["quantity"], score.missed["Complain"]) == (1, 1, 1)
    assert 0 < score.f1_of("torque") < 1
    assert (score.f1_of_kind(acts=False), score.f1_of_kind(acts=True)) == (
        0.4,
        0.0,
    )  # one of three right; the act missed
    assert len(score.worst) == 2


def test_cases_are_read_by_language_and_a_bad_file_is_named(tmp_path: Path) -> None:
    mixed = tmp_path / "mine.de.jsonl"
    mixed.write_text('{"message": "a"}\n{"message": "b", "locale": "ja"}\n', "utf-8")
    assert [(locale, len(cases)) for locale, cases in per_locale("needs", mixed)] == [("de", 1), ("ja", 1)]
    bad = tmp_path / "bad.yaml"
    bad.write_text("{", "utf-8")
    with pytest.raises(NoCases, match=r"bad\.yaml"):
        list(per_locale("needs", bad))


def test_a_report_says_what_stops_a_release(tmp_path: Path) -> None:
    fine = Result("needs", 2, (Figure("F1 de", 0.9, least=0.95),))
    report = Report((fine,), {"seed": 1})
    assert report.releasable
    assert report.missed == ["needs: F1 de"]
    stopped = Report(
        (fine, Result("claims", 1, (Figure("unsupported: money", 1, most=0, dangerous=True),), ("worst",)))
    )
    assert not stopped.releasable
    assert "must not be released" in to_markdown(stopped)
    page, data = write(stopped, tmp_path / "out")
    assert "worst" in page.read_text("utf-8")
    assert json.loads(data.read_text("utf-8"))["releasable"] is False


def test_a_tool_for_a_stricter_class_breaks_nothing(company: Company) -> None:
    stated = {"joint_class": {"value": "b", "status": "stated", "turn": 1}}
    assert broken_needs({"recommendations": [{"sku": "KCN-110A"}], "needs": stated}, company) == []
    assert broken_needs({"recommendations": [{"sku": "KCP-70"}], "needs": stated}, company) != []
