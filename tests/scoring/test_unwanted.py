"""Advertising, pitches and applications are known in seven languages, and no buyer is taken for one."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from foundation.locales import LOCALES
from scoring.unwanted.texts import Intent, unwanted

EVALS = Path(__file__).parents[1] / "evals"


def cases(suite: str, locale: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((EVALS / suite / f"{locale}.yaml").read_text("utf-8")))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_text_is_after_is_known(locale: str) -> None:
    wrong = [
        (one["message"], found)
        for one in cases("unwanted", locale)
        if (found := unwanted(one["message"])) is None or found.intent != one["want"]
        if one["want"] is not None or found is not None
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_buyer_of_the_other_cases_is_taken_for_one_who_does_not_buy(locale: str) -> None:
    aside = {"SupplierPitch", "JobApplication", "Act"}
    buyers = [one["message"] for one in cases("needs", locale) if one["needs"] and not aside & set(one["acts"])]
    assert len(buyers) > 50
    assert [message for message in buyers if unwanted(message)] == []


def test_evidence_is_what_the_text_says() -> None:
    found = unwanted("We offer HIGH   quality\nbacklinks from blogs.")
    assert found is not None
    assert found.intent is Intent.SPAM
    assert "we offer" in found.evidence


def test_who_knows_the_trade_is_believed_that_goods_are_wanted() -> None:
    text = "We offer web development. 20 to 60 Nm, M8."
    assert unwanted(text) is not None
    assert unwanted(text, asks_for_goods=True) is None


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "a" * 100_000, "خ" * 9000, "we offer " * 2000, "\u202e" * 50, "we * seo ~ ("]
)
def test_any_text_is_judged(text: str) -> None:
    assert unwanted(text) is None or "offer" in text
