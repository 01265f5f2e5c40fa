"""Reads the cases of a suite: one YAML, JSON or JSONL file per language, or one file that the caller names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from foundation.locales import LOCALES
from funnel.evaluation.model import NoCases

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "evals"
"""Where the house keeps its own cases; they are not part of an installed package."""

Case = Mapping[str, Any]


def files(suite: str, given: Path | None = None) -> list[Path]:
    """Return the files of a suite, or the one that was given. Raises NoCases."""
    if given is not None:
        return [given]
    folder = FOLDER / suite
    found = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not found:
        raise NoCases(f"The cases of `{suite}` are not on this machine; name a file with --cases.")
    return found


def read(file: Path) -> Any:
    """Return the content of one file as plain values. Raises NoCases where it cannot be read."""
    try:
        text = file.read_text("utf-8")
        if file.suffix == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        return json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        raise NoCases(f"{file} cannot be read as cases: {str(error).splitlines()[0]}") from None


def per_locale(suite: str, given: Path | None = None) -> Iterator[tuple[str, list[Case]]]:
    """Give the cases of a suite, language by language: a case's `locale`, else the file's name, else English. Raises NoCases."""
    for file in files(suite, given):
        content = read(file)
        if not isinstance(content, list) or not content or not all(isinstance(case, dict) for case in content):
            raise NoCases(f"{file} holds no list of cases; docs/evaluating.md shows their shape.")
        held: dict[str, list[Case]] = {}
        for case in content:
            held.setdefault(str(case.get("locale") or named(file)), []).append(case)
        yield from held.items()


def maps_by_locale(suite: str, given: Path | None, *, wanted: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Return one map per language, which holds all that is wanted; the language is a part of the file's name. Raises NoCases."""
    held: dict[str, Mapping[str, Any]] = {}
    for file in files(suite, given):
        content = read(file)
        if not isinstance(content, dict) or [name for name in wanted if not content.get(name)]:
            raise NoCases(f"{file} must hold {', '.join(wanted)}; docs/evaluating.md shows an example.")
        held[named(file)] = content
    return held


def named(file: Path) -> str:
    """Return the language that a file's name holds, else English."""
    return next((part for part in file.name.split(".") if part in LOCALES), "en")
