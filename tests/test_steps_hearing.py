"""Killed at every step of the morning on which a moved draft and a note are heard.

The word is said once, the people file is made once, and of morning mails there is at most one.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailfollow.core.model import Mailed
from mailfollow.home import opened
from mailfollow.mail import verbs
from tests import story
from tests.dovecot import Dovecot
from tests.story import WARSAW, Place
from tests.test_steps import ALL, RESTART, How, Killed, Steps, ways

NOTE = (
    "From: ewa@example.org\nTo: ewa@example.org\nSubject: met Rosa Nowak @ InfoShare\n"
    "Message-ID: <note@example.org>\n\n"
)


def monday() -> datetime:
    """A working morning that is to come: the server dates the mail by its own clock."""
    now = datetime.now(UTC).astimezone(WARSAW)
    day = now.date() + timedelta(days=7 - now.weekday())
    return datetime(day.year, day.month, day.day, 8, tzinfo=WARSAW).astimezone(UTC)


MORNING = monday()


@pytest.fixture(scope="module")
def before(dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Sunday's drafts are laid; one was moved into a verb folder, and a note was written."""
    place = Place.new(tmp_path_factory.mktemp("morning") / "place", dovecot.new_user())
    config = place.base / "config.toml"
    config.write_text(
        config.read_text().replace("send = false", 'at = "07:30"\n\n[verbs]\nfolders = true')
    )
    met = (MORNING - timedelta(days=5)).date()
    (place.base / "people" / "fair.toml").write_text(
        f'on = {met}\n[[contacts]]\nname = "Anna Kowalska"\nemail = "anna@example.pl"\n'
        'talked_about = "about soil"\n'
    )
    home = place.home()
    with opened(home.household.accounts) as boxes:
        boxes[0].run(lambda s: verbs.create(s, home.household.verbs.names))
    story.swept(place, MORNING - timedelta(days=1))
    user = place.user
    user.move("Drafts", user.uids("Drafts")[0], "Mailfollow/Done")
    user.append("Sent", NOTE, at=MORNING - timedelta(hours=1))
    return place


def copied(before: Place, base: Path) -> Place:
    place = before.copy(base)
    config = base / "config.toml"
    config.write_text(
        config.read_text().replace("send = false", 'at = "07:30"\n\n[verbs]\nfolders = true')
    )
    return place


def lived(place: Place, fault: Steps | None = None) -> bool:
    """The morning, with one fault in it; whether it happened."""
    moment, steps = MORNING, fault or Steps()
    for n in range(8):
        try:
            with steps.watching():
                story.swept(place, moment)
        except Killed:
            steps = Steps(how=How.AFTER)
        moment += RESTART if n < 5 else timedelta(hours=1)
    return fault is None or fault.happened


def held(place: Place) -> dict[str, object]:
    memory, user = place.memory(), place.user
    files = [p.name for p in (place.base / "people").iterdir()]
    return {
        "words": [(str(w.verb), w.commitment.partition(".")[0]) for w in memory.words],
        "heard": max(Counter(h.source for h in memory.heard).values()),
        "files": sum("rosa-nowak" in name for name in files),
        "folders": [len(user.messages(f)) for f in ("Mailfollow/Done", "Trash", "Drafts")],
    }


HELD = {"words": [("done", "anna-kowalska")], "heard": 1, "files": 1, "folders": [0, 1, 0]}


def mails(place: Place) -> int:
    return sum(b"auto-generated" in m.raw for m in place.user.messages("INBOX"))


def test_the_morning_without_trouble(before: Place, tmp_path: Path) -> None:
    place = copied(before, tmp_path / "place")
    lived(place)
    assert held(place) == HELD
    assert mails(place) == 1
    assert [d.stage for d in place.memory().digests] == [Mailed.SENT]


@pytest.fixture(scope="module")
def names(before: Place, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The steps of that morning."""
    place, steps = copied(before, tmp_path_factory.mktemp("names") / "place"), Steps()
    moment = MORNING
    for _ in range(4):
        with steps.watching():
            story.swept(place, moment)
        moment += RESTART
    assert steps.names.count("APPEND") == 1
    assert "UID MOVE" in steps.names
    return steps.names


SHARDS = 200 if ALL else 1


@pytest.mark.parametrize("shard", range(SHARDS))
def test_killed_at_each_step(shard: int, before: Place, names: list[str], tmp_path: Path) -> None:
    every = [(k, how) for k, name in enumerate(names) for how in ways(name)]
    append = names.index("APPEND")
    vital = {append - 1, append, append + 1, names.index("UID MOVE")}
    chosen = [(k, how) for k, how in every if ALL or (k in vital and how is How.AFTER)]
    for n, (k, how) in enumerate(chosen):
        if n % SHARDS == shard:
            place = copied(before, tmp_path / f"{k}-{how.name}")
            assert lived(place, Steps(k, how))
            assert held(place) == HELD, (k, names[k], how)
            (row,) = place.memory().digests
            sent = mails(place)
            assert sent <= 1, (names[k], how)
            assert sent == 1 or row.stage is not Mailed.SENT, (names[k], how)
            place.close()
