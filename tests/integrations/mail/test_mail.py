"""Mail leaves whole, in every language, once; every failure is told apart by whether the server may hold the mail."""

from __future__ import annotations

import asyncio
import email
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from funnel.ports import Attachment, Mail, MailRefused, MailUnavailable, MailUnconfirmed
from integrations.mail import Outbox, build_message
from integrations.mail.smtp import SmtpMailer, read_smtp_url

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PDF = b"%PDF-1.7\n\x00\xff\x80 and so on"


def quote_mail(**changes: Any) -> Mail:
    fields: dict[str, Any] = {
        "message_id": "<q-2026-00042.01abc@tradewind>",
        "sender": "Kestrel Torque <sales@kestrel-torque.example>",
        "recipient": "a.keller@autowerk.example",
        "subject": "Unser Angebot Q-2026-00042 für Größe M12 · 报价单 · عرض السعر",
        "text": "Sehr geehrte Frau Keller,\n\n.Punkt am Zeilenanfang\n御見積書\n",
        "html": "<p>Sehr geehrte Frau Keller, 御見積書</p>",
        "locale": "de",
        "attachments": (Attachment("Q-2026-00042.pdf", PDF, "application/pdf"),),
    }
    return Mail(**{**fields, **changes})


class Server:
    """A real SMTP server that keeps what it takes, and fails where it is told to."""

    def __init__(self, answers: dict[str, str] | None = None, drop_at: str | None = None) -> None:
        self.taken: list[bytes] = []
        self._answers = answers or {}
        self._drop_at = drop_at

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._drop_at == "MAIL":
            server.transport.abort()
        if "MAIL" in self._answers:
            return self._answers["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" in self._answers:
            return self._answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        if "DATA" in self._answers:
            return self._answers["DATA"]
        self.taken.append(envelope.content)
        if self._drop_at == "DATA":
            server.transport.abort()
        return "250 taken as 7"


Start = Callable[..., Awaitable[tuple[Server, str]]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Start servers on ports that are free; all are stopped afterwards."""
    listening: list[asyncio.Server] = []

    async def begin(
        *, answers: dict[str, str] | None = None, drop_at: str | None = None, **options: Any
    ) -> tuple[Server, str]:
        server = Server(answers, drop_at)
        loop = asyncio.get_running_loop()
        listener = await loop.create_server(lambda: SMTP(server, loop=loop, **options), "127.0.0.1", 0)
        listening.append(listener)
        return server, f"smtp://127.0.0.1:{listener.sockets[0].getsockname()[1]}"

    yield begin
    for listener in listening:
        listener.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key in one file."""
    folder = tmp_path_factory.mktemp("tls")
    file = folder / "server.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "key"), "-out", str(folder / "crt")]
    subprocess.run(command, check=True, capture_output=True)
    file.write_bytes((folder / "key").read_bytes() + (folder / "crt").read_bytes())
    return file


def read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def assert_whole(message: EmailMessage) -> None:
    assert str(message["Subject"]) == quote_mail().subject
    assert message["Message-ID"] == "<q-2026-00042.01abc@tradewind>"
    assert str(message["To"]) == "a.keller@autowerk.example"
    assert message["Content-Language"] == "de"
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == quote_mail().text
    assert "御見積書" in html.get_content()
    [attachment] = message.iter_attachments()
    assert (attachment.get_filename(), attachment.get_content_type()) == ("Q-2026-00042.pdf", "application/pdf")
    assert attachment.get_content() == PDF


async def test_a_mail_reaches_the_server_whole_with_its_pdf(start: Start) -> None:
    server, url = await start()
    where = await SmtpMailer(url).send(quote_mail())
    assert "taken as 7" in where
    [content] = server.taken
    assert_whole(read(content))


async def test_without_a_server_a_mail_is_a_file_that_mail_programs_open(tmp_path: Path) -> None:
    where = await Outbox(tmp_path / "outbox").send(quote_mail())
    assert where.endswith(".eml")
    assert_whole(read(Path(where).read_bytes()))


async def test_the_same_mail_twice_is_one_file_and_no_part_is_left(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    assert await outbox.send(quote_mail()) == await outbox.send(quote_mail())
    assert len(list(tmp_path.iterdir())) == 1


async def test_an_outbox_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("in the way")
    with pytest.raises(MailUnavailable, match="cannot be written"):
        await Outbox(tmp_path / "outbox").send(quote_mail())


async def test_a_message_id_cannot_lead_out_of_the_outbox(tmp_path: Path) -> None:
    where = await Outbox(tmp_path / "outbox").send(quote_mail(message_id="<../../etc/passwd@x>"))
    assert Path(where).parent == tmp_path / "outbox"


async def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    with pytest.raises(MailUnavailable, match=r"127\.0\.0\.1:9"):
        await SmtpMailer("smtp://127.0.0.1:9").send(quote_mail())


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"MAIL": "451 busy"}, MailUnavailable),
        ({"MAIL": "550 not you"}, MailRefused),
        ({"RCPT": "450 mailbox busy"}, MailUnavailable),
        ({"RCPT": "550 no such mailbox"}, MailRefused),
        ({"DATA": "452 disk full"}, MailUnavailable),
        ({"DATA": "554 looks like spam"}, MailRefused),
    ],
)
async def test_what_the_server_answers_decides_between_later_and_never(
    start: Start, answers: dict[str, str], error: type[Exception]
) -> None:
    server, url = await start(answers=answers)
    with pytest.raises(error, match=next(iter(answers.values())).partition(" ")[2]):
        await SmtpMailer(url).send(quote_mail())
    assert not server.taken


async def test_a_break_before_the_content_is_tried_again_later(start: Start) -> None:
    server, url = await start(drop_at="MAIL")
    with pytest.raises(MailUnavailable):
        await SmtpMailer(url).send(quote_mail())
    assert not server.taken


async def test_a_break_after_the_content_is_unconfirmed_since_the_server_holds_the_mail(start: Start) -> None:
    server, url = await start(drop_at="DATA")
    with pytest.raises(MailUnconfirmed):
        await SmtpMailer(url).send(quote_mail())
    assert len(server.taken) == 1


def _knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"rep", b"p@ss:word")
    return AuthResult(success=right, handled=False)


async def test_a_password_travels_only_after_starttls(start: Start, certificate: Path) -> None:
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=certificate)
    server, url = await start(
        tls_context=serving, require_starttls=True, authenticator=_knows, auth_required=True, auth_require_tls=True
    )
    known = url.replace("smtp://", "smtp://rep:p%40ss%3Aword@")
    await SmtpMailer(known, tls_context=trusting).send(quote_mail())
    assert len(server.taken) == 1
    with pytest.raises(MailUnavailable, match="user or password"):
        await SmtpMailer(known.replace("word", "wrong"), tls_context=trusting).send(quote_mail())
    with pytest.raises(MailUnavailable, match="cannot be reached"):
        await SmtpMailer(known).send(quote_mail())  # a certificate that nobody vouches for


async def test_a_password_is_never_sent_to_a_server_without_tls(start: Start) -> None:
    server, url = await start(authenticator=_knows, auth_require_tls=False)
    with pytest.raises(MailUnavailable):
        await SmtpMailer(url.replace("smtp://", "smtp://rep:p%40ss%3Aword@")).send(quote_mail())
    assert not server.taken
    await SmtpMailer(url.replace("smtp://", "smtp://rep:p%40ss%3Aword@") + "?starttls=never").send(quote_mail())
    assert len(server.taken) == 1


async def test_an_international_address_needs_a_server_that_takes_it(start: Start) -> None:
    server, url = await start(enable_SMTPUTF8=True)
    await SmtpMailer(url).send(quote_mail(recipient="käufer@größe.example"))
    assert "käufer@größe.example" in server.taken[0].decode()
    deaf, url = await start(enable_SMTPUTF8=False)
    with pytest.raises(MailRefused, match="international"):
        await SmtpMailer(url).send(quote_mail(recipient="käufer@größe.example"))
    assert not deaf.taken


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": "a@b.example\r\nBcc: everyone@x.example"},
        {"recipient": "nobody"},
        {"recipient": ""},
        {"subject": "Offer\nBcc: everyone@x.example"},
        {"headers": {"X-Note": "one\r\ntwo"}},
    ],
)
def test_no_header_can_be_smuggled_in(changes: dict[str, Any]) -> None:
    with pytest.raises(MailRefused):
        build_message(quote_mail(**changes), now=NOW)


def test_threads_are_kept_by_headers_but_our_own_cannot_be_replaced() -> None:
    message = build_message(quote_mail(headers={"In-Reply-To": "<1@x>", "From": "else@x.example"}), now=NOW)
    assert message["In-Reply-To"] == "<1@x>"
    assert "sales@kestrel-torque.example" in str(message["From"])


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "smtp://h:port", "smtp://u:secret@h?starttls=maybe"])
def test_an_address_of_a_server_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="TRADEWIND_SMTP_URL") as refused:
        read_smtp_url(url)
    assert "secret" not in str(refused.value)
