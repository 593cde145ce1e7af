"""One connection to one mailbox account: the one choke point for every IMAP command.

Each command goes through `Session._command`, which refuses what could smuggle in a second
command, sets a wall-clock deadline and turns every library error into one of ours. A session
belongs to one thread. After an `Offline` it is dead; open another.
"""

from __future__ import annotations

import functools
import ipaddress
import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn, TypeVar

from imapclient import imap_utf7

from mailfollow.core.model import Account, Tls
from mailfollow.errors import InDoubt, LoginRefused, MailError, Offline, Refused
from mailfollow.mail import trouble
from mailfollow.mail.fetch import Row, rows
from mailfollow.mail.wire import Client, Cut, HandedOver, Observer, Wire

T = TypeVar("T")
BATCH = 500
LOOK_ANEW_SECONDS = 540.0
_TOO_MANY = 100_000  # imaplib gives up on an answer line of 1,000,000 bytes
_UNSAFE = frozenset("\r\n\0{")

# At DEBUG it logs what mails say.
logging.getLogger("imapclient").setLevel(logging.INFO)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds of wall clock: for one read, to connect and log in, for one command."""

    read: float = 60.0
    opening: float = 60.0
    command: float = 120.0


@dataclass(frozen=True, slots=True)
class Selected:
    """What the server said when the mailbox was opened."""

    mailbox: str
    readonly: bool
    uidvalidity: int
    uidnext: int | None
    exists: int
    at: float  # time.monotonic


class Session:
    """A logged-in connection. Use `open`; the constructor only holds."""

    def __init__(self, account: Account, deadlines: Deadlines, observer: Observer | None) -> None:
        self.account = account
        self.capabilities: frozenset[str] = frozenset()
        self.tops: dict[str, int] = {}  # mailbox → highest UID that a look has seen
        self._deadlines, self._observer = deadlines, observer
        self._cut = Cut()
        self._client: Client
        self._selected: Selected | None = None
        self._dead: str | None = None

    @classmethod
    def open(
        cls,
        account: Account,
        password: str,
        *,
        deadlines: Deadlines | None = None,
        observer: Observer | None = None,
    ) -> Session:
        """Connect and log in.

        Raises Offline, LoginRefused, Throttled or another MailError.
        """
        session = cls(account, deadlines or Deadlines(), observer)
        try:
            with session._bounded(session._deadlines.opening):
                session._connect()
                session._log_in(password)
        except BaseException:
            session._drop()
            raise
        return session

    def close(self) -> None:
        """Log out where that is still possible; never raises."""
        if self._dead is None:
            with suppress(MailError), self._bounded(5):
                self._client.logout()
        self._drop()

    @property
    def host(self) -> str:
        return self.account.imap.host

    def can(self, capability: str) -> bool:
        return capability in self.capabilities

    # --- opening ------------------------------------------------------------------------------

    def _connect(self) -> None:
        imap = self.account.imap
        if imap.tls is Tls.NONE and not _loopback(imap.host):
            raise Offline(f"{imap.host}: without TLS only on this machine itself")
        context = None if imap.tls is Tls.NONE else _context(imap.ca_file)
        wire = functools.partial(
            Wire,
            imap.host,
            imap.port,
            context if imap.tls is Tls.IMPLICIT else None,
            self._cut,
            self._deadlines.read,
            self._observer,
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
        self._client.login(_quoted(user), password)

    # --- commands -----------------------------------------------------------------------------

    def examine(self, mailbox: str) -> Selected:
        """Open `mailbox` for reading, and have the server tell what is new in it.

        One that is open already stays open (a big one takes long to open), but for ten minutes
        at most: a renamed or recreated mailbox is not announced.
        """
        now, held = time.monotonic(), self._selected
        fresh = (
            held is not None
            and (held.mailbox, held.readonly) == (mailbox, True)
            and now - held.at < LOOK_ANEW_SECONDS
        )
        selected = held if fresh and held is not None else self._select(mailbox, readonly=True)
        self.noop()
        return selected

    def select(self, mailbox: str) -> Selected:
        """Open `mailbox` for changing it."""
        return self._select(mailbox, readonly=False)

    def _select(self, mailbox: str, *, readonly: bool) -> Selected:
        self._selected = None  # a failed SELECT leaves nothing open
        said = self._command(self._client.select_folder, _encoded(mailbox), readonly)
        if b"UIDVALIDITY" not in said:
            raise Refused(f"The server does not number the mails in “{mailbox}” (no UIDVALIDITY)")
        self._selected = Selected(
            mailbox,
            readonly,
            said[b"UIDVALIDITY"],
            said.get(b"UIDNEXT") or self.uidnext(mailbox),
            said.get(b"EXISTS", 0),
            time.monotonic(),
        )
        return self._selected

    def uidnext(self, mailbox: str) -> int | None:
        """The UID the next message will get, where the server says so."""
        said = self._command(self._client.folder_status, _encoded(mailbox), ["UIDNEXT"])
        value = said.get(b"UIDNEXT")
        return value if isinstance(value, int) else None

    def noop(self) -> None:
        self._command(self._client.noop)

    def folders(self) -> list[tuple[tuple[str, ...], str, str]]:
        """(attributes, separator, decoded name) of every mailbox."""
        said = self._command(self._client.list_folders)
        return [
            (tuple(_text(a) for a in attributes), _text(separator or b""), name)
            for attributes, separator, written in said
            if (name := _decoded(written)) is not None
        ]

    def search(self, *criteria: str | date) -> list[int]:
        """UIDs in the open mailbox, ascending; a huge one is searched piece by piece."""
        exists = self._selected.exists if self._selected else 0
        if exists <= _TOO_MANY:
            return self._search(*criteria)
        # From the top: when messages are expunged meanwhile, the others only move down.
        found: set[int] = set()
        last = "*"
        for first in range(exists - exists % _TOO_MANY + 1, 0, -_TOO_MANY):
            found |= set(self._search(f"{first}:{last}", *criteria))
            last = str(first)
        return sorted(found)

    def newer(self, uid: int) -> list[int]:
        """UIDs above `uid` in the open mailbox, ascending."""
        # n:* always holds the last message, even one below n.
        return [u for u in self._search("UID", f"{uid + 1}:*") if u > uid]

    def _search(self, *criteria: str | date) -> list[int]:
        return sorted(set(self._command(self._client.search, list(criteria) or ["ALL"])))

    def fetch(self, uids: Iterable[int], items: str) -> Iterator[tuple[int, Row]]:
        """Rows of the open mailbox in batches, by UID; a vanished message has none."""
        wanted = sorted(set(uids))
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            data = self._command(self._uid_fetch, batch, items)
            yield from sorted(rows(data, frozenset(batch)).items())

    def _uid_fetch(self, uids: Sequence[int], items: str) -> list[Any]:
        wire = self._client.wire
        wire.untagged_responses.pop("FETCH", None)  # unasked ones from before
        typ, data = wire.uid("FETCH", ",".join(map(str, uids)), items)
        _check("FETCH", typ, data)
        return list(data)

    def append(self, mailbox: str, flags: str, raw: bytes) -> str:
        """Store `raw` (CRLF lines) and give what the server said.

        Raises Refused or Throttled (it said NO: nothing stored), Offline (lost before the last
        byte went out: nothing stored), InDoubt (lost after that).
        """
        name = _quoted(_encoded(mailbox))
        try:
            return self._command(self._append, name, flags, literal=raw)
        except HandedOver as lost:
            self._drop("the connection was lost")
            raise InDoubt(f"The draft went to {self.host}, and no answer came: {lost}") from lost

    def _append(self, name: str, flags: str, literal: bytes) -> str:
        wire = self._client.wire
        typ, data = wire.append_literal(name.encode("ascii"), flags.encode("ascii"), literal)
        _check("APPEND", typ, data)
        return _text(data[0] or b"")

    def move(self, uid: int, mailbox: str) -> None:
        self._command(self._client.move, [uid], _encoded(mailbox))

    def copy(self, uid: int, mailbox: str) -> None:
        self._command(self._client.copy, [uid], _encoded(mailbox))

    def mark_deleted(self, uid: int) -> None:
        self._command(self._client.add_flags, [uid], [r"\Deleted"], silent=True)

    def expunge(self, uid: int) -> None:
        """Remove this one message; there is no way here to expunge any other."""
        self._command(self._client.uid_expunge, [uid])

    # --- waiting ------------------------------------------------------------------------------

    def start_idle(self) -> list[bytes]:
        """Enter IDLE; the untagged lines that came before it or with it."""
        return self._command(self._client.wire.start_idle)

    def idle_lines(self, wakeup_fd: int, seconds: float) -> tuple[list[bytes], bool]:
        """What the server said in IDLE within `seconds`, and whether `wakeup_fd` was readable."""
        wire = self._client.wire
        with self._mapped():
            ready = wire.readable(wakeup_fd, seconds)
            return (wire.idle_lines() if "server" in ready else []), "wakeup" in ready

    def finish_idle(self) -> list[bytes]:
        return self._command(self._client.wire.finish_idle)

    def lost(self, why: str) -> NoReturn:
        """Give the connection up."""
        self._drop(why)
        raise Offline(f"{self.host}: {why}")

    def unsaid(self) -> bool:
        """Whether an answer announced messages in passing since this was last asked."""
        parked = self._client.wire.untagged_responses
        said = [parked.pop(key, None) for key in ("EXISTS", "EXPUNGE")]
        return any(said)

    # --- the choke point ----------------------------------------------------------------------

    def _command(self, run: Callable[..., T], *args: Any, **extra: Any) -> T:
        """Run one command: safe arguments, a deadline, our errors."""
        if self._dead is not None:
            raise Offline(f"{self.host}: {self._dead}")
        _refuse_unsafe(args)
        with self._bounded(self._deadlines.command):
            return run(*args, **extra)

    @contextmanager
    def _bounded(self, seconds: float) -> Iterator[None]:
        late = threading.Event()

        def end() -> None:
            late.set()
            self._cut()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            with self._mapped():
                yield
        except Offline as lost:
            if late.is_set():
                self._dead = f"no complete answer within {seconds:g} s"
                raise Offline(f"{self.host}: {self._dead}") from lost
            raise
        finally:
            timer.cancel()

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except HandedOver:
            raise
        except Exception as error:
            ours = trouble.translate(error, self.host, self._goodbye())
            if trouble.ends_session(ours):
                self._drop("the connection was lost")
            if ours is error:
                raise
            raise ours from error

    def _goodbye(self) -> str:
        """What the server said with BYE, if it did."""
        said = self._client.wire.untagged_responses.get("BYE") if hasattr(self, "_client") else None
        return _text(b" ".join(s for s in said if isinstance(s, bytes))) if said else ""

    def _drop(self, why: str = "the session is closed") -> None:
        self._dead = self._dead or why
        self._cut()
        if hasattr(self, "_client"):
            with suppress(Exception):
                self._client.shutdown()


@functools.lru_cache(maxsize=16)
def _context(ca_file: str | None) -> ssl.SSLContext:
    """One for all sessions: each costs 0.9 MB. With a `ca_file` nothing else is trusted."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise Offline(f"ca_file “{ca_file}” cannot be used: {error.strerror or error}") from error


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_unsafe(args: Iterable[Any]) -> None:
    for arg in args:
        if isinstance(arg, str) and _UNSAFE & set(arg):
            raise Refused("A value with a line break or a brace does not go into a command")
        if isinstance(arg, list | tuple):
            _refuse_unsafe(arg)


def _check(command: str, typ: str, data: Sequence[Any]) -> None:
    if typ != "OK":
        raise trouble.said_no(_text(data[0] or b""))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _encoded(mailbox: str) -> str:
    """A decoded name as it goes over the wire, in modified UTF-7."""
    _refuse_unsafe([mailbox])  # here: the encoding would hide a line break
    return str(imap_utf7.encode(mailbox), "ascii")


def _decoded(written: bytes | str) -> str | None:
    """A name as the user sees it; None where it is malformed, so that nobody could open it."""
    if isinstance(written, str):
        return written  # digits only
    try:
        name = imap_utf7.decode(written)
    except ValueError:
        return None
    return name if imap_utf7.encode(name) == written else None


def _text(data: bytes | str) -> str:
    return data if isinstance(data, str) else data.decode("utf-8", "replace")
