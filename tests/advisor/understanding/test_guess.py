"""The guess of a language says what its library says, and keeps a small part of what the library would keep."""

from __future__ import annotations

import tracemalloc

import pytest
import yaml
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from advisor.understanding.guess import _identifier, guess
from foundation.locales import LOCALES
from tests.evals.needs_runner import FOLDER

LATIN = ("en", "es", "pt", "de")
MOST_MB = 25


def test_every_sentence_is_guessed_as_by_the_library_itself() -> None:
    library = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    library.set_languages(list(LATIN))
    files = [FOLDER / f"{locale}.yaml" for locale in LOCALES]
    said = [case["message"].lower() for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
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
