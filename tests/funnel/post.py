"""A house whose mails leave over a real SMTP server, for tests that read what a customer would read."""

from __future__ import annotations

import asyncio
import email
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session

from content.catalogue.model import Company
from foundation.database import Database
from funnel.journey.parts import Parts
from integrations.mail.smtp import SmtpMailer
from tests.funnel.parts import furnished


class PostOffice:
    """A real SMTP server that keeps what it takes."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refusing = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refusing:
            return "451 not now"
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 taken"


@asynccontextmanager
async def posting(database: Database, company: Company) -> AsyncIterator[tuple[Parts, PostOffice]]:
    """Open a house and its post office."""
    office = PostOffice()
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(lambda: SMTP(office, loop=loop), "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    try:
        async with furnished(database, company, mailer=SmtpMailer(f"smtp://127.0.0.1:{port}")) as parts:
            yield parts, office
    finally:
        listener.close()
        await listener.wait_closed()


def text_of(message: EmailMessage) -> str:
    """Return the plain text of a message."""
    body = message.get_body(preferencelist=("plain",))
    assert body is not None
    return str(body.get_content())
