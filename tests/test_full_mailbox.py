"""A mailbox without room, as a user meets it: told, tried again later, and laid once."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from tests import casefile
from tests.caseplay import Play
from tests.dovecot import running

QUOTA = """
mail_plugins = quota
plugin {
  quota = count:of one user
  quota_vsizes = yes
  quota_rule = *:bytes=20000
}
"""
CASE = """
A mailbox without room.
Row: Transport · over quota

=== people
on = 2026-11-16

[[contacts]]
name         = "Anna Kowalska"
email        = "anna@example.pl"
talked_about = "about flaky tests"

=== story
Thu 2026-11-19 07:00  sweep
"""


def test_without_room_it_is_told_and_laid_later(tmp_path: Path) -> None:
    with (
        running(config=QUOTA) as server,
        closing(Play(casefile.parse(CASE, "full"), server, tmp_path)) as play,
    ):
        user = play.users["work"]
        uid = user.append("Trash", "Subject: big\n\n" + "x" * 19_900)
        play.now = datetime.fromisoformat("2026-11-19T07:00:00+01:00")
        assert play.run("run", "--once").code in (0, 75)
        assert user.messages("Drafts") == []
        told = " ".join(play.run("why", "anna").out.split())
        assert "quota" in told.lower(), told
        user.expunge("Trash", uid)
        laid = []
        for minutes in (5, 16, 17, 40):
            play.now += timedelta(minutes=minutes)
            play.run("run", "--once")
            laid.append(len(user.messages("Drafts")))
        assert laid == [0, 1, 1, 1]
        assert _stage(play) == "waiting"


def _stage(play: Play) -> str | None:
    (one,) = play.status()["commitments"]
    return one["draft"] and str(one["draft"]["stage"])
