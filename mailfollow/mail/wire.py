"""Bytes and sockets under IMAPClient: one connection that can be cut, watched and read in IDLE.

IMAPClient reads through a buffered file; whatever that buffer holds is invisible to `select`.
So IDLE is read here: first what the buffer still holds, then the socket itself, line by line.
"""

from __future__ import annotations

import contextlib
import imaplib
import io
import re
import selectors
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from imapclient import IMAPClient

from mailfollow.mail import tls
from mailfollow.mail.line import NAP_SECONDS, Cut, Patient, connected, keep_alive

Observer = Callable[[bytes], None]
"""Sees every byte that goes to the server, in the order it goes."""

IDLE_BYTES = 10_000_000
"""A server that says more in one round of IDLE is not worth listening to."""
LINE_BYTES = 65_536
"""Nothing that is said in IDLE is longer."""
LITERAL_BYTES = 100_000_000
"""We never ask for that much; whoever sends more would fill our memory."""
_ALERT = re.compile(rb"\S+ (?:OK|NO|BAD|BYE) \[ALERT\] *(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds of wall clock: to find and reach the host, for one read, until logged in, for
    one command."""

    connect: float = 15.0
    read: float = 60.0
    opening: float = 60.0
    command: float = 120.0


class Witness(Protocol):
    """Is told what must be known beyond the session."""

    def logging_in(self) -> None:
        """User and password are about to be sent."""

    def alert(self, said: str) -> None:
        """The server wants the user to read this (RFC 9051 §7.1, ALERT)."""


class Nobody:
    """A witness who does not care."""

    def logging_in(self) -> None: ...

    def alert(self, said: str) -> None: ...


class Wire(imaplib.IMAP4):
    """imaplib's protocol over a socket of our own making."""

    def __init__(
        self,
        host: str,
        port: int,
        context: ssl.SSLContext | None,
        cut: Cut,
        deadlines: Deadlines,
        observer: Observer | None,
        witness: Witness,
    ) -> None:
        self._context, self._cut, self._deadlines = context, cut, deadlines
        self._observer, self._witness = observer, witness
        super().__init__(host, port)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        deadlines = self._deadlines
        plain = connected(self.host, self.port, min(deadlines.connect, deadlines.opening))
        plain.settimeout(deadlines.read)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        keep_alive(plain)
        return self._wrapped(plain, self._context) if self._context else self._held(plain)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        self.sock = self._create_socket(timeout)
        self._listen()

    def _listen(self) -> None:
        self._patient = Patient(self.sock)
        self.file = io.BufferedReader(self._patient)

    def _held(self, sock: socket.socket) -> socket.socket:
        self._cut.holds(sock)
        return sock

    def _wrapped(self, plain: socket.socket, trust: ssl.SSLContext) -> ssl.SSLSocket:
        return tls.secured(plain, trust, self.host, self._cut)

    def secure(self, context: ssl.SSLContext) -> None:
        """STARTTLS, or an error; nothing said before it is believed afterwards."""
        typ, _ = self._simple_command("STARTTLS")
        if typ != "OK":
            raise self.abort("the server refused STARTTLS")
        self.sock = self._wrapped(self.sock, context)
        self._listen()  # what was buffered in the clear is gone
        self.untagged_responses = {}
        self._tls_established = True
        self._get_capabilities()

    def send(self, data: Any) -> None:
        if self._observer is not None:
            self._observer(bytes(data))
        self._patient.renew()
        super().send(data)

    def read(self, size: int) -> bytes:
        if size > LITERAL_BYTES:
            raise self.abort(f"unexpected response: {size} bytes")
        return super().read(size)

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
            typ, data = self._answer(tag)
        except Exception as lost:  # whatever it is: it came after the last byte
            raise HandedOver(str(lost)) from lost
        if typ not in ("OK", "NO", "BAD"):
            raise HandedOver(f"{typ} is no answer")
        return typ, data

    def _response(self) -> bytes | None:
        """The next line; None where it asks us to go on."""
        return cast("bytes | None", self._get_response())

    def readline(self) -> bytes:
        line = super().readline()
        self._heed(line.rstrip(b"\r\n"))
        return line

    def _heed(self, line: bytes) -> None:
        if found := _ALERT.match(line):
            self._witness.alert(found[1].decode("utf-8", "replace"))

    def _answer(self, tag: bytes) -> tuple[str, list[bytes]]:
        return cast("tuple[str, list[bytes]]", self._get_tagged_response(tag))

    # --- IDLE ---------------------------------------------------------------------------------

    def start_idle(self) -> list[bytes]:
        """Send IDLE; give the untagged lines that came before or with the `+`."""
        self._idle_tag = self._command("IDLE")
        self._rest, self._heard = b"", 0
        early: list[bytes] = []
        while (line := self._response()) is not None:
            if self.tagged_commands[self._idle_tag]:
                _, data = self._answer(self._idle_tag)
                raise self.error(f"IDLE failed: {data[0].decode('utf-8', 'replace')}")
            early.append(line)
        self.sock.settimeout(0)
        buffered = b""
        with contextlib.suppress(ssl.SSLWantReadError, BlockingIOError):
            file = cast("io.BufferedReader", self.file)
            buffered = file.read1(len(file.peek(1)))
        return early + self._lines(buffered)

    def idle_lines(self) -> list[bytes]:
        """Whole lines that have come since, without waiting. Raises abort at the end of file."""
        lines: list[bytes] = []
        with contextlib.suppress(ssl.SSLWantReadError, BlockingIOError):
            while True:
                lines += self._more()
        return lines

    def finish_idle(self) -> list[bytes]:
        """Send DONE and read to the tagged answer; give the untagged lines before it."""
        self.sock.settimeout(self._deadlines.read)
        self.send(b"DONE\r\n")
        tag, lines = self._idle_tag + b" ", list[bytes]()
        answer: bytes | None = None
        while True:
            for line in self._more():
                if line.startswith(tag):
                    answer = line.removeprefix(tag)
                else:
                    lines.append(line)
            if answer is not None and not self._rest:
                break
            time.sleep(NAP_SECONDS)
        self.tagged_commands.pop(self._idle_tag, None)
        if not answer.upper().startswith(b"OK"):
            raise self.error(f"IDLE failed: {answer.decode('utf-8', 'replace')}")
        return lines

    def _more(self) -> list[bytes]:
        data = self.sock.recv(65536)
        if not data:
            raise self.abort("the server closed the connection")
        return self._lines(data)

    def _lines(self, data: bytes) -> list[bytes]:
        """The lines that `data` completes."""
        self._heard += len(data)
        *whole, self._rest = (self._rest + data).split(b"\r\n")
        if self._heard > IDLE_BYTES or len(self._rest) > LINE_BYTES:
            raise self.abort("got more than anybody has to say")
        for line in whole:
            self._heed(line)
        return whole

    def readable(self, wakeup_fd: int, seconds: float) -> frozenset[str]:
        """Wait until the server says something ("server") or the fd is readable ("wakeup")."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ, "server")
            selector.register(wakeup_fd, selectors.EVENT_READ, "wakeup")
            return frozenset(key.data for key, _ in selector.select(max(seconds, 0)))


class HandedOver(Exception):
    """The last byte of a message went out, and then the line was lost."""


class Client(IMAPClient):
    """IMAPClient over a `Wire`."""

    def __init__(self, wire: Callable[[], Wire], host: str, read_seconds: float) -> None:
        self._wire = wire
        super().__init__(host, ssl=False, timeout=read_seconds)
        self.normalise_times = False
        self._imap.debug = 0  # at 5, every byte would be formatted for a log nobody reads

    def _create_IMAP4(self) -> Wire:
        return self._wire()

    @property
    def wire(self) -> Wire:
        wire: Wire = self._imap
        return wire
