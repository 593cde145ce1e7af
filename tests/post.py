"""Mail servers that take mail in: a real one, one that says what it is told, a bad line to them.

All listen on 127.0.0.1 and free ports. `Post` is aiosmtpd; `Desk` answers each command as a test
wants; `Line` stands before a server, may speak TLS itself, and breaks once where it is told.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from mailfollow.core.model import Account, Imap, PasswordSource, Smtp, Tls
from mailfollow.errors import InDoubt, MailError
from mailfollow.mail import smtp
from mailfollow.mail.wire import Deadlines

HOST = "127.0.0.1"
ADDRESS = "ewa@example.org"
PASSWORD = "zażółć-42"


def account(port: int, tls: Tls = Tls.NONE, ca_file: str | None = None) -> Account:
    return Account(
        label="work",
        address=ADDRESS,
        user="ewa",
        password=PasswordSource(env="UNUSED"),
        imap=Imap(HOST),
        smtp=Smtp(HOST, port, tls, ca_file),
    )


@dataclass(frozen=True)
class Delivered:
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class Post:
    """aiosmtpd: one user, who may log in with or without TLS."""

    def __init__(self, **options: Any) -> None:
        self.delivered: list[Delivered] = []
        self.port = free_port()
        options = {"auth_require_tls": False, "auth_required": True, **options}
        self._controller = Controller(
            self, hostname=HOST, port=self.port, authenticator=self._knows, **options
        )

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.delivered.append(
            Delivered(str(envelope.mail_from), tuple(envelope.rcpt_tos), envelope.content)
        )
        return "250 2.0.0 taken"

    @staticmethod
    def _knows(*said: object) -> AuthResult:
        data = said[-1]
        assert isinstance(data, LoginPassword)
        right = (data.login, data.password) == (b"ewa", PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    def start(self) -> Post:
        self._controller.start()
        return self

    def stop(self) -> None:
        self._controller.stop()


@contextmanager
def posting(**options: Any) -> Iterator[Post]:
    post = Post(**options).start()
    try:
        yield post
    finally:
        post.stop()


def server_context(directory: Any) -> ssl.SSLContext:
    """With the certificate of the tests' own Dovecot."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(directory / "cert.pem", directory / "key.pem")
    return context


def free_port() -> int:
    with socket.socket() as s:
        s.bind((HOST, 0))
        return int(s.getsockname()[1])


# --- a server that says what it is told -----------------------------------------------------------

Answer = bytes | Callable[["Talk"], None]
USUAL: Mapping[str, bytes] = {
    "greeting": b"220 desk\r\n",
    "EHLO": b"250-desk\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n",
    "AUTH": b"235 in\r\n",
    "MAIL": b"250 fine\r\n",
    "RCPT": b"250 fine\r\n",
    "DATA": b"354 go on\r\n",
    "end": b"250 taken\r\n",
    "QUIT": b"221 bye\r\n",
}


@dataclass
class Talk:
    """One connection, seen from the server's side."""

    sock: socket.socket
    lines: list[bytes]
    file: Any = None

    def __post_init__(self) -> None:
        self.file = self.sock.makefile("rb")

    def say(self, data: bytes) -> None:
        self.sock.sendall(data)

    def trickle(self) -> None:
        for byte in b"250-" + b"still here " * 1000:
            self.say(bytes([byte]))
            time.sleep(0.01)

    def hear(self) -> bytes:
        line: bytes = self.file.readline()
        self.lines.append(line)
        return line

    def secure(self, context: ssl.SSLContext) -> None:
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.file = self.sock.makefile("rb")


@dataclass
class Desk:
    """`answers`: by command, "greeting" and "end" (of the message); bytes, or what to do."""

    answers: Mapping[str, Answer]
    context: ssl.SSLContext | None = None
    lines: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        _thread(self._accept)

    @property
    def commands(self) -> list[str]:
        return [line.split()[0].decode("latin-1").upper() for line in self.lines if line.strip()]

    def close(self) -> None:
        self._listener.close()
        for sock in self._open:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self._open.append(sock)
                _thread(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError, ValueError), sock:
            talk = Talk(sock, self.lines)
            if self.context and "STARTTLS" not in self.answers:
                talk.secure(self.context)
            self._answer(talk, "greeting")
            while line := talk.hear():
                command = line.split()[0].decode("latin-1").upper() if line.strip() else ""
                self._answer(talk, command)
                if command == "DATA" and "DATA" not in self.answers:
                    while talk.hear() not in (b".\r\n", b""):
                        pass
                    self._answer(talk, "end")

    def _answer(self, talk: Talk, what: str) -> None:
        answer = self.answers.get(what, USUAL.get(what, b"500 what?\r\n"))
        if callable(answer):
            answer(talk)
        else:
            talk.say(answer)


@contextmanager
def desk(answers: Mapping[str, Answer], context: ssl.SSLContext | None = None) -> Iterator[Desk]:
    one = Desk(answers, context)
    try:
        yield one
    finally:
        one.close()


# --- a line that breaks ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Break:
    """Where the line breaks, once.

    `at`: "greeting", a command, or a part of the message: "first line", "middle", "last byte".
    `answered`: the server heard it and its answer is lost; else it is lost itself. `reset`: RST
    instead of FIN. `late`: it does not break; the end of the message takes so many seconds.
    """

    at: str
    answered: bool = False
    reset: bool = False
    late: float = 0.0


class Line:
    """A proxy before `port` that breaks as `broken` says, on its first connection only.

    `context`: it speaks TLS with the client; `upstream`: with the server, too.
    """

    def __init__(
        self,
        port: int,
        broken: Break,
        context: ssl.SSLContext | None = None,
        upstream: ssl.SSLContext | None = None,
    ) -> None:
        self._server, self._broken = (HOST, port), broken
        self._context, self._upstream = context, upstream
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        self._threads: list[threading.Thread] = []
        _thread(self._accept)

    def close(self) -> None:
        self._listener.close()
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                broken = self._broken if self.connections == 1 else None
                self._threads.append(_thread(self._pass, client, broken))

    def _pass(self, plain: socket.socket, broken: Break | None) -> None:
        with suppress(OSError), socket.create_connection(self._server) as bare:
            bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client = self._context.wrap_socket(plain, server_side=True) if self._context else plain
            server = self._upstream.wrap_socket(bare) if self._upstream else bare
            with client, server:
                _Passing(client, server, broken).run()
                if broken and broken.reset:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class _Passing:
    """One connection through the line, a command and its answer at a time."""

    def __init__(self, client: socket.socket, server: socket.socket, broken: Break | None) -> None:
        self._client, self._server = client, server
        self._said, self._answers = client.makefile("rb"), server.makefile("rb")
        self._broken = broken

    def run(self) -> None:
        if not self._answer("greeting"):
            return
        while line := self._said.readline():
            command = line.split()[0].decode("latin-1").upper()
            if self._breaks(command):
                return
            self._server.sendall(line)
            if not self._answer(command):
                return
            if command == "DATA" and self._code == b"354" and not self._message():
                return

    def _message(self) -> bool:
        lines: list[bytes] = []
        while (line := self._said.readline()) not in (b".\r\n", b""):
            lines.append(line)
            if len(lines) == 1 and self._breaks("first line"):
                self._server.sendall(line)
                return False
        message = b"".join(lines) + line
        if not line or self._breaks("middle"):
            self._server.sendall(message[: len(message) // 2])
            return False
        if self._breaks("last byte"):
            self._server.sendall(message[:-1])
            return False
        time.sleep(self._broken.late if self._broken else 0)
        self._server.sendall(message)
        return self._answer("last byte")

    def _breaks(self, here: str) -> bool:
        """Whether what is said here does not reach the server."""
        broken = self._broken
        return bool(broken and broken.at == here and not broken.answered and not broken.late)

    def _answer(self, to: str) -> bool:
        """Pass the server's answer on; False where it is lost."""
        answer = b""
        while line := self._answers.readline():
            answer += line
            if line[3:4] != b"-":
                break
        self._code = answer[:3]
        broken = self._broken
        if not answer or (broken and broken.at == to and broken.answered):
            return False
        self._client.sendall(answer)
        return True


# --- a caller -------------------------------------------------------------------------------------

_COMMANDS = ("EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT")
BREAKS = (
    Break("greeting", answered=True),
    *(Break(at, answered) for at in _COMMANDS for answered in (False, True)),
    *(Break(at, reset=reset) for at in ("first line", "middle") for reset in (False, True)),
    *(Break("last byte", answered, reset) for answered in (False, True) for reset in (False, True)),
    Break("last byte", late=1.2),
)
"""At every command, and three times inside the message."""
QUICK = Deadlines(connect=0.3, read=5, opening=0.5, command=0.3)
"""For those who wait in vain until they are logged in."""
LATER = Deadlines(connect=5, read=5, opening=5, command=0.6)
"""For those who wait in vain afterwards."""


def tried(there: Account, raw: bytes, deadlines: Deadlines) -> str:
    """What a caller does who never repeats what is in doubt, and repeats everything else."""
    for _ in range(3):
        try:
            smtp.send(there, PASSWORD, raw, deadlines=deadlines)
        except InDoubt:
            return "in doubt"
        except MailError:
            continue
        return "sent"
    return "failed"


def _thread(run: Callable[..., None], *args: object) -> threading.Thread:
    thread = threading.Thread(target=run, args=args, daemon=True)
    thread.start()
    return thread
