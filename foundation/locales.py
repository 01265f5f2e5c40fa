"""The source of truth for languages: which there are, how they write numbers, money and dates, and where their words lie."""

import gettext
import os
import re
import sys
import tempfile
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent

from foundation.money import Money, minor_unit

LOCALES = ("en", "zh", "es", "pt", "de", "ja", "ar")
"""The site's languages, as they stand in addresses."""

SOURCE = "en"
"""The language that messages are written in."""

BABEL = {"en": "en", "zh": "zh_Hans_CN", "es": "es", "pt": "pt_BR", "de": "de", "ja": "ja_JP", "ar": "ar"}
"""Each locale's CLDR name."""

TAGS = {"en": "en", "zh": "zh-Hans", "es": "es", "pt": "pt-BR", "de": "de", "ja": "ja", "ar": "ar"}
"""Each locale's BCP 47 tag, for `lang` and `hreflang`."""

_NAMES = {
    "en": "English",
    "zh": "中文",
    "es": "Español",
    "pt": "Português",
    "de": "Deutsch",
    "ja": "日本語",
    "ar": "العربية",
}

_CHINESE = {"cmn", "yue", "wuu"}
_MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
_DIGITS = "latn"  # Arabic too: buyers compare figures with data sheets

# CLDR puts a space between a currency written in letters and the figure (KWD 1.500); Babel leaves it out.
# https://www.unicode.org/reports/tr35/tr35-numbers.html#Currency_Spacing
_LETTER_BY_DIGIT = re.compile(r"(?<=[^\W\d_])(?=[-\d])|(?<=\d)(?=[^\W\d_])")

Number = int | float | Decimal


@cache
def direction(locale: str) -> Literal["rtl", "ltr"]:
    """Say which way a language runs."""
    return "rtl" if _babel(locale).text_direction == "rtl" else "ltr"


def native_name(locale: str) -> str:
    """Name a language in itself."""
    return _NAMES[locale]


@cache
def language_name(language: str, locale: str) -> str:
    """Name one of our languages in another one's words: ("de", "ja") is ドイツ語."""
    return str(_babel(locale).languages[language])


_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes that CLDR lists beside countries."""


def is_country(code: str) -> bool:
    """Say whether a code of two capital letters is a country of ISO 3166 (by CLDR)."""
    return len(code) == 2 and code.isalpha() and code in _babel("en").territories and code not in _NO_COUNTRIES


def country_code(written: str | None) -> str | None:
    """Return the country's code where one was written, in whatever case; None for everything else."""
    code = (written or "").strip().upper()
    return code if is_country(code) else None


@lru_cache(maxsize=4096)
def country_name(country: str, locale: str) -> str:
    """Name a country (ISO 3166, two letters) in a language; an unknown code stays as it is."""
    return str(_babel(locale).territories.get(country.upper(), country))


@lru_cache(maxsize=1024)  # bounded: the header is whatever a client sends
def negotiate(accept_language: str | None) -> str:
    """Choose the locale for an Accept-Language header (RFC 9110, 12.5.4); English where nothing fits."""
    if not accept_language:
        return SOURCE
    wishes: list[tuple[float, int, str]] = []
    for position, part in enumerate(accept_language[:1000].split(",")):
        tag, _, parameters = part.strip().partition(";")
        weight = _weight(parameters)
        if tag and weight > 0:
            wishes.append((-weight, position, tag.strip().lower()))
    for _, _, tag in sorted(wishes):
        primary = tag.replace("_", "-").split("-")[0]
        locale = "zh" if primary in _CHINESE else primary
        if locale in LOCALES:
            return locale
        if tag == "*":
            return SOURCE
    return SOURCE


@lru_cache(maxsize=4096, typed=True)
def format_number(value: Number, locale: str, decimals: int | None = None) -> str:
    """Write a number: 1234.5 in German is 1.234,5. `decimals` fixes the digits behind the point; None keeps up to six."""
    pattern = "#,##0.######" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(_exact(value), format=pattern, locale=_babel(locale), numbering_system=_DIGITS)


def format_percentage(share: Number, locale: str, decimals: int = 0) -> str:
    """Write a share of 1 as percent: 0.125 with one decimal in German is 12,5 %."""
    locale_data = _babel(locale)
    pattern = locale_data.percent_formats[None].pattern.replace(
        "#,##0", "#,##0" + ("." + "0" * decimals if decimals else "")
    )
    return format_percent(_exact(share), format=pattern, locale=locale_data, numbering_system=_DIGITS)


def format_compact(value: Number, locale: str) -> str:
    """Write a large number shortly: 1234567 in English is 1.2M."""
    return format_compact_decimal(_exact(value), locale=_babel(locale), fraction_digits=1, numbering_system=_DIGITS)


def format_money(money: Money, locale: str) -> str:
    """Write money with the currency's own decimals: 1234.5 EUR in German is 1.234,50 €."""
    text = format_currency(
        money.rounded().amount, money.currency, locale=_babel(locale), currency_digits=True, numbering_system=_DIGITS
    )
    text = _LETTER_BY_DIGIT.sub("\N{NO-BREAK SPACE}", text)
    # Isolated like a quantity: among Arabic words `US$` would read `$US`, and a minus would change its side.
    return text if direction(locale) == "ltr" else left_to_right(text.strip(_MARKS), locale)


def left_to_right(text: str, locale: str) -> str:
    """Keep a telephone number or the like in its own direction: among Arabic words its groups would be read from the end."""
    if direction(locale) == "ltr":
        return text
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def format_date(day: date, locale: str, style: Literal["short", "medium", "long", "full"] = "medium") -> str:
    """Write a day: 2026-11-21 in German is 21.11.2026."""
    return _latin_digits(babel_date(day, format=style, locale=_babel(locale)))


def format_moment(moment: datetime, locale: str, timezone: str = "UTC") -> str:
    """Write a moment with its clock time in a time zone."""
    from zoneinfo import ZoneInfo

    return _latin_digits(babel_datetime(moment, format="medium", tzinfo=ZoneInfo(timezone), locale=_babel(locale)))


def format_quantity(value: Number, unit_symbol: str, locale: str, *, decimals: int | None = None) -> str:
    """Write a number with its unit's symbol, held together: 12.5 and `N·m` in German is 12,5 N·m."""
    number = format_number(value, locale, decimals)
    if not unit_symbol:
        return number
    # A symbol such as N·m runs left to right even in Arabic: isolated, it cannot swap places with its number.
    text = f"{number}\N{NO-BREAK SPACE}{unit_symbol}"
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if direction(locale) == "rtl" else text


def currency_digits(currency: str) -> int:
    """Say how many decimals a currency shows."""
    return minor_unit(currency)


@cache
def translator(package: str, domain: str, locale: str) -> gettext.NullTranslations:
    """Fetch the words of a domain: `<package>/locales/<locale>/LC_MESSAGES/<domain>.po`; messages are English.

    A compiled catalogue that is missing or older than its text is compiled at once.
    """
    if locale not in LOCALES:
        raise ValueError(f"{locale!r} is none of our languages: {', '.join(LOCALES)}.")
    if locale == SOURCE:
        return gettext.NullTranslations()
    text = catalogue(package, domain, locale)
    compiled = text.with_suffix(".mo")
    if compiled.exists() and (not text.exists() or compiled.stat().st_mtime >= text.stat().st_mtime):
        return gettext.GNUTranslations(BytesIO(compiled.read_bytes()))
    if not text.exists():
        return gettext.NullTranslations()
    return gettext.GNUTranslations(BytesIO(compile_catalogue(text)))


def messages(package: str, domain: str, locale: str) -> list[str]:
    """List every sentence of a domain in a language."""
    other = next(one for one in LOCALES if one != SOURCE)
    text = catalogue(package, domain, other if locale == SOURCE else locale)
    compiled = text.with_suffix(".mo")
    held = read_mo(BytesIO(compiled.read_bytes() if compiled.exists() else compile_catalogue(text)))
    return [str(message.id if locale == SOURCE else message.string) for message in held if message.id]


def catalogue(package: str, domain: str, locale: str) -> Path:
    """Say where the words of a domain lie."""
    origin = import_module(package).__file__
    assert origin is not None, f"{package} is no package with files"
    return Path(origin).parent / "locales" / locale / "LC_MESSAGES" / f"{domain}.po"


def compile_catalogue(text: Path) -> bytes:
    """Compile a .po and keep the .mo beside it where that folder can be written; return the .mo's bytes."""
    with text.open("rb") as source:
        messages = read_po(source, locale=BABEL.get(text.parent.parent.name), abort_invalid=True)
    buffer = BytesIO()
    write_mo(buffer, messages)
    try:
        # Written beside and moved, so that a process that starts at the same time never reads half a file.
        with tempfile.NamedTemporaryFile(dir=text.parent, suffix=".mo.part", delete=False) as part:
            part.write(buffer.getvalue())
        Path(part.name).chmod(0o644)
        Path(part.name).replace(text.with_suffix(".mo"))
    except OSError:
        pass  # an installation that is read only: the words are compiled anew at each start
    return buffer.getvalue()


def compile_all(root: Path) -> int:
    """Compile every stale catalogue of the eight packages under `root`; return how many were compiled."""
    stale = [
        text
        for text in sorted(root.glob("*/locales/*/LC_MESSAGES/*.po"))
        if not text.with_suffix(".mo").exists() or text.with_suffix(".mo").stat().st_mtime < text.stat().st_mtime
    ]
    for text in stale:
        compile_catalogue(text)
    return len(stale)


@cache
def _babel(locale: str) -> Locale:
    return Locale.parse(BABEL[locale])


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _exact(value: Number) -> Decimal | int:
    # repr keeps what a float was written as: 0.1 stays 0.1
    return Decimal(repr(value)) if isinstance(value, float) else value


def _latin_digits(text: str) -> str:
    return text.translate({0x660 + digit: str(digit) for digit in range(10)})


if __name__ == "__main__":
    count = compile_all(Path(__file__).resolve().parent.parent)
    sys.stdout.write(f"{count} catalogue{'' if count == 1 else 's'} compiled{os.linesep}")
