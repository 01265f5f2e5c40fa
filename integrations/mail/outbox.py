"""The source of truth for mail without a server: each message is a file of the outbox, whole or not there."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import tempfile
from pathlib import Path

from foundation import clock
from funnel.ports import Mail, MailUnavailable
from integrations.mail.message import build_message, message_id

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Outbox:
    """Keeps mails as `.eml` files that any mail program opens. The same message twice is one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, mail: Mail) -> str:
        """Write the mail to the outbox; return the file's path. Raises MailRefused, MailUnavailable (disk full, no right)."""
        content = build_message(mail, now=clock.now()).as_bytes()
        file = self._folder / file_name(mail)
        try:
            await asyncio.to_thread(_write, file, content)
        except OSError as error:
            raise MailUnavailable(f"The outbox {self._folder} cannot be written: {error.strerror}.") from error
        return str(file)


def file_name(mail: Mail) -> str:
    """Return the name of a mail's file: made of its Message-ID alone, so a repeated sending meets its own file."""
    bare = message_id(mail).strip("<>")
    return f"{_UNSAFE.sub('-', bare)[:80]}-{hashlib.sha256(bare.encode()).hexdigest()[:12]}.eml"


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, part = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        Path(part).replace(file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
