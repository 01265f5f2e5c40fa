"""What settings promise: read from the environment, and whatever is unknown or bad stops the start with one clear line."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from foundation import clock
from foundation.model_addresses import read_models
from foundation.settings import PREFIX, Settings, SettingsError, load_settings, names

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine reaches the test."""
    for name in list(os.environ):
        if name.startswith(PREFIX) or name in {"PORT", "HOST"}:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.is_embedded
    assert settings.database_address == f"sqlite+aiosqlite:///{tmp_path}/var/tradewind.sqlite3"
    assert settings.public_address == "http://127.0.0.1:8000"
    assert (settings.pack / "..").resolve().name == "packs"
    assert [field for field, value in settings if value is not None and "token" in field] == []


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgres_address_gets_its_driver(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("TRADEWIND_DATABASE_URL", f"{scheme}://sales:pa%40ss@db/tradewind")
    settings = load_settings()
    assert settings.database_address == "postgresql+psycopg://sales:pa%40ss@db/tradewind"
    assert not settings.is_embedded


def test_values_come_from_the_environment_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TRADEWIND_MAIL_FROM=file@kestrel.example\nTRADEWIND_PORT=9001\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("TRADEWIND_PORT", "9002")
    monkeypatch.setenv("TRADEWIND_TRUSTED_PROXIES", "10.0.0.0/8, ::1")
    monkeypatch.setenv("TRADEWIND_HUBSPOT_TOKEN", "")
    settings = load_settings()
    assert (settings.mail_from, settings.port, settings.hubspot_token) == ("file@kestrel.example", 9002, None)
    assert [str(network) for network in settings.trusted_proxies] == ["10.0.0.0/8", "::1/128"]


def test_port_is_read_without_the_prefix_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9003")
    assert load_settings().port == 9003


def test_the_clock_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWIND_CLOCK_OFFSET", "3d")
    before = clock.now()
    try:
        load_settings()
        assert timedelta(days=3) <= clock.now() - before < timedelta(days=3, minutes=5)
    finally:
        clock.shift(timedelta(0))


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        (
            "TRADEWIND_DATABSE_URL",
            "x",
            "TRADEWIND_DATABSE_URL is not a setting of Tradewind; did you mean TRADEWIND_DATABASE_URL?",
        ),
        ("TRADEWIND_XYZZY", "x", "TRADEWIND_XYZZY is not a setting of Tradewind; docs/settings.md lists all settings."),
        ("TRADEWIND_PORT", "eighty", "TRADEWIND_PORT: "),
        ("TRADEWIND_PORT", "0", "TRADEWIND_PORT: "),
        ("TRADEWIND_DATABASE_URL", "mysql://x/y", "TRADEWIND_DATABASE_URL: names a database (mysql) that"),
        ("TRADEWIND_PUBLIC_URL", "www.kestrel.example", "TRADEWIND_PUBLIC_URL: is no web address"),
        ("TRADEWIND_CLOCK_OFFSET", "tomorrow", "TRADEWIND_CLOCK_OFFSET: 'tomorrow' is not an offset"),
        ("TRADEWIND_TRUSTED_PROXIES", "everyone", "TRADEWIND_TRUSTED_PROXIES: "),
        ("TRADEWIND_SECRET_KEY", "short", "TRADEWIND_SECRET_KEY: "),
        ("TRADEWIND_ENVIRONMENT", "staging", "TRADEWIND_ENVIRONMENT: "),
    ],
)
def test_what_is_unknown_or_bad_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert str(raised.value).startswith(line)
    assert "\n" not in str(raised.value)


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HUBSPOT_TOKEN", "API_KEY", "SMTP_URL", "QDRANT_API_KEY"):
        monkeypatch.setenv(PREFIX + name, "smtp://hush-hush")
    monkeypatch.setenv(PREFIX + "SECRET_KEY", "hush-hush" * 5)
    assert "hush" not in repr(load_settings())


def test_the_page_lists_every_setting_and_no_other() -> None:
    rows = re.findall(r"^\| `(TRADEWIND_\w+)` \| (.*?) \| (.*?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {name: meaning for name, _, meaning in rows} == names()
    assert [name for name, _, _ in rows] == list(names())


def test_the_page_tells_the_true_defaults() -> None:
    told = dict(re.findall(r"^\| `TRADEWIND_(\w+)` \| (.*?) \|", PAGE.read_text("utf-8"), re.MULTILINE))
    for field, info in Settings.model_fields.items():
        default = (
            {True: "true", False: "false"}.get(info.default, info.default)
            if isinstance(info.default, bool)
            else info.default
        )
        expected = "" if default in (None, (), timedelta(0)) else f"`{default}`"
        if field != "pack":  # its default is a place in the installation
            assert (field, told[field.upper()]) == (field, expected)


@pytest.mark.parametrize(("value", "word"), [
    ("gpt-5", "is no model"), ("anthropic:x", "is no model"), ("http://127.0.0.1:1/v1", "names no model"), ("openai:gpt-5-mini", "TRADEWIND_OPENAI_API_KEY"),
    ("http://127.0.0.1:1/v1#a, deepseek:deepseek-chat", "TRADEWIND_DEEPSEEK_API_KEY"),
])  # fmt: skip
def test_a_model_that_cannot_be_reached_stops_the_start_with_one_line(
    monkeypatch: pytest.MonkeyPatch, value: str, word: str
) -> None:
    monkeypatch.setenv("TRADEWIND_LANGUAGE_MODELS", value)
    with pytest.raises(SettingsError, match="TRADEWIND_LANGUAGE_MODELS") as refused:
        load_settings()
    assert word in str(refused.value)
    assert "\n" not in str(refused.value)


def test_models_of_a_provider_and_of_any_address_stand_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWIND_LANGUAGE_MODELS", "openai:gpt-5-mini, http://127.0.0.1:11434/v1/#qwen3")
    monkeypatch.setenv("TRADEWIND_OPENAI_API_KEY", "sk-1")
    monkeypatch.setenv("TRADEWIND_LANGUAGE_MODEL_USES", "rephrase")
    settings = load_settings()
    assert [model.label for model in read_models(settings.language_models)] == [
        "openai:gpt-5-mini",
        "127.0.0.1:11434#qwen3",
    ]
    assert settings.language_model_uses == "rephrase"
