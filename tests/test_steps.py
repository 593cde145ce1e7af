"""Every step can be the last: killed at each one, and again on the way back, it ends the same.

A step is a commit of the ledger or something sent to the server; both are numbered where
nothing can pass them by. All of them: `make steps`.
"""

from __future__ import annotations

import os
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from mailfollow.ledger import Ledger
from mailfollow.mail.wire import Wire
from tests import story
from tests.dovecot import Dovecot
from tests.story import END, STORY, Outcome, Place, live

ALL = "MAILFOLLOW_STEPS" in os.environ
RESTART = timedelta(seconds=5)
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")


class Killed(BaseException):
    """The process ends here; nothing may swallow it."""


class How(StrEnum):
    BEFORE = "killed before it took effect"
    HALF = "killed after half of its bytes"
    AFTER = "killed after it took effect, which was not heard"
    CUT_BEFORE = "the line is cut before it"
    CUT_AFTER = "the line is cut after it, and the answer lost"


KILLS = (How.BEFORE, How.HALF, How.AFTER)


@dataclass
class Steps:
    """Numbers the steps from 0 on; something happens at the one `at`."""

    at: int | None = None
    how: How = How.BEFORE
    names: list[str] = field(default_factory=list)
    bytes: int = 0
    beside: list[str] = field(default_factory=list)  # writes outside of a transaction of ours
    dead: bool = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """In here, one process lives."""
        self.dead = False
        send, writing, init = Wire.send, Ledger._writing, Ledger.__init__
        steps = self

        def counted(wire: Wire, data: Any) -> None:
            steps._send(wire, bytes(data), send)

        @contextmanager
        def numbered(ledger: Ledger) -> Iterator[None]:
            ledger._db.execute("PRAGMA synchronous=OFF")  # no power cut here
            with writing(ledger):
                ledger._db.set_trace_callback(None)
                yield
                mine = steps._step("COMMIT")
                if mine and steps.how is How.BEFORE:
                    steps._die()
            ledger._db.set_trace_callback(steps._hear)
            if mine and steps.how in KILLS:
                steps._die()

        def traced(ledger: Ledger, connection: sqlite3.Connection) -> None:
            init(ledger, connection)
            connection.set_trace_callback(steps._hear)

        with (
            mock.patch.object(Wire, "send", counted),
            mock.patch.object(Ledger, "_writing", numbered),
            mock.patch.object(Ledger, "__init__", traced),
        ):
            yield

    @property
    def happened(self) -> bool:
        return self.at is not None and len(self.names) > self.at

    def _hear(self, statement: str) -> None:
        if statement.lstrip().upper().startswith(WRITES):
            self.beside.append(statement)

    def _step(self, name: str) -> bool:
        self.names.append(name)
        return len(self.names) - 1 == self.at

    def _send(self, wire: Wire, data: bytes, send: Any) -> None:
        if self.dead:
            raise OSError("nobody is there any more")
        self.bytes += len(data)
        if not self._step(_named(data)):
            send(wire, data)
            return
        if self.how is How.CUT_BEFORE:
            _cut(wire)
        if self.how is not How.BEFORE:
            send(wire, data[: len(data) // 2] if self.how is How.HALF else data)
            _cut(wire)
        if self.how in KILLS:
            self._die()

    def _die(self) -> None:
        self.dead = True
        raise Killed(self.names[-1])


def _cut(wire: Wire) -> None:
    """The server does what it was told, and nobody hears of it."""
    wire.sock.shutdown(socket.SHUT_WR)
    while wire.sock.recv(65536):
        continue


def _named(data: bytes) -> str:
    if found := re.match(rb"[A-P]{4}\d+ ((?:UID )?\w+)", data):
        return found[1].decode()
    return "a line's end" if data == b"\r\n" else "a literal"


# --- the story without trouble --------------------------------------------------------------


@dataclass
class Mark:
    """The place just before a sweep of the story, and the steps that sweep took."""

    place: Place
    moment: datetime
    event: int  # the number of the one before
    names: list[str]


@dataclass
class Lived:
    """The story without trouble: every sweep, and how all stood just before the next event."""

    marks: list[Mark]
    outcomes: list[Outcome]


def _until(event: int) -> datetime:
    return STORY[event + 1][0] if event + 1 < len(STORY) else END


@pytest.fixture(scope="module")
def lived(dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    base = tmp_path_factory.mktemp("story")
    place = Place.new(base / "lived", dovecot.new_user())
    found = Lived([], [])

    def swept(place: Place, now: datetime) -> datetime | None:
        steps = Steps()
        before = place.copy(base / str(len(found.marks)))
        found.marks.append(Mark(before, now, event, steps.names))
        with _sent_bytes() as sent, steps.watching():
            wake = story.swept(place, now)
        assert steps.bytes == sum(sent), "something was sent that is no step"
        assert not steps.beside, "something was written that is no step"
        return wake

    for event, (moment, happens) in enumerate(STORY):
        happens(place, moment)
        live(place, moment, _until(event), swept)
        found.outcomes.append(place.outcome(_until(event)))
    return found


@contextmanager
def _sent_bytes() -> Iterator[list[int]]:
    sent: list[int] = []
    really = socket.socket.sendall

    def sendall(sock: socket.socket, data: Any, *more: int) -> None:
        sent.append(len(data))
        really(sock, data, *more)

    with mock.patch.object(socket.socket, "sendall", sendall):
        yield sent


def test_the_story_tells_what_it_should(lived: Lived) -> None:
    end = lived.outcomes[-1]
    assert end["status"] == [
        ("anna-kowalska.follow_up.2026-11-02", "fulfilled"),
        ("jana-klein.follow_up.2026-11-03", "overdue"),
        ("max-mueller.follow_up.2026-11-02", "fulfilled"),
        ("piotr-zajac.follow_up.2026-11-02", "overdue"),
    ]
    stages = [(c.partition(".")[0], on, stage) for c, on, stage, _ in end["stages"]]
    assert stages == [
        ("anna-kowalska", "2026-11-02", "sent"),
        ("jana-klein", "2026-11-03", "waiting"),
        ("max-mueller", "2026-11-02", "withdrawn"),
        ("piotr-zajac", "2026-11-02", "withdrawn"),
        ("piotr-zajac", "2026-11-10", "waiting"),
    ]
    assert [len(end[f]) for f in ("Drafts", "Trash", "Sent")] == [2, 2, 2]
    assert end["pauses"] == []
    names = [name for mark in lived.marks for name in mark.names]
    assert names.count("APPEND") == 6, "one of them refused"
    assert names.count("UID MOVE") == 2


# --- and with trouble -------------------------------------------------------------------------


def ways(name: str) -> tuple[How, ...]:
    if name == "COMMIT":
        return (How.BEFORE, How.AFTER)
    if name == "a literal":
        return tuple(How)
    return (How.BEFORE, How.AFTER, How.CUT_BEFORE, How.CUT_AFTER)


SETTLED = timedelta(hours=3)
"""Two faults, and what they leave in doubt, are over by then."""


def disturbed(lived: Lived, mark: Mark, base: Path, *faults: Steps, end: bool = False) -> None:
    """One fault in this sweep, one more while it recovers; then all is as if there was none."""
    place = mark.place.copy(base)
    ahead = list(faults)

    def swept(place: Place, now: datetime) -> datetime | None:
        steps = ahead[0] if ahead else Steps()
        try:
            with steps.watching():
                wake = story.swept(place, now)
        except Killed:
            wake = None
        if not steps.happened:
            return wake
        ahead.pop(0)
        return now + RESTART

    try:
        event, moment = mark.event, mark.moment
        live(place, moment, _until(event), swept)
        assert faults[0].happened
        while event + 1 < len(STORY) and (end or _until(event) - moment < SETTLED):
            event += 1
            moment, happens = STORY[event]
            happens(place, moment)
            live(place, moment, _until(event), swept)
        assert place.outcome(_until(event)) == lived.outcomes[event]
    finally:
        place.close()


SHARDS = 300 if ALL else 1


@pytest.mark.parametrize("shard", range(SHARDS))
def test_each_step_can_be_the_last(shard: int, lived: Lived, tmp_path: Path) -> None:
    for n, (mark, k, how) in enumerate(_chosen(lived.marks)):
        if n % SHARDS == shard:
            again = Steps(at=(7 * n) % 60, how=KILLS[n % 2 * 2])
            end = ALL and n % 10 == 0
            try:
                disturbed(lived, mark, tmp_path / str(n), Steps(k, how), again, end=end)
            except AssertionError as e:
                before = ", ".join(mark.names[max(k - 3, 0) : k])
                e.add_note(f"{mark.moment}, after {before}: {mark.names[k]} {how}")
                e.add_note(f"then at step {again.at} of the recovery: {again.how}")
                raise


def _chosen(marks: list[Mark]) -> Iterator[tuple[Mark, int, How]]:
    """Every way at every step; or what matters most, and of the rest a sample."""
    vital = {(id(mark), k, how) for mark, k, how in _vital(marks)}
    for m, mark in enumerate(marks):
        for k, name in enumerate(mark.names):
            for w, how in enumerate(ways(name)):
                if ALL or (id(mark), k, how) in vital or (m + 3 * k + 7 * w) % 211 == 0:
                    yield mark, k, how


def _vital(marks: list[Mark]) -> Iterator[tuple[Mark, int, How]]:
    """Of the first draft laid, and of the first withdrawn: intent, effect, confirmation. And
    between two commits of the sweeps that see what the user wrote."""
    for effect in ("APPEND", "UID MOVE"):
        mark = next(m for m in marks if effect in m.names)
        k = mark.names.index(effect)
        commits = _commits(mark)
        steps = [max(n for n in commits if n < k), k, k + 1, min(n for n in commits if n > k)]
        yield from ((mark, k, how) for k in steps for how in ways(mark.names[k]))
    for event in (story.wrote_afresh, story.sends):
        mark = next(m for m in marks if STORY[m.event][1] is event)
        yield from ((mark, k, How.AFTER) for k in _commits(mark))


def _commits(mark: Mark) -> list[int]:
    return [n for n, name in enumerate(mark.names) if name == "COMMIT"]


if ALL:

    @pytest.mark.parametrize("how", [How.BEFORE, How.AFTER])
    @pytest.mark.parametrize("k", [-1, 0, 1])
    @pytest.mark.parametrize("shard", range(20))
    def test_whatever_comes_on_the_way_back(
        k: int, how: How, shard: int, lived: Lived, tmp_path: Path
    ) -> None:
        """Killed while it lays the first draft; then killed at each step of the recovery."""
        mark = next(m for m in lived.marks if "APPEND" in m.names)
        at = mark.names.index("APPEND") + k
        for n in range(shard, 500, 20):
            again = Steps(n, how)
            disturbed(lived, mark, tmp_path / str(n), Steps(at, how), again)
            if not again.happened:
                break
