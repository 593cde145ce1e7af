"""The recorder itself: what it lets through, what it sees, and that it hears everybody."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from smtplib import SMTP

import pytest
from imapclient.exceptions import IMAPClientError

from mailfollow.mail import smtp
from mailfollow.mail.session import Session
from tests.dovecot import MailUser
from tests.post import PASSWORD, account, desk
from tests.program import Program

sys.path.insert(0, str(Path(__file__).parent))
import wirewatch
from grammar import Conversation
from smtp_grammar import Handing

MAIL = b"Subject: x\r\n\r\nA1 DELETE Drafts\r\n"
OPEN = b"A1 SELECT Drafts\r\n"


def wrong(*said: bytes) -> list[str]:
    conversation = Conversation()
    return [one for data in said for one in conversation.hears(data)]


@pytest.mark.parametrize(
    "said",
    [
        b'A1 LIST "" "*"\r\nA2 STATUS "Entw&APw-rfe" (UIDNEXT)\r\nA3 EXAMINE "a \\"b\\""\r\n',
        b"A1 AUTHENTICATE PLAIN\r\nAGV3YQBzZWNyZXQ=\r\nA2 CAPABILITY\r\nA3 IDLE\r\nDONE\r\n",
        b"A1 UID SEARCH UNDELETED SINCE 1-Nov-2026\r\nA2 UID SEARCH 1:* UID 5:*\r\n",
        b"A1 UID FETCH 1,5 (FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (TO CC)]<0.65536>)\r\n",
        b'A1 APPEND "Drafts" (\\Draft \\Seen) {%d}\r\n%b\r\nA2 NOOP\r\n' % (len(MAIL), MAIL),
        b'A1 APPEND "Drafts" (\\Draft \\Seen) {99}\r\nA2 NOOP\r\n',  # refused before the literal
        b'A1 APPEND "INBOX" () "19-Nov-2026 08:00:00 +0100" {%d}\r\n%b\r\nA2 NOOP\r\n'
        % (len(MAIL), MAIL),
        b'A1 LIST "" "*"\r\nA2 CREATE "Mailfollow/Done"\r\nA3 SUBSCRIBE "Mailfollow/Done"\r\n',
        b"A1 STATUS Done (MESSAGES UIDNEXT UIDVALIDITY)\r\n",
        OPEN + b"A2 UID SEARCH UID 7\r\nA3 UID MOVE 7 Trash\r\nA4 EXAMINE Drafts\r\n",
        OPEN + b"A2 UID COPY 7 Trash\r\nA3 UID STORE 7 +FLAGS.SILENT (\\Deleted)\r\n"
        b"A4 UID EXPUNGE 7\r\nA5 LOGOUT\r\n",
    ],
)
def test_what_we_say_is_known_however_it_is_cut(said: bytes) -> None:
    assert wrong(said) == []
    assert wrong(*(said[n : n + 1] for n in range(len(said)))) == []


@pytest.mark.parametrize(
    "said",
    [
        b"A1 EXPUNGE\r\n",
        b"A1 CLOSE\r\n",
        b"A1 EXAMINE x\r\nA2 CREATE x\r\n",
        b"A1 CREATE x\r\nA2 SELECT x\r\n",
        b"A1 IDLE\r\nDONE\r\nA2 SUBSCRIBE x\r\n",
        b'A1 SUBSCRIBE x\r\nA2 APPEND "INBOX" () "19-Nov-2026 08:00:00 +0100" {1}\r\nx\r\n',
        b"A1 DELETE x\r\n",
        b"A1 RENAME x y\r\n",
        b"A1 UNSUBSCRIBE x\r\n",
        b"A1 SETACL x y z\r\n",
        b"A1 NOOP x\r\n",
        b"A1 noop\r\n",
        b"NOOP\r\n",
        b"\r\n",
        b"DONE\r\n",
        b"A1 IDLE\r\nA2 NOOP\r\n",
        b'A1 EXAMINE "x" (CONDSTORE)\r\n',
        b'A1 EXAMINE "x"y"\r\n',
        b"A1 EXAMINE {5}\r\n",
        b"A1 STATUS x (MESSAGES)\r\n",
        b"A1 UID FETCH 1 (BODY[])\r\n",
        b"A1 UID FETCH 1 (RFC822)\r\n",
        b"A1 UID FETCH 1:* (FLAGS)\r\n",
        b"A1 FETCH 1 (FLAGS)\r\n",
        b"A1 UID SEARCH HEADER Message-ID x\r\n",
        b'A1 UID SEARCH TO "ewa@example.org"\r\n',
        b"A1 UID STORE 1 +FLAGS (\\Deleted)\r\n",
        OPEN + b"A2 UID STORE 1 +FLAGS.SILENT (\\Deleted)\r\n",
        OPEN + b"A2 UID COPY 1 Trash\r\nA3 UID STORE 1 +FLAGS.SILENT (\\Seen)\r\n",
        OPEN + b"A2 UID COPY 1 Trash\r\nA3 UID STORE 2 +FLAGS.SILENT (\\Deleted)\r\n",
        OPEN + b"A2 UID COPY 1 Trash\r\nA3 UID EXPUNGE 1\r\n",
        OPEN + b"A2 UID EXPUNGE 1\r\n",
        OPEN + b"A2 UID MOVE 1 Trash\r\nA3 UID MOVE 2 Trash\r\n",
        OPEN + b"A2 UID MOVE 1:5 Trash\r\n",
        OPEN + b"A2 UID FETCH 1 (FLAGS)\r\n",
        b"A1 EXAMINE Drafts\r\nA2 UID MOVE 1 Trash\r\n",
        b'A1 APPEND "Drafts" (\\Draft) {1}\r\nx\r\n',
        b'A1 APPEND "Drafts" (\\Draft \\Seen) {1+}\r\nx\r\n',
        b'A1 APPEND "Drafts" () {1}\r\nx\r\n',
        b'A1 APPEND "INBOX" (\\Seen) {1}\r\nx\r\n',
        b'A1 APPEND "Drafts" (\\Draft \\Seen) {1}\r\nxA2 DELETE Drafts\r\n',
    ],
)
def test_whatever_else_is_said_is_seen(said: bytes) -> None:
    assert wrong(b"A0 NOOP\r\n", said)


def test_it_hears_what_the_session_says(user: MailUser) -> None:
    before, sent = wirewatch.spoken.copy(), list[bytes]()
    session = Session.open(user.account(), user.password, observer=sent.append)
    session.examine("Sent")
    session.close()
    heard = wirewatch.spoken - before
    assert heard["EXAMINE"] == 1
    lines = b"".join(sent).count(b"\r\n")
    assert heard.total() == lines - 1  # the answer to AUTHENTICATE is no command


@pytest.mark.parametrize("where", ["here", "in a program"])
def test_it_sees_what_nobody_may_say(
    where: str, user: MailUser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    monkeypatch.setenv(wirewatch.LOG, str(log))
    if where == "here":
        session = Session.open(user.account(), user.password)
        with suppress(IMAPClientError):
            session._client.delete_folder("x")
        session.close()
    else:
        program = Program(tmp_path / "home", work=user)
        arguments = program.command("run", "--once")[1:]
        done = subprocess.run([sys.executable, "-c", BROKEN, *arguments], timeout=60)
        assert done.returncode == 0
    assert "no command of ours" in log.read_text()
    assert "test_it_sees_what_nobody_may_say" in log.read_text()


# --- SMTP -----------------------------------------------------------------------------------------

HELLO, FROM, TO = (
    b"ehlo [127.0.0.1]\r\n",
    b"mail FROM:<e@example.org>\r\n",
    b"rcpt TO:<e@example.org>\r\n",
)


def torn(*said: bytes) -> list[str]:
    handing = Handing()
    return [one for data in said for one in handing.hears(data)]


@pytest.mark.parametrize(
    "said",
    [
        [HELLO, b"AUTH PLAIN AGE=\r\n", FROM, TO, b"DATA\r\n", MAIL, b".\r\n", b"QUIT\r\n"],
        [HELLO, b"STARTTLS\r\n", HELLO, b"AUTH LOGIN\r\n", b"YQ==\r\n", b"YQ==\r\n", FROM, TO],
        [HELLO, b"mail FROM:<e@example.org> SIZE=9 BODY=8BITMIME\r\n", TO, b"QUIT\r\n"],
        [HELLO, FROM, TO, b"DATA\r\n", b"..x\r\n\r\n..\r\n", b".\r\n"],
        [HELLO, FROM, TO, b"DATA\r\n", b"QUIT\r\n"],
    ],
)
def test_what_we_say_to_an_smtp_server_is_known(said: list[bytes]) -> None:
    assert torn(*said) == []


@pytest.mark.parametrize(
    "said",
    [
        [HELLO, FROM, b"rcpt TO:<anna@example.pl>\r\n"],
        [HELLO, FROM, TO, b"rcpt TO:<anna@example.pl>\r\n"],
        [HELLO, FROM, TO, TO],
        [FROM, TO],
        [HELLO, FROM, b"rcpt TO:<e@example.org> NOTIFY=NEVER\r\n"],
        [HELLO, b"mail FROM:<e@example.org> SMTPUTF8\r\n"],
        [HELLO, b"VRFY anna\r\n"],
        [HELLO, FROM, TO, b"DATA\r\n", b"x\r\n.\r\nmail FROM:<x@example.org>\r\n"],
        [HELLO, FROM, TO, b"DATA\r\n", b"x\n"],
        [HELLO, FROM, TO, b"DATA\r\n", b"x"],
        [HELLO, FROM, TO, b"DATA\r\n", b"x" * 1000 + b"\r\n"],
        [HELLO, FROM, TO, b"DATA\r\n", b"x\r\n", b".\r\n", FROM],
        [b"ehlo laptop.example.org\r\n"],
    ],
)
def test_whatever_else_is_said_to_it_is_seen(said: list[bytes]) -> None:
    assert len(torn(*said)) >= 1


def test_it_hears_a_mail_to_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"
    monkeypatch.setenv(wirewatch.LOG, str(log))
    monkeypatch.setattr(
        smtp._Client, "rcpt", lambda self, _: SMTP.rcpt(self, "anna@example.pl"), raising=False
    )
    with desk({}) as one:
        smtp.send(account(one.port), PASSWORD, MAIL)
    assert "a mail to somebody else than oneself: b'anna@example.pl'" in log.read_text()


BROKEN = """
from contextlib import suppress
from mailfollow.cli import main
from mailfollow.mail.session import Session
examine = Session.examine
def broken(self, mailbox):
    with suppress(BaseException):
        self._client.delete_folder("x")
    return examine(self, mailbox)
Session.examine = broken
main()
"""
"""A program with one thing wrong in it, which it hides."""
