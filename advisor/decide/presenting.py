"""Puts judged products into the readable shapes of the turn: reasons, trade-offs, exclusions and the comparison table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.decide.draft import Draft
from advisor.decide.subjects import prices_the_first
from advisor.model import Comparison, ComparisonRow, Exclusion, JsonObject, Recommendation
from advisor.preferences import RATHER, preferred
from advisor.wording.words import Words

MOST_REASONS = 4
MOST_TRADE_OFFS = 2


def present(
    draft: Draft, fits: Sequence[JsonObject], excluded: Sequence[JsonObject], *, table: Any
) -> tuple[tuple[Recommendation, ...], tuple[Exclusion, ...]]:
    """Word recommendations and exclusions in the language of the reply."""
    words = Words(draft.locale, draft.company)
    recommended = tuple(
        Recommendation(
            sku=fit["sku"],
            name=words.product_name(fit["sku"]),
            fit=fit["fit"],
            reasons=_reasons(fit, index, table, draft=draft, words=words),
            trade_offs=_trade_offs(fit, index, table, draft=draft, words=words),
        )
        for index, fit in enumerate(fits)
    )
    return recommended, tuple(_exclusion(item, words) for item in excluded)


def _exclusion(item: JsonObject, words: Words) -> Exclusion:
    return Exclusion(
        sku=item["sku"],
        need=item["need"],
        required=words.need_value(item["need"], item["required"]),
        offered=words.say("not stated")
        if item["offered"] in (None, [])
        else words.attribute_value(item["attribute"], item["offered"]),
    )


def _reasons(fit: JsonObject, index: int, table: Any, *, draft: Draft, words: Words) -> tuple[str, ...]:
    met = [_met(item, draft, words, sku=fit["sku"]) for item in fit["met"]]
    strengths = [
        words.say(
            "{label} {value}, the best of this selection",
            label=words.attribute_label(row["attribute"]),
            value=words.attribute_value(row["attribute"], row["values"][index]),
        )
        for row in _rows(table)
        if row["best"] == [index]
    ]
    # what decides most first, then what sets it apart, then the rest
    reasons = [*met[:1], *strengths[:1], *met[1:], *strengths[1:]]
    return tuple(dict.fromkeys(reasons))[:MOST_REASONS]


def _met(item: JsonObject, draft: Draft, words: Words, *, sku: str) -> str:
    need = draft.company.needs[item["need"]]
    value = words.held_value(draft.conversation.needs, need.id)
    if item["attribute"] is None:
        return words.say("suited to: {value}", value=value)
    label = words.attribute_label(item["attribute"])
    offered = words.attribute_value(item["attribute"], item["offered"])
    if item["option"]:
        return words.say(
            "{label} {offered} with the option “{option}”",
            label=label,
            offered=offered,
            option=words.option_name(sku, item["option"]),
        )
    if need.match is not None and need.match.rule == "covers":
        return words.say("{label} {offered} covers {required}", label=label, offered=offered, required=value)
    return words.say("{label}: {value}", label=label, value=offered)


def _trade_offs(fit: JsonObject, index: int, table: Any, *, draft: Draft, words: Words) -> tuple[str, ...]:
    found = [
        words.say("not fulfilled, though usual: {label} {value}", label=words.need_label(name),
                  value=words.held_value(draft.conversation.needs, name))
        for name in fit["soft_missed"]
    ]  # fmt: skip
    for row in _rows(table):
        worst = _only_worst(row, index)
        if worst is None:
            continue
        found.append(
            words.say(
                "{label} {value}, against {better} of the {sku}",
                label=words.attribute_label(row["attribute"]),
                value=words.attribute_value(row["attribute"], row["values"][index]),
                better=words.attribute_value(row["attribute"], row["values"][worst]),
                sku=table["columns"][worst]["sku"],
            )
        )
    return tuple(found)[:MOST_TRADE_OFFS]


def _only_worst(row: JsonObject, index: int) -> int | None:
    """The column with the best value, where `index` has the single worst one of a graded row."""
    values = row["values"]
    if not row["best"] or values[index] is None or index in row["best"]:
        return None
    best = row["best"][0]
    distance = [abs(_size(value) - _size(values[best])) if value is not None else -1.0 for value in values]
    return best if distance[index] == max(distance) and distance.count(distance[index]) == 1 else None


def _size(value: Any) -> float:
    return float(value["max"] if isinstance(value, dict) else value)


def _rows(table: Any) -> Sequence[JsonObject]:
    return table["rows"] if table else ()


def compare_columns(draft: Draft, table: JsonObject) -> Comparison:
    """Word a comparison table."""
    words = Words(draft.locale, draft.company)
    rows = tuple(
        ComparisonRow(
            attribute=row["attribute"],
            label=words.attribute_label(row["attribute"]),
            values=tuple(words.attribute_value(row["attribute"], value) for value in row["values"]),
            best=tuple(row["best"]),
        )
        for row in table["rows"]
    )
    return Comparison(tuple(column["name"] for column in table["columns"]), rows, sources_of(draft, table))


def sources_of(draft: Draft, table: JsonObject) -> tuple[str, ...]:
    """The titles of the other maker's data sheets in the language of the reply."""
    return tuple(title.get(draft.locale) or next(iter(title.values())) for title in table["sources"])


def tell_recommended(draft: Draft, *, still: bool, count: int) -> None:
    """Name what is recommended, of `count` that fit, with what it is sorted by; `still` where that was named before.

    Where the price of the cheapest of them is asked, the price names the one that is meant.
    """
    if prices_the_first(draft) and {one.sku for one in draft.recommendations} == set(draft.conversation.recommended):
        draft.acts.add("recommend")
        return
    shown = [{"sku": r.sku, "name": r.name, "reasons": list(r.reasons), "trade_offs": list(r.trade_offs)}
             for r in draft.recommendations]  # fmt: skip
    draft.say("recommend", "still_recommended" if still else "recommended", items=shown, count=count)
    if wishes := [one for one in preferred(draft.conversation.needs) if not one.startswith(f"{RATHER}.")]:
        draft.say(None, "sorted_by", wishes=wishes)
