"""Source of truth for which simplified Chinese character each traditional one is read as."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_PAIRS = Path(__file__).parent / "traditional.yaml"


@cache
def simplified() -> dict[int, str]:
    """Return the table for `str.translate`; characters that Japanese shares with traditional Chinese are in it too."""
    pairs = yaml.safe_load(_PAIRS.read_text(encoding="utf-8"))["pairs"].split()
    return {ord(traditional): plain for traditional, plain in pairs}
