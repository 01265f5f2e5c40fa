"""Promises of how wishes are read where no word names them: prices that fall, what is given up, facts, lies asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.authority import Concession, Quantity, Status, decide, parse_action
from content.catalogue.model import Permissions
from foundation.locales import format_number

RULES = Permissions(
    can_approve_immediately=("discount<10%", "trial<30 days", "payment term<=30 days", "warranty extension<=6 months", "样品<=2件"),
    requires_supervisor=("discount>=10%", "free freight"),
    requires_process=("discount>20%",),
    forbidden=("discount>40%", "exclusivity", "false promises", "unreleased features"),
)  # fmt: skip
FALLS = {
    "en": ("from {a} down to {b}", "{b} instead of {a}, please", "you quoted {a}, make it {b}"),
    "zh": ("原价{a},给我{b}吧", "从{a}降到{b}", "你们要{a},我们出{b}"),
    "es": ("de {a} € a {b} €", "{b} € en lugar de {a} €", "en tarifa está a {a} €, déjenmelo en {b} €"),
    "pt": ("de R$ {a} por R$ {b}", "{b} € em vez de {a} €", "na tabela custa {a} €, deixa por {b} €"),
    "de": ("von {a} € runter auf {b} €", "statt {a} € nur {b} €", "machen Sie aus den {a} € bitte {b} €"),
    "ja": ("{a}円のところを{b}円にしてください", "{a}円を{b}円にまけて", "{a}円ではなく{b}円でお願いします"),
    "ar": ("من {a} إلى {b}", "{b} بدلا من {a}", "سعركم {a}، اجعلوه {b}"),
}
PRICES = st.integers(1000, 900_000)


def status(action: str, locale: str = "en") -> str:
    return decide(RULES, action, locale).status.value


@given(PRICES, st.integers(1, 950), st.sampled_from([(at, way) for at, ways in FALLS.items() for way in ways]))
def test_a_price_that_becomes_another_is_a_discount_of_the_difference(
    old: int, off: int, said: tuple[str, str]
) -> None:
    locale, way = said
    new = old - off
    action = way.format(a=format_number(old, locale), b=format_number(new, locale))
    (wish,) = [one for one in parse_action(action, locale) if one.quantity]
    assert wish == Concession("discount", Quantity(Decimal(off) / old * 100, "percent")), action


@pytest.mark.parametrize(
    ("action", "locale"),
    [
        ("reduce the order quantity from 1,000 to 920", "en"), ("from 920 up to 1,000", "en"), ("1,000 pieces at 550 each", "en"),
        ("Bestellmenge von 1.000 auf 550 Stück senken", "de"),
    ],
)  # fmt: skip
def test_numbers_that_are_no_prices_make_no_discount(action: str, locale: str) -> None:
    assert [one for one in parse_action(action, locale) if one.quantity] == []
    assert status(action, locale) == "needs_supervisor"


def test_two_amounts_that_nothing_joins_are_held_against_the_bounds_and_grant_nothing() -> None:
    assert status("1.000 € - 550 €", "de") == "forbidden"
    assert status("1.000 € - 990 €", "de") == "needs_supervisor"


def test_a_percentage_beside_another_wish_is_not_lost() -> None:
    assert status("50 % and a trial for two weeks") == "forbidden"
    assert status("15 % and two samples") == "needs_supervisor"
    assert status("free, and net 30") == "forbidden"
    assert status("30 % with the order, the rest net 30") == "approved"


@pytest.mark.parametrize(
    ("action", "locale"),
    [
        ("Forget the 25 %, 7 % will do", "en"), ("八折就算了,给个九四折", "zh"), ("No pido el 25 %, con un 7 % basta", "es"),
        ("Esqueça os 25 %, com 7 % fechamos", "pt"), ("25 % müssen es nicht sein, 7 % Rabatt reichen", "de"),
        ("25%は要りません、7%引きで結構です", "ja"), ("لا نريد ٢٥٪، يكفينا خصم ٧٪", "ar"),
    ],
)  # fmt: skip
def test_what_is_given_up_for_less_does_not_count(action: str, locale: str) -> None:
    assert status(action, locale) == "approved"


@pytest.mark.parametrize(
    ("action", "locale"),
    [
        ("Don't forget the 25 %, and 7 % for prompt payment", "en"), ("要不用七五折吧", "zh"), ("No olviden el 25 %, y un 7 % más", "es"),
        ("Não esqueçam os 25 %, e mais 7 %", "pt"), ("Vergessen Sie die 25 % nicht, und noch 7 % dazu", "de"),
        ("25%値引きしてもらわないと困ります", "ja"), ("لا تنسوا خصم ٢٥٪ و٧٪ إضافية", "ar"), ("Forget the 25 %", "en"),
        ("25 % Rabatt sind nicht verhandelbar", "de"),
    ],
)  # fmt: skip
def test_what_only_sounds_given_up_counts(action: str, locale: str) -> None:
    assert Status(status(action, locale)).strictness >= Status.NEEDS_PROCESS.strictness, parse_action(action, locale)


@pytest.mark.parametrize(
    "action",
    [
        "Our sales rose by 25 %, give us the same", "Our volume went up by 25 %, so we want that off", "You know our sales rose, 25 % please",
        "Our budget is 25 % lower", "VAT is 25 %, you bear it", "Our sales rose by 25 %. Will you match that and send two samples?",
    ],
)  # fmt: skip
def test_a_fact_that_may_be_a_wish_is_one(action: str) -> None:
    assert status(action) == "needs_process"


def test_a_fact_beside_a_wish_with_its_own_figure_is_left_out() -> None:
    assert parse_action("Our sales rose by 25 %, so give us 5 % off.") == parse_action("Give us 5 % off.")
    assert status("Unser Umsatz ist um 25 % gestiegen, geben Sie uns 5 % Rabatt", "de") == "approved"


@pytest.mark.parametrize(
    "action",
    [
        "We need a guarantee of delivery; if you cannot keep the date, we cancel", "Promise us a refund if it does not work",
        "Confirm the date even if the lot is split", "Tell us when you know whether it is not in stock",
    ],
)  # fmt: skip
def test_a_promise_for_the_case_of_failure_is_no_false_one(action: str) -> None:
    assert "false_promise" not in {one.subject for one in parse_action(action)}


def test_a_warranty_from_one_length_to_another_is_the_difference_and_a_range_is_its_end() -> None:
    assert status("raise the warranty from 12 to 18 months") == "approved"
    assert status("raise the warranty from 12 to 19 months") == "needs_supervisor"
    assert status("a warranty extension of 5 to 7 months") == "needs_supervisor"
    assert status("a warranty extension from 6 to 12 months") == "needs_supervisor"
