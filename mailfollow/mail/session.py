"""The IMAP commands we give, and no others, over one `Connection`."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from imapclient import imap_utf7

from mailfollow.core.model import Account, Look, Lying, Place, SentMessage
from mailfollow.errors import InDoubt, Offline, Refused
from mailfollow.mail import trouble
from mailfollow.mail.connection import Connection, quoted, refuse_unsafe, text
from mailfollow.mail.fetch import Row, rows
from mailfollow.mail.wire import Deadlines, HandedOver, Observer

BATCH = 500
LOOK_ANEW_SECONDS = 540.0
Numbers = tuple[int, int, int]
_TOO_MANY = 100_000  # imaplib gives up on an answer line of 1,000,000 bytes


@dataclass(frozen=True, slots=True)
class Selected:
    """What the server said when the mailbox was opened."""

    mailbox: str
    readonly: bool
    uidvalidity: int
    uidnext: int | None
    exists: int
    at: float  # time.monotonic


class Session(Connection):
    """A logged-in connection and the mailbox that is open in it."""

    def __init__(self, account: Account, deadlines: Deadlines, observer: Observer | None) -> None:
        super().__init__(account, deadlines, observer)
        self.name = secrets.token_hex(6)  # tells this connection from every other one
        self.whole: dict[Place, SentMessage] = {}  # read lately; no message changes under its UID
        self.verbs: dict[str, tuple[Numbers, float, Look[Lying]]] = {}  # folders as verbs, lately
        self.tops: dict[str, int] = {}  # mailbox → highest UID that a look has seen
        self._selected: Selected | None = None

    @property
    def opened(self) -> str | None:
        """The mailbox that is open now."""
        return self._selected.mailbox if self._selected else None

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

    def forget(self) -> None:
        """Have the next `examine` open its mailbox anew."""
        self._selected = None

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

    def numbers(self, mailbox: str) -> Numbers | None:
        """What changes as soon as a message comes or goes; None where the server says less."""
        items = ["MESSAGES", "UIDNEXT", "UIDVALIDITY"]
        said = self._command(self._client.folder_status, _encoded(mailbox), items)
        found = tuple(said.get(item.encode()) for item in items)
        return cast("Numbers", found) if all(isinstance(n, int) for n in found) else None

    def create(self, mailbox: str) -> None:
        """Make a mailbox, because the user asked for it."""
        self._command(self._client.create_folder, _encoded(mailbox))

    def subscribe(self, mailbox: str) -> None:
        self._command(self._client.subscribe_folder, _encoded(mailbox))

    def noop(self) -> None:
        self._command(self._client.noop)

    def folders(self) -> list[tuple[tuple[str, ...], str, str]]:
        """(attributes, separator, decoded name) of every mailbox."""
        said = self._command(self._client.list_folders)
        return [
            (tuple(text(a) for a in attributes), text(separator or b""), name)
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
        return [u for u in self.tail(uid + 1) if u > uid]

    def tail(self, uid: int) -> list[int]:
        """UIDs from `uid` on and always the last one, though it lies below; none: it is empty."""
        return self._search("UID", f"{uid}:*")

    def _search(self, *criteria: str | date) -> list[int]:
        parked = self._client.wire.untagged_responses
        parked.pop("MESSAGELIMIT", None)
        found = self._command(self._client.search, list(criteria) or ["ALL"])
        if "MESSAGELIMIT" in parked:  # RFC 9738: OK, but not all of them
            raise Refused("The server searches only a part of so many messages")
        return sorted(set(found))

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
        _check(typ, data)
        return list(data)

    def append(self, mailbox: str, flags: str, raw: bytes) -> str:
        """Store `raw` (CRLF lines) and give what the server said.

        Behind `flags` may stand the moment at which it came (RFC 9051 §6.3.12).
        Raises Refused or Throttled (it said NO: nothing stored), Offline (lost before the last
        byte went out: nothing stored), InDoubt (lost after that).
        """
        name = quoted(_encoded(mailbox))
        try:
            return self._command(self._append, name, flags, literal=raw)
        except HandedOver as lost:
            self._drop(Offline(f"The connection to {self.host} was lost"))
            raise InDoubt(f"The mail went to {self.host}, and no answer came: {lost}") from lost

    def _append(self, name: str, flags: str, literal: bytes) -> str:
        wire = self._client.wire
        typ, data = wire.append_literal(name.encode("ascii"), flags.encode("ascii"), literal)
        _check(typ, data)
        return text(data[0] or b"")

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

    def unsaid(self) -> bool:
        """Whether an answer announced messages in passing since this was last asked."""
        parked = self._client.wire.untagged_responses
        said = [parked.pop(key, None) for key in ("EXISTS", "EXPUNGE")]
        return any(said)


def _check(typ: str, data: Sequence[Any]) -> None:
    if typ != "OK":
        raise trouble.said_no(text(data[0] or b""))


def _encoded(mailbox: str) -> str:
    """A decoded name as it goes over the wire, in modified UTF-7."""
    refuse_unsafe([mailbox])  # here: the encoding would hide a line break
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
