"""The ledger opened for looking only: no file is changed, whatever was left behind."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory


def connected(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises sqlite3.Error, OSError."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    db = sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None)
    try:
        db.execute("PRAGMA user_version").fetchone()  # only now the file is really opened
    except sqlite3.OperationalError as e:
        db.close()
        if e.sqlite_errorname == "SQLITE_READONLY_ROLLBACK":
            return _rolled_back(path)
        raise
    return db


def _rolled_back(path: Path) -> sqlite3.Connection:
    """What was last committed, in memory: somebody was killed in the middle of writing more."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with TemporaryDirectory(prefix="mailfollow-") as name:
        for file in (f"{path.name}-journal", path.name):
            shutil.copy(path.with_name(file), name)
        with closing(sqlite3.connect(Path(name) / path.name)) as copy:
            copy.backup(memory)
    return memory
