"""A line to a real server on which the server's bytes come out wrong, the same for one number.

What is inside a literal stays as it is: that is a mail, and a mail may say anything.
"""

from __future__ import annotations

import random
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

HOST = "127.0.0.1"
_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")
PIECES = (
    *(b"\r\n", b"\n", b"\0", b"\xff", b"(", b")", b'"', b"{", b"}", b"[", b"]", b"*", b"+ \r\n"),
    *(b" ", b"0", b"9", b"NIL", b"\\", b"* BYE\r\n", b"* 99 EXISTS\r\n", b"* 1 EXPUNGE\r\n"),
    *(b"{9}\r\n", b"{99999999999}\r\n", b"* OK [UIDVALIDITY 5] x\r\n", b"* SEARCH 77\r\n"),
    *(b"* 1 FETCH (UID 1 FLAGS (\\Deleted))\r\n", b"* LIST () NIL \xc3\xa4\x1b\r\n"),
    *(b"* CAPABILITY\r\n", b"A1 OK\r\n", b"* PREAUTH\r\n", b"* OK [UIDNEXT -1] x\r\n"),
    *(b"-----" * 5, b"x" * 2_000_000),
)  # fmt: skip


class Line:
    """A proxy in front of `port`; from the server's side `mutations` things go wrong on it."""

    def __init__(self, port: int, seed: int, length: int) -> None:
        """`length`: how many bytes an undisturbed server would send."""
        self._rng = random.Random(seed)
        many = self._rng.choice((1, 1, 1, 2, 4, 30))
        self._places = sorted(self._rng.randrange(length) for _ in range(many))
        self.host, self.bitten = HOST, 0
        self.said = 0  # bytes of the server, before anything went wrong with them
        self._target, self._lock = port, threading.Lock()
        self._listener = socket.create_server((HOST, 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        for sock in self._open:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection((HOST, self._target))
                self._open += [client, server]
                for pair in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source: socket.socket, to: socket.socket, wrong: bool) -> None:
        with suppress(OSError):
            if wrong:
                for data, literal in _responses(source):
                    to.sendall(data if literal else self._bitten(data))
            else:
                while data := source.recv(65536):
                    to.sendall(data)
        for sock in (source, to):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _bitten(self, data: bytes) -> bytes:
        with self._lock:
            begin, self.said = self.said, self.said + len(data)
            here = [p - begin for p in self._places if begin <= p < self.said]
            self.bitten += len(here)
            for at in reversed(here):
                data = self._bite(data, at)
            return data

    def _bite(self, data: bytes, at: int) -> bytes:
        rng = self._rng
        match rng.randrange(6):
            case 0:
                return data[:at] + rng.randbytes(1) + data[at + 1 :]
            case 1:
                return data[:at] + data[at + rng.randint(1, 30) :]
            case 2:
                return data[:at] + data[at : at + rng.randint(1, 60)] + data[at:]
            case 3:  # another digit, another letter: what still looks like IMAP
                return data[:at] + rng.choice(b"0123456789 ABCN()").to_bytes() + data[at + 1 :]
            case _:
                return data[:at] + rng.choice(PIECES) + data[at:]


def _responses(server: socket.socket) -> Iterator[tuple[bytes, bool]]:
    """What the server says: lines, and the literals between them (True)."""
    file = server.makefile("rb")
    while line := file.readline():
        yield line, False
        if found := _LITERAL.search(line):
            yield file.read(int(found[1])), True
