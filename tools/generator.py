"""Mailboxes with known truth, read by the program: false ticks, missed ticks, questions.

`make generator` plays 200 of them against a private Dovecot. A tick is false when the mail that
the program names does not keep that promise; a question is unfounded when nothing is doubtful.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from click.testing import CliRunner

from mailfollow.cli import main as program
from tests.dovecot import Dovecot, MailUser, running
from tools.season import Season, season
from tools.season.model import Mail

SOON_AND_LATER = (timedelta(minutes=4), timedelta(hours=3))
"""After the last mail of a day: what the first look found, the second one finds again."""
CONFIG = """
[me]
name     = "Ewa Zielińska"
language = "en"
timezone = "Europe/Warsaw"

[digest]
send = false

[accounts.work]
address  = "ewa@example.org"
user     = "{user}"
password = {{ env = "MAILFOLLOW_CASE" }}
imap     = {{ host = "{host}", port = {port}, tls = "none" }}
"""


@dataclass
class Found:
    """What came of the mailboxes; each sentence names its seed."""

    mailboxes: int = 0
    mails: int = 0
    commitments: int = 0
    kept: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    questions: int = 0
    unfounded: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # told but not owed, owed but not told

    def __str__(self) -> str:
        return (
            f"{self.mailboxes} mailboxes, {self.mails} mails, {self.commitments} commitments, "
            f"{self.kept} kept\n"
            f"false ticks: {len(self.false)}\n"
            f"missed ticks: {len(self.missed)} of {self.kept}\n"
            f"questions per 100 mails: {100 * self.questions / max(self.mails, 1):.1f}, "
            f"unfounded: {len(self.unfounded)}"
        )

    @property
    def details(self) -> list[str]:
        return [*self.false, *self.missed, *self.unfounded, *self.unknown]


def play(seeds: range, dovecot: Dovecot) -> Found:
    """Every fourth season is lived day by day, the others are found in one pile."""
    found = Found()
    for seed in seeds:
        made = season(seed)
        with tempfile.TemporaryDirectory() as name:
            told = _lived(made, dovecot, Path(name), daily=seed % 4 == 1)
        compare(seed, made, told, found)
    return found


def _lived(made: Season, dovecot: Dovecot, home: Path, *, daily: bool) -> list[dict[str, Any]]:
    """All commitments as the program tells them at the end of the season."""
    user = dovecot.new_user()
    (home / "people").mkdir()
    (home / "people" / "people.toml").write_text(made.people)
    where = {"user": user.user, "host": dovecot.host, "port": dovecot.port}
    (home / "config.toml").write_text(CONFIG.format(**where))
    for mails in _days(made) if daily else [made.mails]:
        _file(mails, user)
        if daily:
            for later in SOON_AND_LATER:
                _run(mails[-1].at + later, home, "run", "--once")
    _run(made.end, home, "run", "--once")
    told: list[dict[str, Any]] = json.loads(_run(made.end, home, "status", "--json"))["commitments"]
    return told


def _days(made: Season) -> list[list[Mail]]:
    """The mails of each day on which there were any, in the order in which they came."""
    ordered = sorted(made.mails, key=lambda m: m.at)
    return [list(mails) for _, mails in groupby(ordered, key=lambda m: m.at.date())]


def _file(mails: Sequence[Mail], user: MailUser) -> None:
    client = user.client()
    for folder in ("Sent", "INBOX"):
        flags = (r"\Seen",) if folder == "Sent" else ()
        here = [{"msg": m.raw, "date": m.at, "flags": flags} for m in mails if m.folder == folder]
        if here:
            client.multiappend(folder, here)
    client.logout()


def _run(now: datetime, home: Path, *words: str) -> str:
    given = ("--config", str(home / "config.toml"), "--state", str(home / "state"))
    env = {"MAILFOLLOW_CASE": "secret", "NO_COLOR": "1", "XDG_RUNTIME_DIR": str(home)}
    words = (*given, "--now", now.isoformat(), *words)
    result = CliRunner().invoke(program, words, env=env, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def compare(seed: int, made: Season, told: list[dict[str, Any]], found: Found) -> None:
    found.mailboxes += 1
    found.mails += len(made.mails)
    found.commitments += len(made.truth)
    found.kept += sum(mail is not None for mail in made.truth.values())
    by_id = {one["id"]: one for one in told}
    for one in sorted(by_id.keys() ^ made.truth.keys()):
        found.unknown.append(f"seed {seed}: {one} is {'told' if one in by_id else 'not told'}")
    for one in sorted(by_id.keys() & made.truth.keys()):
        _judge(f"seed {seed}: {one}", by_id[one], made, found)


def _judge(where: str, one: dict[str, Any], made: Season, found: Found) -> None:
    evidence, question, truth = one["evidence"], one["question"], made.truth[one["id"]]
    if evidence and (truth is None or (one["id"], evidence["message_id"]) not in made.keeps):
        found.false.append(f"{where}: ticked by {evidence['message_id']} ({evidence['reason']})")
    if truth and not evidence:
        asked = f", asked: {question['reason']}" if question else ""
        found.missed.append(f"{where}: missed {truth}{asked}")
    if question:
        found.questions += 1
        if (one["id"], question["message_id"]) not in made.doubts | made.keeps:
            found.unfounded.append(f"{where}: {question['message_id']}, {question['reason']}?")


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with running() as dovecot:
        found = play(range(count), dovecot)
    print(*found.details, found, sep="\n")
    return 1 if found.false or found.unfounded or found.unknown else 0


if __name__ == "__main__":
    sys.exit(main())
