"""`check` says which verb folders there are and whether the morning mail can be handed in.

`check --create-folders` makes the folders, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dovecot import Dovecot, MailUser
from tests.post import Answer, desk
from tests.program import Program

VERBS = "[verbs]\nfolders = true\nsnooze_1_week = 'Später'\n"
NAMES = ["Done", "Snooze 1 day", "Später", "Drop", "Follow up"]


@pytest.fixture
def courier(dovecot: Dovecot) -> Iterator[MailUser]:
    """As Courier has it: everything below INBOX, with dots."""
    one = dovecot.new_user(special_use=False, separator=".", prefix="INBOX.")
    yield one
    one.close()


def named(user: MailUser) -> set[str]:
    return {name for _, _, name in user.client().list_folders()}


def test_they_are_listed_and_made_when_asked_for(
    user: MailUser, courier: MailUser, tmp_path: Path
) -> None:
    program = Program(tmp_path / "home")
    program.use(extra=VERBS, work=user, home=courier)
    user.create("Mailfollow/Drop")
    before = named(user)
    told = program.here("check")
    assert told.exit_code == 0
    assert "    “Mailfollow/Drop” – there\n    “Mailfollow/Follow up” – missing\n" in told.stdout
    assert told.stdout.count("– missing") == 9
    assert told.stdout.count("`mailfollow check --create-folders` makes what is missing.") == 2
    assert named(user) == before

    made = program.here("check", "--create-folders")
    assert made.exit_code == 0
    assert made.stdout.count("– made just now") == 9
    assert "“INBOX.Mailfollow.Später” – made just now" in made.stdout
    assert "– missing" not in made.stdout
    assert named(user) - before == {f"Mailfollow/{n}" for n in NAMES if n != "Drop"}
    assert named(courier) >= {f"INBOX.Mailfollow.{n}" for n in NAMES}
    again = program.here("check", "--create-folders")
    assert (again.stdout.count("– there"), again.stdout.count("– made")) == (10, 0)


def test_without_verb_folders_there_is_nothing_to_make(user: MailUser, tmp_path: Path) -> None:
    program = Program(tmp_path / "home", work=user)
    assert "verbs" not in program.here("check").stdout
    refused = program.here("check", "--create-folders")
    assert refused.exit_code == 64
    assert "folders = true below [verbs]" in refused.stderr
    assert named(user) == {"INBOX", "Sent", "Drafts", "Trash"}


def test_a_server_that_refuses_is_told(courier: MailUser, tmp_path: Path) -> None:
    """Here the name itself is one it cannot have: it begins where a folder ends."""
    program = Program(tmp_path / "home")
    program.use(extra=VERBS + 'name = "a..b"\n', work=courier)
    refused = program.here("check", "--create-folders")
    assert refused.exit_code == 75
    assert "This did not work" in refused.stdout
    assert "Drafts: “INBOX.Drafts”" in refused.stdout


@pytest.mark.parametrize(
    ("answers", "code", "told"),
    [
        ({}, 0, "The morning mail can be handed in at 127.0.0.1."),
        ({"AUTH": b"535 no\r\n"}, 77, "This did not work: 127.0.0.1 does not accept the user"),
        ({"greeting": b"421 later\r\n"}, 75, "This did not work: 127.0.0.1 does not want us"),
    ],
)
def test_the_log_in_for_the_morning_mail_is_tried(
    user: MailUser, tmp_path: Path, answers: dict[str, Answer], code: int, told: str
) -> None:
    program = Program(tmp_path / "home", work=user)
    with desk(answers) as one:
        with program.config.open("a") as config:
            config.write(f'smtp = {{ host = "127.0.0.1", port = {one.port}, tls = "none" }}\n')
        checked = program.here("check")
        assert "MAIL" not in one.commands
    assert (checked.exit_code, told in checked.stdout) == (code, True)
    assert "Sent: “Sent”" in checked.stdout
