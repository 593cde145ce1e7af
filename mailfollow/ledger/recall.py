"""Rows → everything that the ledger remembers, as values."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any, TypeVar

from mailfollow.core.model import (
    Arrived,
    Clock,
    Digest,
    Draft,
    Evidence,
    Heard,
    Known,
    Memory,
    Pause,
    Word,
)
from mailfollow.ledger.rows import from_row

T = TypeVar("T")

RESUMES = "SELECT count(*) FROM word WHERE verb = 'resume'"
"""Pauses and measures are counted by these, for the clock may jump."""


def memory(db: sqlite3.Connection) -> Memory:
    known = everything(db, Known, "known")
    return Memory(
        known={k.id: k for k in known},
        evidence=everything(db, Evidence, "evidence", "sent_at"),
        words=everything(db, Word, "word", "number"),
        drafts=everything(db, Draft, "draft", "laid_at, token"),
        arrivals=everything(db, Arrived, "arrival", "received_at"),
        blind_since={
            row["address"]: datetime.fromisoformat(row["blind_since"])
            for row in db.execute("SELECT * FROM account WHERE blind_since IS NOT NULL")
        },
        heard=everything(db, Heard, "heard", "number"),
        digests=everything(db, Digest, "digest", "day"),
        pauses=everything(db, Pause, f"pause WHERE resumes = ({RESUMES})"),
        **_measured(db),
    )


def everything(
    db: sqlite3.Connection, cls: type[T], table: str, order: str = "rowid"
) -> tuple[T, ...]:
    """Every row of `table` as a `cls`."""
    rows = db.execute(f"SELECT * FROM {table} ORDER BY {order}")
    return tuple(from_row(cls, row) for row in rows)


def _measured(db: sqlite3.Connection) -> dict[str, Any]:
    """Sizes and clock; nothing where the user has just said that all is well (`resume`)."""
    clocks = everything(db, Clock, f"clock WHERE resumes = ({RESUMES})")
    if not clocks:
        return {}
    sizes = db.execute("SELECT * FROM size")
    return {
        "clock": clocks[0],
        "sizes": {(row["account"], row["mailbox"]): row["messages"] for row in sizes},
    }
