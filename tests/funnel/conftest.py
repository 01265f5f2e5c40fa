"""What the tests of the funnel stand on: the demo company, and jobs that can be enqueued."""

from pathlib import Path

import pytest

from content.catalogue.model import Company
from content.packs.loader import read_pack
from funnel import jobs as funnel_jobs  # registers the jobs that the verbs enqueue
from quoting import jobs as quoting_jobs

PACK = Path(__file__).resolve().parents[2] / "content" / "packs" / "torque"
assert funnel_jobs
assert quoting_jobs


@pytest.fixture(scope="session")
def company() -> Company:
    """The demo company, read from its pack."""
    return read_pack(PACK)
