"""What languages promise: figures, money and dates as each country writes them, and its words found or compiled at once."""

import os
import sys
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import locales
from foundation.locales import (
    LOCALES,
    direction,
    format_compact,
    format_date,
    format_moment,
    format_money,
    format_number,
    format_percentage,
    format_quantity,
    native_name,
    negotiate,
    translator,
)
from foundation.money import Money


def plain(text: str) -> str:
    """The text with plain spaces and without marks of direction."""
    return "".join(" " if char in "\u00a0\u202f" else char for char in text if unicodedata.category(char) != "Cf")


@pytest.mark.parametrize(
    ("locale", "number", "money", "percent", "day"),
    [
        ("en", "1,234.5", "€1,234.50", "12.5%", "Nov 21, 2026"),
        ("zh", "1,234.5", "€1,234.50", "12.5%", "2026年11月21日"),
        ("es", "1.234,5", "1.234,50 €", "12,5 %", "21 nov 2026"),
        ("pt", "1.234,5", "€ 1.234,50", "12,5%", "21 de nov. de 2026"),
        ("de", "1.234,5", "1.234,50 €", "12,5 %", "21.11.2026"),
        ("ja", "1,234.5", "€1,234.50", "12.5%", "2026/11/21"),
        ("ar", "1,234.5", "1,234.50 €", "12.5%", "21/11/2026"),
    ],
)
def test_each_language_writes_figures_its_own_way(locale: str, number: str, money: str, percent: str, day: str) -> None:
    written = (
        format_number(1234.5, locale),
        format_money(Money.of("1234.5", "EUR"), locale),
        format_percentage(Decimal("0.125"), locale, 1),
        format_date(date(2026, 11, 21), locale),
    )
    assert tuple(map(plain, written)) == (number, money, percent, day)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from(LOCALES))
def test_every_language_uses_latin_digits(value: Decimal, locale: str) -> None:
    moment = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
    texts = [
        format_number(value, locale),
        format_money(Money(value, "USD"), locale),
        format_percentage(value, locale, 1),
        format_compact(value, locale),
        format_date(moment.date(), locale, "long"),
        format_moment(moment, locale, "Asia/Riyadh"),
        format_quantity(value, "N·m", locale),
    ]
    assert all(char in "0123456789" for text in texts for char in text if unicodedata.category(char) == "Nd")


def test_yen_have_no_decimals_and_kuwaiti_dinars_three() -> None:
    assert plain(format_money(Money.of("1234.6", "JPY"), "de")) == "1.235 ¥"
    assert plain(format_money(Money.of("1.5", "KWD"), "en")) == "KWD 1.500"


def test_decimals_are_fixed_where_asked_and_floats_stay_what_was_written() -> None:
    assert format_number(0.1, "en") == "0.1"
    assert format_number(Decimal("12.50"), "en") == "12.5"
    assert format_number(12, "de", 2) == "12,00"
    assert format_number(1234.56, "de", 0) == "1.235"


def test_a_quantity_is_held_together_and_keeps_its_order_in_arabic() -> None:
    assert format_quantity(12.5, "N·m", "de") == "12,5\u00a0N·m"
    assert format_quantity(12, "", "de") == "12"
    assert format_quantity(12.5, "N·m", "ar") == "\u206612.5\u00a0N·m\u2069"


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        (None, "en"),
        ("", "en"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("fr-CH, fr;q=0.9, de;q=0.7, *;q=0.5", "de"),
        ("en;q=0.5, ja", "ja"),
        ("pt-PT", "pt"),
        ("zh-TW", "zh"),
        ("cmn-Hans", "zh"),
        ("ar_SA", "ar"),
        ("fr, *", "en"),
        ("de;q=0, es", "es"),
        ("de;q=abc, es;q=0.1", "es"),
        (";;;,,q=1;=,\x00" * 500, "en"),
    ],
)
def test_the_language_is_chosen_by_the_visitors_wishes(header: str | None, locale: str) -> None:
    assert negotiate(header) == locale


@given(st.text(max_size=200))
def test_no_header_breaks_the_choice(header: str) -> None:
    assert negotiate(header) in LOCALES


def test_arabic_runs_from_right_to_left_and_each_language_names_itself() -> None:
    assert [locale for locale in LOCALES if direction(locale) == "rtl"] == ["ar"]
    assert len({native_name(locale) for locale in LOCALES}) == len(LOCALES)


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one German sentence."""
    (tmp_path / "speaking").mkdir()
    (tmp_path / "speaking" / "__init__.py").touch()
    text = tmp_path / "speaking" / "locales" / "de" / "LC_MESSAGES" / "speech.po"
    text.parent.mkdir(parents=True)
    text.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Good day"\nmsgstr "Guten Tag"\n\nmsgctxt "tool"\nmsgid "Key"\nmsgstr "Schlüssel"\n\n'
        'msgid "{n} tool"\nmsgid_plural "{n} tools"\nmsgstr[0] "{n} Werkzeug"\nmsgstr[1] "{n} Werkzeuge"\n',
        "utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "speaking", raising=False)
    locales.translator.cache_clear()
    return text


def test_words_are_compiled_at_first_use(words: Path) -> None:
    speech = translator("speaking", "speech", "de")
    assert (speech.gettext("Good day"), speech.pgettext("tool", "Key")) == ("Guten Tag", "Schlüssel")
    assert speech.ngettext("{n} tool", "{n} tools", 3).format(n=3) == "3 Werkzeuge"
    assert words.with_suffix(".mo").exists()
    assert translator("speaking", "speech", "en").gettext("Good day") == "Good day"


def test_words_are_compiled_anew_when_their_text_is_newer(words: Path) -> None:
    assert locales.compile_all(words.parents[4]) == 1
    assert locales.compile_all(words.parents[4]) == 0
    words.write_text(words.read_text("utf-8").replace("Guten Tag", "Grüß Gott"), "utf-8")
    os.utime(words, (words.stat().st_atime, words.with_suffix(".mo").stat().st_mtime + 1))
    assert translator("speaking", "speech", "de").gettext("Good day") == "Grüß Gott"


def test_words_are_found_where_the_folder_is_read_only(words: Path) -> None:
    words.parent.chmod(0o500)
    try:
        assert translator("speaking", "speech", "de").gettext("Good day") == "Guten Tag"
    finally:
        words.parent.chmod(0o700)


def test_a_language_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="none of our languages"):
        translator("foundation", "x", "../../etc")
