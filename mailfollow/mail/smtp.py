"""Hand the morning mail in by SMTP, toward the user and nobody else.

The recipient is wired in: the account's own address, and no parameter names another. The end of
the message is sent by itself, so that it is known whether the server can have taken it: until
then nothing was delivered; from then on, and without an answer, nobody knows.
"""

from __future__ import annotations

import base64
import contextlib
import io
import re
import smtplib
import socket
from collections.abc import Iterator
from typing import cast

from mailfollow.core.model import Account, Smtp, Tls
from mailfollow.errors import Garbled, InDoubt, LoginRefused, MailError, Offline, Refused
from mailfollow.mail import tls, trouble
from mailfollow.mail.connection import forget
from mailfollow.mail.line import Cut, connected, deadline
from mailfollow.mail.wire import Deadlines, HandedOver

LINE_BYTES = 998  # RFC 5322 §2.1.1
REPLY_BYTES = 100_000
"""A server that says more in one conversation is not worth listening to."""
_ONESELF = "[127.0.0.1]"  # what we call ourselves: the name of the machine is nobody's business
_GOODBYE_SECONDS = 5.0


def send(
    account: Account, password: str, raw: bytes, *, deadlines: Deadlines | None = None
) -> None:
    """Hand `raw` in, from the account's address to that very address, over `account.smtp`.

    Raises InDoubt where all of it was handed over and no answer came: never to be repeated.
    Whatever else is raised, nothing was delivered: LoginRefused, Throttled ("not now", 4xx),
    Refused (5xx), Offline.
    """
    message = _stuffed(raw)
    with _logged_in(account, password, deadlines or Deadlines()) as client:
        client.hand_in(account.address, message)


def reach(account: Account, password: str, *, deadlines: Deadlines | None = None) -> None:
    """Connect and log in as `send` does, and hand nothing in. Raises what `send` does."""
    with _logged_in(account, password, deadlines or Deadlines()):
        pass


@contextlib.contextmanager
def _logged_in(account: Account, password: str, deadlines: Deadlines) -> Iterator[_Client]:
    if account.smtp is None:
        raise ValueError(f"[accounts.{account.label}] has no smtp")
    user = account.smtp.user or account.user
    client = _Client(account.smtp, deadlines)
    try:
        with client.bounded(deadlines.opening):
            client.open()
            client.log_in(user, password)
        yield client
    except MailError as error:
        forget(error, password, user)
        raise
    finally:
        client.end()


def _stuffed(raw: bytes) -> bytes:
    """CRLF lines, a dot before each dot that begins one (RFC 5321 §4.5.2), a line end at last."""
    lines = re.split(rb"\r\n|\r|\n", raw.removesuffix(b"\n").removesuffix(b"\r"))
    if max(map(len, lines)) > LINE_BYTES:
        raise Refused(f"A line of the message is longer than {LINE_BYTES} bytes")
    return b"".join((b"." if line.startswith(b".") else b"") + line + b"\r\n" for line in lines)


class _Client(smtplib.SMTP):
    """smtplib's protocol over a line that can be cut."""

    def __init__(self, server: Smtp, deadlines: Deadlines) -> None:
        self.server, self.deadlines, self.cut = server, deadlines, Cut()
        self._heard = 0
        super().__init__(local_hostname=_ONESELF, timeout=deadlines.command)

    @contextlib.contextmanager
    def bounded(self, seconds: float) -> Iterator[None]:
        """A deadline by the wall clock, and our errors."""
        host = self.server.host
        with deadline(self.cut, seconds) as late:
            try:
                yield
            except HandedOver as lost:
                raise InDoubt(f"The mail went to {host}, and no answer came: {lost}") from lost
            except Exception as error:
                if late.is_set():
                    raise Offline(f"{host}: no complete answer within {seconds:g} s") from error
                if isinstance(error, MailError):
                    raise
                raise trouble.translate(error, host) from error

    # --- opening ------------------------------------------------------------------------------

    def open(self) -> None:
        """Connect, and say hello: over TLS, wherever the server is not this machine itself."""
        server = self.server
        if server.tls is Tls.NONE and not tls.loopback(server.host):
            raise Offline(f"{server.host}: without TLS only on this machine itself")
        self._consent("does not want us", *self.connect(server.host, server.port))
        self._hello()
        if server.tls is Tls.STARTTLS:
            self._start_tls()
            self._hello()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        seconds = min(self.deadlines.connect, self.deadlines.opening)
        plain = connected(host, port, seconds)
        plain.settimeout(timeout)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cut.holds(plain)
        return self._secured(plain) if self.server.tls is Tls.IMPLICIT else plain

    def _secured(self, plain: socket.socket) -> socket.socket:
        trust = tls.context(self.server.ca_file)
        return tls.secured(plain, trust, self.server.host, self.cut)

    def _hello(self) -> None:
        self._consent("does not want us", *self.ehlo())

    def _start_tls(self) -> None:
        host = self.server.host
        if not self.has_extn("starttls"):
            raise Offline(f"{host} does not offer STARTTLS, and without it nothing is sent")
        self._consent("refused STARTTLS", *self.docmd("STARTTLS"))
        self.sock = self._secured(cast("socket.socket", self.sock))
        self.file = None  # what was said in the clear, and not yet read, is gone

    def log_in(self, user: str, password: str) -> None:
        """Raises LoginRefused; a server of this machine that asks for no log-in needs none."""
        ways = self.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in ways:
            said = self.docmd("AUTH", "PLAIN " + _coded(f"\0{user}\0{password}"))
        elif "LOGIN" in ways:
            said = self._plain_old_login(user, password)
        elif self.server.tls is Tls.NONE:
            return
        else:
            raise LoginRefused(f"{self.server.host} does not take a password on this connection")
        self._consent("does not accept the user or the password", *said, refused=LoginRefused)

    def _plain_old_login(self, user: str, password: str) -> tuple[int, bytes]:
        said = self.docmd("AUTH", "LOGIN")
        for answer in (user, password):
            if said[0] != 334:
                break
            said = self.docmd(_coded(answer))
        return said

    # --- handing in ---------------------------------------------------------------------------

    def hand_in(self, address: str, message: bytes) -> None:
        """One message from `address` to itself; each step has its own deadline."""
        seconds = self.deadlines.command
        with self.bounded(seconds):
            options = [f"SIZE={len(message)}"] if self.has_extn("size") else []
            if self.has_extn("8bitmime") and not message.isascii():
                options.append("BODY=8BITMIME")
            self._consent("does not take the mail", *self.mail(address, options))
        with self.bounded(seconds):
            self._consent("does not take the mail", *self.rcpt(address))
        with self.bounded(seconds):
            self._consent("does not take the mail", *self.docmd("DATA"), wanted=354)
            self.send(message)
        with self.bounded(seconds):
            self.send(b".\r\n")
            self._consent("does not take the mail", *self._verdict())

    def _verdict(self) -> tuple[int, bytes]:
        """The answer to the whole message. Raises HandedOver where there is none."""
        try:
            code, said = self.getreply()
        except Exception as lost:  # whatever it is: it came after the last byte
            raise HandedOver(str(lost)) from lost
        if code // 100 not in (2, 4, 5):
            raise HandedOver(f"{code} is no answer")
        return code, said

    def end(self) -> None:
        """Say goodbye where that is still possible; never raises."""
        with contextlib.suppress(Exception), self.bounded(_GOODBYE_SECONDS):
            if self.sock is not None:
                self.docmd("QUIT")
        with contextlib.suppress(Exception):
            self.close()

    # --- answers ------------------------------------------------------------------------------

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Heard(self.sock)
        return super().getreply()

    def _consent(
        self,
        what: str,
        code: int,
        said: bytes,
        *,
        wanted: int | None = None,
        refused: type[MailError] = Refused,
    ) -> None:
        """Raise the error for an answer that is no consent."""
        if code == wanted or (wanted is None and code // 100 == 2):
            return
        raise trouble.said_by_smtp(f"{self.server.host} {what}", code, said, refused)


class _Heard(io.BufferedReader):
    """What the server says, up to a bound."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(socket.SocketIO(sock, "r"))
        self._left = REPLY_BYTES

    def readline(self, size: int | None = -1) -> bytes:
        line = super().readline(size)
        self._left -= len(line)
        if self._left < 0:
            raise Garbled("The mail server says more than anybody has to say")
        return line


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
