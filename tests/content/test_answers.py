"""Promises of answers from documents: the sentences that answer, the very question first, and where it stands."""

import re
from collections.abc import AsyncIterator

import pytest

from content.catalogue.cache import CompanyCache
from content.knowledge import places
from content.knowledge.library import Knowledge
from content.knowledge.quote import LONGEST, sentences_of
from content.packs.verbs import load_pack
from foundation.database import Database
from foundation.settings import DEMO_PACK, Settings

CALIBRATION = {
    "en": "How often must a torque wrench be calibrated?",
    "de": "Wie oft muss ein Drehmomentschlüssel kalibriert werden?",
    "es": "¿Cada cuánto hay que calibrar una llave dinamométrica?",
    "pt": "Com que frequência um torquímetro deve ser calibrado?",
    "zh": "扭矩扳手多久校准一次？",
    "ja": "トルクレンチの校正はどのくらいの頻度で必要ですか。",
    "ar": "كم مرة يجب معايرة مفتاح العزم؟",
}
DIFFERENCE = {
    "en": "What is the difference between a pulse tool and a nutrunner?",
    "de": "Was ist der Unterschied zwischen Impulsschrauber und Nutrunner?",
    "es": "¿Qué diferencia hay entre una herramienta de impulsos y un atornillador?",
    "pt": "Qual é a diferença entre parafusadeira de impulso e apertadeira?",
    "zh": "脉冲工具和拧紧枪有什么区别？",
    "ja": "パルスレンチとナットランナーの違いは何ですか。",
    "ar": "ما الفرق بين أداة النبض ومفك الصواميل؟",
}
BATTERY = {
    "en": "How long does the battery last?",
    "de": "Wie lange hält der Akku?",
    "es": "¿Cuánto dura la batería?",
    "pt": "Quanto tempo dura a bateria?",
    "zh": "电池能用多久？",
    "ja": "バッテリーはどのくらい持ちますか。",
    "ar": "كم تدوم البطارية؟",
}


@pytest.fixture
async def library(sqlite_database: Database) -> AsyncIterator[Knowledge]:
    """The knowledge of the demo company, without a model."""
    await load_pack(sqlite_database, DEMO_PACK)
    settings = Settings(embeddings=False)
    knowledge = Knowledge(sqlite_database, CompanyCache(sqlite_database).company, settings=settings)
    yield knowledge
    await knowledge.close()


async def test_the_answer_to_the_very_question_comes_first_in_every_language(library: Knowledge) -> None:
    for locale, question in CALIBRATION.items():
        best = (await library.search(question, locale=locale))[0]
        assert "12" in best.quote, (locale, best.locator)
        assert "5,000" in best.quote.replace(".", ",").replace("5000", "5,000"), (locale, best.quote)
    for locale, question in DIFFERENCE.items():
        found = await library.search(question, locale=locale)
        places_told = [(one.document, one.url.split("#")[0]) for one in found[:3]]
        told = (f"category:cordless_tools:{locale}", f"/{locale}/products/cordless-tools/")
        assert told in places_told, (locale, found[0].locator)
        assert not any(one.document.startswith("page:") for one in found)


async def test_the_family_spoken_of_answers_unless_the_question_names_another(library: Knowledge) -> None:
    for locale, question in BATTERY.items():
        best = (await library.search(question, locale=locale, category="cordless_tools"))[0]
        assert best.categories == ("cordless_tools",), (locale, best.document)
        assert places.is_question(best.locator), (locale, best.locator)
        other = (await library.search(CALIBRATION[locale], locale=locale, category="cordless_tools"))[0]
        assert "cordless_tools" not in other.categories, (locale, other.document)


async def test_a_quote_is_whole_sentences_of_the_passage_in_their_order(library: Knowledge) -> None:
    for questions in (CALIBRATION, DIFFERENCE, BATTERY):
        for locale, question in questions.items():
            for found in await library.search(question, locale=locale):
                told = sentences_of(found.passage)
                said = [one for piece in re.split(" […·] ", found.quote) for one in sentences_of(piece)]
                assert said
                assert all(one in told for one in said), (locale, said)
                assert [told.index(one) for one in said] == sorted(told.index(one) for one in said)
                assert len(found.quote) <= LONGEST or len(said) == 1
    calibration = await library.search(CALIBRATION["en"], locale="en")
    care = next(one for one in calibration if one.document == "resource:torque_wrench_care:en")
    assert "12 months or 5,000 cycles" in care.quote
    assert care.url == "/en/resources/torque-wrench-care#what-iso-6789-asks"


def test_an_anchor_is_short_and_the_same_for_the_same_heading() -> None:
    assert places.anchor("Größe & Maß") == "grosse-mass"
    assert places.anchor("校准周期") == places.anchor("校准周期") != places.anchor("操作")
    assert all(
        places.anchor(one).isascii() and len(places.anchor(one)) <= 60 for one in ("؟", "", "a" * 500, "校准周期")
    )
