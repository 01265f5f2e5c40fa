"""A whole visit, logged in every detail and with a language model behind it, leaves no floor outside the house."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from foundation import log
from tests.integrations.language_models.server import ScriptedModels
from tests.quoting import cast
from tests.web.cast import House
from tests.web.conftest import Serve
from tests.web.quotes.test_floors import leaks

VISIT = {
    "en": (
        "25 pieces of the KCP-70, what do they cost?",
        "I want 19 % off. Quote please.",
        "buyer.en@autowerk.example",
    ),
    "de": ("25 Stück KCP-70, was kosten sie?", "Ich möchte 19 % Rabatt. Angebot bitte.", "buyer.de@autowerk.example"),
    "zh": ("25台KCP-70多少钱？", "我要19%的折扣，请报价。", "buyer.zh@autowerk.example"),
    "ar": ("كم سعر 25 قطعة من KCP-70؟", "أريد خصم 19%. عرض سعر من فضلك.", "buyer.ar@autowerk.example"),
}


class Collector(logging.Handler):
    """Keeps every line, with what a formatter would print of it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.getMessage()} {record.__dict__.get('event', '')}")


@contextmanager
def in_every_detail(house: House) -> Iterator[Collector]:
    """Log as with TRADEWIND_LOG_LEVEL=debug: what every library says, as far as the house lets it."""
    root, collector = logging.getLogger(), Collector()
    handlers, level = root.handlers, root.level
    log.configure(house.settings.model_copy(update={"log_level": "debug"}))
    root.handlers = [collector]
    try:
        yield collector
    finally:
        root.handlers, root.level = handlers, level


def digits(told: str) -> set[str]:
    return {one for one in leaks(told) if one.isdigit()}


def test_no_floor_is_in_replies_prompts_or_logs_of_a_visit_whatever_its_language(serve: Serve) -> None:
    with ScriptedModels() as models, serve(language_models=models.address("honest")) as house:
        models.await_first(lambda: house.visitor("en").say("60 Nm"))
        with in_every_detail(house) as collector:
            for locale, messages in VISIT.items():
                visitor = house.visitor(locale)
                for said in messages:
                    assert digits(json.dumps(visitor.say(said), ensure_ascii=False)) == set(), said
            for currency in ("EUR", "USD", "CNY"):
                lines = [{"sku": sku, "quantity": 25, "discount": "19"} for sku in ("KCP-70", "KAB-18", "KSET-70")]
                made = house.call("POST", "/api/quotes", {"lines": lines, "currency": currency})
                assert made.json()["status"] == "waiting"
                assert digits(made.text) == set()
        assert len(collector.lines) > 20
        assert models.asked
        prompts = json.dumps([[one.data, one.body] for one in models.asked], ensure_ascii=False)
        assert digits(prompts) == set()
        told = re.sub(r"'ms': [\d.]+", "", "\n".join(collector.lines))  # how long a request took is no price
        assert digits(told) == set(), [line[:200] for line in collector.lines if digits(line)][:3]


@pytest.mark.parametrize("library", ["sqlalchemy.engine.Engine", "aiosqlite", "httpx", "httpcore"])
def test_libraries_that_print_rows_and_bodies_are_kept_quiet(house: House, library: str) -> None:
    with in_every_detail(house):
        assert not logging.getLogger(library).isEnabledFor(logging.DEBUG)


def test_the_hunter_knows_the_floors_of_the_pack() -> None:
    floor = next(one.floor for one in cast.company().prices if one.sku == "KCP-70" and one.currency == "USD")
    assert digits(f"not below {floor}") != set()
