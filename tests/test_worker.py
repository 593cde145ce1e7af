"""One account's thread: what ends a session, when the next one begins, how often we log in."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from mailfollow import worker as workers
from mailfollow.core.model import AccountHealth, PasswordSource
from mailfollow.errors import (
    Connecting,
    Garbled,
    LoginRefused,
    MailError,
    Offline,
    OverQuota,
    Refused,
    Throttled,
    Unavailable,
)
from mailfollow.mail import drafts
from mailfollow.mail.session import Session
from mailfollow.mail.trouble import BEHAVIOUR, BackOff, behaviour
from mailfollow.worker import Worker
from tests.program import soon
from tests.scripted import Script, Scripted, Talk, serving

TOKEN = "token@example.org"
RAW = b"From: ewa@example.org\r\nReferences: <token@example.org>\r\n\r\nx\r\n"


class Budget:
    """Counts; `waits` are the seconds it asks for, one after another."""

    def __init__(self, *waits: float) -> None:
        self.waits = [*waits]
        self.log_ins: list[float] = []

    def wait(self) -> float:
        return self.waits.pop(0) if self.waits else 0.0

    def logging_in(self) -> None:
        self.log_ins.append(time.monotonic())

    def alert(self, said: str) -> None: ...


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The back-offs a hundred times as fast, without jitter."""
    for kind, what in list(BEHAVIOUR.items()):
        first = what.back_off.first / 100
        fast = BackOff(first, what.back_off.most / 100, least=first)
        monkeypatch.setitem(BEHAVIOUR, kind, replace(what, back_off=fast))


@contextmanager
def working(server: Scripted, path: Path, budget: Budget | None = None) -> Iterator[Worker]:
    path.write_text("secret")
    path.chmod(0o600)
    account = replace(server.account(), password=PasswordSource(file=str(path)))
    worker = Worker(account, lambda: None, budget or Budget())
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()
        worker.join(5)
        assert not worker.is_alive()


def waiting() -> Script:
    """A server that idles until DONE and takes every draft."""

    def idle(talk: Talk) -> None:
        talk.say(b"+ idling\r\n")
        talk.file.readline()
        talk.ok()

    def listed(talk: Talk) -> None:
        talk.say(b'* LIST (\\Sent) "/" Sent\r\n* LIST (\\Drafts) "/" Drafts\r\n')
        talk.ok()

    return Script({"IDLE": idle, "LIST": listed})


def met(worker: Worker, mailbox: str = "Other") -> MailError:
    """What a look at `mailbox` meets."""
    soon(lambda: worker._session, 5)
    with pytest.raises(MailError) as caught:
        worker.run_job(lambda session: session.examine(mailbox))
    return caught.value


def only(mailbox: bytes, answer: Callable[[Talk], None], script: Script) -> Callable[[Talk], None]:
    """That answer for one mailbox, the plain one for all others."""
    return lambda talk: answer(talk) if mailbox in talk.line else script.examine(talk)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Talk.hang_up, Offline),
        (lambda t: t.say(b"\xff\xfe what\r\n"), Garbled),
        (lambda t: t.no(b"[THROTTLED] slow down"), Throttled),
        (lambda t: t.no(b"[CONTACTADMIN] locked"), LoginRefused),
        (lambda t: t.no(b"[UNAVAILABLE] later"), Unavailable),
        (lambda t: t.no(b"Over quota"), OverQuota),
        (lambda t: t.no(b"[NOPERM] no"), Refused),
    ],
)
def test_each_class_keeps_or_drops_the_session(
    answer: Callable[[Talk], None], kind: type[MailError], tmp_path: Path
) -> None:
    script = waiting()
    script.answers["EXAMINE"] = only(b"Other", answer, script)
    budget = Budget()
    with serving(script) as server, working(server, tmp_path / "password", budget) as worker:
        error = met(worker)
        assert type(error) is kind
        if behaviour(error).ends:
            soon(lambda: len(budget.log_ins) == 2, 8)  # and then it serves again
            soon(lambda: worker._session, 5)
            gap = budget.log_ins[1] - budget.log_ins[0]
            assert gap >= behaviour(error).back_off.first
        assert worker.run_job(lambda s: s.examine("Sent")).uidvalidity == 7
        assert len(budget.log_ins) == script.connections == (2 if behaviour(error).ends else 1)


def test_a_full_mailbox_is_told_and_the_session_goes_on(tmp_path: Path) -> None:
    script = waiting()
    script.answers["APPEND"] = lambda t: t.no(b"[OVERQUOTA] Quota exceeded (mailbox is full)")
    with serving(script) as server, working(server, tmp_path / "password") as worker:
        soon(lambda: worker._session, 5)
        with pytest.raises(OverQuota) as caught:
            worker.run_job(lambda s: drafts.put(s, "Drafts", RAW, TOKEN))
        assert "make room" in caught.value.sentence
        worker.run_job(lambda s: s.noop())
        assert script.connections == 1


def test_a_time_that_the_server_names_is_obeyed(tmp_path: Path) -> None:
    script, budget = waiting(), Budget()
    throttled = [b"Request is throttled. Suggested Backoff Time: 1200 milliseconds"]
    script.answers["EXAMINE"] = only(
        b"Other", lambda t: t.no(throttled.pop()) if throttled else script.examine(t), script
    )
    with serving(script) as server, working(server, tmp_path / "password", budget) as worker:
        met(worker)
        told, lines = time.monotonic(), len(script.lines)
        time.sleep(1)
        assert len(script.lines) == lines  # not even a LOGOUT
        with pytest.raises(Throttled, match="throttled"):  # and everybody who asks is told why
            worker.run_job(lambda s: s.noop())
        soon(lambda: worker._session, 5)
        assert 1.2 <= budget.log_ins[1] - told + 0.05 < 2.2


def test_who_takes_us_in_and_drops_us_is_tried_ever_more_seldom(tmp_path: Path) -> None:
    script, budget = waiting(), Budget()
    script.answers["LIST"] = Talk.hang_up
    with serving(script) as server, working(server, tmp_path / "password", budget):
        time.sleep(1)
    assert 4 <= len(budget.log_ins) <= 7  # 0.02, 0.04, … apart; else it were fifty


def test_a_session_that_served_well_makes_up_for_vain_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SERVED_WELL", 0.05)
    script, budget = waiting(), Budget()
    script.answers["LIST"] = lambda t: (time.sleep(0.1), t.hang_up())[0]
    with serving(script) as server, working(server, tmp_path / "password", budget):
        time.sleep(1)
    assert len(budget.log_ins) >= 6  # 0.12 apart each


def test_an_exhausted_budget_is_waited_for(tmp_path: Path) -> None:
    script, budget, began = waiting(), Budget(0.3, 0.2), time.monotonic()
    with serving(script) as server, working(server, tmp_path / "password", budget) as worker:
        time.sleep(0.1)
        with pytest.raises(Connecting, match="too many log-ins lately"):
            worker.run_job(lambda s: s.noop())
        assert script.connections == 0
        soon(lambda: worker._session, 5)
        assert budget.log_ins[0] - began >= 0.5


def test_no_budget_goes_for_what_is_no_log_in(tmp_path: Path) -> None:
    script, budget = Script(greeting=b"* BYE later\r\n"), Budget()
    with serving(script) as server, working(server, tmp_path / "password", budget):
        soon(lambda: script.connections > 2, 5)
    with serving(waiting()) as server, working(server, tmp_path / "password", budget) as worker:
        (tmp_path / "password").write_text("")
        soon(lambda: worker._session or isinstance(worker._trouble, LoginRefused), 5)
    assert len(budget.log_ins) <= 1


def test_a_refused_password_is_read_anew(tmp_path: Path) -> None:
    script, budget, path = waiting(), Budget(), tmp_path / "password"

    def authenticate(talk: Talk) -> None:
        talk.say(b"+ \r\n")
        secret = base64.b64decode(talk.file.readline()).rpartition(b"\0")[2]
        talk.ok(b"in") if secret == b"right" else talk.no(b"[AUTHENTICATIONFAILED] no")

    script.answers["AUTHENTICATE"] = authenticate
    with serving(script) as server, working(server, path, budget) as worker:
        soon(lambda: isinstance(worker._trouble, LoginRefused), 5)
        assert behaviour(worker._trouble).health is AccountHealth.REFUSED
        path.write_text("right")
        soon(lambda: worker._session, 5)
        assert 0.6 <= budget.log_ins[1] - budget.log_ins[0] < 1.5  # a minute, a hundredth of it


def test_who_says_no_to_being_watched_is_looked_at_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One log-in, and not one look after another."""
    monkeypatch.setattr(workers, "REST", 0.2)
    script, budget, news = waiting(), Budget(), threading.Semaphore(0)
    script.answers["EXAMINE"] = only(b"Sent", lambda t: t.no(b"[CANNOT] not here"), script)
    with serving(script) as server, working(server, tmp_path / "password", budget) as worker:
        worker._news = lambda: news.release()  # type: ignore[method-assign]
        time.sleep(1.1)
        assert worker.run_job(lambda s: s.examine("Other")).uidvalidity == 7
        assert (len(budget.log_ins), script.connections) == (1, 1)
        assert 3 <= sum(1 for _ in iter(lambda: news.acquire(blocking=False), False)) <= 6


def test_an_error_of_ours_does_not_end_the_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Budget):
        def logging_in(self) -> None:
            super().logging_in()
            if len(self.log_ins) == 1:
                raise RuntimeError("a bug")

    budget = Broken()
    with serving(waiting()) as server, working(server, tmp_path / "password", budget) as worker:
        soon(lambda: worker._session, 5)
    assert len(budget.log_ins) == 2


def test_an_error_said_again_and_again_does_not_grow(tmp_path: Path) -> None:
    """A daemon that is offline for a day meets the same trouble at every sweep."""

    def frames() -> int:
        with pytest.raises(Offline) as caught:
            worker.run_job(Session.noop)
        return len(caught.traceback)

    script = Script(greeting=b"* BYE gone\r\n")
    with serving(script) as server, working(server, tmp_path / "password") as worker:
        soon(lambda: not isinstance(worker._trouble, Connecting), 5)
        assert len({frames() for _ in range(5)}) == 1
