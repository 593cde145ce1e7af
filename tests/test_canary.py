"""Secrets stay where they are: no log, traceback, argument, environment or core tells of them.

Canaries stand in the password, the subject and text of a mail, and the addresses; our token and
message-ids are read from the draft. `status`, `why` and `preview` show addresses and subjects to
the user on stdout, for that is what they are for: what is searched is what goes to stderr, which
is the journal of systemd, and what the machine tells other users of our processes.
"""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.dovecot import Dovecot, MailUser
from tests.program import CONFIG, Program, days_ago, letter, soon
from tests.scripted import Script, Talk, serving

PASSWORD = "canary-geheimnis-71"
CONTACT = "canary.person@example.pl"
SUBJECT = "Canary about the greenhouse"
BODY = "canary words of the letter"
BOUNCE = f"""From: mailer-daemon@example.org
Subject: {SUBJECT}
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; example.org

Final-Recipient: rfc822; {CONTACT}
Action: failed

--b--
"""


@pytest.fixture
def user(dovecot: Dovecot) -> MailUser:
    one = dovecot.new_user()
    entry = dovecot.dir / "users" / one.user
    entry.write_text(entry.read_text().replace(":secret:", f":{PASSWORD}:"))
    one.password = PASSWORD
    return one


def canaries(user: str, *more: str) -> set[str]:
    sasl = base64.b64encode(f"\0{user}\0{PASSWORD}".encode()).decode()
    return {PASSWORD, sasl, CONTACT, SUBJECT, BODY, "canary", user, *more}


def told(text: str, secrets: set[str]) -> set[str]:
    return {s for s in secrets if s.lower() in text.lower()}


def test_a_day_of_the_daemon_at_debug(tmp_path: Path, user: MailUser) -> None:
    program = Program(tmp_path / "home", work=user)
    config = program.config.read_text()
    asked = f'command = ["sh", "-c", "sleep 1; cat {program.base}/work.password"]'
    program.config.write_text(re.sub(r'file = "[^"]*password"', lambda _: asked, config))
    program.people(
        f'on = {days_ago(5)}\n[[contacts]]\nname = "Ca Nary"\nemail = "{CONTACT}"\n'
        'talked_about = "nothing"\n[[contacts]]\nname = "Ok"\nemail = "ok@example.com"\n'
        '[[contacts.promises]]\nsend = "it"\n'
    )
    user.append("Sent", letter(user.user, "ok@example.com", BODY, Subject=SUBJECT))
    broken = "=?nonsense?q?canary?= <ok@example.com>"  # libraries like to log what they cannot read
    user.append("Sent", letter(user.user, broken, BODY, Subject="=?nonsense?b?canary=?="))
    user.append("INBOX", BOUNCE)
    with program.daemon("--debug") as daemon:
        soon(lambda: children(daemon.process.pid))
        pids = [daemon.process.pid, *children(daemon.process.pid)]
        known = [process(pid) for pid in pids]
        limits = Path(f"/proc/{daemon.process.pid}/limits").read_text()
        assert soon(lambda: user.messages("Drafts"))
        time.sleep(0.5)
        user.append("Sent", letter(user.user, CONTACT, BODY, Subject=SUBJECT))
        assert soon(lambda: program.commitment("ca-nary")["status"] == "fulfilled")
    raw = [*user.messages("Drafts"), *user.messages("Trash")][0].raw
    ids = set(re.findall(r"<([^<>\s]+@[^<>\s]+)>", raw.decode()))
    assert len(ids) >= 3, "our token, our message-id, an address"
    secrets = canaries(user.user, *ids)
    log = daemon.log.read_text()
    assert "DEBUG" in log
    assert "PutDraft" in log
    said = [log]
    said += [program.run(*c, "--debug").stderr for c in (["run", "--once"], ["check"], ["status"])]
    assert [found for text in said if (found := told(text, secrets))] == []
    assert [found for text in known if (found := told(text, {PASSWORD, *ids}))] == []
    assert re.search(r"Max core file size +0 +0 ", limits)


def children(pid: int) -> list[int]:
    """Each thread has its own."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def process(pid: int) -> str:
    """What other processes may see of one."""
    here = Path(f"/proc/{pid}")
    return (here / "cmdline").read_bytes().decode() + (here / "environ").read_bytes().decode()


def echo(talk: Talk) -> None:
    """A server that repeats the whole log-in in its refusal."""
    talk.say(b"+ \r\n")
    sasl = talk.file.readline().strip()
    plain = base64.b64decode(sasl).replace(b"\0", b" ")
    talk.no(b"[AUTHENTICATIONFAILED] cannot " + plain + b" " + sasl)


@pytest.mark.parametrize("command", [("check",), ("run",)])
def test_a_server_that_repeats_the_password(tmp_path: Path, command: tuple[str, ...]) -> None:
    with serving(Script({"AUTHENTICATE": echo})) as server:
        account = server.account()
        program = _program(tmp_path, server.port, account.user)
        secrets = canaries(account.user)
        if command == ("run",):
            with program.daemon("--debug") as daemon:
                assert soon(lambda: daemon.said("trying again"))
            said = daemon.log.read_text()
        else:
            done = program.run(*command, "--debug")
            assert done.returncode == 77
            said, secrets = done.stderr + done.stdout, secrets - {account.user}
        assert told(said, secrets) == set()
        assert told(program.here("status").stdout, {PASSWORD}) == set()


def _program(tmp_path: Path, port: int, user: str) -> Program:
    program = Program(tmp_path / "home")
    secret = program.base / "password"
    secret.touch(0o600)
    secret.write_text(PASSWORD)
    program.config.write_text(
        f'{CONFIG}\n[accounts.work]\naddress = "{user}"\npassword = {{ file = "{secret}" }}\n'
        f'imap = {{ host = "127.0.0.1", port = {port}, tls = "none" }}\n'
    )
    return program


BROKEN = f"""
import sys
from mailfollow import {{}}
from mailfollow.cli import main
def broken(*args, **more):
    try:
        raise KeyError("{PASSWORD} {CONTACT}")
    except KeyError as e:
        raise ValueError("{SUBJECT}\\n\\x1b[2J2026-11-21 ERROR forged {BODY}") from e
{{}} = broken
main()
"""
"""A program with an error of its own in it, which quotes what it should not."""


@pytest.mark.parametrize(
    ("module", "broken", "args"),
    [
        ("sweep", "sweep.report", ("run", "--once")),
        ("daemon", "daemon.sweep", ("run",)),
        ("password", "password.read", ("run",)),
    ],
)
def test_an_error_of_our_own(
    module: str, broken: str, args: tuple[str, ...], tmp_path: Path, user: MailUser
) -> None:
    program = Program(tmp_path / "home", work=user)
    code = BROKEN.format(module, broken)
    errors = tmp_path / "errors"
    with errors.open("w") as written:
        arguments = [sys.executable, "-c", code, *program.command(*args, "--debug")[1:]]
        began = subprocess.Popen(arguments, stderr=written, env=program.environment)
    soon(lambda: "ValueError" in errors.read_text() or began.poll() is not None)
    if args == ("run",):  # the daemon goes on
        began.terminate()
    assert began.wait(10) == (0 if args == ("run",) else 70)
    said = errors.read_text()
    assert "ValueError" in said
    assert "in broken" in said, "where it happened must be told"
    assert told(said, canaries(user.user)) == set()
    assert "forged" not in said
    assert "\x1b" not in said
