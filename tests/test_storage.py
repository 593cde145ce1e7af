"""Whatever befalls the state directory: no draft twice, no crash, and mended where it can be.

Anna and Piotr were met on 2020-04-06. Both drafts are laid on the 9th; what happens to the
ledger happens on the 10th; Ola, met on the 8th, falls overdue on the 11th.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from mailfollow.ledger.recovery import COPY
from tests.dovecot import MailUser
from tests.program import Program, at_warsaw, soon

PEOPLE = """
on = 2020-04-06
[[contacts]]
name = "Anna Kowalska"
email = "anna@example.pl"
[[contacts]]
name = "Piotr Nowak"
email = "piotr@example.pl"
[[contacts]]
name = "Ola Mazur"
email = "ola@example.pl"
met = 2020-04-08
"""
LAID, HURT, LATER = "2020-04-09 08:00", "2020-04-10 08:00", "2020-04-11 08:00"


@pytest.fixture
def program(tmp_path: Path, user: MailUser) -> Program:
    """Two drafts are laid; Anna's is discarded without a trace, Piotr is dropped by word."""
    one = Program(tmp_path, work=user)
    one.people(PEOPLE)
    assert one.here("run", "--once", now=LAID).exit_code == 0
    drafts = user.messages("Drafts")
    assert len(drafts) == 2
    for lying in drafts:
        user.expunge("Drafts", lying.uid)
    assert one.here("drop", "piotr", now="2020-04-09 09:00").exit_code == 0
    assert one.here("run", "--once", now="2020-04-09 09:01").exit_code == 0
    return one


def ledger(program: Program) -> Path:
    return program.state / "ledger.db"


def paused(program: Program, now: str = HURT) -> str | None:
    found = json.loads(program.here("status", "--json", now=now).stdout)["paused"]
    return found and found["code"]


def to_whom(user: MailUser) -> list[str]:
    texts = [message_from_bytes(m.raw, policy=SMTP).get_content() for m in user.messages("Drafts")]
    return sorted(name.lower() for name in ("Anna", "Piotr", "Ola") for t in texts if name in t)


def corrupt(program: Program) -> None:
    data = bytearray(ledger(program).read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    ledger(program).write_bytes(data)


def delete(program: Program) -> None:
    ledger(program).unlink()


def truncate(program: Program) -> None:
    ledger(program).write_bytes(b"")


HURTS: list[tuple[Callable[[Program], None], str]] = [
    (corrupt, "ledger_corrupt"),
    (delete, "ledger_lost"),
    (truncate, "ledger_lost"),
]


@pytest.mark.parametrize(("hurt", "code"), HURTS)
def test_after_a_loss_it_learns_first(
    program: Program, user: MailUser, hurt: Callable[[Program], None], code: str
) -> None:
    hurt(program)
    assert program.here("run", "--once", now=HURT).exit_code == 0
    assert (to_whom(user), paused(program)) == ([], code)
    assert program.here("run", "--once", now=LATER).exit_code == 0
    assert to_whom(user) == ["ola"]  # what fell overdue since then has its draft
    assert paused(program, LATER) == code
    assert program.here("resume", now=LATER).exit_code == 0
    assert paused(program, LATER) is None


def test_what_is_ticked_goes_on_while_it_learns(program: Program, user: MailUser) -> None:
    delete(program)
    mail = f"From: {user.user}\nTo: anna@example.pl\nMessage-ID: <1@example.org>\n\nHello Anna"
    user.append("Sent", mail, at=at_warsaw(HURT))
    assert program.here("run", "--once", now="2020-04-10 09:00").exit_code == 0
    found = json.loads(program.here("status", "--json", now="2020-04-10 09:00").stdout)
    status = {c["contact_id"]: c["status"] for c in found["commitments"]}
    assert status["anna-kowalska"] == "fulfilled"


def test_a_damaged_ledger_is_kept_and_its_copy_takes_its_place(program: Program) -> None:
    shutil.copy(ledger(program), program.state / COPY)
    corrupt(program)
    assert program.here("run", "--once", now=HURT).exit_code == 0
    assert list(program.state.glob("ledger.db.damaged-*"))
    found = json.loads(program.here("status", "--json", now=HURT).stdout)
    status = {c["contact_id"]: c["status"] for c in found["commitments"]}
    assert status["piotr-nowak"] == "dropped"  # the user's word is not lost
    assert paused(program) == "ledger_corrupt"


def test_an_old_ledger_put_back(program: Program, user: MailUser, tmp_path: Path) -> None:
    """Last week's copy knows nothing of the drafts that were laid since."""
    fresh = Program(tmp_path / "other", work=user)
    fresh.people("on = 2020-04-06\n")
    assert fresh.here("run", "--once", now="2020-04-08 08:00").exit_code == 0
    shutil.copy(ledger(fresh), tmp_path / "old.db")
    fresh.people(PEOPLE)
    for when in (LAID, "2020-04-09 08:10", "2020-04-09 08:20"):
        assert fresh.here("run", "--once", now=when).exit_code == 0
    for lying in user.messages("Drafts"):
        user.expunge("Drafts", lying.uid)
    shutil.copy(tmp_path / "old.db", ledger(fresh))
    assert fresh.here("run", "--once", now=HURT).exit_code == 0
    assert (to_whom(user), paused(fresh)) == ([], "ledger_restored")


def test_an_old_state_directory_on_another_machine(
    program: Program, user: MailUser, tmp_path: Path
) -> None:
    """Nothing tells its age, but a draft of ours lies there that it does not know."""
    two = Program(tmp_path / "two", work=user)
    two.people(PEOPLE)
    assert two.here("run", "--once", now="2020-04-07 08:00").exit_code == 0
    shutil.copytree(two.state, tmp_path / "copied")
    assert two.here("run", "--once", now=LAID).exit_code == 0
    assert to_whom(user) == ["anna", "piotr"]
    shutil.rmtree(two.state)
    shutil.copytree(tmp_path / "copied", two.state)
    shutil.rmtree(two.runtime)
    two.runtime.mkdir()
    assert two.here("run", "--once", now=HURT).exit_code == 0
    assert (to_whom(user), paused(two)) == (["anna", "piotr"], "ledger_restored")


def test_the_key_alone_is_lost(program: Program, user: MailUser) -> None:
    (program.state / "key").unlink()
    assert program.here("run", "--once", now=HURT).exit_code == 0
    assert (to_whom(user), paused(program)) == ([], None)


def test_no_room_left(program: Program, user: MailUser) -> None:
    """The ledger can not grow: nothing is laid without its intent, and nobody sees a traceback."""

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))

    command = program.command("run", "--once", "--now", "2020-04-11T08:00:00+02:00")
    found = subprocess.run(
        command, capture_output=True, text=True, env=program.environment, preexec_fn=full
    )
    assert found.returncode == 75
    assert "ledger" in found.stderr
    assert "Traceback" not in found.stderr
    assert to_whom(user) == []
    assert program.here("run", "--once", now=LATER).exit_code == 0
    assert to_whom(user) == ["ola"]


def test_all_of_it_is_for_the_user_only(program: Program) -> None:
    corrupt(program)
    assert program.here("run", "--once", now=HURT).exit_code == 0
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in program.state.iterdir()}
    assert stat.S_IMODE(program.state.stat().st_mode) == 0o700
    assert {mode for name, mode in modes.items() if name != "people"} == {0o600}, modes


def test_a_daemon_whose_ledger_vanishes(tmp_path: Path, user: MailUser) -> None:
    """It goes on with a new one, and says that it learns."""
    program = Program(tmp_path, work=user)
    program.people('[[contacts]]\nname = "Anna Nowak"\nemail = "a@example.pl"\n')
    with program.daemon() as daemon:
        soon(lambda: daemon.said("connected"))
        time.sleep(0.5)
        for path in program.state.glob("ledger*"):
            with suppress(FileNotFoundError):
                path.unlink()
        soon(lambda: ledger(program).exists())
        soon(lambda: (program.status()["paused"] or {}).get("code") == "ledger_lost")
        assert daemon.end() < 5
    assert daemon.process.returncode == 0
