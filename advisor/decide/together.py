"""Tells once what is the same for several products, instead of product by product."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.model import Statement

SAME = frozenset({"warranty", "fact", "no_fact", "feature", "no_feature"})
"""Answers about one product that may be given for several at once; `skus` then takes the place of `sku`."""


def told_once(statements: Sequence[Statement]) -> list[Statement]:
    """Put statements that differ in nothing but their product into one, at the place of the first."""
    told: list[Statement] = []
    for statement in statements:
        if statement.kind not in SAME:
            told.append(statement)
            continue
        rest = _but_product(statement)
        first = next(
            (i for i, one in enumerate(told) if one.kind == statement.kind and _but_product(one) == rest), None
        )
        if first is None:
            told.append(statement)
        else:
            told[first] = Statement(
                statement.kind, {**told[first].data, "skus": [*_skus(told[first]), statement.data["sku"]]}
            )
    return told


def _but_product(statement: Statement) -> dict[str, object]:
    # "yes" to Bluetooth is the same whatever else a product has
    own = ("sku", "skus", "value") if statement.kind == "feature" else ("sku", "skus")
    return {name: value for name, value in statement.data.items() if name not in own}


def _skus(statement: Statement) -> list[str]:
    return list(statement.data.get("skus") or [statement.data["sku"]])
