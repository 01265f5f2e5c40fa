"""The source of truth for handing a mail to an SMTP server, and for what each of its failures means to us."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from foundation import clock
from funnel.ports import Mail, MailRefused, MailUnavailable, MailUnconfirmed
from integrations.mail.message import bare_address, build_message, is_international

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """An SMTP server as its URL names it."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    """From the first byte on (smtps)."""
    starttls: bool | None
    """None: where the server offers it; True: required; False: never."""


def read_smtp_url(url: str) -> SmtpServer:
    """Read `smtp://user:password@host:587` or `smtps://...:465`; `?starttls=required|never` where it matters.

    With a password STARTTLS is required unless it is said otherwise, so that it never travels in the clear.
    Raises ValueError with a sentence that does not repeat the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(
            "TRADEWIND_SMTP_URL is no mail server; write smtp://user:password@host:587 or smtps://...:465."
        )
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise ValueError("TRADEWIND_SMTP_URL has no valid port; write smtp://host:587.") from None
    wish = parse_qs(parts.query).get("starttls", [""])[-1]
    if wish not in {"", "required", "never"}:
        raise ValueError("TRADEWIND_SMTP_URL: starttls is `required` or `never`.")
    password = unquote(parts.password) if parts.password else None
    starttls = {"required": True, "never": False}.get(wish, True if password else None)
    user = unquote(parts.username) if parts.username else None
    tls = parts.scheme == "smtps"
    return SmtpServer(parts.hostname, port, user, password, tls, False if tls else starttls)


class SmtpMailer:
    """Hands mails to one server, each over a connection of its own."""

    def __init__(self, url: str, *, timeout: float = 30, tls_context: ssl.SSLContext | None = None) -> None:
        """`timeout` seconds limit each exchange with the server; `tls_context` None: the system's certificates."""
        self._server = read_smtp_url(url)
        self._timeout = timeout
        self._tls_context = tls_context

    async def send(self, mail: Mail) -> str:
        """Hand the mail over once; return the server's answer.

        Until the content is sent, whatever goes wrong is MailUnavailable (try again) or MailRefused (5xx: a person
        has to look). A break afterwards is MailUnconfirmed: the server may have taken it.
        """
        message = build_message(mail, now=clock.now())
        sender, recipient = bare_address(mail.sender), bare_address(mail.recipient)
        client = self._client()
        try:
            await self._open(client)
            international = is_international(mail)
            if international and not client.supports_extension("smtputf8"):
                raise MailRefused(f"The mail server does not take international addresses such as {recipient}.")
            await _announce(client, sender, recipient, international=international)
            return await self._hand_over(client, message.as_bytes())
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            timeout=self._timeout,
            use_tls=server.tls,
            start_tls=server.starttls,
            username=server.user,
            password=server.password,
            tls_context=self._tls_context,
        )

    async def _open(self, client: aiosmtplib.SMTP) -> None:
        where = f"{self._server.host}:{self._server.port}"
        try:
            await client.connect()
            if not client.is_ehlo_or_helo_needed:
                return
            await client.ehlo()
        except aiosmtplib.SMTPAuthenticationError as error:
            raise MailUnavailable(f"The mail server {where} does not accept the user or password.") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailUnavailable(f"The mail server {where} cannot be reached: {_reason(error)}.") from error

    async def _hand_over(self, client: aiosmtplib.SMTP, content: bytes) -> str:
        try:
            response = await client.data(content)
        except aiosmtplib.SMTPDataError as error:
            raise _by_code(error) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailUnconfirmed(
                f"The connection to {self._server.host} broke while the mail was handed over: {_reason(error)}."
            ) from error
        return f"{self._server.host}: {response.message[:200]}"


async def _announce(client: aiosmtplib.SMTP, sender: str, recipient: str, *, international: bool) -> None:
    """Say from whom and to whom; nothing of the mail itself has left yet."""
    options = ["SMTPUTF8"] if international else []
    encoding = "utf-8" if international else "ascii"
    try:
        await client.mail(sender, options=options, encoding=encoding)
        await client.rcpt(recipient, encoding=encoding)
    except aiosmtplib.SMTPResponseException as error:
        raise _by_code(error) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailUnavailable(f"The mail server broke off: {_reason(error)}.") from error


def _by_code(error: aiosmtplib.SMTPResponseException) -> MailRefused | MailUnavailable:
    """4xx: not now; 5xx: not ever (RFC 5321, 4.2.1)."""
    sentence = f"The mail server answered {error.code}: {error.message[:300]}"
    return MailRefused(sentence) if error.code >= 500 else MailUnavailable(sentence)


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__).rstrip(".")
