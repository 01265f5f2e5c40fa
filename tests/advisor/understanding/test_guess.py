"""The guess of a language says what its library says, and keeps a small part of what the library would keep."""

from __future__ import annotations

import tracemalloc

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from advisor.understanding.guess import _identifier, guess
from funnel.evaluation.cases import per_locale

LATIN = ("en", "es", "pt", "de")
MOST_MB = 25


def test_every_sentence_is_guessed_as_by_the_library_itself() -> None:
    library = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    library.set_languages(list(LATIN))
    said = [str(case["message"]).lower() for _, cases in per_locale("needs") for case in cases]
    assert len(said) > 100
    for text in [*said, "", "42", "zwölf Stück, bitte – 日本 العربية 🙂"]:
        language, probability = library.classify(text)
        assert guess(text, LATIN) == (language, pytest.approx(float(probability), abs=1e-6)), text


def test_little_of_the_model_is_kept_in_memory() -> None:
    _identifier.cache_clear()
    tracemalloc.start()
    try:
        guess("wir suchen einen akkuschrauber", LATIN)
        kept = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert kept < MOST_MB * 1_000_000
