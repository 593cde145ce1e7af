"""What looks like an accident pauses drafting until the user has looked; ticks go on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dovecot import MailUser
from tests.program import Program, at_warsaw

ROOT = Path(__file__).parents[1]
PEOPLE = """
on = 2020-04-06
[[contacts]]
name = "Anna Kowalska"
email = "anna@example.pl"
"""
BEFORE, OVERDUE, NEXT = "2020-04-08 08:00", "2020-04-09 08:00", "2020-04-09 09:00"


@pytest.fixture
def program(tmp_path: Path, user: MailUser) -> Program:
    """Four mails in each Sent, four drafts of the user's to others, and one sweep that saw them."""
    one = Program(tmp_path, work=user)
    one.people(PEOPLE)
    user.create("Gesendet")
    for n in range(4):
        for mailbox in ("Sent", "Drafts", "Gesendet"):
            text = (
                f"From: {user.user}\nTo: other{n}@example.com\nMessage-ID: <{n}@example.org>\n\n."
            )
            user.append(mailbox, text, at=at_warsaw("2020-04-07 10:00"))
    assert one.here("run", "--once", now=BEFORE).exit_code == 0
    return one


def status(program: Program, now: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(program.here("status", "--json", now=now).stdout)
    return found


def paused(program: Program, now: str = OVERDUE) -> object:
    found = status(program, now)["paused"]
    return found["code"] if isinstance(found, dict) else None


def ours(user: MailUser, mailbox: str = "Drafts") -> int:
    return sum(b"Subject:" in m.raw for m in user.messages(mailbox))


def emptied(mailbox: str) -> Callable[[MailUser], None]:
    def empty(user: MailUser) -> None:
        for uid in user.uids(mailbox):
            user.expunge(mailbox, uid)

    return empty


def recreated(user: MailUser) -> None:
    user.remove_mailbox("Sent")
    user.create("Sent")


def renamed(user: MailUser) -> None:
    user.rename("Gesendet", "Sent 2019")


@pytest.mark.parametrize(
    ("accident", "code"),
    [
        (emptied("Sent"), "emptied"),
        (emptied("Drafts"), "emptied"),
        (recreated, "emptied"),
        (renamed, "mailbox_gone"),
    ],
)
def test_an_accident_pauses_until_resume(
    program: Program, user: MailUser, accident: Callable[[MailUser], None], code: str
) -> None:
    accident(user)
    program.here("run", "--once", now=OVERDUE)
    program.here("run", "--once", now="2020-04-09 08:30")
    assert (paused(program), ours(user)) == (code, 0)
    assert "mailfollow resume" in program.here("status", now=OVERDUE).stdout

    assert program.here("resume", now=OVERDUE).exit_code == 0
    assert paused(program) is None
    assert program.here("run", "--once", now=NEXT).exit_code == 0
    assert (paused(program, NEXT), ours(user)) == (None, 1)


def test_ticks_go_on(program: Program, user: MailUser) -> None:
    emptied("Sent")(user)
    program.here("run", "--once", now=OVERDUE)
    text = f"From: {user.user}\nTo: anna@example.pl\nMessage-ID: <a@example.org>\n\nHello Anna"
    user.append("Sent", text, at=at_warsaw(OVERDUE))
    program.here("run", "--once", now=NEXT)
    (owed,) = status(program, NEXT)["commitments"]  # type: ignore[misc]
    assert (owed["status"], paused(program, NEXT)) == ("fulfilled", "emptied")


def test_two_are_tidied_up_by_hand(program: Program, user: MailUser) -> None:
    for uid in user.uids("Sent")[2:]:
        user.expunge("Sent", uid)
    program.here("run", "--once", now="2020-04-08 09:00")
    emptied("Sent")(user)
    program.here("run", "--once", now=OVERDUE)
    assert (paused(program), ours(user)) == (None, 1)


def test_a_clock_far_behind_lays_nothing(program: Program, user: MailUser) -> None:
    """1970 at boot, or a day back; `resume` is for a clock that is right after all."""
    program.here("run", "--once", now="2020-05-01 08:00")
    assert ours(user) == 1
    program.people(PEOPLE.replace("Anna", "Hanna").replace("anna@", "hanna@"), "two.toml")
    for now in ("1970-01-01 02:00", "2020-04-28 08:00", "2020-05-01 06:59"):
        found = program.here("run", "--once", now=now)
        assert found.exception is None or isinstance(found.exception, SystemExit)
        assert ours(user) == 1
    assert paused(program, "2020-04-28 08:00") == "clock_behind"
    assert program.here("resume", now="2020-04-28 08:00").exit_code == 0
    program.here("run", "--once", now="2020-04-28 08:01")
    assert ours(user) == 2


# --- the circuit breaker --------------------------------------------------------------------

MUTATION = (
    "from tests.program import Program\n"
    "import sys, pathlib\n"
    "base, now = pathlib.Path(sys.argv[1]), '2020-04-09 08:{:02}'\n"
    "program = Program.__new__(Program)\n"
    "program.base, program.state = base, base / 'state'\n"
    "program.config, program.runtime = base / 'config.toml', base / 'runtime'\n"
    "for n in range(12):\n"
    "    program.here('run', '--once', now=now.format(n))\n"
)


def test_without_any_memory_of_drafts_the_caps_still_hold(tmp_path: Path, user: MailUser) -> None:
    """Everything that keeps a second draft away is cut out of a copy of the program."""
    tree = tmp_path / "mutated"
    for part in ("mailfollow", "templates", "tests"):
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
    put = tree / "mailfollow" / "core" / "put.py"
    source = put.read_text()
    for rule in ("_still_there", "_used_up", "_same_contact", "_own_draft", "_enough_today"):
        assert source.count(f"    yield from {rule}(") == 1
        source = source.replace(f"    yield from {rule}(", f"    yield from () and {rule}(")
    put.write_text(source)

    program = Program(tmp_path / "home", work=user)
    program.people(PEOPLE)
    done = subprocess.run(
        [sys.executable, "-c", MUTATION, str(program.base)],
        cwd=tree,
        env={**program.environment, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert ours(user) + ours(user, "Trash") == 3  # so many a day for one contact
    found = status(program, "2020-04-09 09:00")["paused"]
    assert isinstance(found, dict)
    assert found["code"] == "cap"
