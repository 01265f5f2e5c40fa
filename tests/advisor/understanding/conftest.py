"""The demo company, read once for all tests of understanding."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from content.catalogue.model import Company
from content.packs.loader import read_pack

PACK = Path(__file__).parents[3] / "content" / "packs" / "torque"


@lru_cache(maxsize=1)
def demo_company() -> Company:
    """The demo company, for tests that cannot take a fixture."""
    return read_pack(PACK)


@pytest.fixture(scope="session")
def kestrel() -> Company:
    return demo_company()
