"""`mailfollow run` as a process against Dovecot. Bounds are five times what DESIGN.md asks."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from mailfollow.ledger import Ledger
from tests.dovecot import Dovecot, MailUser
from tests.program import Program, days_ago, letter, soon

MET = """
on = {day}
at = "at the fair"

[[contacts]]
name  = "{name}"
email = "{email}"
language = "en"
talked_about = "about flaky tests"
"""


def met(days: int, name: str = "Priya Shah", email: str = "priya@example.com") -> str:
    return MET.format(day=days_ago(days), name=name, email=email)


@pytest.fixture
def program(tmp_path: Path, user: MailUser) -> Program:
    return Program(tmp_path, work=user)


def states(program: Program) -> dict[str, str]:
    """Status and draft stage straight from the ledger's side, without starting a process."""
    ledger = Ledger.read(program.state)
    try:
        memory = ledger.recall()
        found = {d.commitment: str(d.stage) for d in memory.drafts}
        return found | {e.commitment: f"E{int(e.grade)}" for e in memory.evidence}
    finally:
        ledger.close()


def test_the_whole_life_of_a_daemon(program: Program, user: MailUser) -> None:
    """A draft is laid; a mail of the user's is seen through IDLE; the draft goes; it ends."""
    program.people(met(3))
    owed = f"priya-shah.follow_up.{days_ago(3)}"
    with program.daemon() as daemon:
        soon(lambda: states(program).get(owed) == "waiting")
        assert len(user.messages("Drafts")) == 1
        assert program.status()["daemon"] == "running"

        user.append("Sent", letter(user.user, "priya@example.com"))
        assert soon(lambda: states(program).get(owed) == "E3") < 5
        assert program.commitment(owed)["status"] == "fulfilled"

        soon(lambda: not user.messages("Drafts"), 30)
        assert len(user.messages("Trash")) == 1
        assert daemon.end() < 5
    assert daemon.process.returncode == 0
    assert program.status()["daemon"] == "stopped"


def test_a_word_takes_effect_within_a_second(program: Program, user: MailUser) -> None:
    """`draft` before the day lays one; `done` afterwards has it withdrawn."""
    program.people(met(1))
    owed = f"priya-shah.follow_up.{days_ago(1)}"
    with program.daemon() as daemon:
        soon(lambda: daemon.said("connected"))
        time.sleep(1)
        assert not user.messages("Drafts")
        assert program.run("draft", "priya").returncode == 0
        assert soon(lambda: user.messages("Drafts")) < 5
        assert program.run("done", owed).returncode == 0
        assert soon(lambda: states(program).get(owed) == "withdrawing") < 5


def test_an_edited_people_file_takes_effect(program: Program, user: MailUser) -> None:
    program.people(met(1))
    with program.daemon() as daemon:
        soon(lambda: daemon.said("connected"))
        program.people(met(4, "Max Müller", "max@example.com"), "second.toml")
        assert soon(lambda: user.messages("Drafts"), 25) < 25


def test_a_broken_people_file_leaves_its_last_good_state(program: Program, user: MailUser) -> None:
    """The other file goes on; what the broken one said stays owed, also after a restart."""
    program.people(met(3))
    program.people(met(1, "Max Müller", "max@example.com"), "second.toml")
    with program.daemon() as daemon:
        soon(lambda: user.messages("Drafts"))
        program.people("[[contacts]\nname = oops", "people.toml")
        soon(lambda: daemon.said("people.toml"))
        time.sleep(0.5)
    with program.daemon() as daemon:
        soon(lambda: daemon.said("connected"))
        ids = {c["id"].split(".")[0] for c in program.status()["commitments"]}
        assert ids == {"priya-shah", "max-mueller"}
        assert len(user.messages("Drafts")) == 1


def test_a_killed_server_is_survived(tmp_path: Path) -> None:
    """Dovecot is killed in IDLE and comes back: the mail filed meanwhile is seen."""
    own = Dovecot().start()
    try:
        user = own.new_user()
        program = Program(tmp_path, work=user)
        program.people(met(1))
        owed = f"priya-shah.follow_up.{days_ago(1)}"
        with program.daemon() as daemon:
            soon(lambda: daemon.said("connected"))
            soon(lambda: program.status()["accounts"][0]["state"] == "ok")
            user.close()
            own.stop_serving(hard=True)
            soon(lambda: daemon.said("trying again"), 25)
            assert daemon.process.poll() is None
            own.restart()
            user.append("Sent", letter(user.user, "priya@example.com"))
            soon(lambda: states(program).get(owed) == "E3", 60)
            soon(lambda: program.status()["accounts"][0]["state"] == "ok")
        user.close()
    finally:
        own.stop()


def test_a_refused_login_is_told_and_tried_again_later(program: Program) -> None:
    password = program.base / "work.password"
    right = password.read_text()
    password.write_text("wrong")
    program.people(met(1))
    once = program.run("run", "--once")
    assert once.returncode == 77
    assert len(once.stderr.strip().splitlines()) == 1
    assert "Traceback" not in once.stderr
    with program.daemon() as daemon:
        soon(lambda: program.status()["accounts"][0]["state"] == "refused")
        soon(lambda: daemon.said("trying again in 60 s"))
        password.write_text(right)
        assert daemon.process.poll() is None
        assert daemon.end() < 5


def test_a_second_one_refuses_whatever_its_state_directory(
    program: Program, tmp_path: Path
) -> None:
    program.people(met(1))
    with program.daemon() as daemon:
        soon(lambda: daemon.said("connected"))
        program.state = tmp_path / "another"
        began = time.monotonic()
        second = program.run("run")
        assert second.returncode == 75
        assert time.monotonic() - began < 10
        assert "Another mailfollow" in second.stderr
        assert program.run("run", "--once").returncode == 75
        assert program.here("run", "--once", "--dry-run").exit_code == 0
        assert program.here("status").exit_code == 0


def test_one_account_down_does_not_stop_another(
    tmp_path: Path, dovecot: Dovecot, user: MailUser
) -> None:
    """Its mail is still read; drafts wait, for the other one may hold the proof."""
    other = dovecot.new_user()
    program = Program(tmp_path, work=user, home=other)
    (tmp_path / "home.password").write_text("wrong")
    program.people(met(3))
    owed = f"priya-shah.follow_up.{days_ago(3)}"
    with program.daemon() as daemon:
        soon(lambda: daemon.said("connected"))
        soon(lambda: program.status()["accounts"][1]["state"] == "refused")
        assert not user.messages("Drafts")
        user.append("Sent", letter(user.user, "priya@example.com"))
        soon(lambda: states(program).get(owed) == "E3")
    other.close()


def test_killed_and_started_again_it_lays_no_second_draft(program: Program, user: MailUser) -> None:
    program.people(met(3))
    with program.daemon() as daemon:
        soon(lambda: user.messages("Drafts"))
        os.kill(daemon.process.pid, signal.SIGKILL)
        daemon.process.wait()
    with program.daemon() as daemon:
        soon(lambda: daemon.said("connected"))
        time.sleep(2)
        assert len(user.messages("Drafts")) == 1


def test_a_draft_moved_into_a_verb_folder_is_obeyed(program: Program, user: MailUser) -> None:
    """Without a push: nobody tells us of what happens in those folders."""
    program.use(work=user, extra="[verbs]\nfolders = true\n")
    assert program.here("check", "--create-folders").exit_code == 0
    program.people(met(3))
    owed = f"priya-shah.follow_up.{days_ago(3)}"
    with program.daemon():
        soon(lambda: states(program).get(owed) == "waiting")
        user.move("Drafts", user.uids("Drafts")[0], "Mailfollow/Done")
        assert soon(lambda: program.commitment(owed)["status"] == "fulfilled", 60) < 45
        soon(lambda: len(user.messages("Trash")) == 1)
    assert user.messages("Mailfollow/Done") == []
