"""The source of truth for a quote's second language: how its words are taken from a twin, kept, and put in place. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from quoting.model import LineWords, Quote, SecondWords


def words_of(twin: Quote) -> SecondWords:
    """Take the words of a quote composed of the same request in the other language."""
    return SecondWords(
        locale=twin.locale,
        incoterm=twin.incoterm,
        terms=twin.terms,
        lines=tuple(
            LineWords(line.name, line.option_names, line.specification, tuple(one.name for one in line.components))
            for line in twin.lines
        ),
        charges=tuple(charge.name for charge in twin.charges),
    )


def in_second_language(quote: Quote) -> Quote | None:
    """Return the quote as it reads in its second language, with the same figures; None where it has but one."""
    second = quote.second
    if second is None:
        return None
    return replace(
        quote,
        locale=second.locale,
        incoterm=second.incoterm,
        terms=second.terms,
        lines=tuple(
            replace(
                line,
                name=words.name,
                option_names=words.option_names,
                specification=words.specification,
                components=tuple(
                    replace(one, name=name) for one, name in zip(line.components, words.components, strict=True)
                ),
            )
            for line, words in zip(quote.lines, second.lines, strict=True)
        ),
        charges=tuple(replace(charge, name=name) for charge, name in zip(quote.charges, second.charges, strict=True)),
        second=None,
    )


def second_json(second: SecondWords | None) -> dict[str, Any] | None:
    """Write a second language as JSON."""
    if second is None:
        return None
    return {
        "locale": second.locale,
        "incoterm": second.incoterm,
        "terms": dict(second.terms),
        "lines": [[one.name, one.option_names, one.specification, one.components] for one in second.lines],
        "charges": second.charges,
    }


def read_second(kept: Mapping[str, Any] | None) -> SecondWords | None:
    """Return what `second_json` wrote."""
    if kept is None:
        return None
    lines = tuple(
        LineWords(name, tuple(options), tuple((label, value) for label, value in specification), tuple(components))
        for name, options, specification, components in kept["lines"]
    )
    return SecondWords(kept["locale"], kept["incoterm"], kept["terms"], lines, tuple(kept["charges"]))
