"""Nothing lasts for ever and nothing spins: names, connects, handshakes, commands, IDLE."""

from __future__ import annotations

import itertools
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from mailfollow.core.model import Account, Imap, Tls
from mailfollow.errors import MailError, Offline, Throttled
from mailfollow.mail import line, watch, wire
from mailfollow.mail.session import Session
from mailfollow.mail.wire import Deadlines
from tests.dovecot import Dovecot
from tests.scripted import Script, Talk, serving

QUICK = Deadlines(connect=0.3, read=5, opening=0.5, command=0.4)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began, cpu = time.monotonic(), time.thread_time()
    yield
    assert time.monotonic() - began < seconds
    assert time.thread_time() - cpu < 0.2


@pytest.fixture
def account() -> Iterator[Account]:
    with serving(Script()) as server:
        yield server.account()


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def test_a_name_server_that_does_not_answer(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: never.wait())
    with within(2), pytest.raises(Offline, match="name server"):
        Session.open(account, "x", deadlines=QUICK)
    never.set()


@pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 300 + ".example.org", "..", "\udcff"])
def test_a_name_that_is_none(account: Account, host: str, dovecot: Dovecot) -> None:
    imap = Imap(host, 993, Tls.IMPLICIT, str(dovecot.ca_file))
    with pytest.raises(Offline):
        Session.open(replace(account, imap=imap), "x", deadlines=QUICK)


def test_a_host_that_swallows_every_packet(account: Account) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port, held = full.getsockname()[1], list[socket.socket]()
        for _ in range(3):  # the kernel answers no further ones
            held.append(socket.socket())
            held[-1].setblocking(False)
            held[-1].connect_ex(("127.0.0.1", port))
        imap = Imap("127.0.0.1", port, Tls.NONE)
        with within(2), pytest.raises(Offline, match="cannot be reached"):
            Session.open(replace(account, imap=imap), "x", deadlines=QUICK)
        for sock in held:
            sock.close()


def test_the_next_address_has_its_turn(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    good = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", account.imap.port))
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        bad = (*good[:4], closed.getsockname())
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [bad, good])
        Session.open(account, "x", deadlines=QUICK).close()
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [bad, bad])
        with pytest.raises(Offline, match="refused"):
            Session.open(account, "x", deadlines=QUICK)


def trickle(talk: Talk) -> None:
    talk.trickle(b"* OK " + b"still here " * 1000, 0.01)


def hang(talk: Talk) -> None:
    talk.file.readline()


@pytest.mark.parametrize("answer", [trickle, hang])
@pytest.mark.parametrize("where", ["AUTHENTICATE", "CAPABILITY", "EXAMINE", "UID SEARCH", "LOGOUT"])
def test_each_command_has_an_end(where: str, answer: Callable[[Talk], None]) -> None:
    def run() -> None:
        with serving(Script({where: answer})) as server:
            session = Session.open(server.account(), "x", deadlines=QUICK)
            session.examine("Sent")
            session.search("ALL")
            session.close()

    with within(3):
        if where == "LOGOUT":  # never raises
            run()
        else:
            with pytest.raises(Offline, match="no complete answer"):
                run()


def _drops(talk: Talk) -> None:
    talk.trickle(b"* OK " + b"still here " * 1000, 0.0002)


def test_a_trickle_costs_nothing_in_a_command() -> None:
    with serving(Script({"NOOP": _drops})) as server:
        session = Session.open(server.account(), "x", deadlines=replace(QUICK, command=0.8))
        cpu = time.thread_time()
        with pytest.raises(Offline, match="no complete answer"):
            session.noop()
        assert time.thread_time() - cpu < 0.03


def test_an_answer_in_a_few_pieces_is_not_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    def noop(talk: Talk) -> None:
        talk.trickle(b"* OK so so\r\n", 0.001)
        talk.ok()

    monkeypatch.setattr(line, "NAP_SECONDS", 9)
    with serving(Script({"NOOP": noop})) as server:
        session = Session.open(server.account(), "x")
        with within(3):
            for _ in range(5):
                session.noop()


@pytest.mark.parametrize("greeting", [b"* OK hel", b""])
def test_a_greeting_that_never_ends(greeting: bytes) -> None:
    lost = pytest.raises(Offline, match="no complete answer")
    with serving(Script(greeting=greeting)) as server, within(2), lost:
        Session.open(server.account(), "x", deadlines=QUICK)


def test_a_handshake_that_trickles(dovecot: Dovecot) -> None:
    def serve(listener: socket.socket) -> None:
        sock, _ = listener.accept()
        talk = Talk(sock)
        try:
            talk.trickle(b"\x16\x03\x03\x40\x00" + b"\x02" * 1000, 0.01)
        except OSError:
            talk.hang_up()

    with socket.create_server(("127.0.0.1", 0)) as listener, serving(Script()) as other:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        account = other.account(Tls.IMPLICIT, str(dovecot.ca_file))
        account = replace(account, imap=replace(account.imap, port=listener.getsockname()[1]))
        with within(2), pytest.raises(Offline):
            Session.open(account, "x", deadlines=QUICK)


def test_a_line_gone_silent_is_given_up_within_six_minutes(account: Account) -> None:
    """The kernel does it; nothing of ours sends anything meanwhile."""
    session = Session.open(account, "x")
    sock = session._client.wire.sock
    tcp = {n: sock.getsockopt(socket.IPPROTO_TCP, getattr(socket, n)) for n in _OPTIONS}
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    silent = tcp["TCP_KEEPIDLE"] + tcp["TCP_KEEPINTVL"] * tcp["TCP_KEEPCNT"]
    assert 0 < silent <= 360
    assert 0 < tcp["TCP_USER_TIMEOUT"] <= 360_000
    session.close()


_OPTIONS = ("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT")


def _idling(*said: bytes, pause: float = 0.0) -> Script:
    """Says these things again and again until DONE."""

    def idle(talk: Talk) -> None:
        talk.say(b"+ idling\r\n")
        done = threading.Event()
        threading.Thread(target=lambda: (talk.file.readline(), done.set()), daemon=True).start()
        for data in itertools.cycle(said):
            talk.say(data)
            if done.wait(pause):
                break
        talk.say(b"\r\n" + talk.tag + b" OK idled\r\n")

    return Script({"IDLE": idle})


@pytest.mark.parametrize(
    "said",
    [
        [b"* OK Still here\r\n"],
        [bytes([c]) for c in b"* OK Still here\r\n"],
        [b"x"],
        [b"* 1 FETCH (FLAGS ())\r\n" * 9],
    ],
    ids=["lines", "bytes", "one line", "bursts"],
)
def test_a_talkative_server_costs_nothing_in_idle(said: list[bytes], pipe: tuple[int, int]) -> None:
    with serving(_idling(*said, pause=0.0005)) as server:
        session = Session.open(server.account(), "x")
        cpu = time.thread_time()
        woke = watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=0.6)
        assert woke is watch.Woke.TIMEOUT
        assert time.thread_time() - cpu < 0.03  # five times 1 %


def test_a_talkative_server_costs_nothing_after_done_either(pipe: tuple[int, int]) -> None:
    def idle(talk: Talk) -> None:
        talk.say(b"+ idling\r\n")
        talk.file.readline()
        talk.trickle(b"* OK Still here\r\n" * 120, 0.0005)
        talk.ok()

    with serving(Script({"IDLE": idle})) as server:
        session = Session.open(server.account(), "x")
        cpu = time.thread_time()
        assert watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=0.05) is watch.Woke.TIMEOUT
        assert time.thread_time() - cpu < 0.03


@pytest.mark.parametrize("flood", [b"* OK Still here\r\n" * 1000, b"x" * 20_000])
def test_a_flood_in_idle_ends_the_session(
    flood: bytes, pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "IDLE_BYTES", 1_000_000)
    with serving(_idling(flood)) as server:
        session = Session.open(server.account(), "x")
        with within(3), pytest.raises(Offline):
            watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=30)


def test_a_flood_at_the_end_of_idle(pipe: tuple[int, int]) -> None:
    def idle(talk: Talk) -> None:
        talk.say(b"+ idling\r\n")
        talk.file.readline()
        while True:
            talk.say(b"* OK busy\r\n" * 1000)

    with serving(Script({"IDLE": idle})) as server:
        session = Session.open(server.account(), "x", deadlines=QUICK)
        with pytest.raises(Offline):
            watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=0.1)


def test_what_bye_says_in_idle_counts(pipe: tuple[int, int]) -> None:
    bye = b"* BYE [ALERT] Account exceeded command or bandwidth limits.\r\n"
    alerts: list[str] = []

    class Witness(wire.Nobody):
        def alert(self, said: str) -> None:
            alerts.append(said)

    with serving(_idling(bye, pause=9)) as server:
        session = Session.open(server.account(), "x", witness=Witness())
        with within(2), pytest.raises(Throttled):
            watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=9)
        with pytest.raises(Throttled):  # and goes on counting
            session.noop()
    assert alerts == ["Account exceeded command or bandwidth limits."]


@pytest.mark.parametrize("said", [b"BAD Request is throttled.", b"NO Request is throttled."])
def test_what_the_end_of_idle_says_counts(said: bytes, pipe: tuple[int, int]) -> None:
    def idle(talk: Talk) -> None:
        talk.say(b"+ idling\r\n")
        talk.file.readline()
        talk.say(talk.tag + b" " + said + b"\r\n")

    with serving(Script({"IDLE": idle})) as server:
        session = Session.open(server.account(), "x")
        with pytest.raises(Throttled):
            watch.wait(session, "Sent", wakeup_fd=pipe[0], seconds=0.1)


def test_a_literal_that_would_fill_the_memory() -> None:
    script = Script({"UID FETCH": lambda t: t.say(b"* 1 FETCH (BODY[] {200000000}\r\n" + b"x" * 9)})
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        session.examine("Sent")
        with within(2), pytest.raises(Offline):
            list(session.fetch([1], "(UID)"))


@pytest.mark.parametrize("greeting", [b"* OK [ALERT] We move on Sunday\r\n", b"* OK hello\r\n"])
def test_alerts_are_heard_wherever_they_are_said(greeting: bytes) -> None:
    seen: list[str] = []

    class Witness:
        def logging_in(self) -> None:
            seen.append("log-in")

        def alert(self, said: str) -> None:
            seen.append(said)

    def noop(talk: Talk) -> None:
        talk.say(b"* OK [ALERT] Almost full\r\n* NO [UNSEEN 5] [ALERT] no\r\n")
        talk.ok(b"[ALERT] done")

    script = Script(
        {
            "NOOP": noop,
            "UID SEARCH": lambda t: t.no(b"[ALERT] Unpaid bill"),
        },
        greeting=greeting,
    )
    with serving(script) as server:
        session = Session.open(server.account(), "x", witness=Witness())
        session.noop()
        with pytest.raises(MailError):
            session.search("ALL")
        session.close()
    expected = ["log-in", "Almost full", "done", "Unpaid bill"]
    assert seen == (["We move on Sunday", *expected] if b"ALERT" in greeting else expected)
