"""A user's config directory, written as the user would write it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from mailfollow import config, people
from mailfollow.core.model import Contact, Meeting, People, Promise
from mailfollow.errors import ConfigError, Problem

CONFIG = """\
[me]
name = "Ewa Zielińska"
language = "pl"
timezone = "Europe/Warsaw"
country = "PL"

[accounts.work]
address = "ewa@example.org"
password = { env = "MAIL_PASSWORD" }
imap = { host = "imap.example.org" }
"""


class Home:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.last_good = root / "state" / "people"
        (root / "people").mkdir()
        self.config(CONFIG)

    def config(self, text: str) -> Home:
        (self.root / "config.toml").write_text(text, "utf-8")
        return self

    def people(self, text: str, name: str = "a.toml") -> Home:
        (self.root / "people" / name).write_text(dedent(text), "utf-8")
        return self

    def load(self) -> tuple[People, tuple[Problem, ...]]:
        return people.load(self.loaded(), self.last_good)

    def loaded(self) -> config.Config:
        return config.load(self.root / "config.toml")

    def keep(self) -> None:
        people.keep(self.loaded(), self.last_good)

    def good(self) -> People:
        """What the files say; any problem at all is a failure."""
        found, problems = self.load()
        assert not problems, "\n".join(str(p) for p in problems)
        return found

    def problems(self) -> list[str]:
        return [str(p) for p in self.load()[1]]

    def config_problems(self) -> list[str]:
        try:
            config.load(self.root / "config.toml")
        except ConfigError as error:
            return [str(p) for p in error.problems]
        return []

    # --- of a file about one person

    def contact(self) -> Contact:
        (one,) = self.good().contacts
        return one

    def meeting(self) -> Meeting:
        (one,) = self.good().meetings
        return one

    def promise(self) -> Promise:
        (one,) = self.good().promises
        return one
