"""Bytes and sockets under IMAPClient: one connection that can be cut, watched and read in IDLE.

IMAPClient reads through a buffered file; whatever that buffer holds is invisible to `select`.
So IDLE is read here: first what the buffer still holds, then the socket itself, line by line.
"""

from __future__ import annotations

import contextlib
import imaplib
import io
import selectors
import socket
import ssl
from collections.abc import Callable
from typing import Any, cast

from imapclient import IMAPClient

CONNECT_SECONDS = 15.0
Observer = Callable[[bytes], None]
"""Sees every byte that goes to the server, in the order it goes."""


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


class Wire(imaplib.IMAP4):
    """imaplib's protocol over a socket of our own making."""

    def __init__(
        self,
        host: str,
        port: int,
        context: ssl.SSLContext | None,
        cut: Cut,
        read_seconds: float,
        observer: Observer | None,
    ) -> None:
        self._context, self._cut, self._read_seconds = context, cut, read_seconds
        self._observer = observer
        super().__init__(host, port)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        plain = socket.create_connection((self.host, self.port), CONNECT_SECONDS)
        plain.settimeout(self._read_seconds)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _keep_alive(plain)
        return self._wrapped(plain, self._context) if self._context else self._held(plain)

    def _held(self, sock: socket.socket) -> socket.socket:
        self._cut.holds(sock)
        return sock

    def _wrapped(self, plain: socket.socket, context: ssl.SSLContext) -> ssl.SSLSocket:
        # The handshake comes second, so that the cut can reach it.
        sock = context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self._held(sock)
        sock.do_handshake()
        return sock

    def secure(self, context: ssl.SSLContext) -> None:
        """STARTTLS, or an error; nothing said before it is believed afterwards."""
        typ, _ = self._simple_command("STARTTLS")
        if typ != "OK":
            raise self.abort("the server refused STARTTLS")
        self.sock = self._wrapped(self.sock, context)
        self.file = self.sock.makefile("rb")  # what was buffered in the clear is gone
        self.untagged_responses = {}
        self._tls_established = True
        self._get_capabilities()

    def send(self, data: Any) -> None:
        if self._observer is not None:
            self._observer(bytes(data))
        super().send(data)

    def _log(self, line: str) -> None:
        """Nothing is kept: imaplib would hold the last lines, the log-in among them."""

    def append_literal(self, mailbox: bytes, flags: bytes, raw: bytes) -> tuple[str, list[bytes]]:
        """APPEND with a synchronising literal. Raises HandedOver once only the answer lacks."""
        tag = self._new_tag()
        head = b"%b APPEND %b %b {%d}\r\n" % (tag, mailbox, flags, len(raw))
        self.send(head)
        while self._response() is not None:
            if self.tagged_commands[tag]:
                return self._answer(tag)
        self.send(raw + b"\r\n")
        try:
            return self._answer(tag)
        except (OSError, self.error) as lost:
            raise HandedOver(str(lost)) from lost

    def _response(self) -> bytes | None:
        """The next line; None where it asks us to go on."""
        return cast("bytes | None", self._get_response())

    def _answer(self, tag: bytes) -> tuple[str, list[bytes]]:
        return cast("tuple[str, list[bytes]]", self._get_tagged_response(tag))

    # --- IDLE ---------------------------------------------------------------------------------

    def start_idle(self) -> list[bytes]:
        """Send IDLE; give the untagged lines that came before or with the `+`."""
        self._idle_tag = self._command("IDLE")
        self._rest = bytearray()
        early: list[bytes] = []
        while (line := self._response()) is not None:
            if self.tagged_commands[self._idle_tag]:
                _, data = self._answer(self._idle_tag)
                raise self.error(f"IDLE failed: {data[0].decode('ascii', 'replace')}")
            early.append(line)
        self.sock.settimeout(0)
        with contextlib.suppress(ssl.SSLWantReadError, BlockingIOError):
            buffered = cast("io.BufferedReader", self.file)
            self._rest += buffered.read1(len(buffered.peek(1)))
        return early + self._lines()

    def idle_lines(self) -> list[bytes]:
        """Whole lines that have come since, without waiting. Raises abort at the end of file."""
        with contextlib.suppress(ssl.SSLWantReadError, BlockingIOError):
            while True:
                data = self.sock.recv(65536)
                if not data:
                    raise self.abort("the server closed the connection")
                self._rest += data
                if len(self._rest) > 1_000_000:
                    raise self.abort("a line without end")
        return self._lines()

    def finish_idle(self) -> list[bytes]:
        """Send DONE and read to the tagged answer; give the untagged lines before it."""
        self.sock.settimeout(self._read_seconds)
        self.send(b"DONE\r\n")
        lines: list[bytes] = []
        while not any(line.startswith(self._idle_tag + b" ") for line in lines) or self._rest:
            data = self.sock.recv(65536)
            if not data:
                raise self.abort("the server closed the connection")
            self._rest += data
            lines += self._lines()
        self.tagged_commands.pop(self._idle_tag, None)
        return [line for line in lines if not line.startswith(self._idle_tag + b" ")]

    def _lines(self) -> list[bytes]:
        *whole, rest = bytes(self._rest).split(b"\r\n")
        self._rest = bytearray(rest)
        return whole

    def readable(self, wakeup_fd: int, seconds: float) -> frozenset[str]:
        """Wait until the server says something ("server") or the fd is readable ("wakeup")."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ, "server")
            selector.register(wakeup_fd, selectors.EVENT_READ, "wakeup")
            return frozenset(key.data for key, _ in selector.select(max(seconds, 0)))


class HandedOver(Exception):
    """The last byte of a message went out, and then the line was lost."""


class Client(IMAPClient):  # type: ignore[misc]
    """IMAPClient over a `Wire`."""

    def __init__(self, wire: Callable[[], Wire], host: str, read_seconds: float) -> None:
        self._wire = wire
        super().__init__(host, ssl=False, timeout=read_seconds)
        self.normalise_times = False
        self._imap.debug = 0  # at 5, every byte would be formatted for a log nobody reads

    def _create_IMAP4(self) -> Wire:  # noqa: N802
        return self._wire()

    @property
    def wire(self) -> Wire:
        wire: Wire = self._imap
        return wire


def _keep_alive(sock: socket.socket) -> None:
    """A line that has gone silent is noticed within four minutes."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (("TCP_KEEPIDLE", 120), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, option):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
