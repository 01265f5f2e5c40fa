"""The report of a customer names every kind of contact that the figures count."""

from __future__ import annotations

from funnel.insights.repository import TOUCHES
from funnel.reports.customer import CONTACTS


def test_every_contact_that_is_counted_has_a_name() -> None:
    assert set(CONTACTS) == set(TOUCHES)
