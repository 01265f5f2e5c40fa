"""Source of truth for the language that a document is written in, where nobody says."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from foundation.locales import LOCALES, SOURCE

_ENOUGH = 4_000
"""Characters that are looked at."""
_ARABIC = re.compile("[\u0600-\u06ff]")
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPT = 0.3
"""A script that this part of all letters is written in decides."""


def detect(text: str) -> str:
    """Return one of the installation's locales for a text: scripts decide first, then the words."""
    some = text[:_ENOUGH]
    letters = len(_LETTER.findall(some)) or 1
    kana, han = len(_KANA.findall(some)), len(_HAN.findall(some))
    if len(_ARABIC.findall(some)) / letters > _SCRIPT:
        return "ar"
    if (kana + han) / letters > _SCRIPT:
        return "ja" if kana / (kana + han) > 0.1 else "zh"
    if not some.strip():
        return SOURCE
    found, _ = _identifier().classify(some)
    return str(found)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # brings a model along that only a new document needs

    identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([locale for locale in LOCALES if locale not in {"zh", "ja", "ar"}])
    return identifier
