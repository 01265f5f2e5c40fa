"""Every reason, stage and action can be said in all seven languages, each in its own words."""

import pytest

from foundation.locales import LOCALES
from scoring import wording
from scoring.model import NextAction


@pytest.mark.parametrize("locale", LOCALES)
def test_stages_are_named_in_each_language(locale: str) -> None:
    assert len({wording.stage_name(stage, locale) for stage in range(1, 6)}) == 5


def test_the_chinese_stage_names_are_those_of_the_sources() -> None:
    assert [wording.stage_name(stage, "zh") for stage in range(1, 6)] == [
        "潜在客户",
        "联系人",
        "第一次接触",
        "最终决定",
        "签名",
    ]


def test_every_action_has_a_script_and_every_kind_a_name() -> None:
    assert set(wording.ACTIONS) == set(wording.SCRIPTS)
    assert all(wording.action_kind(NextAction(kind, "recap", {}), "ja") for kind in wording.KINDS)
