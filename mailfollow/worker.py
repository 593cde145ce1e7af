"""One account of the daemon: a thread that owns the session, waits in IDLE, does jobs."""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from mailfollow import password
from mailfollow.core.model import Account
from mailfollow.errors import Connecting, Garbled, MailError, Stopping
from mailfollow.mail import folders, morning, verbs
from mailfollow.mail.session import Session
from mailfollow.mail.trouble import behaviour, delay
from mailfollow.mail.watch import Woke, wait
from mailfollow.mail.wire import Witness

T = TypeVar("T")
log = logging.getLogger(__name__)

LOOK_AT_LEAST_EVERY = 590.0
"""Seconds: a renamed or recreated mailbox is silence; only a new look finds out (FACTS.md)."""
HESITATE = 1.0
"""Seconds after a push in which the look that follows it spares a return to IDLE."""
GLANCE = 20.0
"""Seconds between two glances at the verb folders: who moves a draft there waits for it."""
REST = 60.0
"""Seconds between two looks where the server says NO to being watched."""
SERVED_WELL = 60.0
"""Seconds after which a session was worth its log-in; one that ends sooner was a vain try."""


class Budget(Witness, Protocol):
    def wait(self) -> float:
        """Seconds until the next log-in is allowed."""


class Worker(threading.Thread):
    """A `look.Box` whose jobs run in its own thread. `news` is called when there may be some."""

    def __init__(self, account: Account, news: Callable[[], None], budget: Budget) -> None:
        super().__init__(name=f"account {account.label}", daemon=True)
        self.account = account
        self._news, self._budget = news, budget
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
        self._vain = 0  # tries since a session last served well

    # --- from other threads -----------------------------------------------------------------

    def run_job(self, job: Callable[[Session], T]) -> T:
        future: Future[T] = Future()
        with self._lock:
            if self._session is None:
                raise self._trouble.anew()
            self._jobs.put((job, future))
        self._wake()
        try:
            while not self._stopping.is_set():
                with suppress(NotYet):
                    return future.result(timeout=0.5)
        finally:
            del future  # it holds the error that holds this frame
        raise Stopping(f"{self.account.label}: asked to end")

    def stop(self) -> None:
        self._stopping.set()
        self._jobs.put((Session.noop, Future()))  # whoever waits for one waits no longer
        self._wake()

    def _wake(self) -> None:
        with suppress(BlockingIOError):  # rung often enough
            os.write(self._ring, b"!")

    # --- in its own thread ------------------------------------------------------------------

    def run(self) -> None:
        while not self._stopping.is_set():
            self._save_log_ins()
            if trouble := self._serve_until_lost():
                self._down(trouble)
                self._pause(delay(trouble, self._vain))
                self._vain += 1

    def _save_log_ins(self) -> None:
        while not self._stopping.is_set() and (seconds := self._budget.wait()) > 0:
            log.warning("%s: too many log-ins lately", self.account.label)
            with self._lock:
                if isinstance(self._trouble, Connecting):
                    what = f"{self.account.address}: too many log-ins lately"
                    self._trouble = Connecting(f"{what}, the next one in {seconds:.0f} s")
            self._pause(seconds)

    def _serve_until_lost(self) -> MailError | None:
        """One session from its beginning to its end, and what ended it."""
        session, began = None, time.monotonic()
        try:
            secret = password.read(self.account)
            session = Session.open(self.account, secret, witness=self._budget)
            began = time.monotonic()
            self._up(session)
            self._serve(session)
        except MailError as trouble:
            return trouble
        except Exception as error:
            log.exception("%s: unexpected", self.account.label)
            return Garbled(f"{self.account.address}: an error of ours, {type(error).__name__}")
        finally:
            if session is not None:
                self._vain = 0 if time.monotonic() - began >= SERVED_WELL else self._vain
                session.close()
        return None

    def _serve(self, session: Session) -> None:
        watched = None
        while not self._stopping.is_set():
            self._do_jobs(session)
            if self._stopping.is_set():  # it may have taken the ring that says so
                return
            try:
                watched = watched or _watched(session)
                woke = self._wait(session, watched)
            except MailError as trouble:
                if behaviour(trouble).ends:
                    raise
                log.warning("%s: %s", self.account.label, trouble.sentence)
                watched = None
                if not self._do_jobs(session, REST):
                    self._news()
                continue
            if woke is not Woke.WOKEN:
                self._news()
                self._do_jobs(session, HESITATE)

    def _wait(self, session: Session, watched: str) -> Woke:
        until = time.monotonic() + LOOK_AT_LEAST_EVERY
        while session.verbs and (left := until - time.monotonic()) > 0:
            woke = self._round(session, watched, min(GLANCE, left))
            if woke is not Woke.TIMEOUT:
                return woke
            if session.newer(session.tops.get(watched, 0)) or verbs.moved(session):
                return Woke.PUSHED
        if session.verbs:
            return Woke.TIMEOUT
        woke = self._round(session, watched, LOOK_AT_LEAST_EVERY)
        if woke is Woke.TIMEOUT and session.newer(session.tops.get(watched, 0)):
            self._pushes = False  # there was mail, and nobody said so
        return woke

    def _round(self, session: Session, watched: str, seconds: float) -> Woke:
        return wait(session, watched, wakeup_fd=self._listen, seconds=seconds, pushes=self._pushes)

    def _do_jobs(self, session: Session, patience: float | None = None) -> int:
        """All jobs there are, and how many; the first one may be a moment in coming."""
        self._hear()
        done = 0
        while not self._stopping.is_set():
            try:
                job, future = self._jobs.get(block=patience is not None, timeout=patience)
            except queue.Empty:
                break
            patience, done = None, done + 1
            if future.set_running_or_notify_cancel():
                _do(job, future, session)
        return done

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
                    future.set_exception(trouble.anew())
        self._news()

    def _pause(self, seconds: float) -> None:
        log.info("%s: trying again in %.0f s", self.account.label, seconds)
        self._stopping.wait(seconds)


class WorkerBox:
    """What a sweep sees of a worker."""

    def __init__(self, worker: Worker) -> None:
        self.account = worker.account
        self.run = worker.run_job

    def mail(self, raw: bytes, at: datetime) -> None:
        morning.hand_in(self.account, partial(password.read, self.account), self.run, raw, at)

    def renew(self) -> None:
        with suppress(MailError):  # it is lost already
            self.run(Session.close)


def _do(job: Callable[[Session], Any], future: Future[Any], session: Session) -> None:
    try:
        future.set_result(job(session))
    except MailError as e:  # the planner's to judge; a lost session shows itself in wait
        future.set_exception(e.anew())
    except BaseException as e:
        future.set_exception(e)


def _watched(session: Session) -> str:
    try:
        return folders.discover(session).sent[0].name
    except MailError as trouble:
        log.warning("%s", trouble.sentence)
        return "INBOX"
