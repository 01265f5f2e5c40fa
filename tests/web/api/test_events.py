"""Events from other systems: taken once, never lost, answered with the stage they lead to."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import httpx
import pytest

from funnel.timeline import repository as timeline
from tests.web.cast import LOCALES, House, problem_of

NOBODY = 2_000_000_000
_numbers = count(1)


def customer(house: House) -> int:
    """Enter somebody new and return the id."""
    email = f"buyer{next(_numbers)}@{house.client.base_url.port}.example"
    answer = house.call("POST", "/api/customers", {"name": "Noura", "email": email, "locale": "ar"})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["id"])


def event(customer_id: int, event_type: str = "view_product", **more: Any) -> dict[str, Any]:
    told = {"value": "KCN-40A", "timestamp": "2026-05-04T12:00:00Z", "source": "shop"}
    return {"customer_id": customer_id, "event_type": event_type, **told, **more}


def report(house: House, body: dict[str, Any]) -> dict[str, Any]:
    answer = house.call("POST", "/api/event/report", body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_the_third_view_of_a_product_moves_the_stage(either_house: House) -> None:
    one = customer(either_house)
    told = [report(either_house, event(one, timestamp=f"2026-05-04T12:0{minute}:00Z")) for minute in range(4)]
    assert told == [
        {"status": "ok", "stage_updated": False, "new_stage": 1},
        {"status": "ok", "stage_updated": False, "new_stage": 1},
        {"status": "ok", "stage_updated": True, "new_stage": 2},
        {"status": "ok", "stage_updated": False, "new_stage": 2},
    ]


def test_a_repeated_event_counts_once_whatever_way_its_time_is_written(house: House) -> None:
    one = customer(house)
    for timestamp in (
        "2026-05-04T12:00:00Z",
        "2026-05-04T12:00:00",
        "2026-05-04T20:00:00+08:00",
        "2026-05-04T12:00:00.000Z",
    ):
        assert report(house, event(one, timestamp=timestamp))["new_stage"] == 1
    seen = house.read(lambda session: timeline.counts(session, one))
    assert seen["view_product"] == 1


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("KCN-40A", "KCN-40A"),
        (12, "12"),
        (12.0, "12"),
        (9.75, "9.75"),
        (-3, "-3"),
        (None, None),
        ("", ""),
        ("扭矩🔩", "扭矩🔩"),
        ("a\x00b", "ab"),
    ],
)
def test_a_value_is_text_or_number(either_house: House, value: Any, kept: str | None) -> None:
    one = customer(either_house)
    report(either_house, event(one, "kite_flown", value=value))
    seen = either_house.read(lambda session: timeline.behaviour(session, one))
    assert [each.value for each in seen if each.event_type == "kite_flown"] == [kept]


def test_late_events_and_events_without_a_time_are_welcome(house: House) -> None:
    one = customer(house)
    assert report(house, event(one, "call_completed", timestamp="1999-12-31T23:59:59Z"))["new_stage"] == 3
    body = event(one, "quote_requested")
    del body["timestamp"]
    assert report(house, body) == {"status": "ok", "stage_updated": True, "new_stage": 4}
    assert report(house, {"customer_id": one, "event_type": "page_view"})["new_stage"] == 4


@pytest.mark.parametrize("number", [NOBODY, 0, -1, 2**31, 2**63, 2**80])
def test_an_unknown_customer_is_not_found(either_house: House, number: int) -> None:
    answer = either_house.call("POST", "/api/event/report", event(number))
    problem_of(answer, 404 if number < 2**63 else answer.status_code)
    assert answer.status_code in {404, 422}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customer_id": "seven"}, "customer_id"),
        ({"customer_id": None}, "customer_id"),
        ({"customer_id": 1.5}, "customer_id"),
        ({"event_type": ""}, "event_type"),
        ({"event_type": "\x00"}, "event_type"),
        ({"event_type": "x" * 65}, "event_type"),
        ({"event_type": 5}, "event_type"),
        ({"value": ["a"]}, "value"),
        ({"value": True}, "value"),
        ({"timestamp": "yesterday"}, "timestamp"),
        ({"timestamp": "0001-01-01T00:00:00+14:00"}, "timestamp"),
        ({"timestamp": "2026-13-01T00:00:00Z"}, "timestamp"),
        ({"source": "x" * 65}, "source"),
    ],
)
def test_a_bad_field_is_named(house: House, change: dict[str, Any], field: str) -> None:
    body = problem_of(house.call("POST", "/api/event/report", {**event(1), **change}), 422)
    assert field in [each["field"] for each in body["errors"]]


@pytest.mark.parametrize("missing", ["customer_id", "event_type"])
def test_a_missing_field_is_named(house: House, missing: str) -> None:
    body = event(1)
    del body[missing]
    told = problem_of(house.call("POST", "/api/event/report", body), 422)
    assert missing in [each["field"] for each in told["errors"]]
    assert missing in told["detail"]


@pytest.mark.parametrize("locale", LOCALES)
def test_problems_are_told_in_the_language_of_the_request(house: House, locale: str) -> None:
    titles = {house.call("POST", "/api/event/report", event(NOBODY), locale=each).json()["title"] for each in LOCALES}
    assert len(titles) == len(LOCALES)
    answer = house.call("POST", "/api/event/report", {}, locale=locale)
    body = problem_of(answer, 422)
    assert (
        body["title"] != problem_of(house.call("POST", "/api/event/report", {}, locale="en"), 422)["title"]
        or locale == "en"
    )
    assert answer.headers["content-language"].startswith({"pt": "pt-BR", "zh": "zh"}.get(locale, locale))


def test_a_batch_is_taken_and_what_cannot_be_read_is_named_by_its_index(either_house: House) -> None:
    one, other = customer(either_house), customer(either_house)
    batch = [
        event(other, timestamp="2026-05-04T12:00:00Z"),
        event(one),
        event(one),
        event(NOBODY),
        {"customer_id": one},
        "no event",
        None,
        event(2**40),
        event(one, "download", value="a\x00b"),
        event(one, timestamp="0001-01-01T00:00:00+14:00"),
    ]
    answer = either_house.call("POST", "/api/events", batch)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["accepted"], body["duplicates"]) == (3, 1)
    assert [each["index"] for each in body["rejected"]] == [3, 4, 5, 6, 7, 9]
    assert all(each["error"] for each in body["rejected"])
    again = either_house.call("POST", "/api/events", batch).json()
    assert (again["accepted"], again["duplicates"]) == (0, 4)


def test_a_thousand_events_are_taken_at_once_and_one_more_is_not(house: House) -> None:
    one = customer(house)
    batch = [event(one, "page_view", value=f"/en/{number}") for number in range(1000)]
    assert house.call("POST", "/api/events", batch).json() == {"accepted": 1000, "duplicates": 0, "rejected": []}
    problem_of(house.call("POST", "/api/events", [*batch, event(one)]), 422)
    assert house.call("POST", "/api/events", []).json() == {"accepted": 0, "duplicates": 0, "rejected": []}
    problem_of(house.call("POST", "/api/events", {"customer_id": one}), 422)


def test_batches_at_once_lose_nothing_and_wait_for_nobody_for_ever(either_house: House) -> None:
    people = [customer(either_house) for _ in range(4)]

    def send(number: int) -> dict[str, Any]:
        order = people if number % 2 else people[::-1]
        batch = [event(each, "page_view", value=f"/{number}") for each in order for _ in range(2)]
        headers = {"Authorization": "Bearer a-key-for-tests-0123456789"}
        answer = httpx.post(f"{either_house.client.base_url}/api/events", json=batch, headers=headers, timeout=60)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(send, range(16)))
    assert [(each["accepted"], each["duplicates"], each["rejected"]) for each in told] == [(4, 4, [])] * 16
    for each in people:
        seen = either_house.read(lambda session, each=each: timeline.counts(session, each))
        assert seen["page_view"] == 16


def test_more_than_can_be_stored_soon_comes_again_and_nothing_answered_is_lost(new_house: House) -> None:
    one = customer(new_house)
    held = sqlite3.connect(new_house.settings.data / "tradewind.sqlite3", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")  # the disk is slow: nobody else can write

    async def send() -> list[httpx.Response]:
        headers = {"Authorization": "Bearer a-key-for-tests-0123456789"}
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(
            base_url=new_house.client.base_url, headers=headers, limits=limits, timeout=120
        ) as client:

            async def report(number: int) -> httpx.Response:
                return await client.post("/api/events", json=[event(one, "page_view", value=f"/{number}")])

            tasks = [asyncio.create_task(report(number)) for number in range(300)]
            while sum(task.done() for task in tasks) < 60:  # those who are refused are answered at once
                await asyncio.sleep(0.05)
            held.execute("ROLLBACK")
            return list(await asyncio.gather(*tasks))

    answers = asyncio.run(send())
    held.close()
    refused = [answer for answer in answers if answer.status_code == 503]
    kept = [answer for answer in answers if answer.status_code == 200]
    assert len(refused) >= 60
    assert len(refused) + len(kept) == 300
    assert {answer.headers["retry-after"] for answer in refused} == {"2"}
    problem_of(refused[0], 503)
    assert new_house.read(lambda session: timeline.counts(session, one))["page_view"] == len(kept)
