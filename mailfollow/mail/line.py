"""A line to a host: found and reached in time, kept alive, cut from another thread."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

from mailfollow.mail.watchdog import WATCHDOG

NAP_SECONDS = 0.05
"""So that a server which never stops its small talk costs us nothing."""
DROP_BYTES = 512
DROPS = 16
"""Small pieces that an honest answer may be made of."""
WAITED_SECONDS = 0.0001
"""A read that took longer found nothing there."""


class Cut:
    """Ends a connection from another thread, once there is one."""

    def __init__(self) -> None:
        self.done = False
        self._socket: socket.socket | None = None

    def holds(self, sock: socket.socket) -> None:
        self._socket = sock
        if self.done:
            self()

    def __call__(self) -> None:
        self.done = True
        if self._socket is not None:
            # Not SSLSocket.shutdown: that drops the TLS layer under a reading thread.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@contextlib.contextmanager
def deadline(cut: Cut, seconds: float) -> Iterator[threading.Event]:
    """Cut the line after so long, by the wall clock; the event tells that it was done."""
    late = threading.Event()

    def end() -> None:
        late.set()
        cut()

    watched = WATCHDOG.watch(seconds, end)
    try:
        yield late
    finally:
        WATCHDOG.release(watched)


class Patient(socket.SocketIO):
    """Reads from a line; where drops come one by one, it lets them gather first.

    `renew` when something was said: the first few drops of an answer are read at once.
    """

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock, "r")
        self._drops = 0

    def renew(self) -> None:
        self._drops = 0

    def readinto(self, buffer: Any) -> int | None:
        began = time.monotonic()
        got = super().readinto(buffer)
        # What had come already, however little, was waited for by nobody.
        if got and got < DROP_BYTES and time.monotonic() - began > WAITED_SECONDS:
            self._drops += 1
            if self._drops > DROPS:
                time.sleep(NAP_SECONDS)
        return got


def connected(host: str, port: int, seconds: float) -> socket.socket:
    """A socket to the first address that answers; looking them up counts, too."""
    until = time.monotonic() + seconds
    addresses = _addresses(host, port, seconds)
    refused: OSError = TimeoutError("no answer")
    for n, (family, kind, proto, _, address) in enumerate(addresses):
        sock = socket.socket(family, kind, proto)
        # One that leads nowhere must leave time for the next.
        sock.settimeout(max((until - time.monotonic()) / (len(addresses) - n), 0.01))
        try:
            sock.connect(address)
        except OSError as error:
            refused = error
            sock.close()
        else:
            return sock
    raise refused


def _addresses(host: str, port: int, seconds: float) -> list[Any]:
    """What `getaddrinfo` says, if it does in time: it knows no deadline itself."""
    answers: queue.SimpleQueue[list[Any] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as error:  # a name that cannot be one raises UnicodeError
            answers.put(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("the name server does not answer") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def keep_alive(sock: socket.socket) -> None:
    """A line that has gone silent is noticed within four minutes, whether we wait or send."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    options = {
        "TCP_KEEPIDLE": 120,
        "TCP_KEEPINTVL": 30,
        "TCP_KEEPCNT": 4,
        "TCP_USER_TIMEOUT": 240_000,  # milliseconds
    }
    for option, value in options.items():
        if hasattr(socket, option):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
