"""Calls what is overdue: one thread for the deadlines of all sessions."""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

Call = Callable[[], None]


@dataclass(frozen=True, slots=True, eq=False)
class Deadline:
    at: float  # time.monotonic
    call: Call


class Watchdog:
    """Its thread starts with the first deadline, and sleeps until the next one.

    A `threading.Timer` for each command would be a thread for each command.
    """

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._changed = threading.Condition()
        self._running: set[Deadline] = set()
        self._thread: threading.Thread | None = None
        self._wakes = math.inf

    def watch(self, seconds: float, call: Call) -> Deadline:
        """Have `call` called after so long, in the watchdog's thread; it must return at once."""
        deadline = Deadline(time.monotonic() + seconds, call)
        if self._process != os.getpid():  # a fork leaves the thread behind, and maybe its lock
            self._begin()
        with self._changed:
            self._running.add(deadline)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()
            elif deadline.at < self._wakes:
                self._changed.notify()
        return deadline

    def release(self, deadline: Deadline) -> None:
        """Once this has returned, the deadline is not called any more."""
        with self._changed:
            self._running.discard(deadline)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for deadline in [d for d in self._running if d.at <= now]:
                    self._running.discard(deadline)
                    deadline.call()
                self._wakes = min((d.at for d in self._running), default=math.inf)
                idle = self._wakes == math.inf
                self._changed.wait(None if idle else self._wakes - now)


WATCHDOG = Watchdog()
