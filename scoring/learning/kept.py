"""How a learned score is kept: as JSON with its version and a digest, read back exactly; what is not ours is refused."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from scoring.learning.errors import ForeignModel
from scoring.learning.model import Curve, Feature, Repair, ScoreModel, Shapes, Steps, Tree
from scoring.learning.moments import PATTERNS

FORMAT = "tradewind score"
VERSION = 1
LARGEST = 100_000_000

_MODEL = TypeAdapter(ScoreModel)


def to_text(model: ScoreModel) -> str:
    """Write a model as JSON."""
    body = _MODEL.dump_python(model, mode="json")
    kept = {"format": FORMAT, "version": VERSION, "digest": _digest(body), "model": body}
    return json.dumps(kept, ensure_ascii=False, allow_nan=False)


def from_text(text: str) -> ScoreModel:
    """Read a model. Raises ForeignModel for what is none, is of another version, or was changed."""
    if len(text) > LARGEST:
        raise ForeignModel("The file is too large for a score of Tradewind.")
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        raise ForeignModel("The file is no score of Tradewind: it is no JSON.") from None
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        raise ForeignModel("The file is no score of Tradewind; make one with `tradewind score train`.")
    if kept.get("version") != VERSION:
        raise ForeignModel(
            f"The score has version {kept.get('version')!r}, this program reads {VERSION}; train it again."
        )
    body = kept.get("model")
    if kept.get("digest") != _digest(body):
        raise ForeignModel(
            "The score was changed after it was trained, so nothing it says can be relied on; train it again."
        )
    try:
        model = _MODEL.validate_python(body)
    except (ValidationError, RecursionError):
        raise ForeignModel("The score is damaged; train it again.") from None
    if not _holds_together(model):
        raise ForeignModel("The parts of the score do not fit together; train it again.")
    return model


def _digest(body: Any) -> str:
    """Return the digest of what was learned; it proves that nothing was changed, not who wrote it."""
    return hashlib.sha256(
        json.dumps(body, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _holds_together(model: ScoreModel) -> bool:
    """Whether every part fits its neighbours, so that predicting cannot fail or run without end."""
    columns = {column.name for column in model.columns}
    if not all(feature.column in columns for feature in model.features):
        return False
    if not all(column.moments is None or column.moments.pattern in PATTERNS for column in model.columns):
        return False
    steps = model.calibration
    if steps.repair is Repair.ISOTONIC and not _rising(steps.scores, steps.shares):
        return False
    if not {"A", "B", "C", "D"} <= set(model.grades) or not 0 < model.base_rate < 1:
        return False
    if isinstance(model.body, Shapes):
        shapes = model.body.shapes
        return len(shapes) == len(model.features) and all(map(_fits, shapes, model.features))
    return all(_tree_holds(tree, model.features) for tree in model.body.trees)


def _rising(places: tuple[float, ...], values: tuple[float, ...]) -> bool:
    return 0 < len(places) == len(values) and all(first <= second for first, second in pairwise(places))


def _fits(shape: Curve | Steps, feature: Feature) -> bool:
    if isinstance(shape, Steps):
        return feature.levels is not None and len(shape.adds) == len(feature.levels)
    return feature.levels is None and _rising(shape.knots, shape.adds)


def _tree_holds(tree: Tree, features: tuple[Feature, ...]) -> bool:
    nodes = len(tree.value)
    parts = (tree.feature, tree.level, tree.threshold, tree.missing_left, tree.left, tree.right)
    if not nodes or any(len(part) != nodes for part in parts) or not np.isfinite(tree.value).all():
        return False
    return all(
        0 <= tree.feature[node] < len(features)
        and (left == right == 0 or (node < left < nodes and node < right < nodes))
        for node, (left, right) in enumerate(zip(tree.left, tree.right, strict=True))
    )
