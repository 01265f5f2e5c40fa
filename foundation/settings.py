"""The source of truth for what an operator may set; the page for people is docs/settings.md."""

import difflib
import os
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from dotenv import dotenv_values
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from foundation import clock
from foundation.model_addresses import read_models

PREFIX = "TRADEWIND_"
DEMO_PACK = Path(__file__).resolve().parent.parent / "content" / "packs" / "torque"


class SettingsError(ValueError):
    """A setting is unknown or bad; the message is one line that names it and says how to mend it."""


class Settings(BaseSettings):
    """One process's settings, read from the environment and `.env`; nothing here is secret by default."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    # Where things are kept
    data: Path = Field(Path("var"), description="Folder for the embedded database, sent mail, keys and media.")
    database_url: str | None = Field(
        None, description="PostgreSQL address (postgresql://user:password@host/name); empty: SQLite in the data folder."
    )
    pack: Path = Field(DEMO_PACK, description="Folder of the company's pack; the demo company where nothing is set.")

    # How it is reached
    host: str = Field(
        "127.0.0.1",
        validation_alias=AliasChoices("TRADEWIND_HOST", "HOST"),
        description="Address the server listens on; `HOST` is read too.",
    )
    port: int = Field(
        8000,
        ge=1,
        le=65535,
        validation_alias=AliasChoices("TRADEWIND_PORT", "PORT"),
        description="Port the server listens on; `PORT` is read too.",
    )
    public_url: str | None = Field(
        None,
        description="Address under which visitors reach the site (https://www.example.com); used in links, mails and sitemaps.",
    )
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (), description="Networks whose X-Forwarded-For and X-Forwarded-Proto are believed, separated by commas."
    )
    api_key: SecretStr | None = Field(
        None,
        description="Key of the JSON API; empty: one is made at the first start and kept in the data folder (file `api-key`).",
    )
    secret_key: SecretStr | None = Field(
        None,
        min_length=32,
        description="Signs cookies and links, at least 32 characters; set the same for all web processes. Empty: made once in the data folder.",
    )

    # Knowledge
    qdrant_url: str | None = Field(
        None, description="Address of a Qdrant server; empty: the engine inside the process."
    )
    qdrant_api_key: SecretStr | None = Field(None, description="Key of the Qdrant server.")
    embeddings: bool = Field(
        True, description="Dense search where the `embeddings` extra is installed; false: sparse search alone."
    )
    embedding_model: str | None = Field(
        None,
        description="Name or folder of a sentence-transformers model (extra `other-embeddings`); empty: multilingual-e5-small, which comes with the `embeddings` extra.",
    )
    embedding_languages: str | None = Field(
        None,
        description="Locales the embedding model understands, separated by commas (en,de,es); empty: what the model declares.",
    )

    # Language models
    language_models: str | None = Field(
        None,
        description="Models in fall-back order, separated by commas: provider:name (openai:gpt-5-mini, gemini:, deepseek:, doubao:), or any OpenAI-compatible address with its model (http://127.0.0.1:11434/v1#qwen3); empty: none.",
    )
    openai_api_key: SecretStr | None = Field(None, description="Key for models of OpenAI.")
    gemini_api_key: SecretStr | None = Field(None, description="Key for models of Google Gemini.")
    deepseek_api_key: SecretStr | None = Field(None, description="Key for models of DeepSeek.")
    doubao_api_key: SecretStr | None = Field(None, description="Key for models of Doubao (Volcengine Ark).")
    language_model_api_key: SecretStr | None = Field(
        None, description="Key for models that are given by their address; empty: none is sent."
    )
    language_model_uses: str = Field(
        "understand,rephrase", description="What models are used for: understand, rephrase, or both."
    )
    language_model_seconds: float = Field(
        6.0, ge=0.5, le=60, description="The longest a visitor waits for models in one turn, in seconds."
    )
    language_model_visitor_budget: int = Field(
        60_000, ge=0, description="Tokens that one visitor may use up in a day; then the rules alone answer."
    )
    language_model_day_budget: int = Field(3_000_000, ge=0, description="Tokens of all visitors in a day.")
    language_model_day_cost: float = Field(
        20.0, ge=0, description="US dollars of all visitors in a day, where the price of a model is known."
    )

    # Parties outside
    hubspot_token: SecretStr | None = Field(
        None, description='Access token of a HubSpot private app; empty: leads wait as "not configured".'
    )
    hubspot_url: str = Field("https://api.hubapi.com", description="Address of HubSpot's API.")
    smtp_url: SecretStr | None = Field(
        None,
        description="Mail server (smtp://user:password@host:587, smtps://...:465); empty: mails are kept as files in the outbox folder.",
    )
    mail_from: str | None = Field(None, description="Sender of mails; empty: the address in the pack.")

    imap_url: SecretStr | None = Field(
        None,
        description="Mailbox whose mails are taken in (imaps://user:password@host:993/INBOX); empty: none is read.",
    )
    imap_taken: str = Field(
        "seen",
        pattern=r"^(seen|keep|move:\s*\S.*)$",
        description="What becomes of a mail in the mailbox once it was taken in: seen (marked as read), keep (left as it is), move:FOLDER.",
    )

    mailings_per_minute: int = Field(
        60,
        ge=1,
        le=6_000,
        description="How many mails of a mailing leave in a minute at most; other mails never wait for them.",
    )

    # What is kept of visits
    keep_path_days: int = Field(
        90, ge=1, description="Days that the path of a visitor is kept who agreed to it and gave no contact."
    )
    keep_customer_path_days: int = Field(
        730,
        ge=1,
        description="Days that what a customer did on the site, and opened or followed in mails, is kept; grade, stage and counts stay.",
    )
    keep_model_call_days: int = Field(
        90, ge=2, description="Days that calls of language models are kept; budgets count those of the day."
    )
    keep_held_back_days: int = Field(365, ge=1, description="Days that claims are kept which the gate held back.")

    # How it runs
    environment: Literal["development", "production"] = Field(
        "development", description="production: secure cookies, JSON log, no error details."
    )
    log_format: Literal["auto", "json", "text"] = Field("auto", description="auto: text on a terminal, JSON otherwise.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least severe line that is logged."
    )
    worker_name: str | None = Field(
        None,
        pattern=r"^[a-z0-9-]{1,40}$",
        description="Stable, unique name of this worker (PostgreSQL only); empty: the machine's name.",
    )
    pdf_workers: int = Field(1, ge=1, le=16, description="Processes that make PDFs.")
    retention_years: int = Field(
        10,
        ge=0,
        le=30,
        description="Full years that issued quotes are kept for the books after their person was erased.",
    )
    clock_offset: timedelta = Field(timedelta(0), description="Shifts the clock, for trials: 3d, -90m.")

    @field_validator("clock_offset", mode="before")
    @classmethod
    def _offset(cls, value: object) -> object:
        return clock.parse_offset(value) if isinstance(value, str) else value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
        return value

    @field_validator("language_model_uses")
    @classmethod
    def _uses(cls, value: str) -> str:
        if not {part.strip() for part in value.split(",")} <= {"understand", "rephrase"}:
            raise ValueError("names something else than understand and rephrase")
        return value

    @field_validator("language_models")
    @classmethod
    def _models(cls, value: str | None) -> str | None:
        read_models(value)
        return value

    @model_validator(mode="after")
    def _keys(self) -> Self:
        for model in read_models(self.language_models):
            if model.provider and getattr(self, f"{model.provider}_api_key") is None:
                raise ValueError(
                    f"TRADEWIND_LANGUAGE_MODELS: {model.label} needs its key; set TRADEWIND_{model.provider.upper()}_API_KEY"
                )
        return self

    @field_validator("database_url")
    @classmethod
    def _driver(cls, value: str | None) -> str | None:
        if value is None:
            return None
        scheme, mark, rest = value.partition("://")
        if not mark or not rest:
            raise ValueError("is no database address; write postgresql://user:password@host/name")
        if scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
            return f"postgresql+psycopg://{rest}"
        if scheme in {"sqlite", "sqlite+aiosqlite"}:
            return f"sqlite+aiosqlite://{rest}"
        raise ValueError(
            f"names a database ({scheme}) that Tradewind does not run on; use postgresql:// or leave it empty for SQLite"
        )

    @field_validator("public_url", "hubspot_url", "qdrant_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("is no web address; it begins with http:// or https://")
        return value.rstrip("/") if value else value

    @property
    def database_address(self) -> str:
        """The SQLAlchemy URL of the database in force."""
        return self.database_url or f"sqlite+aiosqlite:///{(self.data / 'tradewind.sqlite3').resolve()}"

    @property
    def is_embedded(self) -> bool:
        """Whether one process does everything, on SQLite."""
        return self.database_address.startswith("sqlite")

    @property
    def public_address(self) -> str:
        """The site's address without a slash at the end; the local one where none is set."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return self.public_url or f"http://{host}:{self.port}"


def load_settings() -> Settings:
    """Read the settings of this process, set its clock by them, and refuse what is unknown or bad.

    Raises SettingsError with one line.
    """
    _refuse_unknown({*os.environ, *dotenv_values(".env")})
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError(_first_line(error)) from None
    clock.shift(settings.clock_offset)
    return settings


def names() -> dict[str, str]:
    """List every environment name with its description, in the order of the page."""
    return {PREFIX + field.upper(): str(info.description) for field, info in Settings.model_fields.items()}


def _refuse_unknown(present: set[str]) -> None:
    known = names()
    for name in sorted(present):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(
                name.upper().removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in known], n=1
            )
            hint = f"did you mean {PREFIX}{near[0]}?" if near else "docs/settings.md lists all settings."
            raise SettingsError(f"{name} is not a setting of Tradewind; {hint}")


def _first_line(error: ValidationError) -> str:
    first: Any = error.errors(include_url=False, include_input=False)[0]
    if not first["loc"]:  # of several settings together; the sentence names them
        return f"{str(first['msg']).removeprefix('Value error, ')}. See docs/settings.md."
    field = str(first["loc"][0])
    name = field.upper() if field.upper().startswith(PREFIX) else PREFIX + field.upper()
    message = str(first["msg"]).removeprefix("Value error, ")
    return f"{name}: {message}. See docs/settings.md."
