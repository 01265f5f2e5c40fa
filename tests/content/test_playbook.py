"""A playbook that could not be played is refused with file, line and mend."""

import shutil
from pathlib import Path

import pytest

from content.catalogue.model import read_wait
from content.packs.loader import faults_of, read_pack

PACK = Path(__file__).resolve().parents[2] / "content" / "packs" / "torque"


def faults(tmp_path: Path, before: str, after: str) -> list[str]:
    folder = tmp_path / "pack"
    shutil.copytree(PACK, folder)
    file = folder / "playbook.yaml"
    written = file.read_text("utf-8")
    assert before in written
    file.write_text(written.replace(before, after, 1), "utf-8")
    return [str(fault) for fault in faults_of(folder)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("documents of {product} are", "documents of {price} are", "Nobody knows the fact `price`"),
        ("documents of {product} are", "documents of {product are", "Nobody knows the fact `{`"),
        ("after: 24h", "after: soon", "such as 24h or 3d"),
        ("when: {events: [download]}", "when: {events: [download], stage: won}", "exactly one of"),
        ("when: {stage: decision}", "when: {stage: finished}", "playbook.yaml"),
        ("      - id: call\n        after: 3d", "      - id: mail\n        after: 3d", "Two steps are called `mail`"),
        ("Our conversation, in short", "Our conversation on {product}", "A title names a fact"),
    ],
)
def test_a_fault_of_the_playbook_is_told(tmp_path: Path, before: str, after: str, told: str) -> None:
    found = faults(tmp_path, before, after)
    assert len(found) >= 1
    assert any(told in fault for fault in found), found
    assert all(fault.startswith("playbook.yaml:") for fault in found)


def test_a_step_that_may_come_out_empty_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACK, folder)
    words = ", ".join(f'{one}: "{{product}}"' for one in ("en", "zh", "es", "pt", "de", "ja", "ar"))
    step = f"{{id: mail, after: 1h, action: mail, title: KCN, paragraphs: [{{{words}}}]}}"
    play = f"plays: [{{id: empty, name: KCN, when: {{events: [demo]}}, steps: [{step}]}}]\n"
    (folder / "playbook.yaml").write_text(play, "utf-8")
    assert ["nothing may be left to say" in str(fault) for fault in faults_of(folder)] == [True]


def test_the_demo_pack_plays_what_the_sources_tell() -> None:
    assert list(read_pack(PACK).playbook) == [
        "recap",
        "price_talk",
        "requirements",
        "decision",
        "key_account",
        "weekly_focus",
        "silence",
        "won",
    ]


def test_a_pack_without_a_playbook_is_sound(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACK, folder)
    (folder / "playbook.yaml").unlink()
    assert faults_of(folder) == ()


@pytest.mark.parametrize("text", ["", "3", "3 d", "-1d", "3w", "1.5h", "99999d"])
def test_a_wait_has_one_form(text: str) -> None:
    with pytest.raises(ValueError, match="24h or 3d"):
        read_wait(text)
