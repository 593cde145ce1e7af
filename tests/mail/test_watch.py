"""Waiting: pushes are noticed, dead lines are noticed, and nobody spins."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from mailfollow.core.model import Folder, Tls, Why
from mailfollow.errors import MailError, Offline, Refused
from mailfollow.mail import sent, watch
from mailfollow.mail.session import Session
from mailfollow.mail.watch import Woke
from mailfollow.mail.wire import Deadlines
from tests.dovecot import MailUser, running
from tests.scripted import Script, Talk, serving

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SENT = Folder("Sent", Why.SPECIAL_USE, special_use=True)
MAIL = "From: ewa@example.org\nTo: anna@example.pl\nSubject: x\n\nx\n"


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def look(session: Session) -> None:
    sent.look(session, SENT, cursor=None, since=None, now=NOW, choose=lambda _: frozenset())


def later(seconds: float, do: Callable[[], object]) -> threading.Timer:
    timer = threading.Timer(seconds, do)
    timer.daemon = True
    timer.start()
    return timer


@pytest.mark.parametrize("tls", [Tls.NONE, Tls.IMPLICIT])
def test_a_push_ends_the_wait(user: MailUser, pipe: tuple[int, int], tls: Tls) -> None:
    session = Session.open(user.account(tls), user.password)
    look(session)
    began = time.monotonic()
    timer = later(0.1, lambda: user.append("Sent", MAIL))
    assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=10) is Woke.PUSHED
    assert time.monotonic() - began < 0.1 + 0.5 + 1.0  # Dovecot holds pushes back for 0.5 s
    timer.join()
    assert len(session.search("ALL")) == 1
    session.close()


def test_an_expunge_is_news_too(user: MailUser, pipe: tuple[int, int]) -> None:
    user.append("Sent", MAIL)
    session = Session.open(user.account(), user.password)
    look(session)
    timer = later(0.1, lambda: user.expunge("Sent", 1))
    assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=10) is Woke.PUSHED
    timer.join()
    session.close()


def test_what_came_between_look_and_wait_is_not_missed(
    user: MailUser, pipe: tuple[int, int]
) -> None:
    session = Session.open(user.account(), user.password)
    for other in ("Sent", "Drafts"):  # the wait finds Sent open, or opens it anew
        look(session)
        session.examine(other)
        user.append("Sent", MAIL)
        began = time.monotonic()
        assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=10) is Woke.PUSHED
        assert time.monotonic() - began < 0.4
    session.close()


def test_woken_by_the_fd(user: MailUser, pipe: tuple[int, int]) -> None:
    session = Session.open(user.account(), user.password)
    timer = later(0.1, lambda: os.write(pipe[1], b"x"))
    began = time.monotonic()
    assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=10) is Woke.WOKEN
    assert time.monotonic() - began < 1
    timer.join()
    session.noop()
    session.close()


def test_timeout_and_then_the_session_goes_on(user: MailUser, pipe: tuple[int, int]) -> None:
    session = Session.open(user.account(), user.password)
    for _ in range(3):
        assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=0.1) is Woke.TIMEOUT
    assert session.examine("Drafts").exists == 0
    session.close()


def test_without_idle_it_asks(
    user: MailUser, pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "RENEW_UNPUSHED_SECONDS", 0.05)
    sent_lines: list[bytes] = []
    session = Session.open(user.account(), user.password, observer=sent_lines.append)
    session.capabilities -= {"IDLE"}
    look(session)
    timer = later(0.12, lambda: user.append("Sent", MAIL))
    assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=5) is Woke.PUSHED
    timer.join()
    look(session)
    assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=0.12) is Woke.TIMEOUT
    os.write(pipe[1], b"x")
    assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=5) is Woke.WOKEN
    assert b"IDLE" not in b"".join(sent_lines)
    session.close()


@pytest.mark.parametrize("tls", [Tls.NONE, Tls.IMPLICIT])
def test_a_killed_server_is_noticed(pipe: tuple[int, int], tls: Tls) -> None:
    with running() as server:
        user = server.new_user()
        session = Session.open(user.account(tls), user.password)
        timer = later(0.1, lambda: server.stop_serving(hard=True))
        began, cpu = time.monotonic(), time.process_time()
        with pytest.raises(MailError):
            watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=20)
        assert time.monotonic() - began < 5
        assert time.process_time() - cpu < 0.5
        timer.join()
        with pytest.raises(Offline):
            session.noop()


def test_an_idle_minute_costs_nothing(user: MailUser, pipe: tuple[int, int]) -> None:
    session = Session.open(user.account(Tls.IMPLICIT), user.password)
    look(session)
    cpu = time.thread_time()
    assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=0.4) is Woke.TIMEOUT
    assert time.thread_time() - cpu < 0.03
    session.close()


# --- what real servers do seldom --------------------------------------------------------------


def _wait(script: Script, wakeup_fd: int, seconds: float = 5, **deadlines: float) -> Woke:
    limits = Deadlines(**deadlines) if deadlines else None
    with serving(script) as server:
        session = Session.open(server.account(), "x", deadlines=limits)
        session.tops["Sent"] = script.exists
        woke = watch.wait(session, "Sent", wakeup_fd=wakeup_fd, seconds=seconds)
        session.noop()  # the conversation goes on
        assert session.search("ALL") == [1]
        return woke


def _idling(first: bytes, then: Callable[[Talk], None] | None = None, end: bytes = b"") -> Script:
    def idle(talk: Talk) -> None:
        talk.say(first)
        if then is not None:
            threading.Thread(target=then, args=(talk,), daemon=True).start()
        talk.file.readline()
        talk.say(end + talk.tag + b" OK idled\r\n")

    return Script({"IDLE": idle})


@pytest.mark.parametrize(
    "script",
    [
        _idling(b"+ idling\r\n* 2 EXISTS\r\n"),
        _idling(b"* 2 EXISTS\r\n+ idling\r\n"),
        _idling(b"* 1 EXPUNGE\r\n+ idling\r\n"),
        _idling(b"+ idling\r\n* 2 EXI", lambda t: (time.sleep(0.1), t.say(b"STS\r\n"))[0]),
        _idling(b"+ idling\r\n", lambda t: t.trickle(b"* OK still\r\n* 2 EXISTS\r\n", 0.005)),
    ],
    ids=["with +", "before +", "expunge before +", "half a line", "byte by byte"],
)
def test_news_in_odd_places(script: Script, pipe: tuple[int, int]) -> None:
    began = time.monotonic()
    assert _wait(script, pipe[0]) is Woke.PUSHED
    assert time.monotonic() - began < 2


def test_news_that_come_with_the_end_of_idle(pipe: tuple[int, int]) -> None:
    """At the end of a round they were not pushed, and the look after it finds them."""
    script = _idling(b"+ idling\r\n", end=b"* 2 EXISTS\r\n")
    assert _wait(script, pipe[0], seconds=0.1) is Woke.TIMEOUT
    os.write(pipe[1], b"x")  # cut short, it might have been
    assert _wait(script, pipe[0], seconds=9) is Woke.PUSHED


def test_small_talk_is_no_news(pipe: tuple[int, int]) -> None:
    script = _idling(b"+ idling\r\n* OK Still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n* 0 RECENT\r\n")
    assert _wait(script, pipe[0], seconds=0.3) is Woke.TIMEOUT


def test_an_exists_in_the_answer_of_another_command(pipe: tuple[int, int]) -> None:
    def search(talk: Talk) -> None:
        talk.say(b"* SEARCH 1\r\n* 2 EXISTS\r\n")
        talk.ok()

    script = _idling(b"+ idling\r\n")
    script.answers["UID SEARCH"] = search
    began = time.monotonic()
    assert _wait(script, pipe[0], seconds=3) is Woke.PUSHED
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"+ idling\r\n", Talk.hang_up),
        (b"+ idling\r\n* 2 EXI", Talk.hang_up),
        (b"+ idling\r\n* BYE shutting down\r\n", None),
        (b"", Talk.hang_up),
    ],
)
def test_a_lost_line(
    first: bytes, then: Callable[[Talk], None] | None, pipe: tuple[int, int]
) -> None:
    began, cpu = time.monotonic(), time.process_time()
    with pytest.raises(Offline):
        _wait(_idling(first, then), pipe[0])
    assert time.monotonic() - began < 2
    assert time.process_time() - cpu < 0.5


def test_old_mail_that_a_look_passed_over_is_no_news(user: MailUser, pipe: tuple[int, int]) -> None:
    session = Session.open(user.account(), user.password)
    session.examine("Sent")
    user.append("Sent", MAIL, at=datetime(2020, 1, 1, tzinfo=UTC))
    for since in (None, NOW.date()):
        sent.look(session, SENT, cursor=None, since=since, now=NOW, choose=lambda _: frozenset())
        assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=0.1) is Woke.TIMEOUT
    session.close()


def test_a_server_that_never_ends_idle(pipe: tuple[int, int]) -> None:
    def idle(talk: Talk) -> None:
        talk.say(b"+ idling\r\n")
        talk.file.readline()
        talk.trickle(b"* OK busy\r\n" * 200, 0.01)

    began = time.monotonic()
    with pytest.raises(Offline, match="no complete answer"):
        _wait(Script({"IDLE": idle}), pipe[0], seconds=0.1, command=0.3)
    assert time.monotonic() - began < 3


def test_idle_refused(pipe: tuple[int, int]) -> None:
    script = Script({"IDLE": lambda talk: talk.no(b"not now")})
    with pytest.raises(Refused):
        _wait(script, pipe[0])


def test_a_server_that_does_not_push_is_asked_soon(
    user: MailUser, pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "RENEW_UNPUSHED_SECONDS", 0.1)
    session = Session.open(user.account(), user.password)
    began = time.monotonic()
    woke = watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=9, pushes=False)
    assert (woke, time.monotonic() - began < 1) == (Woke.TIMEOUT, True)
    session.close()


def test_a_hundred_bursts(user: MailUser, pipe: tuple[int, int]) -> None:
    """Mails that come at any moment of the round are all seen soon after."""
    session = Session.open(user.account(), user.password)
    look(session)
    seen, total, stop = 0, 40, threading.Event()

    def write() -> None:
        for n in range(total):
            user.append("Sent", MAIL)
            stop.wait(0.003 * (n % 7))

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    until = time.monotonic() + 8
    while seen < total and time.monotonic() < until:
        woke = watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=2)
        found = session.search("ALL")
        assert woke is Woke.PUSHED or len(found) == seen
        look(session)
        seen = len(session.search("ALL"))
    writer.join()
    assert seen == total
    session.close()
