"""One account of the daemon: a thread that owns the session, waits in IDLE, does jobs."""

from __future__ import annotations

import logging
import os
import queue
import random
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from mailfollow import password
from mailfollow.core.model import Account
from mailfollow.errors import Connecting, InDoubt, LoginRefused, MailError, Offline, Throttled
from mailfollow.mail import folders
from mailfollow.mail.session import Session
from mailfollow.mail.watch import Woke, wait

T = TypeVar("T")
log = logging.getLogger(__name__)

LOOK_AT_LEAST_EVERY = 590.0
"""Seconds: a renamed or recreated mailbox is silence; only a new look finds out (FACTS.md)."""
HESITATE = 1.0
"""Seconds after a push in which the look that follows it spares a return to IDLE."""


@dataclass(frozen=True, slots=True)
class BackOff:
    """Seconds until the next try: doubling, with full jitter where the server is not to blame."""

    first: float
    most: float
    jitter: bool = True

    def delay(self, tries: int) -> float:
        longest = min(self.most, self.first * 2 ** min(tries, 20))
        return random.uniform(0.5, longest) if self.jitter else longest


BACK_OFF: tuple[tuple[type[MailError], BackOff], ...] = (
    (LoginRefused, BackOff(60, 3600, jitter=False)),
    (Throttled, BackOff(300, 3600)),
    (MailError, BackOff(2, 300)),
)


class Worker(threading.Thread):
    """A `look.Box` whose jobs run in its own thread. `news` is called when there may be some."""

    def __init__(self, account: Account, news: Callable[[], None]) -> None:
        super().__init__(name=f"account {account.label}", daemon=True)
        self.account = account
        self._news = news
        self._jobs: queue.SimpleQueue[tuple[Callable[[Session], Any], Future[Any]]] = (
            queue.SimpleQueue()
        )
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._trouble: MailError = Connecting(f"{account.address}: not connected yet")
        self._stopping = threading.Event()
        self._listen, self._ring = os.pipe()
        os.set_blocking(self._listen, False)
        os.set_blocking(self._ring, False)
        self._pushes = True

    # --- from other threads -----------------------------------------------------------------

    def run_job(self, job: Callable[[Session], T]) -> T:
        future: Future[T] = Future()
        with self._lock:
            if self._session is None:
                raise self._trouble
            self._jobs.put((job, future))
        self._wake()
        while True:
            try:
                return future.result(timeout=0.5)
            except NotYet:
                if self._stopping.is_set() and not future.cancel():
                    raise InDoubt(f"{self.account.address}: stopped in the middle") from None

    def stop(self) -> None:
        self._stopping.set()
        self._wake()

    def _wake(self) -> None:
        with suppress(BlockingIOError):  # rung often enough
            os.write(self._ring, b"!")

    # --- in its own thread ------------------------------------------------------------------

    def run(self) -> None:
        tries = 0
        while not self._stopping.is_set():
            try:
                session = Session.open(self.account, password.read(self.account))
            except MailError as trouble:
                self._down(trouble)
                self._pause(_delay(trouble, tries))
                tries += 1
                continue
            tries = 0
            self._up(session)
            self._serve_until_lost(session)

    def _serve_until_lost(self, session: Session) -> None:
        try:
            self._serve(session)
        except MailError as trouble:
            self._down(trouble)
            self._pause(_delay(trouble, 0))
        except Exception:
            log.exception("%s: unexpected", self.account.label)
            self._down(Offline(f"{self.account.address}: an error of mailfollow's own"))
            self._pause(60)
        finally:
            session.close()

    def _serve(self, session: Session) -> None:
        watched = _watched(session)
        while not self._stopping.is_set():
            self._do_jobs(session)
            woke = wait(
                session,
                watched,
                wakeup_fd=self._listen,
                seconds=LOOK_AT_LEAST_EVERY,
                pushes=self._pushes,
            )
            if woke is Woke.TIMEOUT and session.newer(session.tops.get(watched, 0)):
                self._pushes = False  # there was mail, and nobody said so
            if woke is not Woke.WOKEN:
                self._news()
                self._do_jobs(session, HESITATE)

    def _do_jobs(self, session: Session, patience: float | None = None) -> None:
        """All jobs there are; the first one may be a moment in coming."""
        self._hear()
        while not self._stopping.is_set():
            try:
                job, future = self._jobs.get(block=patience is not None, timeout=patience)
            except queue.Empty:
                return
            patience = None
            if future.set_running_or_notify_cancel():
                _do(job, future, session)

    def _hear(self) -> None:
        with suppress(BlockingIOError):
            while os.read(self._listen, 4096):
                continue

    def _up(self, session: Session) -> None:
        with self._lock:
            self._session = session
        log.info("%s: connected", self.account.label)
        self._news()

    def _down(self, trouble: MailError) -> None:
        log.warning("%s: %s", self.account.label, trouble.sentence)
        with self._lock:
            self._session, self._trouble = None, trouble
            while not self._jobs.empty():
                _, future = self._jobs.get_nowait()
                if future.set_running_or_notify_cancel():
                    future.set_exception(trouble)
        self._news()

    def _pause(self, seconds: float) -> None:
        log.info("%s: trying again in %.0f s", self.account.label, seconds)
        self._stopping.wait(seconds)


class WorkerBox:
    """What a sweep sees of a worker."""

    def __init__(self, worker: Worker) -> None:
        self.account = worker.account
        self.run = worker.run_job


def _do(job: Callable[[Session], Any], future: Future[Any], session: Session) -> None:
    try:
        future.set_result(job(session))
    except BaseException as e:  # the planner's to judge; a lost session shows itself in wait
        future.set_exception(e)


def _watched(session: Session) -> str:
    try:
        return folders.discover(session).sent[0].name
    except MailError as trouble:
        log.warning("%s", trouble.sentence)
        return "INBOX"


def _delay(trouble: MailError, tries: int) -> float:
    back_off = next(b for kind, b in BACK_OFF if isinstance(trouble, kind))
    return back_off.delay(tries)
