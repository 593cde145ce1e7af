"""The daemon's thread on each server of the zoo: news is told, whether the server pushes or not."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailfollow import worker as workers
from mailfollow.core.model import Cursor, PasswordSource
from mailfollow.mail import folders, sent, watch
from mailfollow.mail.session import Session
from mailfollow.worker import Worker, WorkerBox
from tests.dovecot import MailUser
from tests.zoo.keeper import Keeper

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SILENT = ("cyrus", "courier")
"""They push after a minute, as Debian configures them."""


class Budget:
    def wait(self) -> float:
        return 0.0

    def logging_in(self) -> None: ...

    def alert(self, said: str) -> None: ...


def test_news_is_told(
    keeper: Keeper, guest: MailUser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "RENEW_SECONDS", 1.5)
    monkeypatch.setattr(watch, "RENEW_UNPUSHED_SECONDS", 0.3)
    monkeypatch.setattr(workers, "HESITATE", 0.1)
    password = tmp_path / "password"
    password.touch(0o600)
    password.write_text(guest.password)
    account = replace(guest.account(), password=PasswordSource(file=str(password)))
    told = threading.Event()
    worker = Worker(account, told.set, Budget())
    box = WorkerBox(worker)
    worker.start()
    try:
        assert told.wait(10)  # connected
        _, cursor = box.run(look)
        for n in (1, 2):
            told.clear()
            guest.append("Sent", f"To: anna@example.pl\nSubject: No {n}\n\nx\n", at=NOW)
            assert told.wait(10)
            subjects, cursor = box.run(lambda session: look(session, cursor))  # noqa: B023
            assert subjects == [f"No {n}"]
        assert worker._pushes == (getattr(keeper, "name", "dovecot") not in SILENT)
    finally:
        worker.stop()
        worker.join(10)


def look(session: Session, cursor: Cursor | None = None) -> tuple[list[str], Cursor]:
    folder = folders.discover(session).sent[0]
    every = lambda found: frozenset(m.place.uid for m in found)  # noqa: E731
    later = NOW + timedelta(hours=1)
    seen, end = sent.look(session, folder, cursor=cursor, since=None, now=later, choose=every)
    return [m.subject for m in seen.items], end
