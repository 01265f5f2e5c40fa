"""Source of truth for reading the reference rates of the European Central Bank: XML, CSV or ZIP, of one day or many years. Pure.

Form: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from babel.numbers import is_currency

from content.rates.errors import RatesRefused
from content.rates.model import Rate

SOURCE = "European Central Bank"
BASE = "EUR"
LARGEST = 32 * 2**20
_PUBLISHED = time(16, tzinfo=ZoneInfo("Europe/Berlin"))
"""When the rates of a working day are given out."""
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CUBE = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"
_MISSING = frozenset({"", "N/A"})
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip


def read_reference_rates(content: bytes) -> tuple[Rate, ...]:
    """Return every rate of a file, as many units of a currency for one euro. Raises RatesRefused; nothing is left out silently."""
    if len(content) > LARGEST:
        raise RatesRefused("too_large", size=LARGEST // 2**20)
    if content.startswith(b"PK"):
        content = _unzipped(content)
    reading = _read_xml if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _read_csv
    rates = tuple(reading(content))
    if not rates:
        raise RatesRefused("empty")
    return rates


def _unzipped(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            [member] = archive.infolist()
            if member.file_size > LARGEST:
                raise RatesRefused("too_large", size=LARGEST // 2**20)
            return archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise RatesRefused("broken") from error
    except ValueError as error:
        raise error if isinstance(error, RatesRefused) else RatesRefused("broken") from error


def _read_xml(content: bytes) -> Iterator[Rate]:
    if b"\x00" in content[:64] or _ENTITIES.search(content):
        raise RatesRefused("broken")
    try:
        root = ET.fromstring(content)  # noqa: S314 - entities were refused above
    except ET.ParseError as error:
        raise RatesRefused("broken") from error
    for day in root.iter(_CUBE):
        if "time" in day.attrib:
            as_of = _moment(day.attrib["time"])
            for one in day.iter(_CUBE):
                if "currency" in one.attrib:
                    yield _rate(one.attrib["currency"], one.attrib.get("rate", ""), as_of)


def _read_csv(content: bytes) -> Iterator[Rate]:
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise RatesRefused("broken") from error
    header = [cell.strip() for cell in rows[0]] if rows else []
    if header[:1] != ["Date"]:
        raise RatesRefused("broken")
    for row in rows[1:]:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        as_of = _moment(cells[0])
        for currency, cell in zip(header[1:], cells[1:], strict=False):
            if currency and cell not in _MISSING:
                yield _rate(currency, cell, as_of)


def _moment(written: str) -> datetime:
    """Read `2026-11-27` or `27 November 2026`; the rates of a day are of 16:00 in Frankfurt."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        parts = written.split()
        if len(parts) != 3 or parts[1].casefold() not in _MONTHS or not (parts[0] + parts[2]).isdecimal():
            raise RatesRefused("bad_day", day=written[:40]) from None
        try:
            day = date(int(parts[2]), _MONTHS.index(parts[1].casefold()) + 1, int(parts[0]))
        except ValueError:
            raise RatesRefused("bad_day", day=written[:40]) from None
    return datetime.combine(day, _PUBLISHED)


def _rate(currency: str, written: str, as_of: datetime) -> Rate:
    return Rate(BASE, checked_code(currency), checked_rate(written, currency), as_of, SOURCE)


def checked_code(currency: str) -> str:
    """Return a code in capital letters; raises RatesRefused where there is no such currency."""
    code = currency.strip().upper()
    if not is_currency(code):
        raise RatesRefused("unknown_currency", currency=currency[:20])
    return code


def checked_rate(written: str, currency: str) -> Decimal:
    """Return a rate above zero with at most twelve digits on each side of the point; raises RatesRefused."""
    try:
        rate = Decimal(written.strip())
    except InvalidOperation:
        rate = Decimal("NaN")
    if not rate.is_finite() or not Decimal("1e-12") <= rate < Decimal("1e12") or rate != round(rate, 12):
        raise RatesRefused("bad_rate", rate=written[:40], currency=currency[:20])
    return rate
