"""Who speaks to the house in tests: a visitor with a browser, and a program with the API key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

import httpx

from foundation.database import Database, Session
from foundation.settings import Settings

API_KEY = "a-key-for-tests-0123456789"
LOCALES = ("en", "zh", "es", "pt", "de", "ja", "ar")
Result = TypeVar("Result")
_addresses = count(1)


def new_address() -> str:
    """Return an address that nobody used yet, as a trusted proxy would report it."""
    number = next(_addresses)
    return f"198.18.{number // 250}.{number % 250 + 1}"


@dataclass
class House:
    """The application over HTTP, and its database to look at from beside."""

    client: httpx.Client
    settings: Settings

    def visitor(self, locale: str = "de") -> Visitor:
        """Let a new visitor come in, from an address of their own."""
        return Visitor(self, locale, new_address())

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request without any cookie of another test."""
        self.client.cookies.clear()
        return self.client.request(method, path, **more)

    def call(
        self, method: str, path: str, body: Any = None, *, locale: str = "en", key: str | None = API_KEY
    ) -> httpx.Response:
        """Call the API as a program with the key does."""
        headers = {"Accept-Language": locale}
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"
        return self.send(method, path, json=body, headers=headers)

    def read(self, look: Callable[[Session], Awaitable[Result]]) -> Result:
        """Look into the database from beside."""

        async def reading() -> Result:
            database = Database(self.settings.database_address)
            try:
                async with database.reading() as session:
                    return await look(session)
            finally:
                await database.close()

        with ThreadPoolExecutor(1) as aside:  # whoever drives a browser has a loop running already
            return aside.submit(asyncio.run, reading()).result()


@dataclass
class Visitor:
    """One browser: it keeps its cookie and the conversation."""

    house: House
    locale: str
    address: str
    token: str | None = None
    conversation: str | None = None
    turns: list[dict[str, Any]] = field(default_factory=list)

    def post(self, message: str, *, accept: str = "application/json", **more: Any) -> httpx.Response:
        """Send a message and return the raw answer."""
        body = {"conversation": self.conversation, "locale": self.locale, "message": message, **more}
        headers = {"Accept": accept, "Accept-Language": self.locale, "X-Forwarded-For": self.address}
        if self.token:
            headers["Cookie"] = f"tradewind_visitor={self.token}"
        return self.house.send("POST", "/api/advisor/turns", json=body, headers=headers)

    def say(self, message: str, **more: Any) -> dict[str, Any]:
        """Send a message and return the turn that answers it."""
        answer = self.post(message, **more)
        assert answer.status_code == 200, answer.text
        turn: dict[str, Any] = answer.json()
        self.token, self.conversation = turn["token"], turn["conversation"]
        self.turns.append(turn)
        return turn


def problem_of(answer: httpx.Response, status: int) -> dict[str, Any]:
    """Return the problem document of an answer; fail where it is none."""
    assert answer.status_code == status, f"{answer.status_code} {answer.text}"
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.headers
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "instance"} <= set(body)
    assert body["status"] == status
    return body
