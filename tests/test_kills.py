"""kill -9 with the last bytes in flight: the short form of `make kills`."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from mailfollow.mail.session import Session
from tests.dovecot import MailUser
from tests.slowline import Lag, SlowLine

TOOL = Path(__file__).parents[1] / "tools" / "kills.py"
RAW = b"Subject: late\r\nReferences: <t@example.org>\r\n\r\nHello\r\n"


def test_killed_now_and_then() -> None:
    done = subprocess.run(
        [sys.executable, TOOL, "5", "--seed", "suite"], capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stdout + done.stderr
    kills = re.match(r"(\d+) kills", done.stdout)
    assert kills, done.stdout
    assert int(kills[1]) >= 5
    assert "0 times two drafts, 0 drafts lost, 0 runs ended badly" in done.stdout


def test_what_was_said_arrives_though_nobody_is_there_any_more(user: MailUser) -> None:
    line = SlowLine((user.server.host, user.server.port), lambda: Lag(1, 0.5))
    with socket.create_connection(("127.0.0.1", line.port)) as client:
        file = client.makefile("rwb", buffering=0)

        def say(data: bytes) -> None:
            file.write(data)
            while not file.readline().startswith((b"a ", b"+ ")):
                continue

        file.readline()
        say(b"a LOGIN %b %b\r\n" % (user.user.encode(), user.password.encode()))
        say(b"a APPEND Drafts {%d}\r\n" % len(RAW))
        file.write(RAW + b"\r\n")
        while not line.flying:
            time.sleep(0.001)
    assert not user.messages("Drafts")
    line.land()
    assert [m.raw for m in user.messages("Drafts")] == [RAW]
    line.close()


def test_a_quick_line_changes_nothing(user: MailUser) -> None:
    line = SlowLine((user.server.host, user.server.port), Lag)
    account = user.account()
    there = replace(account, imap=replace(account.imap, port=line.port))
    session = Session.open(there, user.password)
    assert "APPENDUID" in session.append("Drafts", r"(\Draft \Seen)", RAW)
    session.close()
    assert [m.raw for m in user.messages("Drafts")] == [RAW]
    assert not line.flying
    line.close()
