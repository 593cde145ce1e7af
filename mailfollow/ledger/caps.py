"""The circuit breaker: whatever the plan thinks, no more drafts than this."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from mailfollow.core.model import Draft
from mailfollow.errors import TooManyDrafts
from mailfollow.ledger.rows import encode


@dataclass(frozen=True, slots=True)
class Caps:
    a_minute: int = 10
    a_day: int = 50
    a_day_per_contact: int = 3


def count(db: sqlite3.Connection, caps: Caps, draft: Draft) -> None:
    """Count a draft about to be laid: every single one, also one that the journal knows already.

    Raises TooManyDrafts.
    """
    limits = (
        ("minute", timedelta(minutes=1), caps.a_minute, None),
        ("day", timedelta(days=1), caps.a_day, None),
        ("contact", timedelta(days=1), caps.a_day_per_contact, draft.contact),
    )
    for which, span, most, contact in limits:
        row = db.execute(
            "SELECT count(*) FROM laid WHERE at > ? AND (? IS NULL OR contact = ?)",
            (encode(draft.laid_at - span), contact, contact),
        ).fetchone()
        if row[0] >= most:
            raise TooManyDrafts(which, most)
    row = (encode(draft.laid_at), draft.contact, draft.token)
    db.execute("INSERT INTO laid VALUES (?, ?, ?)", row)
