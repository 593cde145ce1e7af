"""The daemon: a thread and a session per account, one planner in the main thread.

The planner sleeps until something may have changed: a push from a server, a word of the user
in the ledger, an edited people file, the moment that the last plan named, or the safety look.
Then it sweeps. `schedule` is only the heartbeat; due times live in the core and the ledger.
"""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import schedule

from mailfollow import home as homes
from mailfollow import locks, people
from mailfollow.core.model import Account
from mailfollow.errors import ConfigError, LedgerDamaged, MailfollowError, Stopping
from mailfollow.home import Home
from mailfollow.key import key
from mailfollow.ledger import Ledger
from mailfollow.ledger.logins import Logins
from mailfollow.ledger.recovery import copy, reached, recovered
from mailfollow.sweep import Outcome, sweep
from mailfollow.worker import Worker, WorkerBox

log = logging.getLogger(__name__)

BEAT = 0.25
"""Seconds between two glances at the ledger and the files: a word takes effect within one."""
AFTER_A_FAILURE = timedelta(minutes=1)
FAREWELL = 3.0
"""Seconds that all the sessions together have to log out."""
SLEPT = timedelta(seconds=5)
"""Nobody waits that long for a beat: the world may have changed, and no server told us."""


def run(config: Path | None, state: Path | None) -> int:
    """Look after every account until SIGTERM or SIGINT. Raises ConfigError, Busy, LedgerError."""
    home = homes.load(config, state)
    with locks.held(home.household.accounts):
        planner = Planner(home, config, state)
        for which in (signal.SIGTERM, signal.SIGINT):
            signal.signal(which, lambda *_: planner.stop())
        planner.run()
    return 0


def delay(key: bytes) -> timedelta:
    """Up to ten minutes after `drafts_at`, the same for ever: keeps two installations apart."""
    return timedelta(seconds=int.from_bytes(hashlib.sha256(key).digest()[:4], "big") % 600)


class Planner:
    def __init__(self, home: Home, config: Path | None, state: Path | None) -> None:
        self._home, self._paths = home, (config, state)
        self._ledger = self._open()
        self._key = key(home.state)
        self._delay = delay(self._key)
        self._news = threading.Event()
        self._stopping = False
        self._workers = [
            Worker(a, self._news.set, Logins(a, home.state, _now)) for a in home.household.accounts
        ]
        self._boxes = [WorkerBox(w) for w in self._workers]
        self._wake: datetime | None = None
        self._version = self._ledger.data_version()
        self._files = Files(home)
        self._beat = schedule.Scheduler()
        self._beat.every(1).seconds.do(self._tick)
        self._beat.every(10).minutes.do(self._news.set)
        self._beat.every(1).hours.do(lambda: copy(self._ledger, home.state, _now()))

    def _open(self) -> Ledger:
        state, now = self._home.state, _now()
        ledger = recovered(state, now, locks.marked(self._home.household.accounts, state))
        copy(ledger, state, now)
        return ledger

    def stop(self) -> None:
        """From a signal handler: no lock that this very thread may hold."""
        self._stopping = True
        for worker in self._workers:
            worker.stop()

    def run(self) -> None:
        people.keep(self._home.config, self._home.last_good)
        self._tell()
        for worker in self._workers:
            worker.start()
        _notify("READY=1")
        while not self._stopping:
            self._beat.run_pending()
            self._glance()
            before = _now()
            news = self._news.wait(BEAT)
            if abs(_now() - before) > SLEPT:
                log.info("This machine slept, or its clock was set: looking anew")
                news = True
            if news and not self._stopping:
                self._news.clear()
                self._sweep()
        self._end()

    def _tick(self) -> None:
        """Has the moment come that the last plan named?"""
        if self._wake and _now() >= self._wake:
            self._news.set()

    def _glance(self) -> None:
        """A word of the user, an edited file, another ledger in place of ours."""
        if self._ledger.replaced():
            self._reopen()
        version = self._ledger.data_version()
        if version != self._version:
            self._version = version
            self._news.set()
        if self._files.changed():
            self._reload()
            self._news.set()

    def _sweep(self) -> None:
        now = _now()
        try:
            outcome = sweep(
                self._home.household,
                self._boxes,
                self._ledger,
                self._home.letters,
                self._key,
                now,
                self._delay,
            )
        except LedgerDamaged as e:
            log.warning("%s", e.sentence)
            self._reopen()
            self._wake = now + AFTER_A_FAILURE
        except Stopping:
            return
        except MailfollowError as e:
            log.warning("%s", e.sentence)
            self._wake = now + AFTER_A_FAILURE
        except Exception:
            log.exception("unexpected; trying again in a minute")
            self._wake = now + AFTER_A_FAILURE
        else:
            self._wake = outcome.plan.wake
            state = self._home.state
            locks.mark(self._home.household.accounts, state, reached(state))
            _log(outcome)

    def _reopen(self) -> None:
        """The ledger's file is gone, another one, or damaged."""
        try:
            ledger = self._open()
        except MailfollowError as e:  # the next sweep meets it again
            log.warning("%s", e.sentence)
            return
        self._ledger.close()
        self._ledger = ledger
        self._news.set()

    def _reload(self) -> None:
        """Take over what was edited; accounts only at the next start."""
        try:
            new = homes.load(*self._paths)
        except ConfigError as e:
            log.warning("The config stays as it was:\n%s", e.sentence)
            return
        if new.household.accounts != self._home.household.accounts:
            log.warning("The accounts in config.toml have changed: restart mailfollow to use them.")
            accounts: tuple[Account, ...] = self._home.household.accounts
            new = replace(new, household=replace(new.household, accounts=accounts))
        self._home = new
        people.keep(new.config, new.last_good)
        self._tell()

    def _tell(self) -> None:
        for problem in self._home.problems:
            log.warning("%s", problem)

    def _end(self) -> None:
        _notify("STOPPING=1")
        self.stop()
        until = time.monotonic() + FAREWELL
        for worker in self._workers:
            worker.join(timeout=max(until - time.monotonic(), 0))
        self._ledger.close()


def _now() -> datetime:
    return datetime.now(UTC)


class Files:
    """Sees that config.toml or a people file was edited, once two glances a second apart agree."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._loaded = self._candidate = self._signature()
        self._since = _now()

    def changed(self) -> bool:
        found, now = self._signature(), _now()
        if found != self._candidate:
            self._candidate, self._since = found, now
        settled = abs(now - self._since) >= timedelta(seconds=1)
        if found == self._loaded or not settled:
            return False
        self._loaded = found
        return True

    def _signature(self) -> frozenset[tuple[str, int, int, int]]:
        config = self._home.config
        paths = [config.path, *config.people_dir.glob("*.toml")]
        return frozenset(entry for path in paths if (entry := _stat(path)))


def _stat(path: Path) -> tuple[str, int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return str(path), found.st_mtime_ns, found.st_size, found.st_ino


def _log(outcome: Outcome) -> None:
    for action in outcome.done:
        of = next(
            (
                getattr(action, name)
                for name in ("commitment", "evidence", "draft")
                if hasattr(action, name)
            ),
            None,
        )
        which = (
            of if isinstance(of, str) else getattr(of, "id", None) or getattr(of, "commitment", "")
        )
        log.info("%s %s", type(action).__name__, which)


def _notify(state: str) -> None:
    """Tell systemd (sd_notify(3)), where it asked to be told."""
    path = os.environ.get("NOTIFY_SOCKET")
    if path:
        address = f"\0{path[1:]}" if path.startswith("@") else path
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
            notified.connect(address)
            notified.sendall(state.encode())
