"""One connection to a mail server: opened, logged in, and the one choke point for commands.

Each command goes through `Connection._command`, which refuses what could smuggle in a second
command, sets a wall-clock deadline and turns every library error into one of ours. A connection
belongs to one thread. After an `Offline` it is dead; open another.
"""

from __future__ import annotations

import base64
import functools
import logging
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, Self, TypeVar

from mailfollow.core.model import Account, Tls
from mailfollow.errors import LoginRefused, MailError, Offline, Refused
from mailfollow.mail import tls, trouble
from mailfollow.mail.line import Cut, deadline
from mailfollow.mail.wire import (
    Client,
    Deadlines,
    HandedOver,
    Nobody,
    Observer,
    Wire,
    Witness,
)

T = TypeVar("T")
_UNSAFE = frozenset("\r\n\0{")

# At DEBUG it logs what mails say.
logging.getLogger("imapclient").setLevel(logging.INFO)


class Connection:
    """A logged-in connection. Use `open`; the constructor only holds."""

    def __init__(self, account: Account, deadlines: Deadlines, observer: Observer | None) -> None:
        self.account = account
        self.capabilities: frozenset[str] = frozenset()
        self._deadlines, self._observer = deadlines, observer
        self._witness: Witness = Nobody()
        self._cut = Cut()
        self._client: Client
        self._dead: MailError | None = None

    @classmethod
    def open(
        cls,
        account: Account,
        password: str,
        *,
        deadlines: Deadlines | None = None,
        observer: Observer | None = None,
        witness: Witness | None = None,
    ) -> Self:
        """Connect and log in.

        Raises Offline, LoginRefused, Throttled or another MailError.
        """
        session = cls(account, deadlines or Deadlines(), observer)
        session._witness = witness or session._witness
        try:
            with session._bounded(session._deadlines.opening):
                session._connect()
                session._log_in(password)
        except BaseException as error:
            session._drop()
            forget(error, password, account.user)
            raise
        return session

    def close(self) -> None:
        """Log out where that is still possible; never raises."""
        if self._dead is None:
            with suppress(MailError), self._bounded(min(5, self._deadlines.command)):
                self._client.logout()
        self._drop()

    @property
    def host(self) -> str:
        return self.account.imap.host

    def can(self, capability: str) -> bool:
        return capability in self.capabilities

    def hung_up(self, said: str) -> NoReturn:
        """Give the connection up: `said` is what the server said with BYE."""
        error = trouble.hung_up(said, self.host)
        self._drop(error)
        raise error

    # --- opening ------------------------------------------------------------------------------

    def _connect(self) -> None:
        imap = self.account.imap
        if imap.tls is Tls.NONE and not tls.loopback(imap.host):
            raise Offline(f"{imap.host}: without TLS only on this machine itself")
        context = None if imap.tls is Tls.NONE else tls.context(imap.ca_file)
        wire = functools.partial(
            Wire,
            imap.host,
            imap.port,
            context if imap.tls is Tls.IMPLICIT else None,
            self._cut,
            self._deadlines,
            self._observer,
            self._witness,
        )
        self._client = Client(wire, imap.host, self._deadlines.read)
        self._client.folder_encode = False  # one malformed name would spoil the whole LIST
        if imap.tls is Tls.STARTTLS and context is not None:
            self._start_tls(context)

    def _start_tls(self, context: ssl.SSLContext) -> None:
        wire = self._client.wire
        if wire.state != "NONAUTH" or "STARTTLS" not in wire.capabilities:
            raise Offline(f"{self.host} does not offer STARTTLS, and without it nothing is sent")
        wire.secure(context)

    def _log_in(self, password: str) -> None:
        wire, user = self._client.wire, self.account.user
        if wire.state != "NONAUTH":
            raise Offline(f"{self.host} skips the log-in (PREAUTH)")
        if _UNSAFE & set(user) or {"\r", "\n", "\0"} & set(password):
            raise LoginRefused("The user or the password holds a character that cannot be sent")
        self._witness.logging_in()
        wire.untagged_responses = {}  # capabilities from before the log-in do not count after it
        if "AUTH=PLAIN" in wire.capabilities:
            self._client.plain_login(user, password)
        else:
            self._plain_old_login(user, password)
        self._client._cached_capabilities = None
        listed = self._client.capabilities()
        self.capabilities = frozenset(c.decode("ascii", "replace") for c in listed)

    def _plain_old_login(self, user: str, password: str) -> None:
        if "LOGINDISABLED" in self._client.wire.capabilities:
            raise LoginRefused(f"{self.host} does not take a password on this connection")
        if not (user + password).isascii():
            raise LoginRefused(f"{self.host} takes only plain ASCII as user and password")
        self._client.login(quoted(user), password)

    # --- the choke point ----------------------------------------------------------------------

    def _command(self, run: Callable[..., T], *args: Any, **extra: Any) -> T:
        """Run one command: safe arguments, a deadline, our errors."""
        if self._dead is not None:
            raise self._dead.anew()
        refuse_unsafe(args)
        with self._bounded(self._deadlines.command):
            return run(*args, **extra)

    @contextmanager
    def _bounded(self, seconds: float) -> Iterator[None]:
        with deadline(self._cut, seconds) as late:
            try:
                with self._mapped():
                    yield
            except Offline as lost:
                if late.is_set():
                    self._dead = Offline(f"{self.host}: no complete answer within {seconds:g} s")
                    raise self._dead.anew() from lost
                raise

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except HandedOver:
            raise
        except MailError as error:
            self._end_with(error)
            raise
        except Exception as error:
            raise self._end_with(trouble.translate(error, self.host, self._goodbye())) from error

    def _end_with(self, error: MailError) -> MailError:
        """Drop the connection where this is an error that ends it."""
        if trouble.behaviour(error).ends:
            self._drop(error)
        return error

    def _goodbye(self) -> str:
        """What the server said with BYE, if it did."""
        said = self._client.wire.untagged_responses.get("BYE") if hasattr(self, "_client") else None
        return text(b" ".join(s for s in said if isinstance(s, bytes))) if said else ""

    def _drop(self, why: MailError | None = None) -> None:
        closed = Offline(f"{self.host}: the session is closed")
        self._dead = self._dead or (why or closed).anew()
        self._cut()
        if hasattr(self, "_client"):
            with suppress(Exception):
                self._client.shutdown()


def forget(error: BaseException, password: str, user: str) -> None:
    """Some servers repeat the whole log-in when they refuse it; that goes no further."""
    sent = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    said = f"{error} {error.__cause__}"
    repeated = any(secret in said for secret in (password, quoted(password), sent))
    if repeated and len(password) > 3:  # a shorter one may be any word
        error.args = ("The server refused the log-in, in words that hold the password",)


def refuse_unsafe(args: Iterable[Any]) -> None:
    """Raise Refused for what could end a command and begin another."""
    for arg in args:
        if isinstance(arg, str) and _UNSAFE & set(arg):
            raise Refused("A value with a line break or a brace does not go into a command")
        if isinstance(arg, list | tuple):
            refuse_unsafe(arg)


def quoted(value: str) -> str:
    """An IMAP quoted string (RFC 9051 §4.3)."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def text(data: bytes | str) -> str:
    """What the server said, whatever its bytes are."""
    return data if isinstance(data, str) else data.decode("utf-8", "replace")
