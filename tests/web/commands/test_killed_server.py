"""A real server is killed again and again in the middle of conversations and pushes: nothing is lost, nothing is doubled."""

import os
import shutil
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import httpx
import pytest

from foundation.database import Database
from funnel.conversations import repository as conversations
from funnel.mails import repository as mails
from funnel.mails.model import MailState
from quoting import repository as quotes
from tests.integrations.hubspot.emulator import TOKEN, Fault, HubSpotEmulator, running_hubspot
from tests.web.cast import API_KEY
from tests.web.commands.nursery import Child, born

VISITS = {
    "de": ("Ich brauche einen Akku-Schrauber, 10 bis 35 Nm.", "Bitte ein Angebot über 12 Stück KCN-40A.", "a.keller@autowerk.example, +49 711 555 0100"),
    "ja": ("10～35 N·mのバッテリー式工具が必要です。", "KCN-40Aを3台、見積もりをお願いします。", "suzuki@tokyoassembly.example"),
    "ar": ("أحتاج إلى أداة لاسلكية من 10 إلى 35 نيوتن متر.", "أرجو عرض سعر لعدد 4 من KCN-40A", "noura@jeddahworks.example"),
}  # fmt: skip


class Server:
    """`tradewind serve` in a process of its own, on the same folder each time."""

    def __init__(self, data: Path, hubspot: str | None = None, *, more: Mapping[str, str] | None = None) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.data = data
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data / "server.log"
        self.log.touch()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "TRADEWIND_DATA": str(data),
            "TRADEWIND_PORT": str(self.port),
            "TRADEWIND_API_KEY": API_KEY,
            "TRADEWIND_EMBEDDINGS": "false",
            **({"TRADEWIND_HUBSPOT_TOKEN": TOKEN, "TRADEWIND_HUBSPOT_URL": hubspot} if hubspot else {}),
            **(more or {}),
        }
        self.process: Child | None = None

    def start(self) -> None:
        """Start, and wait until it serves."""
        self.process = born("serve", environment=self.environment, log=self.log)
        while True:
            assert self.process.poll() is None, self.log.read_text()[-3000:]
            try:
                if httpx.get(f"{self.url}/health", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it kindly."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)


class Buyer(threading.Thread):
    """A visitor who says the next thing only when the last was answered, and says it again where no answer came."""

    def __init__(self, server: Server, locale: str) -> None:
        super().__init__(daemon=True)
        self.server, self.locale = server, locale
        self.answered: list[dict[str, Any]] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            for message in VISITS[self.locale]:
                self.answered.append({"said": message, **self._ask(message)})
        except BaseException as failure:  # noqa: BLE001 - told to the test
            self.failure = failure

    def _ask(self, message: str) -> dict[str, Any]:
        last = self.answered[-1] if self.answered else {}
        headers = {"Authorization": f"Bearer {API_KEY}"}
        if last:
            headers["X-Tradewind-Visitor"] = last["token"]
        body = {"conversation": last.get("conversation"), "locale": self.locale, "message": message}
        while True:
            try:
                answer = httpx.post(f"{self.server.url}/api/advisor/turns", json=body, headers=headers, timeout=60)
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            assert answer.status_code == 200, answer.text
            turn: dict[str, Any] = answer.json()
            return turn


@pytest.fixture
def hubspot() -> Iterator[HubSpotEmulator]:
    with running_hubspot() as emulator:
        yield emulator
    assert emulator.broken == []


def _faults() -> list[Fault]:
    soon = {"retry-after": "1"}
    return [
        Fault(status=503, headers=soon, times=3),
        Fault(status=429, headers=soon, method="POST", path="/crm/v3/objects/contacts", times=2),
        Fault(status=502, headers=soon, method="POST", path="/crm/v3/objects/deals", after=True, times=2),
        Fault(status=409, headers=soon, method="POST", path="/crm/v3/objects/companies", after=True),
        Fault(status=200, seconds=1.5, method="POST", path="/crm/v3/objects/notes", after=True, times=2),
    ]


async def test_nothing_is_lost_and_nothing_doubled_however_often_the_server_is_killed(
    stocked_file: Path, tmp_path: Path, hubspot: HubSpotEmulator
) -> None:
    shutil.copyfile(stocked_file, tmp_path / "tradewind.sqlite3")
    hubspot.faults = _faults()
    server = Server(tmp_path, hubspot.url)
    server.start()
    try:
        buyers = [Buyer(server, locale) for locale in VISITS]
        for buyer in buyers:
            buyer.start()
        # killed at moments of the work itself: amid the turns, amid the first pushes, amid later ones
        for moment in (
            lambda: sum(len(buyer.answered) for buyer in buyers) >= 4,
            lambda: len(hubspot.requests) >= 12,
            lambda: len(hubspot.objects["notes"]) >= 1,
        ):
            _wait(
                lambda moment=moment: (
                    moment() or (not any(buyer.is_alive() for buyer in buyers) and _all_synced(server))
                )
            )
            server.kill()
            server.start()
        for buyer in buyers:
            buyer.join(timeout=120)
            assert buyer.failure is None
            assert not buyer.is_alive()
        _wait(lambda: _all_synced(server) and _mails_ended(tmp_path))
        _check_hubspot(hubspot, [buyer.answered[-1]["lead"]["id"] for buyer in buyers])
    finally:
        server.stop()
    assert "shutdown failed" not in (tmp_path / "server.log").read_text()
    await _check_house(tmp_path, buyers)


def _wait(until: Any) -> None:
    for _ in range(1200):
        if until():
            return
        time.sleep(0.1)
    raise AssertionError("It did not come to that within two minutes of waiting.")


def _all_synced(server: Server) -> bool:
    answer = httpx.get(f"{server.url}/api/leads", headers={"Authorization": f"Bearer {API_KEY}"}, timeout=30)
    leads = answer.json()["leads"]
    return len(leads) == len(VISITS) and all(lead["crm"]["state"] == "synced" for lead in leads)


def _mails_ended(data: Path) -> bool:
    import sqlite3

    with sqlite3.connect(f"file:{data / 'tradewind.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT state FROM outgoing_mails").fetchall()
    return len(rows) >= len(VISITS) and all(state in {"sent", "unconfirmed"} for (state,) in rows)


def _check_hubspot(hubspot: HubSpotEmulator, leads: list[int]) -> None:
    keys = Counter(f"tradewind-{lead}" for lead in leads)
    assert Counter(kept["properties"]["tradewind_id"] for kept in hubspot.objects["contacts"].values()) == keys
    assert Counter(kept["properties"]["tradewind_id"] for kept in hubspot.objects["deals"].values()) == keys
    assert len(hubspot.objects["companies"]) == len({kept["properties"]["domain"] for kept in hubspot.objects["companies"].values()}) == len(leads)  # fmt: skip
    assert len(hubspot.objects["notes"]) == len(leads)
    for contact in hubspot.objects["contacts"]:
        assert [len(hubspot.linked("contacts", contact, to)) for to in ("companies", "deals", "notes")] == [1, 1, 1]
    assert all(deal["properties"]["tradewind_quote_url"] for deal in hubspot.objects["deals"].values())


async def _check_house(data: Path, buyers: list[Buyer]) -> None:
    database = Database(f"sqlite+aiosqlite:///{data / 'tradewind.sqlite3'}")
    files = [message_from_bytes(file.read_bytes(), policy=default) for file in (data / "outbox" / "mail").glob("*.eml")]
    assert max(Counter(str(each["Message-ID"]) for each in files).values()) == 1
    try:
        async with database.reading() as session:
            for buyer in buyers:
                conversation = buyer.answered[-1]["conversation"]
                kept = [each.text for each in await conversations.messages(session, conversation)]
                for turn in buyer.answered:
                    assert turn["conversation"] == conversation
                    assert turn["said"] in kept
                    assert turn["reply"] in kept
                lead = buyer.answered[-1]["lead"]["id"]
                offered = await quotes.list_quotes(session, customer=lead)
                assert buyer.answered[1]["quote"]["number"] in [each.number for each in offered]
                assert len(offered) == 1
                (mail,) = await mails.of_customer(session, lead)
                left = [each for each in files if mail.recipient in str(each["To"])]
                assert len(left) == (1 if mail.state is MailState.SENT else len(left))
                assert len(left) <= 1
    finally:
        await database.close()
