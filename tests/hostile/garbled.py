"""One sweep on a line that garbles what the server says, then honest ones: what came of it."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mailfollow.core.model import NoLook, PutDraft
from mailfollow.errors import MailError
from mailfollow.home import OpenBox
from mailfollow.key import key
from mailfollow.ledger import Ledger
from mailfollow.mail.session import Session
from mailfollow.mail.wire import Deadlines
from mailfollow.sweep import Outcome, sweep
from tests.dovecot import Dovecot, MailUser
from tests.hostile.line import Line
from tests.story import LETTER, Place, at, swept

QUICK = Deadlines(connect=2, read=0.3, opening=0.6, command=0.6)
LONGEST = 15.0
"""Seconds for a sweep of some twenty commands that each may take their whole deadline."""
FIRST, LATER = at("05 12:00"), at("05 14:00")
OWN = "From: Ewa <ewa@example.org>\nTo: hans@example.com\nSubject: own\n\nnot finished"


@dataclass
class Garbled:
    wrong: list[str] = field(default_factory=list)  # what must not be
    trouble: bool = False  # something was seen to be wrong
    bitten: int = 0  # places at which the line was wrong
    rash: bool = False  # a draft to Max, who had been written to


def undisturbed(base: Path, server: Dovecot) -> int:
    """How many bytes the server says in such a sweep."""
    return _played(base, server, None)[1]


def play(base: Path, server: Dovecot, seed: int, length: int) -> Garbled:
    return _played(base, server, seed, length)[0]


def _played(base: Path, server: Dovecot, seed: int | None, length: int = 1) -> tuple[Garbled, int]:
    found, user = Garbled(), server.new_user()
    line = Line(server.port, seed or 0, length if seed is not None else 1 << 60)
    place = Place.new(base, user, line.port)
    user.append("Sent", LETTER, at=at("04 10:00"))
    user.append("INBOX", LETTER.replace("To:", "Cc:"), at=at("04 11:00"))
    user.append("Drafts", OWN, at=at("04 12:00"))
    before = _users_own(user)
    began = time.monotonic()
    try:
        _judge(_swept(place, user.password), found)
    except MailError:
        found.trouble = True
    except Exception as error:
        found.wrong.append(f"raised {error!r}")
    if time.monotonic() - began > LONGEST:
        found.wrong.append(f"took {time.monotonic() - began:.0f} s")
    line.close()
    found.bitten = line.bitten
    found.rash = any(draft and "max" in draft.commitment for draft, _, _ in place.lying("Drafts"))
    _afterwards(place, before, found)
    place.close()
    return found, line.said


def _swept(place: Place, password: str) -> Outcome:
    here = place.home()
    account = here.household.accounts[0]
    session = Session.open(account, password, deadlines=QUICK)
    box = OpenBox(account, session)
    try:
        with closing(Ledger.open(place.state)) as ledger:
            return sweep(here.household, [box], ledger, here.letters, key(place.state), FIRST)
    finally:
        box.close()


def _judge(outcome: Outcome, found: Garbled) -> None:
    (seen,) = outcome.seen.values()
    found.trouble = seen.trouble is not None
    blind = [look for look in (*seen.view.sent, seen.view.drafts) if isinstance(look, NoLook)]
    if blind and any(isinstance(action, PutDraft) for action in outcome.done):
        found.wrong.append(f"a draft, and {blind} not seen")


def _afterwards(place: Place, before: Any, found: Garbled) -> None:
    """On a good line all comes right again, and nothing of the user's was touched."""
    place._let_in()
    for _ in range(3):
        swept(place, LATER)
    if place.doubled():
        found.wrong.append(f"doubled: {place.doubled()}")
    if _users_own(place.user) != before:
        found.wrong.append("something of the user's was touched")
    status = dict(place.outcome(LATER)["status"])  # type: ignore[call-overload]
    if status["max-mueller.follow_up.2026-11-02"] != "fulfilled":
        found.wrong.append("Max was written to, and it is not seen")


def _users_own(user: MailUser) -> Any:
    mails = [(m.uid, m.raw, m.flags) for box in ("Sent", "INBOX") for m in user.messages(box)]
    return mails, [m.flags for m in user.messages("Drafts") if m.raw.endswith(b"not finished")]
