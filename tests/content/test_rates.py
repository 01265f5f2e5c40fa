"""Of the exchange rates on record the newest counts, read either way round or across a shared currency."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rates import repository
from content.rates.enter import enter_rates
from content.rates.errors import RatesRefused
from content.rates.model import NO_RATES, Rate, newest
from content.rates.reference import read_reference_rates
from foundation import events
from foundation.actor import Actor
from foundation.database import Database

NOON = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
DOLLAR = Rate("EUR", "USD", Decimal("1.0875"), NOON, "ECB")
YEN = Rate("EUR", "JPY", Decimal("163.25"), NOON - timedelta(days=1), "ECB")


def test_the_newest_of_a_pair_counts_and_of_one_moment_the_correction() -> None:
    corrected = Rate("EUR", "USD", Decimal("1.0880"), NOON, "by hand")
    older = Rate("EUR", "USD", Decimal("1.05"), NOON - timedelta(days=3), "ECB")
    assert newest([DOLLAR, older, corrected]).find("EUR", "USD") == corrected


def test_a_pair_is_read_the_other_way_round() -> None:
    found = newest([DOLLAR]).find("USD", "EUR")
    assert found is not None
    assert (found.rate, found.as_of, found.source) == (Decimal("0.91954023"), NOON, "ECB")  # 1 / 1.0875


def test_two_rates_of_one_base_give_the_cross_as_old_as_the_older() -> None:
    found = newest([DOLLAR, YEN]).find("USD", "JPY")
    assert found is not None
    assert (found.rate, found.as_of) == (Decimal("150.11494"), YEN.as_of)  # 163.25 / 1.0875


def test_a_pair_that_nothing_leads_to_has_no_rate() -> None:
    assert newest([DOLLAR]).find("USD", "CNY") is None
    assert NO_RATES.find("EUR", "USD") is None


@given(st.decimals(min_value=Decimal("0.0001"), max_value=100_000, places=4))
def test_there_and_back_is_the_same_to_seven_digits(rate: Decimal) -> None:
    book = newest([Rate("EUR", "XTS", rate, NOON, "test")])
    back = book.find("XTS", "EUR")
    assert back is not None
    assert abs(back.rate * rate - 1) < Decimal("1e-7")


XML = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>
    <Cube time="2026-11-27"><Cube currency="USD" rate="1.0875"/><Cube currency="JPY" rate="163.25"/></Cube>
    <Cube time="2026-11-26"><Cube currency="USD" rate="1.0860"/></Cube>
  </Cube>
</gesmes:Envelope>
"""
DAILY = "Date, USD, JPY, \n27 November 2026, 1.0875, 163.25, \n"
HISTORY = "Date,USD,JPY,CYP,\n2026-11-27,1.0875,163.25,N/A,\n2026-11-26,1.0860,N/A,N/A,\n"
PUBLISHED = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)  # 16:00 in Frankfurt


def zipped(name: str, content: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (XML.encode(), 3),
        (b"\xef\xbb\xbf" + XML.encode(), 3),
        (DAILY.encode(), 2),
        (HISTORY.encode(), 3),
        (zipped("eurofxref.csv", DAILY), 2),
        (zipped("eurofxref-hist.csv", HISTORY), 3),
    ],
)
def test_reference_rates_are_read_in_every_form_they_are_given_out(content: bytes, number: int) -> None:
    rates = read_reference_rates(content)
    assert len(rates) == number
    assert rates[:2] == (
        Rate("EUR", "USD", Decimal("1.0875"), PUBLISHED, "European Central Bank"),
        Rate("EUR", "JPY", Decimal("163.25"), PUBLISHED, "European Central Bank"),
    )


def test_in_summer_the_hour_is_frankfurts_too() -> None:
    [rate] = read_reference_rates(b"Date,USD\n2026-07-01,1.1\n")
    assert rate.as_of == datetime(2026, 7, 1, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "broken"),
        (b"hello", "broken"),
        (b"PK\x03\x04broken", "broken"),
        (b"<html><body>Not found</body></html>", "empty"),
        (b"<Envelope><Cube", "broken"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "broken"),
        (XML.encode("utf-16"), "broken"),
        (XML.replace('"1.0875"', '"0"').encode(), "bad_rate"),
        (XML.replace('"1.0875"', '"-1.0875"').encode(), "bad_rate"),
        (XML.replace('"1.0875"', '"1e999"').encode(), "bad_rate"),
        (XML.replace('"1.0875"', '"NaN"').encode(), "bad_rate"),
        (XML.replace(' rate="1.0875"', "").encode(), "bad_rate"),
        (XML.replace('"USD"', '"XQQ"').encode(), "unknown_currency"),
        (XML.replace("2026-11-27", "27.11.2026").encode(), "bad_day"),
        (b"Date,USD\n2026-13-01,1.1\n", "bad_day"),
        (b"Date,USD\n30 February 2026,1.1\n", "bad_day"),
        (b"Day,USD\n2026-11-27,1.1\n", "broken"),
        (b"Date,USD\n", "empty"),
        (zipped("a.csv", "x" * (33 * 2**20)), "too_large"),
        (b"x" * (33 * 2**20), "too_large"),
    ],
)
def test_what_is_no_file_of_rates_is_refused_with_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(RatesRefused) as refused:
        read_reference_rates(content)
    assert refused.value.code == code
    assert refused.value.sentence("ja") != refused.value.sentence("en")


BY = Actor.system("tests")


async def test_rates_come_on_record_once_and_none_is_overwritten(database: Database) -> None:
    read = read_reference_rates(XML.encode())
    async with database.transaction() as session:
        assert await enter_rates(session, read, by=BY, now=PUBLISHED) == 3
    async with database.transaction() as session:
        assert await enter_rates(session, read, by=BY, now=PUBLISHED + timedelta(hours=1)) == 0
        corrected = Rate("EUR", "USD", Decimal("1.0899"), PUBLISHED, "European Central Bank")
        assert await enter_rates(session, [corrected], by=BY, now=PUBLISHED + timedelta(hours=2)) == 1
    async with database.reading() as session:
        held = await repository.read_newest(session)
        book = await repository.read_book(session, {"USD", "JPY"}, now=PUBLISHED)
        history = await events.history(session, ("rates", "European Central Bank"))
    assert [(one.currency, one.rate) for one in held] == [("JPY", Decimal("163.25")), ("USD", Decimal("1.0899"))]
    assert book.find("EUR", "USD") == corrected
    cross = book.find("USD", "JPY")
    assert cross is not None
    assert cross.rate == Decimal("149.78438")  # 163.25 / 1.0899
    assert [event.data["new"] for event in history] == [3, 1]


@pytest.mark.parametrize(
    ("rate", "code"),
    [
        (Rate("EUR", "EUR", Decimal(1), PUBLISHED, "ECB"), "same_currency"),
        (Rate("EUR", "USD", Decimal(1), PUBLISHED + timedelta(days=3), "ECB"), "future"),
        (Rate("EUR", "USD", Decimal(1), PUBLISHED, " "), "no_source"),
        (Rate("EUR", "USD", Decimal(1), PUBLISHED, "x" * 121), "no_source"),
    ],
)
async def test_a_rate_that_cannot_be_changes_nothing(sqlite_database: Database, rate: Rate, code: str) -> None:
    async with sqlite_database.transaction() as session:
        with pytest.raises(RatesRefused) as refused:
            await enter_rates(session, [DOLLAR, rate], by=BY, now=PUBLISHED)
    assert refused.value.code == code
    async with sqlite_database.reading() as session:
        assert await repository.read_newest(session) == ()


async def test_what_is_older_than_a_year_is_not_looked_at(sqlite_database: Database) -> None:
    old = Rate("EUR", "USD", Decimal("1.2"), PUBLISHED - timedelta(days=401), "ECB")
    async with sqlite_database.transaction() as session:
        await enter_rates(session, [old], by=BY, now=PUBLISHED)
    async with sqlite_database.reading() as session:
        assert (await repository.read_book(session, {"USD"}, now=PUBLISHED)).find("EUR", "USD") is None
        assert await repository.read_newest(session) == (old,)
