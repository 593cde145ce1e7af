"""The daemon as a process against lines and servers that fail it."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailfollow.ledger import Ledger
from mailfollow.ledger.logins import BURST, Logins
from tests.dovecot import MailUser
from tests.program import ACCOUNT, CONFIG, Program, days_ago, letter, soon
from tests.scripted import Script, Talk, serving
from tests.test_daemon import met, states


@pytest.fixture
def program(tmp_path: Path, user: MailUser) -> Program:
    return Program(tmp_path, work=user)


class Line:
    """Passes bytes on to a port, until it is cut."""

    def __init__(self, port: int) -> None:
        self._to, self._ends = port, list[socket.socket]()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Every connection there is; new ones are welcome."""
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def close(self) -> None:
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                self._ends += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def line(port: int) -> Iterator[Line]:
    between = Line(port)
    try:
        yield between
    finally:
        between.close()


def test_after_a_sleep_it_looks_before_it_judges(program: Program, user: MailUser) -> None:
    """Asleep, the user wrote; the promise fell overdue; the connection died."""
    owed = f"priya-shah.follow_up.{days_ago(3)}"
    with line(user.server.port) as between:
        program.use(port=between.port, work=user)
        program.people(f"on = {days_ago(3)}\n")
        with program.daemon() as daemon:
            soon(lambda: program.status()["accounts"][0]["state"] == "ok")
            os.kill(daemon.process.pid, signal.SIGSTOP)
            between.cut()
            user.append("Sent", letter(user.user, "priya@example.com"))
            program.people(met(3))
            time.sleep(0.5)
            os.kill(daemon.process.pid, signal.SIGCONT)
            soon(lambda: states(program).get(owed) == "E3")
            assert not user.messages("Drafts")
            assert not user.messages("Trash")


def test_after_a_sleep_it_looks_at_once(program: Program, user: MailUser) -> None:
    """Nobody pushes, and the line still lives: only the clock tells of the sleep."""

    def idle(talk: Talk) -> None:
        talk.say(b"+ idling\r\n")
        talk.file.readline()
        talk.ok()

    script = Script({"IDLE": idle})
    program.people(met(1))
    with serving(script) as server:
        program.use(port=server.port, work=user)
        with program.daemon() as daemon:
            soon(lambda: sum(b"IDLE" in said for said in script.lines) > 1)
            time.sleep(1)
            os.kill(daemon.process.pid, signal.SIGSTOP)
            before = len(script.lines)
            time.sleep(5.5)
            os.kill(daemon.process.pid, signal.SIGCONT)
            soon(lambda: any(b"LIST" in said for said in script.lines[before:]), 20)


def cpu(pid: int) -> float:
    """Seconds of CPU that all its threads have had."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def test_servers_that_fail_cost_no_cpu(program: Program, user: MailUser) -> None:
    """One trickles in IDLE, one never answers, one is closed."""

    def trickle(talk: Talk) -> None:
        talk.say(b"+ idling\r\n")
        talk.trickle(b"* OK Still here\r\n" * 100_000, 0.001)

    one, two = Script({"IDLE": trickle}), Script({"LIST": lambda t: t.file.readline()})
    with serving(one) as trickling, serving(two) as silent, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        ports = (trickling.port, silent.port, closed.getsockname()[1])
        (program.base / "password").write_text("x")
        (program.base / "password").chmod(0o600)
        program.config.write_text(
            CONFIG
            + "".join(
                ACCOUNT.format(
                    label=f"a{port}",
                    address=f"a{port}@example.org",
                    user="ewa",
                    password=program.base / "password",
                    port=port,
                )
                for port in ports
            )
        )
        program.people(met(1))
        with program.daemon() as daemon:
            soon(lambda: any(b"IDLE" in line for line in one.lines))
            soon(lambda: any(b"LIST" in line for line in two.lines))
            time.sleep(1)
            began, used = time.monotonic(), cpu(daemon.process.pid)
            time.sleep(2)
            share = (cpu(daemon.process.pid) - used) / (time.monotonic() - began)
            assert share < 0.05  # five times 1 %
            assert daemon.end() < 15  # five times three seconds


def test_a_daemon_that_is_started_again_and_again_saves_its_log_ins(
    program: Program, user: MailUser
) -> None:
    """As systemd would, with a password that is refused."""
    Ledger.open(program.state).close()
    logins = Logins(user.account(), program.state, lambda: datetime.now(UTC))
    for _ in range(BURST - 2):
        logins.logging_in()
    script = Script({"AUTHENTICATE": _refused})
    program.people(met(1))
    with serving(script) as server:
        program.use(port=server.port, work=user)
        for _ in range(3):
            with program.daemon() as daemon:
                soon(lambda daemon=daemon: daemon.said("trying again"))  # type: ignore[misc]
                daemon.log.unlink()
                os.kill(daemon.process.pid, signal.SIGKILL)
                daemon.process.wait()
        made = [line for line in script.lines if b"AUTHENTICATE" in line]
        assert len(made) == 2
        account = program.status()["accounts"][0]
        assert account["state"] in ("connecting", "refused")


def _refused(talk: Talk) -> None:
    talk.say(b"+ \r\n")
    talk.file.readline()
    talk.no(b"[AUTHENTICATIONFAILED] no")


def told(program: Program) -> str:
    ledger = Ledger.read(program.state)
    details = [account.detail for account in ledger.accounts()]
    ledger.close()
    return " ".join(details)


def test_what_the_server_wants_the_user_to_read(program: Program, user: MailUser) -> None:
    """An ALERT: in the log, and in `status` while all else is well."""

    class Telling(Line):
        def _pass(self, source: socket.socket, sink: socket.socket) -> None:
            if source.getpeername()[1] == self._to:
                sink.sendall(b"* OK [ALERT] We move on Sunday\r\n")
                source.recv(65536)  # the greeting
            super()._pass(source, sink)

    between = Telling(user.server.port)
    try:
        program.use(port=between.port, work=user)
        program.people(met(1))
        with program.daemon() as daemon:
            soon(lambda: daemon.said("We move on Sunday"))
            soon(lambda: "We move on Sunday" in told(program))
            assert "We move on" in " ".join(program.run("status").stdout.split())
            assert program.status()["accounts"][0]["state"] == "ok"
    finally:
        between.close()
