"""A line to a mail server on which what the client said last arrives late, whoever died meanwhile.

A proxy on 127.0.0.1. Once a connection has begun an APPEND, its `Lag` decides how many of the
message's last bytes are held back, and for how long; they arrive though the client is gone.
"""

from __future__ import annotations

import queue
import re
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

_LITERAL = re.compile(rb" APPEND .*\{(\d+)\}\r\n$")


@dataclass(frozen=True)
class Lag:
    """The last `bytes` of a message come `seconds` late."""

    bytes: int = 0
    seconds: float = 0.0


_Said = queue.SimpleQueue["tuple[float, bytes] | None"]
"""(not before this moment of the clock, bytes), and None at the end."""


class SlowLine:
    """Listens on `port`; every APPEND that passes asks `lag` how it fares. `clock`: seconds."""

    def __init__(
        self,
        server: tuple[str, int],
        lag: Callable[[], Lag],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server, self._lag, self._clock = server, lag, clock
        self._lock = threading.Lock()
        self._flying = 0
        self.flown = 0  # messages that ever had their last bytes in flight
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def flying(self) -> int:
        """How many messages have their last bytes in flight."""
        with self._lock:
            return self._flying

    def close(self) -> None:
        self._listening.close()

    def land(self) -> None:
        """Wait until all has arrived, and the server has done with it."""
        while self.flying:
            time.sleep(0.005)
        time.sleep(0.05)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(self._server)
                for sock in (client, server):
                    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                said = _Said()
                _thread(self._listen, client, said)
                _thread(self._tell, server, said)
                _thread(_answer, server, client)

    def _listen(self, client: socket.socket, said: _Said) -> None:
        """Take what the client says at once, so that for the client it is handed over."""
        left, lag, held = 0, Lag(), b""
        while data := _received(client):
            if not left:
                said.put((0.0, data))
                if found := _LITERAL.search(data):
                    left, lag = int(found[1]) + 2, self._lag()
                continue
            at = max(0, left - lag.bytes)
            said.put((0.0, data[:at]))
            held, left = held + data[at:], left - len(data)
            if not left:
                if lag.seconds:
                    self._count(1)
                    self.flown += 1
                said.put((self._clock() + lag.seconds if lag.seconds else 0.0, held))
                held = b""
        said.put((0.0, held))
        said.put(None)

    def _tell(self, server: socket.socket, said: _Said) -> None:
        while (one := said.get()) is not None:
            due, data = one
            while self._clock() < due:
                time.sleep(0.01)
            with suppress(OSError):
                server.sendall(data)
            if due:
                self._count(-1)
        with suppress(OSError):
            server.shutdown(socket.SHUT_WR)

    def _count(self, more: int) -> None:
        with self._lock:
            self._flying += more


def _thread(run: Callable[..., None], *args: object) -> None:
    threading.Thread(target=run, args=args, daemon=True).start()


def _answer(server: socket.socket, client: socket.socket) -> None:
    while data := _received(server):
        with suppress(OSError):
            client.sendall(data)
    for sock in (client, server):
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
        sock.close()


def _received(sock: socket.socket) -> bytes:
    try:
        return sock.recv(65536)
    except OSError:
        return b""
