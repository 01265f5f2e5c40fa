"""A real server is killed in the middle of reports: what it answered is there, what it did not answer comes again and counts once."""

import threading
import time
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from tests.web.cast import API_KEY
from tests.web.commands.test_killed_server import Server
from tests.web.tracking.test_beacons import BROWSER

PAGES = ("/de/about", "/en/about", "/ja/about")
KILLS = 4
BATCH = 20


class Reporter(threading.Thread):
    """A browser, or a program with the key: it sends the next report when the last was answered, and else the same again."""

    def __init__(self, server: Server, number: int, done: threading.Event) -> None:
        super().__init__(daemon=True)
        self.server, self.number, self.done = server, number, done
        self.answered = 0
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            report = 0
            while not self.done.is_set():
                self._deliver(report)
                report += 1
                self.answered = report * BATCH
        except BaseException as failure:  # noqa: BLE001 - told to the test
            self.failure = failure

    def _deliver(self, report: int) -> None:
        while True:
            try:
                answer = self.send(report)
            except httpx.TransportError:
                time.sleep(0.05)
                continue
            if answer.status_code in {429, 503}:
                time.sleep(float(answer.headers["Retry-After"]) / 10)
                continue
            assert answer.status_code in {200, 204}, answer.text
            return

    def send(self, report: int) -> httpx.Response:
        events = [
            {"id": f"browser-{self.number}-{report}-{one}", "type": "scroll", "amount": 1} for one in range(BATCH)
        ]
        headers = {"User-Agent": BROWSER, "X-Forwarded-For": f"198.19.{self.number}.{report % 250}"}
        body = {"page": PAGES[self.number % 3], "events": events}
        return httpx.post(f"{self.server.url}/t", json=body, headers=headers, timeout=30)


class Program(Reporter):
    """Another system that reports what customers did."""

    customer = 0

    def send(self, report: int) -> httpx.Response:
        events: list[dict[str, Any]] = [
            {"customer_id": self.customer, "event_type": "page_view", "value": f"{self.number}-{report}-{one}", "timestamp": "2026-05-04T12:00:00Z"}
            for one in range(BATCH)
        ]  # fmt: skip
        return httpx.post(f"{self.server.url}/api/events", json=events, headers=_key(), timeout=30)


def _key() -> dict[str, str]:
    return {"Authorization": f"Bearer {API_KEY}"}


def test_nothing_that_was_answered_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    server = Server(tmp_path, "http://127.0.0.1:1")
    server.start()
    done = threading.Event()
    try:
        entered = httpx.post(
            f"{server.url}/api/customers", json={"email": "a@killed.example"}, headers=_key(), timeout=60
        )
        browsers = [Reporter(server, number, done) for number in range(3)]
        programs = [Program(server, number, done) for number in range(3, 5)]
        for program in programs:
            program.customer = entered.json()["id"]
        for each in (*browsers, *programs):
            each.start()
        for kill in range(KILLS):
            time.sleep(0.4 + 0.15 * kill)
            server.kill()
            server.start()
        done.set()
        for each in (*browsers, *programs):
            each.join(timeout=60)
    finally:
        server.stop()
    assert [each.failure for each in (*browsers, *programs)] == [None] * 5
    assert all(each.answered for each in browsers)
    assert all(each.answered for each in programs)
    with sa.create_engine(f"sqlite:///{tmp_path / 'tradewind.sqlite3'}").connect() as connection:
        counted = sa.text(
            "SELECT sum(count), sum(total) FROM visit_counts WHERE event_type = 'scroll' AND dimension = 'page'"
        )
        expected = sum(each.answered for each in browsers)
        assert tuple(connection.execute(counted).one()) == (expected, expected)
        kept = connection.execute(sa.text("SELECT count(*) FROM behaviour_log WHERE behaviour_type = 'page_view'"))
        assert kept.scalar_one() == sum(each.answered for each in programs)
        connection.engine.dispose()
