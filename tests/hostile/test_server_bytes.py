"""What a server says comes out wrong: only the session dies, and the next sweeps mend it."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.dovecot import Dovecot, MailUser
from tests.hostile import garbled
from tests.hostile.line import Line

FEW = (4, 22, 31, 193)  # `make hostile` plays 300; 22 and 193 once found something


def test_a_few_sweeps_on_a_line_that_garbles(tmp_path: Path, dovecot: Dovecot) -> None:
    length = garbled.undisturbed(tmp_path / "calm", dovecot)
    played = {n: garbled.play(tmp_path / str(n), dovecot, n, length) for n in FEW}
    assert {n: one.wrong for n, one in played.items() if one.wrong} == {}
    assert not [n for n, one in played.items() if one.rash], "a draft on a garbage view"
    assert all(one.bitten for one in played.values()), "the line garbles nothing"


def test_what_stands_in_a_literal_stays(user: MailUser) -> None:
    """Else the mail would say it, and nobody could tell."""
    raw = b"Subject: x\r\n\r\n" + b"abc\r\n" * 2000
    user.append("Sent", raw)
    line = Line(user.server.port, 5, 400)
    with socket.create_connection((line.host, line.port), 5) as sock:
        login = f"a LOGIN {user.user} {user.password}\r\nb EXAMINE Sent\r\n".encode()
        sock.sendall(login + b"c FETCH 1 BODY.PEEK[]\r\nd LOGOUT\r\n")
        said = b"".join(iter(lambda: sock.recv(65536), b""))
    line.close()
    assert raw in said
    assert line.bitten
