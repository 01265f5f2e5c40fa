"""Reads the general words that say the same of any trade's goods; they stand in alike.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_suffix(".yaml")


@cache
def words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return per language what is meant, and the ways to say it."""
    read: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(_FILE.read_text("utf-8"))
    locales = {locale for said in read.values() for locale in said}
    return {locale: {name: tuple(said.get(locale, ())) for name, said in read.items()} for locale in locales}
