"""The ledger: cursors, evidence, words, the draft journal, account states. sqlite3 lives here.

Memory, never the source of contacts. Rollback journal and `synchronous=FULL`: what is
committed survives a power cut, and the draft journal rests on that (I6). Every write is one
`BEGIN IMMEDIATE … COMMIT`; none stays open during network I/O. Moments are ISO 8601 in UTC.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from mailfollow.core.model import (
    AccountState,
    Action,
    Ask,
    Cursor,
    Digest,
    Draft,
    Fulfil,
    Hear,
    Heard,
    Heed,
    Mailed,
    Memory,
    Note,
    Pause,
    Plan,
    Restage,
    Retract,
    Verb,
    Word,
)
from mailfollow.errors import LedgerDamaged, LedgerError
from mailfollow.ledger import reader
from mailfollow.ledger.caps import Caps, count
from mailfollow.ledger.recall import RESUMES, everything, memory
from mailfollow.ledger.rows import encode
from mailfollow.ledger.schema import SCHEMA

T = TypeVar("T")

FILE = "ledger.db"


@dataclass(frozen=True, slots=True)
class Looked:
    """What one complete look at a Sent mailbox leaves behind."""

    cursor: Cursor
    inputs: frozenset[str]  # fingerprints of the commitments it was held against


class Ledger:
    """One connection, for one thread. `Ledger.read` changes nothing, not even a file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.row_factory = sqlite3.Row
        self._file: tuple[Path, tuple[int, int] | None] | None = None

    @classmethod
    def open(cls, directory: Path) -> Ledger:
        """The ledger in `directory`, made (0600 in 0700) or brought up to date as needed.

        Raises LedgerError.
        """
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = directory / FILE
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
            ledger = cls(sqlite3.connect(path, timeout=10, isolation_level=None))
            ledger._db.execute("PRAGMA journal_mode=DELETE")
            ledger._db.execute("PRAGMA synchronous=FULL")
            ledger._migrate()
            ledger._file = (path, _identity(path))
        except (sqlite3.Error, OSError) as e:
            raise LedgerError(f"The ledger in {directory} cannot be used: {e}") from e
        return ledger

    @classmethod
    def read(cls, directory: Path) -> Ledger:
        """The same for looking only; an empty one where there is none yet."""
        path = directory / FILE
        try:
            if not path.exists() or not path.stat().st_size:
                ledger = cls(sqlite3.connect(":memory:", isolation_level=None))
                ledger._migrate()
                return ledger
            ledger = cls(reader.connected(path))
            return ledger if ledger._check_version() == len(SCHEMA) else ledger._brought_up()
        except (sqlite3.Error, OSError) as e:
            raise LedgerError(f"The ledger in {directory} cannot be read: {e}") from e

    def close(self) -> None:
        self._db.close()

    def _migrate(self) -> None:
        with self._writing():
            version = self._check_version()
            for step in SCHEMA[version:]:
                for statement in filter(str.strip, step.split(";")):
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version={len(SCHEMA)}")

    def _brought_up(self) -> Ledger:
        """A copy in memory of an older ledger, migrated: looking changes no file."""
        copy = Ledger(sqlite3.connect(":memory:", isolation_level=None))
        self._db.backup(copy._db)
        copy._migrate()
        return copy

    def _check_version(self) -> int:
        version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(SCHEMA):
            raise LedgerError("The ledger was written by a newer mailfollow; update this one.")
        return version

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _ours():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk ends it by itself
                    self._db.execute("ROLLBACK")
                raise

    # --- recall -----------------------------------------------------------------------------

    def recall(self) -> Memory:
        """Everything the core needs to know of the past. Raises LedgerError."""
        with _ours():
            return memory(self._db)

    def cursors(self) -> dict[tuple[str, str], Cursor]:
        """Cursor by (account address, mailbox)."""
        return {(c.account, c.mailbox): c for c in everything(self._db, Cursor, "cursor")}

    def covered(self) -> dict[tuple[str, str], frozenset[str]]:
        """Fingerprints of what was already looked up from its origin, by mailbox."""
        found: dict[tuple[str, str], set[str]] = {}
        for row in self._db.execute("SELECT * FROM covered"):
            found.setdefault((row["account"], row["mailbox"]), set()).add(row["inputs"])
        return {key: frozenset(inputs) for key, inputs in found.items()}

    def accounts(self) -> tuple[AccountState, ...]:
        return everything(self._db, AccountState, "account")

    def alerts(self, since: datetime) -> dict[str, str]:
        """The last thing each server wanted the user to read, by account address."""
        query = "SELECT account, said FROM alert WHERE at > ? ORDER BY at"
        return {row["account"]: row["said"] for row in self._db.execute(query, (encode(since),))}

    def data_version(self) -> int:
        """Changes when another process has written."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    # --- remember ---------------------------------------------------------------------------

    def say(self, word: Word) -> None:
        with self._writing():
            self._insert("word", word)

    def meet(self, memory: Memory, names: Mapping[str, str]) -> None:
        """Keep what this load brought: new, missing and renamed commitments."""
        with self._writing():
            for old, new in names.items():
                for table in ("evidence", "word", "arrival", "heard"):
                    self._db.execute(
                        f'UPDATE OR REPLACE {table} SET "commitment"=? WHERE "commitment"=?',
                        (new, old),
                    )
                self._db.execute("DELETE FROM known WHERE id=?", (old,))
            for draft in memory.drafts:
                if draft.commitment in names.values():
                    self._insert("draft", draft)
            for known in memory.known.values():
                self._insert("known", known)
            for digest in memory.digests if names else ():
                self._insert("digest", digest)

    def settle(self, looked: Iterable[Looked], plan: Plan) -> None:
        """Cursors, evidence, draft stages and pauses of one sweep, in one transaction."""
        with self._writing():
            for look in looked:
                self._insert("cursor", look.cursor)
                self._cover(look)
            for action in plan.actions:
                self._keep(action)
            if not any(_resumes(action) for action in plan.actions):
                self._measure(plan)

    def _measure(self, plan: Plan) -> None:
        """How big the mailboxes are and how far time has come, counted from the last `resume`."""
        self._db.execute("DELETE FROM size")
        self._db.executemany(
            "INSERT INTO size VALUES (?, ?, ?)", [(*place, n) for place, n in plan.sizes.items()]
        )
        self._db.execute("DELETE FROM clock")
        self._db.execute(
            f"INSERT INTO clock SELECT ?, ?, ({RESUMES})",
            (encode(plan.clock.last), encode(plan.clock.newest)),
        )

    def _cover(self, look: Looked) -> None:
        place = (look.cursor.account, look.cursor.mailbox)
        self._db.execute("DELETE FROM covered WHERE account=? AND mailbox=?", place)
        self._db.executemany(
            "INSERT INTO covered VALUES (?, ?, ?)", [(*place, i) for i in look.inputs]
        )

    def _keep(self, action: Action) -> None:
        match action:
            case Heed(arrived):
                self._insert("arrival", arrived)
            case Fulfil(evidence) | Ask(evidence) | Note(evidence):
                self._insert("evidence", evidence)
            case Retract(commitment, message):
                self._db.execute(
                    'DELETE FROM evidence WHERE "commitment"=? AND message=?',
                    (commitment, message),
                )
            case Restage(draft):
                self._insert("draft", draft)
            case Hear():
                self._hear(action)
            case Pause():
                self._pause(action)

    def _hear(self, hear: Hear) -> None:
        for heard in hear.heard:
            self._insert("heard", heard)
        for word in hear.words:
            self._insert("word", word)

    def hear(self, heard: Iterable[Heard]) -> None:
        """Remember that this was heeded."""
        with self._writing():
            self._hear(Hear(tuple(heard)))

    def mailing(self, digest: Digest) -> bool:
        """Record, durably, that a morning mail is about to be sent (I6); False where one of
        that day may have been sent already."""
        with self._writing():
            self._db.execute(
                "DELETE FROM digest WHERE day=? AND stage=?", (encode(digest.day), Mailed.FAILED)
            )
            query = "SELECT count(*) FROM digest WHERE day=?"
            if self._db.execute(query, (encode(digest.day),)).fetchone()[0]:
                return False
            self._insert("digest", digest)
            return True

    def mailed(self, digest: Digest) -> None:
        """What became of the morning mail of a day."""
        with self._writing():
            self._insert("digest", digest)

    def pause(self, pause: Pause) -> None:
        """No more drafts until the user says `resume`."""
        with self._writing():
            self._pause(pause)

    def _pause(self, pause: Pause) -> None:
        self._db.execute(
            f"INSERT INTO pause SELECT ?, ?, ?, ({RESUMES})",
            (encode(pause.at), encode(pause.reason), pause.learning),
        )

    def intend(self, draft: Draft, caps: Caps) -> None:
        """Record that a draft is about to be laid, durably, before it is (I6).

        Raises TooManyDrafts where the circuit breaker says stop.
        """
        with self._writing():
            count(self._db, caps, draft)
            self._insert("draft", draft)

    def restage(self, draft: Draft) -> None:
        with self._writing():
            self._insert("draft", draft)

    def report(self, state: AccountState, blind_since: datetime | None) -> None:
        """How an account fared."""
        with self._writing():
            self._insert("account", state)
            self._db.execute(
                "UPDATE account SET blind_since=? WHERE address=?",
                (encode(blind_since), state.address),
            )

    def copy_to(self, path: Path) -> None:
        """A copy of all of it, as it is now. Raises LedgerError."""
        with _ours(), closing(sqlite3.connect(path)) as copy:
            self._db.backup(copy)

    def replaced(self) -> bool:
        """Whether the file is another one now, or gone: what is written here, nobody reads."""
        return self._file is not None and _identity(self._file[0]) != self._file[1]

    def _insert(self, table: str, value: Any) -> None:
        names = [f.name for f in fields(value)]
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        self._db.execute(
            f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})",
            [encode(getattr(value, name)) for name in names],
        )


def _resumes(action: Action) -> bool:
    """After a `resume`, what is then there counts from the next look on."""
    return isinstance(action, Hear) and any(w.verb is Verb.RESUME for w in action.words)


@contextmanager
def _ours() -> Iterator[None]:
    """SQLite's errors as one of ours."""
    try:
        yield
    except sqlite3.OperationalError as e:  # no room, no permission, busy too long
        raise LedgerError(f"The ledger cannot be used: {e}") from e
    except sqlite3.DatabaseError as e:
        if type(e) is not sqlite3.DatabaseError:
            raise
        raise LedgerDamaged(f"The ledger is damaged: {e}; restart mailfollow") from e


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
