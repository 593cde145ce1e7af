"""A fortnight with mailfollow as values of a test: what happens, and what came of it.

Between two events the program sweeps whenever its last plan said so, as the daemon does. The
whole place (mailbox, people, state) can be copied at any moment and lived on from there.
"""

from __future__ import annotations

import email
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mailfollow import home
from mailfollow.core.model import Draft, Memory, Stage, Verb, Word
from mailfollow.home import opened
from mailfollow.key import key
from mailfollow.ledger import Ledger
from mailfollow.sweep import recall, sweep
from tests import casemail
from tests.dovecot import MailUser

WARSAW = ZoneInfo("Europe/Warsaw")
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
password = {{ file = "password" }}
imap     = {{ host = "127.0.0.1", port = {port}, tls = "none" }}
"""
PEOPLE = """
on = 2026-11-02
at = "at DevConf in Brno"

[[contacts]]
name  = "Anna Kowalska"
email = "anna@example.pl"
talked_about = "about flaky tests"

[[contacts]]
name  = "Max Müller"
email = "max@example.com"

[[contacts]]
name  = "Piotr Zając"
email = "piotr@example.pl"

[[contacts]]
name  = "Jana Klein"
email = "jana@example.net"
met   = 2026-11-03
"""
LETTER = "From: Ewa <ewa@example.org>\nTo: max@example.com\nSubject: Hello\n\nHello Max, coffee?\n"
SWEEPS_AT_MOST = 40
"""Between two events; more of them would be a plan that never comes to rest."""

Sweep = Callable[["Place", datetime], "datetime | None"]
Happens = Callable[["Place", datetime], None]
Outcome = dict[str, object]


def at(written: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{written}").replace(tzinfo=WARSAW).astimezone(UTC)


@dataclass
class Place:
    """One user's mailbox, files and state directory."""

    base: Path
    user: MailUser

    @classmethod
    def new(cls, base: Path, user: MailUser, port: int | None = None) -> Place:
        place = cls(base, user)
        (base / "people").mkdir(parents=True)
        (base / "people" / "fair.toml").write_text(PEOPLE)
        place._let_in(port)
        return place

    def _let_in(self, port: int | None = None) -> None:
        config = CONFIG.format(user=self.user.user, port=port or self.user.server.port)
        (self.base / "config.toml").write_text(config)
        password = self.base / "password"
        password.touch(0o600)
        password.write_text(self.user.password)

    def copy(self, base: Path) -> Place:
        """The same for another user, to be lived on separately."""
        other = Place(base, self.user.server.new_user())
        shutil.copytree(self.base, base)
        source, target = (u.server.dir / "home" / u.user for u in (self.user, other.user))
        subprocess.run(["cp", "-a", f"{source}/.", str(target)], check=True)
        other._let_in()
        return other

    def close(self) -> None:
        self.user.close()
        shutil.rmtree(self.base, ignore_errors=True)

    @property
    def state(self) -> Path:
        return self.base / "state"

    def home(self) -> home.Home:
        return home.load(self.base / "config.toml", self.state)

    def memory(self) -> Memory:
        with closing(Ledger.read(self.state)) as ledger:
            return ledger.recall()

    def say(self, verb: Verb, commitment: str, now: datetime, arg: str = "") -> None:
        with closing(Ledger.open(self.state)) as ledger:
            ledger.say(Word(now, commitment, verb, arg))

    def lying(self, folder: str) -> list[tuple[Draft | None, casemail.Laid, int]]:
        """What lies in a folder: the journal's row where it is ours, the message, its UID."""
        rows = {d.token: d for d in self.memory().drafts}
        found = []
        for one in self.user.messages(folder):
            tokens = set(casemail.references(one.raw)) & rows.keys()
            row = rows[tokens.pop()] if tokens else None
            found.append((row, casemail.Laid("work", one.raw), one.uid))
        return found

    def doubled(self) -> list[tuple[str, object]]:
        """I1: what lies in Drafts twice."""
        ours = Counter((d.commitment, d.occasion) for d, _, _ in self.lying("Drafts") if d)
        return [which for which, n in ours.items() if n > 1]

    def outcome(self, now: datetime) -> Outcome:
        """What is told and what lies there, without what depends on the moment or the attempt.

        A failed attempt leaves a row behind and its number used; that is all it may change.
        """
        memory = self.memory()
        with closing(Ledger.read(self.state)) as ledger:
            states = recall(self.home().household, ledger, now).states
        return {
            "stages": sorted(
                (d.commitment, str(d.occasion), str(d.stage), str(d.reason))
                for d in memory.drafts
                if d.stage is not Stage.FAILED
            ),
            "evidence": sorted(
                (e.commitment, int(e.grade), e.reason.code) for e in memory.evidence
            ),
            "status": sorted((s.commitment.id, str(s.status)) for s in states),
            "pauses": [p.reason for p in memory.pauses],
            **{folder: self._letters(folder) for folder in ("Drafts", "Trash", "Sent", "INBOX")},
        }

    def _letters(self, folder: str) -> list[object]:
        found = []
        for draft, laid, _ in self.lying(folder):
            message = email.message_from_bytes(laid.raw)
            ours = (draft.commitment, str(draft.occasion)) if draft else ("", "")
            found.append((ours, str(message["To"]), casemail.text_of(laid.raw)))
        return sorted(found)


# --- the program ----------------------------------------------------------------------------


def swept(place: Place, now: datetime) -> datetime | None:
    """A process that sweeps once, and the moment its plan named."""
    here = place.home()
    with closing(Ledger.open(place.state)) as ledger, opened(here.household.accounts) as boxes:
        outcome = sweep(here.household, boxes, ledger, here.letters, key(place.state), now)
    return outcome.plan.wake


def live(place: Place, now: datetime, until: datetime, once: Sweep = swept) -> None:
    """From `now` on, until the next event."""
    moment: datetime | None = now
    for _ in range(SWEEPS_AT_MOST):
        if moment is None or moment >= until:
            return
        moment = once(place, moment)
        assert not place.doubled(), "I1: two drafts of one commitment and occasion"
    raise AssertionError(f"from {now} to {until} it does not come to rest")


# --- what happens -----------------------------------------------------------------------------

FOLLOW_UP = "{}.follow_up.2026-11-02"


def nothing(place: Place, now: datetime) -> None:
    """Only time passes."""


def asks_for_a_draft(place: Place, now: datetime) -> None:
    place.say(Verb.DRAFT, FOLLOW_UP.format("piotr-zajac"), now)


def snoozes(place: Place, now: datetime) -> None:
    place.say(Verb.SNOOZE, FOLLOW_UP.format("piotr-zajac"), now, "2026-11-10")


def edits(place: Place, now: datetime) -> None:
    raw, uid = _draft(place, "anna")
    place.user.append("Drafts", casemail.edited(raw, 1), (r"\Seen",), now)
    place.user.expunge("Drafts", uid)


def sends(place: Place, now: datetime) -> None:
    raw, uid = _draft(place, "anna")
    place.user.append("Sent", casemail.sent(raw, now, 1), (r"\Seen",), now)
    place.user.expunge("Drafts", uid)


def wrote_afresh(place: Place, now: datetime) -> None:
    """Forty minutes ago, while nobody looked: what is that old is read once."""
    raw, then = f"Message-ID: <own@mail.example.org>\n{LETTER}", now - timedelta(minutes=40)
    place.user.append("Sent", raw, (r"\Seen",), then)


def takes_no_mail(place: Place, now: datetime) -> None:
    """From now on the server answers NO to every APPEND."""
    _dbox(place).chmod(0o555)


def takes_mail_again(place: Place, now: datetime) -> None:
    _dbox(place).chmod(0o755)


def _dbox(place: Place) -> Path:
    server = place.user.server
    return server.dir / "home" / place.user.user / "mail/mailboxes/Drafts/dbox-Mails"


def renames_the_file(place: Place, now: datetime) -> None:
    people = place.base / "people"
    (people / "fair.toml").rename(people / "devconf.toml")


def _draft(place: Place, who: str) -> tuple[bytes, int]:
    return next((m.raw, uid) for d, m, uid in place.lying("Drafts") if d and who in d.commitment)


STORY: tuple[tuple[datetime, Happens], ...] = (
    (at("03 10:00"), nothing),
    (at("03 15:00"), asks_for_a_draft),
    (at("04 10:00"), snoozes),
    (at("05 07:00"), nothing),  # two drafts at once
    (at("05 12:00"), edits),
    (at("05 16:00"), wrote_afresh),
    (at("05 20:00"), sends),
    (at("06 06:00"), takes_no_mail),  # at 07:00 a draft is refused
    (at("06 07:05"), takes_mail_again),
    (at("08 10:00"), renames_the_file),
    (at("10 07:00"), nothing),  # the snooze ends
    (at("11 12:00"), nothing),
)
END = STORY[-1][0] + timedelta(hours=1)
