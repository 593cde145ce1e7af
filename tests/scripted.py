"""A small IMAP server that does what real ones will not: half lines, silence, odd answers.

A test gives a `Script`: what to answer to each command. Everything not scripted is answered
in the plainest way. It serves on 127.0.0.1, one thread a connection.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from mailfollow.core.model import Account, Imap, PasswordSource, Tls

_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")


class Talk:
    """One connection, seen from the server's side."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.file = sock.makefile("rb")
        self.tag = b""
        self.line = b""  # the command with its literals

    def say(self, data: bytes) -> None:
        """Send exactly these bytes."""
        self.sock.sendall(data)

    def trickle(self, data: bytes, seconds: float) -> None:
        """Send a byte now and then."""
        for n in range(len(data)):
            self.say(data[n : n + 1])
            time.sleep(seconds)

    def ok(self, text: bytes = b"done") -> None:
        self.say(self.tag + b" OK " + text + b"\r\n")

    def no(self, text: bytes) -> None:
        self.say(self.tag + b" NO " + text + b"\r\n")

    def read(self) -> bytes:
        """One command, literals taken."""
        line = self.file.readline()
        whole = line
        while found := _LITERAL.search(line):
            self.say(b"+ go on\r\n")
            whole += self.file.read(int(found[1]))
            line = self.file.readline()
            whole += line
        return whole

    def hang_up(self) -> None:
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()


Answer = Callable[[Talk], None]


class Script:
    """What the server says; `answers` maps a command's name (UID FETCH, …) to an answer."""

    def __init__(self, answers: dict[str, Answer] | None = None, **say: object) -> None:
        self.answers = answers or {}
        self.capability = str(say.get("capability", "IMAP4rev1 AUTH=PLAIN IDLE UIDPLUS MOVE"))
        self.greeting = bytes(say.get("greeting", b"* OK hello\r\n"))  # type: ignore[call-overload]
        self.exists = 1
        self.lines: list[bytes] = []  # every command, in order
        self.connections = 0

    def serve(self, talk: Talk) -> None:
        self.connections += 1
        talk.say(self.greeting)
        while line := talk.read():
            self.lines.append(line)
            talk.tag, _, talk.line = line.partition(b" ")
            words = talk.line.upper().decode("latin-1").split() or [""]
            name = " ".join(words[:2]) if words[0] == "UID" else words[0]
            answer = self.answers.get(name) or getattr(self, name.lower().replace(" ", "_"), None)
            (answer or Talk.ok)(talk)

    def authenticate(self, talk: Talk) -> None:
        talk.say(b"+ \r\n")
        talk.file.readline()
        talk.ok(f"[CAPABILITY {self.capability}] in".encode())

    def login(self, talk: Talk) -> None:
        talk.ok(f"[CAPABILITY {self.capability}] in".encode())

    def examine(self, talk: Talk) -> None:
        talk.say(
            b"* FLAGS (\\Seen)\r\n* %d EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] x\r\n"
            b"* OK [UIDNEXT %d] x\r\n" % (self.exists, self.exists + 1)
        )
        talk.ok(b"[READ-ONLY] opened")

    def select(self, talk: Talk) -> None:
        self.examine(talk)

    def status(self, talk: Talk) -> None:
        talk.say(b'* STATUS "x" (UIDNEXT %d)\r\n' % (self.exists + 1))
        talk.ok()

    def uid_search(self, talk: Talk) -> None:
        found = b" ".join(b"%d" % n for n in range(1, self.exists + 1))
        talk.say(b"* SEARCH " + found + b"\r\n")
        talk.ok()

    def capability_(self, talk: Talk) -> None:
        talk.say(f"* CAPABILITY {self.capability}\r\n".encode())
        talk.ok()

    def logout(self, talk: Talk) -> None:
        talk.say(b"* BYE\r\n")
        talk.ok()


class Scripted:
    """Where a script is being served."""

    def __init__(self, script: Script, context: ssl.SSLContext | None) -> None:
        self.script, self._context = script, context
        script.answers.setdefault("CAPABILITY", script.capability_)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._talks: list[Talk] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def account(self, tls: Tls = Tls.NONE, ca_file: str | None = None) -> Account:
        return Account(
            label="work",
            address="ewa@example.org",
            user="ewa@example.org",
            password=PasswordSource(env="UNUSED"),
            imap=Imap("127.0.0.1", self.port, tls, ca_file),
        )

    def close(self) -> None:
        self._listener.close()
        for talk in self._talks:
            talk.hang_up()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError, ValueError):
            talk = Talk(self._context.wrap_socket(sock, True) if self._context else sock)
            self._talks.append(talk)
            self.script.serve(talk)
            talk.hang_up()


@contextmanager
def serving(script: Script, context: ssl.SSLContext | None = None) -> Iterator[Scripted]:
    server = Scripted(script, context)
    try:
        yield server
    finally:
        server.close()
