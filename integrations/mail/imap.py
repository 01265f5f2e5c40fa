"""The source of truth for reading a mailbox by IMAP (RFC 3501), and for what each of its failures means to us."""

from __future__ import annotations

import asyncio
import imaplib
import re
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import imap_tools
from imap_tools import A, BaseMailBox
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxFolderStatusError,
    MailboxLoginError,
)
from imap_tools.utils import encode_folder

from funnel.mails.inbound import LARGEST
from funnel.ports import Fetched, MailboxError, MailboxRefused, MailboxTrouble, MailboxUnavailable

_PORTS = {"imap": 143, "imaps": 993}
_HEADERS = 65_536
"""Bytes that are read of a message that is too large."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_BROKEN = (imaplib.IMAP4.abort, OSError, EOFError)
"""The connection is gone; `ssl` errors are OSErrors."""
_DONE = {"seen", "keep"}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ImapServer:
    """A mailbox as its URL names it."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    tls: bool
    """From the first byte on (imaps)."""
    starttls: bool
    move_to: str | None
    """Where taken mails go; None: they stay."""
    marks: bool
    """Whether taken mails are marked as read."""


def read_imap_url(url: str, *, done: str = "seen") -> ImapServer:
    """Read `imaps://user:password@host:993/INBOX` or `imap://...:143`; `done` is what becomes of taken mails: seen, keep, move:FOLDER.

    Without TLS from the start STARTTLS is required, so that the password never travels in the clear; `?starttls=never` takes
    that away, for a server on this machine. Raises ValueError with a sentence that does not repeat the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or not parts.username or parts.password is None:
        raise ValueError("TRADEWIND_IMAP_URL is no mailbox; write imaps://user:password@host:993/INBOX.")
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise ValueError("TRADEWIND_IMAP_URL has no valid port; write imaps://user:password@host:993/INBOX.") from None
    wish = parse_qs(parts.query).get("starttls", [""])[-1]
    if wish not in {"", "required", "never"}:
        raise ValueError("TRADEWIND_IMAP_URL: starttls is `required` or `never`.")
    word, _, target = done.partition(":")
    if not (done in _DONE or (word == "move" and target.strip())):
        raise ValueError("TRADEWIND_IMAP_TAKEN is `seen`, `keep` or `move:FOLDER`.")
    tls = parts.scheme == "imaps"
    return ImapServer(
        parts.hostname,
        port,
        unquote(parts.username),
        unquote(parts.password),
        unquote(parts.path.strip("/")) or "INBOX",
        tls,
        not tls and wish != "never",
        target.strip() if word == "move" else None,
        done != "keep",
    )


class ImapMailbox:
    """A mailbox of one server, each look over a connection of its own; see `funnel.ports.Mailbox`."""

    def __init__(
        self, url: str, *, done: str = "seen", timeout: float = 30, tls_context: ssl.SSLContext | None = None
    ) -> None:
        """`timeout` seconds limit each exchange with the server; `tls_context` None: the system's certificates."""
        self._server = read_imap_url(url, done=done)
        self._timeout = timeout
        self._tls_context = tls_context or ssl.create_default_context()
        self.name = f"{self._server.user} · {self._server.folder}"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Folder]:
        """Connect, sign in and choose the folder. Raises MailboxUnavailable, MailboxRefused."""
        box = await asyncio.to_thread(self._connect)
        try:
            folder = Folder(box, self._server)
            await folder.choose()
            yield folder
        finally:
            await asyncio.to_thread(_leave, box)

    def _connect(self) -> BaseMailBox:
        server, where = self._server, f"{self._server.host}:{self._server.port}"
        try:
            box = self._client()
        except ssl.SSLCertVerificationError as error:
            reason = error.verify_message
            raise MailboxRefused(
                MailboxTrouble.CERTIFICATE, f"The certificate of the mail server {where} is not trusted: {reason}."
            ) from error
        except (imaplib.IMAP4.error, ImapToolsError) as error:
            raise _refused_start(where, error) from error
        except (OSError, EOFError) as error:
            raise MailboxUnavailable(
                MailboxTrouble.UNREACHABLE, f"The mail server {where} cannot be reached: {_reason(error)}."
            ) from error
        try:
            ascii_only = server.user.isascii() and server.password.isascii()
            (box.login if ascii_only else box.login_utf8)(server.user, server.password, None)
        except _BROKEN as error:
            _leave(box)
            raise MailboxUnavailable(
                MailboxTrouble.BROKE_OFF, f"The mail server {where} broke off: {_reason(error)}."
            ) from error
        except (imaplib.IMAP4.error, MailboxLoginError) as error:
            _leave(box)
            raise MailboxRefused(
                MailboxTrouble.CREDENTIALS, f"The mail server {where} does not accept the user or password."
            ) from error
        return box

    def _client(self) -> BaseMailBox:
        server = self._server
        if server.tls:
            return imap_tools.MailBox(server.host, server.port, self._timeout, ssl_context=self._tls_context)
        box = imap_tools.MailBoxUnencrypted(server.host, server.port, self._timeout)
        if server.starttls:
            try:
                box.client.starttls(self._tls_context)
            except BaseException:
                _leave(box)
                raise
        return box


class Folder:
    """The chosen folder; see `funnel.ports.OpenMailbox`."""

    def __init__(self, box: BaseMailBox, server: ImapServer) -> None:
        self._box = box
        self._server = server
        self._can: frozenset[str] = frozenset()
        self.validity = 0
        self.next_number = 1

    async def choose(self) -> None:
        """Choose the folder and read what its numbers are worth. Raises MailboxUnavailable, MailboxRefused."""

        def choose() -> dict[str, int]:
            told = self._box.client.capability()[1]  # asked again: before the sign-in a server names only some
            self._can = frozenset(b" ".join(each for each in told if each).decode("ascii", "replace").upper().split())
            status = self._box.folder.status(self._server.folder, ["UIDVALIDITY", "UIDNEXT"])
            self._box.folder.set(self._server.folder)
            return status

        try:
            status = await self._ask(choose)
        except (MailboxFolderSelectError, MailboxFolderStatusError) as error:
            raise MailboxRefused(
                MailboxTrouble.NO_FOLDER, f"The mailbox of {self._server.user} has no folder {self._server.folder}."
            ) from error
        self.validity, self.next_number = status["UIDVALIDITY"], status["UIDNEXT"]

    async def newer(self, number: int) -> Sequence[int]:
        """Return the numbers above `number`, rising."""
        found = await self._ask(lambda: self._box.uids(f"UID {number + 1}:*", charset=None))
        return sorted(each for each in map(int, found) if each > number)  # `*` is the last one, however low

    async def since(self, day: date) -> Sequence[int]:
        """Return the numbers of what arrived on that day or later, rising."""
        return sorted(map(int, await self._ask(lambda: self._box.uids(A(date_gte=day), charset=None))))

    async def fetch(self, number: int) -> Fetched | None:
        """Return a message without marking it; None where it is gone."""
        return await self._ask(lambda: self._fetch(str(number)))

    def _fetch(self, number: str) -> Fetched | None:
        told = self._uid("FETCH", number, "(RFC822.SIZE)")
        size = _SIZE.search(b" ".join(part if isinstance(part, bytes) else part[0] for part in told if part))
        if size is None:
            return None
        is_large = int(size[1]) > LARGEST
        wanted = f"(BODY.PEEK[HEADER]<0.{_HEADERS}>)" if is_large else "(BODY.PEEK[])"
        content = next((part[1] for part in self._uid("FETCH", number, wanted) if isinstance(part, tuple)), None)
        return None if content is None else Fetched(content, int(size[1]), is_large)

    async def taken(self, number: int) -> None:
        """Mark a message as read, or move it, as the settings want."""
        await self._ask(lambda: self._taken(str(number)))

    def _taken(self, number: str) -> None:
        server = self._server
        if server.marks:
            self._uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)")
        if server.move_to is None:
            return
        folder = encode_folder(server.move_to)
        if not self._box.folder.exists(server.move_to):
            self._box.folder.create(server.move_to)
        if "MOVE" in self._can:
            self._uid("MOVE", number, folder)
            return
        self._uid("COPY", number, folder)
        self._uid("STORE", number, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._can:  # a bare EXPUNGE would remove what people have marked
            self._uid("EXPUNGE", number)

    def _uid(self, command: str, *words: str | bytes) -> list[bytes | tuple[bytes, bytes] | None]:
        kind, told = self._box.client.uid(command, *words)  # type: ignore[arg-type]  # imaplib takes bytes too, its stub does not say so
        if kind != "OK":
            raise MailboxUnavailable(
                MailboxTrouble.BROKE_OFF, f"The mail server answered {command} with {kind}: {str(told)[:200]}."
            )
        return told

    async def _ask(self, question: Callable[[], _T]) -> _T:
        try:
            return await asyncio.to_thread(question)
        except _BROKEN as error:
            where = f"{self._server.host}:{self._server.port}"
            raise MailboxUnavailable(
                MailboxTrouble.BROKE_OFF, f"The mail server {where} broke off: {_reason(error)}."
            ) from error
        except imaplib.IMAP4.error as error:
            raise MailboxUnavailable(
                MailboxTrouble.BROKE_OFF, f"The mail server gave an answer that makes no sense: {_reason(error)}."
            ) from error
        except (MailboxFolderSelectError, MailboxFolderStatusError):
            raise
        except ImapToolsError as error:
            raise MailboxUnavailable(MailboxTrouble.BROKE_OFF, f"The mail server refused: {_reason(error)}.") from error


def _refused_start(where: str, error: Exception) -> MailboxError:
    """Tell a server that broke off from one that has no encryption to offer; imaplib calls both an abort."""
    if isinstance(error, imaplib.IMAP4.abort) and "TLS" not in str(error):
        return MailboxUnavailable(MailboxTrouble.BROKE_OFF, f"The mail server {where} broke off: {_reason(error)}.")
    return MailboxRefused(
        MailboxTrouble.NO_ENCRYPTION, f"The mail server {where} offers no encryption (STARTTLS): {_reason(error)}."
    )


def _leave(box: BaseMailBox) -> None:
    with suppress(Exception):  # whatever it is, the connection is of no more use
        box.logout()
    with suppress(Exception):
        box.client.shutdown()


def _reason(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split()).rstrip(".")[:200]
