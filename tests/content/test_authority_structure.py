"""Promises of how wishes are read by their build: so many for the price of so many, what is said beside, what no word names."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.authority import Concession, Quantity, decide, parse_action
from content.authority.vocabulary.frames import FRAMES
from content.catalogue.model import Permissions
from foundation.locales import LOCALES

RULES = Permissions(
    can_approve_immediately=("discount<10%", "trial<30 days", "payment term<=30 days", "样品<=2件", "training<=1 day", "现场服务<=2天", "instalments<=3"),
    requires_supervisor=("discount>=10%", "trial>=30 days", "payment term>30 days"),
)  # fmt: skip
FOR_THE_PRICE_OF = {
    "en": "{all} tools for the price of {paid}", "zh": "{all}把只收{paid}把的钱", "es": "{all} herramientas por el precio de {paid}",
    "pt": "{all} ferramentas pelo preço de {paid}", "de": "{all} Geräte zum Preis von {paid}", "ja": "{all}台を{paid}台分の値段で",
    "ar": "{all} أدوات بسعر {paid}",
}  # fmt: skip


def status(action: str, locale: str = "en") -> str:
    return decide(RULES, action, locale).status.value


@given(st.sampled_from(sorted(LOCALES)), st.integers(2, 30), st.integers(1, 10))
def test_so_many_for_the_price_of_fewer_is_a_discount_of_the_rest(locale: str, paid: int, free: int) -> None:
    action = FOR_THE_PRICE_OF[locale].format(all=paid + free, paid=paid)
    (deal,) = parse_action(action, locale)
    assert (deal.quantity, deal.share) == (Quantity(Decimal(free), "count"), Decimal(free) / (paid + free) * 100)


def test_a_deal_said_twice_counts_once() -> None:
    once, twice = parse_action("买四送一", "zh"), parse_action("买四送一,也就是五把收四把的钱", "zh")
    assert once == twice


@pytest.mark.parametrize(
    ("action", "locale", "expected"),
    [
        ("a trial of 29 days before we pay", "en", "approved"), ("29 Tage testen, bevor wir zahlen", "de", "approved"),
        ("two samples to test", "en", "approved"), ("zwei Muster zum Testen", "de", "approved"), ("dos muestras para probar", "es", "approved"),
        ("派人来培训一天", "zh", "approved"), ("派人来培训两天", "zh", "needs_supervisor"),
        ("commissioning, and one day of training", "en", "needs_supervisor"),
        ("we pay list price, no discount needed", "en", "approved"), ("we pay list price after 60 days, no discount needed", "en", "needs_supervisor"),
        ("in 4 instalments, one instalment a month", "en", "needs_supervisor"), ("in 3 instalments, one instalment a month", "en", "approved"),
        ("質保延長六個月", "zh", "needs_supervisor"),
    ],
)  # fmt: skip
def test_what_is_only_said_beside_a_wish_wishes_for_nothing_of_its_own(action: str, locale: str, expected: str) -> None:
    assert status(action, locale) == expected


def test_how_exact_a_tool_is_takes_nothing_off_its_price() -> None:
    assert status("please certify 1 % accuracy") == "needs_supervisor"
    assert status("20 % off, accuracy 1 %") == "needs_supervisor"


def test_a_wish_is_told_by_how_it_is_put_only_where_something_is_wished_for_certain() -> None:
    said = "Let the lads work with it for two weeks."
    assert status(said) == "approved"
    assert parse_action(said) == ()


def test_every_frame_is_told_in_every_language() -> None:
    assert {name: sorted(told) for name, told in FRAMES.items() if sorted(told) != sorted(LOCALES)} == {}


def test_a_figure_of_a_part_number_is_no_price() -> None:
    assert parse_action("what is the price of the KTW-200 if we take 40?") == ()


def test_a_deal_is_one_concession_with_its_share() -> None:
    assert parse_action("buy nine, the tenth is free") == (
        Concession("free_goods", Quantity(Decimal(1), "count"), Decimal(10)),
    )
