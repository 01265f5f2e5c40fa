"""The cast of the content tests: a small sound pack that each test may spoil."""

import shutil
from pathlib import Path

import pytest

from content.packs.verbs import TEMPLATE


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the small pack that `tradewind pack new` writes."""
    folder = tmp_path / "pack"
    shutil.copytree(TEMPLATE, folder)
    return folder
