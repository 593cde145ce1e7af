"""Everything a command starts from: config, people, state directory, letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import platformdirs

from mailfollow import config as configs
from mailfollow import password, people
from mailfollow.config import Config
from mailfollow.core.model import Account, Household
from mailfollow.errors import MailError, Problem
from mailfollow.letters.render import Letters
from mailfollow.mail import morning
from mailfollow.mail.session import Session

T = TypeVar("T")


@dataclass(frozen=True)
class Home:
    config: Config
    household: Household
    problems: tuple[Problem, ...]  # of the people files
    letters: Letters
    state: Path

    @property
    def last_good(self) -> Path:
        return self.state / "people"


def load(config: Path | None, state: Path | None) -> Home:
    """Read config and people. Raises ConfigError; a broken people file stops only itself."""
    state = (state or platformdirs.user_state_path("mailfollow")).expanduser().absolute()
    found = configs.load(config)
    known, problems = people.load(found, state / "people")
    household = Household(
        me=found.me,
        accounts=found.accounts,
        people=known,
        timing=found.timing,
        limits=found.limits,
        holidays=found.holidays,
        verbs=found.verbs,
        digest=found.digest,
        people_dir=str(found.people_dir),
        problems=tuple(map(str, problems)),
    )
    return Home(found, household, problems, Letters(found.templates_dir), state)


@dataclass
class OpenBox:
    """An account with its session in this very thread."""

    account: Account
    session: Session | None = None

    def run(self, job: Callable[[Session], T]) -> T:
        if self.session is None:
            self.session = Session.open(self.account, password.read(self.account))
        return job(self.session)

    def mail(self, raw: bytes, at: datetime) -> None:
        morning.hand_in(self.account, partial(password.read, self.account), self.run, raw, at)

    def renew(self) -> None:
        self.close()

    def close(self) -> None:
        if self.session is not None:
            self.session.close()
        self.session = None


@dataclass
class ClosedBox:
    """An account that could not be opened: every job meets the same trouble."""

    account: Account
    trouble: MailError

    def run(self, job: Callable[[Session], T]) -> T:
        raise self.trouble

    def mail(self, raw: bytes, at: datetime) -> None:
        morning.hand_in(self.account, partial(password.read, self.account), self.run, raw, at)

    def renew(self) -> None: ...

    def close(self) -> None: ...


@contextmanager
def opened(accounts: Sequence[Account]) -> Iterator[list[OpenBox | ClosedBox]]:
    """A session per account, closed at the end."""
    boxes = [_open(account) for account in accounts]
    try:
        yield boxes
    finally:
        for box in boxes:
            box.close()


def _open(account: Account) -> OpenBox | ClosedBox:
    try:
        return OpenBox(account, Session.open(account, password.read(account)))
    except MailError as trouble:
        return ClosedBox(account, trouble)


def with_people(home: Home, changed: Home) -> Home:
    """`home` with the people of `changed`: what of the config a running daemon may take over."""
    household = replace(
        home.household, people=changed.household.people, problems=changed.household.problems
    )
    return replace(home, household=household, problems=changed.problems)
