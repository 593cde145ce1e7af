"""mailfollow as this user has it: in their language, with verb folders, the clock set at will."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mailfollow.config import load
from mailfollow.core.model import VerbFolder
from tests.clients.people import people
from tests.dovecot import MailUser
from tests.program import Program, days_ago

_WARSAW = ZoneInfo("Europe/Warsaw")
_LATER = Path(__file__).with_name("later.py")
_VERBS = """
[verbs]
folders = true
"""


class Installation(Program):
    """A user who met four people three days ago; no morning mail until `morning`."""

    def __init__(self, base: Path, user: MailUser, language: str) -> None:
        self.language = language
        self._ahead = timedelta(0)
        super().__init__(base)
        self.use(extra=_VERBS, work=user)
        self._write('language = "en"', f'language = "{language}"')
        self.people(people(language, date.fromisoformat(days_ago(3))))
        made = self.run("check", "--create-folders")
        assert made.returncode == 0, made.stderr

    def morning(self) -> None:
        """Morning mails from now on, and it is the next working day, eight o'clock."""
        self._write("send = false", "send = true")
        day = datetime.now(_WARSAW).replace(hour=8, minute=0) + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        self._ahead = day - datetime.now(UTC)

    def command(self, *args: str) -> list[str]:
        ordinary = super().command(*args)
        if not (self._ahead and "run" in args):
            return ordinary
        return [sys.executable, str(_LATER), self._now().isoformat(), *ordinary[1:]]

    def status(self) -> dict[str, Any]:
        said = self.here("status", "--json", now=self._now().replace(tzinfo=None).isoformat())
        found: dict[str, Any] = json.loads(said.stdout)
        return found

    def folder(self, verb: VerbFolder) -> str:
        """The full name of a verb folder."""
        return load(self.config).verbs.names[verb]

    def _now(self) -> datetime:
        return datetime.now(_WARSAW) + self._ahead

    def _write(self, old: str, new: str) -> None:
        """Edit config.toml."""
        config = self.config.read_text()
        assert old in config
        self.config.write_text(config.replace(old, new))
