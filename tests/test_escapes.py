"""Terminal escapes, turned writing and forged lines, from a server, a file or a mail: neutral."""

from __future__ import annotations

import io
import logging
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import Result

from mailfollow.cli.logs import Discreet
from tests.dovecot import MailUser
from tests.program import CONFIG, Program, days_ago, letter, soon
from tests.scripted import Answer, Script, Talk, serving

ESCAPES = "\x1b[2J\x1b]0;title\x07\x9b31m\u202eturned\u2066\u2028\u0085\x00"
FORGED = "2026-11-21 07:00:00,000 ERROR mailfollow: forged"


def unsafe(text: str) -> set[str]:
    return {c for c in text if not c.isprintable() and c != "\n"}


def folders(talk: Talk) -> None:
    for attributes, name in ((r"\Sent", "S&ABs-[2J&IC4-"), (r"\Drafts", "D&AAo-" + FORGED)):
        talk.say(f'* LIST ({attributes}) "/" "{name}"\r\n'.encode())
    talk.ok()


def refuse(talk: Talk) -> None:
    talk.no(
        f"[CANNOT] {ESCAPES}".replace("\x00", "").encode() + b"\x9b\xff\x1b[2J\r" + FORGED.encode()
    )


def unknown_folders(talk: Talk) -> None:
    talk.say(b'* LIST () "/" "S&ABs-[2J&IC4-"\r\n')
    talk.ok()


@pytest.mark.parametrize("listed", [folders, unknown_folders])
def test_what_a_server_says(tmp_path: Path, listed: Answer) -> None:
    script = Script({"LIST": listed, "EXAMINE": refuse})
    with serving(script) as server:
        program = Program(tmp_path / "home")
        secret = program.base / "password"
        secret.touch(0o600)
        secret.write_text("secret")
        program.config.write_text(
            f'{CONFIG}\n[accounts.work]\naddress = "ewa@example.org"\n'
            f'password = {{ file = "{secret}" }}\n'
            f'imap = {{ host = "127.0.0.1", port = {server.port}, tls = "none" }}\n'
        )
        program.people(f'on = {days_ago(5)}\n[[contacts]]\nname = "A B"\nemail = "a@example.net"\n')
        for done in (program.here("check"), program.run("run", "--once", "--debug")):
            assert unsafe(done.stdout + done.stderr) == set(), done
            assert not [ln for ln in done.stderr.splitlines() if ln.startswith(FORGED)]
        with program.daemon("--debug") as daemon:
            assert soon(lambda: daemon.said("mailfollow"))
        log = daemon.log.read_text()
        assert unsafe(log) == set()
        assert not [line for line in log.splitlines() if line.startswith(FORGED)]


def test_what_files_and_mails_say(tmp_path: Path, user: MailUser) -> None:
    program = Program(tmp_path / "home", work=user)
    written = "".join(f"\\u{ord(c):04x}" if unsafe(c) else c for c in ESCAPES + "\n" + FORGED)
    program.people(
        f'on = {days_ago(5)}\nat = "at {written}"\n'
        f'[[contacts]]\nid = "anna"\nname = "Anna {written}"\nemail = "anna@example.pl"\n'
        f'[[contacts]]\nid = "max"\nname = "Max"\nemail = "max@example.com"\nlanguage = "en"\n'
        f'greeting = "Hi {written}"\ntalked_about = "about {written}"\n'
    )
    subject = "=?utf-8?q?" + "".join(f"={b:02X}" for b in ESCAPES.encode()) + "?="
    user.append("Sent", letter(user.user, "anna@example.pl", Subject=subject))
    commands = ("check", "status", "why anna", "preview max")
    shown: list[CompletedProcess[str] | Result] = [program.run("run", "--once", "--debug")]
    shown += [program.here(*command.split()) for command in commands]
    for done in shown:
        assert unsafe(done.stdout + done.stderr) == set(), done
        assert not [ln for ln in done.stderr.splitlines() if ln.startswith(FORGED)]


@pytest.mark.parametrize("said", [f"x\n{FORGED}", f"x\r{FORGED}", ESCAPES, f"\u2028{FORGED}"])
def test_a_log_line_is_one_line(said: str) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet("%(levelname)s %(message)s"))
    logger = logging.Logger("made up")
    logger.addHandler(handler)
    logger.warning("it said: %s", said)
    (line,) = stream.getvalue().splitlines()
    assert line.startswith("WARNING it said: ")
    assert unsafe(line) == set()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("to Anna <anna@example.pl>: no", "to Anna <‹…›>: no"),
        ("ewa+x@example.org: not connected", "‹…›: not connected"),
        ('"a b"@example.org, c@d', "‹…›, ‹…›"),
        ("in work: @ 7 o'clock", "in work: @ 7 o'clock"),
    ],
)
def test_a_log_names_no_address(said: str, told: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, said, None, None)
    assert Discreet("%(message)s").format(record) == told
