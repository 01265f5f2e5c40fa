"""Why nothing can be learned from a table, or why a kept model is refused: sentences that tell what to do."""

from __future__ import annotations


class LearningRefused(Exception):
    """One sentence for the person who asked."""


class UnreadableTable(LearningRefused):
    """The file is no table."""


class TargetUnclear(LearningRefused):
    """The column of the outcome, or which of its values counts as success, is not clear."""


class TooLittle(LearningRefused):
    """There are too few rows, or too few of one outcome."""


class ForeignModel(LearningRefused):
    """The file is no model of ours, or somebody changed it."""
