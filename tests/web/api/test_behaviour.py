"""What visitors do on the site is told to programs with the key, by the same figures as at the desk."""

import pytest

from foundation import clock
from tests.web.cast import House, problem_of
from tests.web.tracking.test_beacons import PAGE, beacon, event


def test_what_browsers_report_is_told_at_once(either_house: House) -> None:
    before = either_house.call("GET", "/api/behaviour").json()
    click = {"x": 0.5, "y": 30, "path": "#specification", "box": [0.1, 20, 0.8, 300]}
    body = {
        "page": PAGE,
        "referrer": "https://chatgpt.com/",
        "events": [event(), event("download", "KCN-40A"), event("click", click=click)],
    }
    assert beacon(either_house, body) == 204
    visitor = either_house.visitor()
    visitor.say("")
    visitor.say("Hallo")
    told = either_house.call("GET", "/api/behaviour?days=7").json()
    for figure in ("visits", "page_views", "downloads", "advisor_turns"):
        assert told["totals"][figure] == before["totals"][figure] + 1, figure
    assert "ai:chatgpt" in [each["key"] for each in told["origins"]]
    assert told["days"]["last"] == clock.now().date().isoformat()
    heat = either_house.call("GET", f"/api/behaviour/heatmap?page={PAGE}").json()
    assert heat["clicks"] >= 1
    assert "#specification" in [each["path"] for each in heat["elements"]]


@pytest.mark.parametrize(
    "query", ["first=2026-05-02&last=2026-05-01", "first=2020-01-01&last=2026-05-01", "first=nonsense", "days=x"]
)
def test_a_range_that_makes_no_sense_is_refused(house: House, query: str) -> None:
    problem_of(house.call("GET", f"/api/behaviour?{query}"), 422)


def test_without_the_key_nothing_is_told(house: House) -> None:
    problem_of(house.call("GET", "/api/behaviour", key=None), 401)
    problem_of(house.call("GET", "/api/behaviour/heatmap?page=/de/", key="wrong"), 401)
