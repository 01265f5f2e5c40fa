"""The source of truth for what lies in the data folder (`var/`): database, keys, outbox, and the lock that one process holds."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from foundation.ids import new_token


class DataFolderInUse(RuntimeError):
    """Another process serves from this folder."""

    def __init__(self, folder: Path, holder: str) -> None:
        who = f" (process {holder})" if holder else ""
        super().__init__(
            f"{folder} is in use by another Tradewind{who}; stop it first, or set TRADEWIND_DATA to another folder."
        )


class DataFolder:
    """The paths and keys of one data folder."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.database = self.root / "tradewind.sqlite3"
        self.outbox = self.root / "outbox" / "mail"
        self.media = self.root / "media"
        self.index = self.root / "index"
        self.api_key_file = self.root / "api-key"
        self.secret_key_file = self.root / "secret-key"
        self._lock: IO[str] | None = None

    def ensure(self) -> None:
        """Make the folders that are missing, closed to other users of the machine."""
        for folder in (self.root, self.outbox, self.media, self.index):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def lock(self) -> None:
        """Take the folder for this process; raises DataFolderInUse. The system frees it when the process ends, however it ends."""
        self.ensure()
        handle = (self.root / "lock").open("a+", encoding="ascii")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.seek(0)
            holder = handle.read(20).strip()
            handle.close()
            raise DataFolderInUse(self.root, holder) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        self._lock = handle

    def unlock(self) -> None:
        """Give the folder back."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def secret_key(self) -> str:
        """Read the key that signs cookies and links; made at first use."""
        return self._kept(self.secret_key_file)[0]

    def api_key(self) -> tuple[str, bool]:
        """Read the API key; made at first use, and then the second value is True."""
        return self._kept(self.api_key_file)

    def _kept(self, file: Path) -> tuple[str, bool]:
        with suppress(FileNotFoundError):
            return file.read_text("ascii").strip(), False
        self.ensure()
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was quicker
            return file.read_text("ascii").strip(), False
        key = new_token()
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(key + "\n")
        return key, True
