"""What comes with a product is told by the catalogue where it knows; what it does not say is admitted and goes to the gaps."""

import pytest

from advisor.model import AskFact, ChooseProduct
from tests.advisor.cast import Visit, kestrel

CASE = {
    "en": "Does it come with a case?",
    "zh": "带箱子吗？",
    "es": "¿Viene con maletín?",
    "pt": "Vem com maleta?",
    "de": "Ist ein Koffer dabei?",
    "ja": "ケースは付属しますか？",
    "ar": "هل يأتي مع حقيبة؟",
}
STRAP = {
    "en": "Does it come with a shoulder strap?",
    "zh": "附带肩带吗？",
    "es": "¿Incluye correa?",
    "pt": "Acompanha alça?",
    "de": "Ist ein Tragegurt dabei?",
    "ja": "ストラップは付属しますか？",
    "ar": "هل يأتي مع حزام؟",
}
WRENCH = "KTW-100"
ASIDE = {
    "title": "Care", "url": "/en/resources/care", "page": None, "locator": "Storage", "locale": "en", "categories": [],
    "passage": "Keep the tool in its case.", "quote": "Keep the tool in its case.", "score": 0.45,
}  # fmt: skip
"""What a search finds that half fits."""


def visit_with(locale: str, sku: str) -> Visit:
    visit = Visit(locale, passages=[ASIDE])
    visit.says(AskFact("weight", (sku,)), ChooseProduct(sku))
    return visit


@pytest.mark.parametrize("locale", CASE)
def test_a_case_is_told_as_the_option_that_it_is(locale: str) -> None:
    visit = visit_with(locale, WRENCH)
    visit.writes(CASE[locale])
    assert visit.turn is not None
    (answer,) = [one for one in visit.turn.statements if one.kind == "can_be_had_with"]
    assert answer.data["options"] == ["steel_case"]
    option = next(one for one in kestrel().products[WRENCH].options if one.id == "steel_case")
    assert option.name[locale] in visit.reply
    assert not visit.turn.citations


@pytest.mark.parametrize("locale", STRAP)
def test_what_no_document_and_no_option_knows_is_not_found(locale: str) -> None:
    visit = visit_with(locale, WRENCH)
    visit.writes(STRAP[locale])
    assert visit.turn is not None
    assert [one.kind for one in visit.turn.statements] == ["not_in_documents"]


def test_a_passage_that_surely_answers_is_told() -> None:
    visit = visit_with("en", WRENCH)
    visit.passages = [
        {**ASIDE, "passage": "It comes in a plastic case.", "quote": "It comes in a plastic case.", "score": 0.8}
    ]
    visit.writes(CASE["en"])
    assert visit.turn is not None
    assert [one.kind for one in visit.turn.statements] == ["passage"]
