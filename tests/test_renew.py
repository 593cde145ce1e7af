"""A second look needs another connection: whoever owns the session can change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailfollow.core.model import Account, PasswordSource
from mailfollow.errors import LoginRefused, MailError
from mailfollow.home import opened
from mailfollow.ledger.logins import Logins
from mailfollow.mail.session import Session
from mailfollow.worker import Worker, WorkerBox
from tests.dovecot import MailUser
from tests.program import soon


@pytest.fixture
def password(tmp_path: Path, user: MailUser) -> Path:
    path = tmp_path / "password"
    path.touch(0o600)
    path.write_text(user.password)
    return path


@pytest.fixture
def account(user: MailUser, password: Path) -> Account:
    return replace(user.account(), password=PasswordSource(file=str(password)))


def name(session: Session) -> str:
    session.noop()
    return session.name


@pytest.fixture
def worker(account: Account, tmp_path: Path) -> Iterator[Worker]:
    one = Worker(account, lambda: None, Logins(account, tmp_path, lambda: datetime.now(UTC)))
    one.start()
    yield one
    one.stop()
    one.join(5)


def test_in_a_run_of_one_sweep(account: Account, password: Path) -> None:
    with opened([account]) as (box,):
        first = box.run(name)
        assert box.run(name) == first
        box.renew()
        assert box.run(name) != first
        password.write_text("another one by now")
        box.renew()
        with pytest.raises(LoginRefused):
            box.run(name)


def test_an_account_that_could_not_be_opened_stays_so(account: Account, password: Path) -> None:
    password.write_text("wrong")
    with opened([account]) as (box,):
        box.renew()
        with pytest.raises(LoginRefused):
            box.run(name)


def test_in_the_daemon(worker: Worker) -> None:
    box = WorkerBox(worker)

    def now() -> str | None:
        try:
            return box.run(name)
        except MailError:
            return None

    soon(now)
    first = now()
    box.renew()
    assert soon(lambda: now() not in (None, first)) < 5
