"""A real IMAP server (Dovecot) on a folder of its own, for tests that read a mailbox."""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import imap_tools
import pytest

DOVECOT = shutil.which("dovecot") or ("/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else None)
USER, PASSWORD = "sales@kestrel-torque.example", "pass word/7ü"


class Dovecot:
    """One server with one user; it can be stopped, killed and started again on the same mails and the same port."""

    def __init__(self, *, certificate: Path | None = None) -> None:
        assert DOVECOT is not None
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))  # a short path that its own users can reach
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._certificate = certificate
        self._process: subprocess.Popen[bytes] | None = None
        self._write()

    def url(self, *, password: str = PASSWORD, folder: str = "INBOX") -> str:
        """The address as the settings want it."""
        from urllib.parse import quote

        scheme, query = ("imap", "") if self._certificate else ("imap", "?starttls=never")
        return f"{scheme}://{quote(USER)}:{quote(password, safe='')}@127.0.0.1:{self.port}/{quote(folder)}{query}"

    def _write(self) -> None:
        # as root it insists on its package's own users, as anybody else there is only oneself
        user, group = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
        if os.getuid() == 0:
            self.folder.chmod(0o755)
        login, internal, group = ("dovenull", "dovecot", "dovecot") if os.getuid() == 0 else (user, user, group)
        owner = pwd.getpwnam(internal)
        for name in ("mail", "home"):
            (self.folder / name).mkdir()
            os.chown(self.folder / name, owner.pw_uid, owner.pw_gid)
        mailbox = f"{USER}:{{PLAIN}}{PASSWORD}:{owner.pw_uid}:{owner.pw_gid}::{self.folder}/home\n"
        (self.folder / "users").write_text(mailbox)
        tls = (
            f"ssl = yes\nssl_cert = <{self._certificate}\nssl_key = <{self._certificate}\n"
            if self._certificate
            else "ssl = no\n"
        )
        (self.folder / "dovecot.conf").write_text(
            f"""
base_dir = {self.folder}/run
state_dir = {self.folder}/state
log_path = {self.folder}/log
protocols = imap
listen = 127.0.0.1
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
auth_username_chars = abcdefghijklmnopqrstuvwxyz.@-
auth_failure_delay = 0
mail_location = maildir:{self.folder}/mail
{tls}
passdb {{
  driver = passwd-file
  args = username_format=%u {self.folder}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {self.folder}/users
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
        )

    def start(self) -> None:
        """Start, and wait until it answers."""
        assert DOVECOT is not None
        self._process = subprocess.Popen(
            [DOVECOT, "-F", "-c", str(self.folder / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            assert self._process.poll() is None, self._log()
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as one:
                    if one.recv(10):
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(self._log())

    def stop(self) -> None:
        """End it as a power cut does, with everybody whom it serves."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=20)
            shutil.rmtree(self.folder / "run", ignore_errors=True)
        self._process = None

    def close(self) -> None:
        """End it, and take its mails away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def post(self, *messages: bytes, folder: str = "INBOX") -> None:
        """Lay messages into a folder."""
        with self.opened() as box:
            for message in messages:
                box.append(message, folder)

    def opened(self) -> imap_tools.BaseMailBox:
        """Open the mailbox as a person would."""
        if self._certificate:
            context = ssl.create_default_context(cafile=str(self._certificate))
            return imap_tools.MailBoxStartTls("127.0.0.1", self.port, 10, ssl_context=context).login_utf8(
                USER, PASSWORD
            )
        return imap_tools.MailBoxUnencrypted("127.0.0.1", self.port, 10).login_utf8(USER, PASSWORD)

    def begin_anew(self) -> None:
        """Let all message numbers lose their meaning, as after the server's disk was restored (UIDVALIDITY changes)."""
        self.stop()
        for file in (self.folder / "mail").glob("dovecot*"):
            file.unlink()
        time.sleep(1.1)  # UIDVALIDITY is the second at which the folder was first seen
        self.start()

    def _log(self) -> str:
        log = self.folder / "log"
        return log.read_text()[-2000:] if log.exists() else ""


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    """A server that the tests of a module share; a test asks for `server`."""
    dovecot = Dovecot()
    dovecot.start()
    yield dovecot
    dovecot.close()


@pytest.fixture
def server(running: Dovecot) -> Dovecot:
    """The shared server, its inbox empty."""
    with running.opened() as box:
        box.delete(box.uids())
    return running
