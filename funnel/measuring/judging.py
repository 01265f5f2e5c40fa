"""The source of truth for which fetches of a mail are a person's: scanners look at once, and at everything. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from funnel.measuring.model import Fetch, Sign, Standing

AT_ONCE = timedelta(seconds=20)
"""What comes so soon after a mail left is a scanner on its way: nobody has read it yet."""
IN_A_BREATH, TOGETHER = timedelta(seconds=2), timedelta(seconds=10)
"""Two links within a breath, or three in such a time, are followed by a program that checks them all."""
WAIT = TOGETHER + timedelta(seconds=5)
"""How long a fetch is watched before it counts."""
COUNTED_FOR = timedelta(days=180)
"""Links lead on for ever; how long after a mail they are counted."""


def judge_fetches(fetches: Sequence[Fetch], *, sent_at: datetime) -> Mapping[int, Standing]:
    """Return how the fetches of one mail that were pending are to stand, by their ids.

    The same link, or the picture, counts once: what is repeated is left out of the answer.
    """
    followed = [each for each in fetches if each.sign is Sign.CLICK]
    checked = [each for each in followed if each.standing is Standing.MACHINE or _in_a_run(each, followed)]
    counted = {(each.sign, each.target) for each in fetches if each.standing is Standing.COUNTED}
    verdicts: dict[int, Standing] = {}
    for each in sorted(fetches, key=lambda one: (one.at, one.id)):
        if each.standing is not Standing.PENDING:
            continue
        if each.at < sent_at + AT_ONCE or _in_a_run(each, followed) or _beside(each, checked):
            verdicts[each.id] = Standing.MACHINE
        elif (each.sign, each.target) not in counted:
            counted.add((each.sign, each.target))
            verdicts[each.id] = Standing.COUNTED
    return verdicts


def _beside(fetch: Fetch, checked: Sequence[Fetch]) -> bool:
    """Say whether a program looked at something else in the same breath.

    At the same link it may have looked because a person clicked it: some gateways check a link only then.
    """
    return any(abs(fetch.at - one.at) <= IN_A_BREATH and one.target != fetch.target for one in checked)


def _in_a_run(fetch: Fetch, followed: Sequence[Fetch]) -> bool:
    if fetch.sign is not Sign.CLICK:
        return False

    def targets(within: timedelta) -> int:
        return len({each.target for each in followed if abs(each.at - fetch.at) <= within})

    return targets(IN_A_BREATH) >= 2 or targets(TOGETHER) >= 3
