"""Stands between a program and its IMAP server, and ends the program at certain moments of what they say to each other."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

FETCHING, SHOWING = b"BODY.PEEK[]", b"+FLAGS"


class Relay(threading.Thread):
    """Carries every byte to and fro, and calls `kill` at each of the `deadly` moments, in their order.

    `fetching`: part of a message has arrived; `showing`: it was taken in, and the server does not know yet; `shown`: the server
    knows, and has not said so.
    """

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self._server = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.deadly: list[str] = []
        self.kill: Callable[[], None] = lambda: None
        self._asked = b""
        """What the program last asked for that a moment hangs on."""

    def run(self) -> None:
        while True:
            try:
                program, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(program,), daemon=True).start()

    def _carry(self, program: socket.socket) -> None:
        with program, socket.create_connection(("127.0.0.1", self._server)) as server:
            back = threading.Thread(target=self._pump, args=(self._answer, server, program), daemon=True)
            back.start()
            self._pump(self._ask, program, server)
            back.join()

    def close(self) -> None:
        """Take no further connection."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _pump(self, carry: Callable[[bytes, socket.socket], None], one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):  # whoever is killed says no goodbye
            while heard := one.recv(1 << 20):
                carry(heard, other)
        for side in (one, other):
            with suppress(OSError):  # the other pump was faster
                side.shutdown(socket.SHUT_RDWR)

    def _ask(self, said: bytes, server: socket.socket) -> None:
        if SHOWING in said:
            self._reach("showing")
        self._asked = next((word for word in (FETCHING, SHOWING) if word in said), b"")
        server.sendall(said)

    def _answer(self, told: bytes, program: socket.socket) -> None:
        asked, self._asked = self._asked, b""
        if asked == FETCHING:
            program.sendall(told[: len(told) // 2])
            self._reach("fetching")
            program.sendall(told[len(told) // 2 :])
            return
        if asked == SHOWING:
            self._reach("shown")
        program.sendall(told)

    def _reach(self, moment: str) -> None:
        """End the program and its connection where this is the moment: nothing that the dead one said or asked is carried further."""
        if self.deadly and self.deadly[0] == moment:
            self.kill()
            self.deadly.pop(0)
            raise ConnectionAbortedError
