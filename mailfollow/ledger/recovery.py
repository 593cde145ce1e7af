"""The ledger opened for acting: what befell it is seen, and mended as far as it can be.

    damaged         set aside; the last copy that was sound takes its place, or none
    gone            only the key is left
    put back        it has had fewer commits than it is known to have had

After each of them drafting *learns*: looks and ticks go on, what falls overdue from now on has
its draft, and what was overdue already waits for `mailfollow resume`, for it may have had one.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailfollow.core.model import Code, Pause, Reason
from mailfollow.errors import LedgerError
from mailfollow.ledger import FILE, Ledger

log = logging.getLogger(__name__)

KEY = "key"
COPY = "ledger.backup.db"
COPIED_EVERY = timedelta(days=1)


def recovered(directory: Path, now: datetime, known: int = 0) -> Ledger:
    """The ledger in `directory`; `known`: commits that it is known to have reached.

    Raises LedgerError.
    """
    code = _befell(directory, known)
    if code is Code.LEDGER_CORRUPT:
        _set_aside(directory, now)
    ledger = Ledger.open(directory)
    if code:
        pause = Pause(now, Reason(code), learning=True)
        log.warning("The ledger: %s. Drafts of what is overdue wait for `mailfollow resume`.", code)
        if pause.reason not in {p.reason for p in ledger.recall().pauses}:
            ledger.pause(pause)
    return ledger


def copy(ledger: Ledger, directory: Path, now: datetime) -> None:
    """Keep a sound copy, once a day; what cannot be copied now is copied later."""
    path, new = directory / COPY, directory / f"{COPY}.new"
    with suppress(FileNotFoundError):
        age = now - datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if timedelta() <= age < COPIED_EVERY:
            return
    try:
        os.close(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        ledger.copy_to(new)
        new.replace(path)
    except (OSError, LedgerError) as e:
        log.warning("The ledger could not be copied: %s", e)


def _befell(directory: Path, known: int) -> Code | None:
    path = directory / FILE
    if not path.exists() or not path.stat().st_size:
        return Code.LEDGER_LOST if known or (directory / KEY).exists() else None
    if not sound(path):
        return Code.LEDGER_CORRUPT
    return Code.LEDGER_RESTORED if _commits(path) < known else None


def sound(path: Path) -> bool:
    """Whether SQLite finds the file whole. Raises LedgerError where it cannot be read at all."""
    try:
        with closing(sqlite3.connect(path, timeout=10)) as db:
            return [row[0] for row in db.execute("PRAGMA quick_check")] == ["ok"]
    except sqlite3.OperationalError as e:  # busy, full, not readable: nothing is known
        raise LedgerError(f"The ledger {path} cannot be used: {e}") from e
    except sqlite3.DatabaseError:
        return False


def reached(directory: Path) -> int:
    """How many commits the ledger has had, by its own count; 0 where there is none."""
    path = directory / FILE
    return _commits(path) if path.exists() else 0


def _commits(path: Path) -> int:
    # The file change counter of the header (SQLite, "Database File Format", 1.3.5).
    with path.open("rb") as file:
        return int.from_bytes(file.read(28)[24:28], "big")


def _set_aside(directory: Path, now: datetime) -> None:
    """The damaged file keeps its content under another name; a sound copy takes its place."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    try:
        for name in (FILE, f"{FILE}-journal"):
            with suppress(FileNotFoundError):
                (directory / name).replace(directory / f"{name}.damaged-{stamp}")
        copy_path = directory / COPY
        if copy_path.exists() and sound(copy_path):
            copy_path.replace(directory / FILE)
    except OSError as e:
        raise LedgerError(f"The damaged ledger in {directory} cannot be set aside: {e}") from e
