"""General words of all scripts stand in one pattern: the longest counts, and no word is found inside another."""

import re

import pytest

from advisor.understanding.words import alternatives

WAYS = ("up to", "up", "max", "最大", "大", "حتى", "حتى حدود", "≤")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("up to 80", "up to"),
        ("up 80", "up"),
        ("cup 80", None),
        ("maximal", None),
        ("最大80", "最大"),
        ("طول حتي حدود", "حتي حدود"),
        ("وحتي", "وحتي"),
        ("≤ 80", "≤"),
    ],
)
def test_the_longest_way_counts_and_none_inside_a_word(text: str, found: str | None) -> None:
    match = re.search(alternatives(WAYS), text)
    assert (match and match[0]) == found
