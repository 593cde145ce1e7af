"""`make soak` in short: nine days, a look every four hours, a fault at every other one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.dovecot import MailUser
from tools.soak import Soak


def test_nothing_is_missed_on_a_bad_line(tmp_path: Path, user: MailUser) -> None:
    soak = Soak(tmp_path / "soak", user, days=9, seed=3, step=timedelta(hours=4))
    told = list(soak.play())
    assert soak.missed == [], told
    assert soak.faults.total() > 15, told
    assert soak.failed > 6, told
