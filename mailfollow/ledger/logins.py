"""Log-ins and alerts of one account: kept in the ledger by the account's own thread.

Log-ins are a token bucket: ten at once and one more every six minutes, so at most twenty within
any hour, however often the program is started again. Only the moment is kept at which the bucket
is whole again. A ledger that cannot be used is no reason to stop: then the process remembers.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from mailfollow.core.model import Account
from mailfollow.ledger import FILE
from mailfollow.ledger.rows import encode

log = logging.getLogger(__name__)

BURST = 10
REFILL = timedelta(minutes=6)
ALERT_AGAIN = timedelta(days=1)


def wait(whole: datetime | None, now: datetime) -> timedelta:
    """How long until the next log-in is allowed, if the bucket is whole at `whole`."""
    return max(_missing(whole, now) - (BURST - 1) * REFILL, timedelta())


def spent(whole: datetime | None, now: datetime) -> datetime:
    """When the bucket is whole again after a log-in now."""
    return now + _missing(whole, now) + REFILL


def _missing(whole: datetime | None, now: datetime) -> timedelta:
    return max(whole - now, timedelta()) if whole else timedelta()


class Logins:
    """One account's. `clock` gives the present moment; `state` is the ledger's directory."""

    def __init__(self, account: Account, state: Path, clock: Callable[[], datetime]) -> None:
        self._account, self._label = account.address, account.label
        self._path, self._clock = state / FILE, clock
        self._whole: datetime | None = None
        self._told: dict[str, datetime] = {}

    def wait(self) -> float:
        """Seconds until the next log-in is allowed."""
        now = self._clock()
        for (at,) in self._run(("SELECT at FROM login WHERE account=?", (self._account,))):
            self._whole = max(datetime.fromisoformat(at), self._whole or now)
        if self._whole and self._whole > (empty := now + BURST * REFILL):
            self._keep(empty)  # the clock was set back; that must not lock anybody out
        return wait(self._whole, now).total_seconds()

    def logging_in(self) -> None:
        """User and password are about to be sent."""
        self._keep(spent(self._whole, self._clock()))

    def alert(self, said: str) -> None:
        """The server wants the user to read this: told once a day, and kept for `status`."""
        said, now = "".join(c if c.isprintable() else " " for c in said)[:200], self._clock()
        place = (self._account, said)
        for (at,) in self._run(("SELECT at FROM alert WHERE account=? AND said=?", place)):
            self._told[said] = datetime.fromisoformat(at)
        told = self._told.get(said)
        if told is None or abs(now - told) >= ALERT_AGAIN:
            self._told[said] = now
            self._run(("INSERT OR REPLACE INTO alert VALUES (?, ?, ?)", (*place, encode(now))))
            log.warning("%s: the server wants you to know: %s", self._label, said)

    def _keep(self, whole: datetime) -> None:
        self._whole = whole
        self._run(
            ("DELETE FROM login WHERE account=?", (self._account,)),
            ("INSERT INTO login VALUES (?, ?)", (self._account, encode(whole))),
        )

    def _run(self, *statements: tuple[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Rows of the last statement, all in one transaction; none where the ledger fails."""
        uri = f"{self._path.resolve().as_uri()}?mode=rw"
        rows: list[tuple[str, ...]] = []
        try:
            with closing(sqlite3.connect(uri, uri=True, timeout=10)) as db, db:
                for statement, values in statements:
                    rows = db.execute(statement, values).fetchall()
        except sqlite3.Error as e:
            log.warning("%s: the ledger could not be used: %s", self._label, e)
        return rows
