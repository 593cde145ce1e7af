"""What the four providers do otherwise: that the proxy really does it, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from imapclient.exceptions import IMAPClientError

from mailfollow.core.model import Cursor, Folder, FolderNames, Look, SentMessage, Why
from mailfollow.errors import Unavailable
from mailfollow.mail import drafts, folders, sent
from mailfollow.mail.session import Session
from mailfollow.mail.unread import PASSED_OVER
from tests import casecheck, casefile
from tests.caseplay import Play
from tests.dovecot import Dovecot, MailUser
from tests.zoo.keeper import Eyes, Names
from tests.zoo.profiles import EXCHANGE, GMAIL, ICLOUD, PROFILES, YAHOO
from tests.zoo.proxy import Profile, Proxied

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FRESH, OLD = NOW - timedelta(hours=2), NOW - timedelta(days=2)
TOKEN = "b3f1c2@example.org"
RAW = f"From: ewa@example.org\r\nReferences: <{TOKEN}>\r\nSubject: Hallo\r\n\r\nHallo\r\n".encode()

At = Callable[[Profile], tuple[Proxied, MailUser]]


@pytest.fixture
def at(dovecot: Dovecot) -> Iterator[At]:
    """A server of that provider, and a fresh user there."""
    made: list[tuple[Proxied, MailUser]] = []

    def start(profile: Profile) -> tuple[Proxied, MailUser]:
        keeper = Proxied(profile, dovecot)
        made.append((keeper, keeper.new_user()))
        return made[-1]

    yield start
    for keeper, user in made:
        user.close()
        keeper.stop()


def mail(n: int) -> str:
    return f"From: ewa@example.org\nTo: anna@example.pl\nSubject: No {n}\n\nHello {n}\n"


def look(
    session: Session, cursor: Cursor | None = None, now: datetime = NOW
) -> tuple[Look[SentMessage], Cursor]:
    folder = folders.discover(session).sent[0]
    since = None if cursor else (NOW - timedelta(days=9)).date()
    every = lambda found: frozenset(m.place.uid for m in found)  # noqa: E731
    return sent.look(session, folder, cursor=cursor, since=since, now=now, choose=every)


def opened(user: MailUser) -> Session:
    return Session.open(user.account(), user.password)


# --- the proxy does as it is told -------------------------------------------------------------


def through(keeper: Proxied, user: MailUser) -> Eyes:
    client = Eyes(keeper.port, keeper.profile.names)
    client.login(user.user, user.password)
    return client


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_capabilities_are_the_provider_s(at: At, profile: Profile) -> None:
    keeper, user = at(profile)
    wanted = {c.upper().encode() for c in profile.capability.split()}
    assert set(through(keeper, user).capabilities()) == wanted


def test_exchange_gives_no_uid_for_an_append(at: At) -> None:
    keeper, user = at(EXCHANGE)
    client = through(keeper, user)
    assert b"APPENDUID" not in client.append("Drafts", RAW)
    with pytest.raises(IMAPClientError, match="BADCHARSET"):
        client.search(["SUBJECT", "ż"], "UTF-8")


@pytest.mark.parametrize(("profile", "says"), [(YAHOO, "SERVERBUG"), (ICLOUD, "Parse Error")])
def test_some_do_not_search_headers(at: At, profile: Profile, says: str) -> None:
    client = through(*at(profile))
    client.select_folder("Sent")
    with pytest.raises(IMAPClientError, match=says):
        client.search(["HEADER", "Message-ID", "x y"])


def test_gmail_speaks_of_other_messages_in_passing(at: At) -> None:
    keeper, user = at(GMAIL)
    user.append("Sent", mail(1))
    client = through(keeper, user)
    client.select_folder("Sent")
    _, said = client._imap.uid("FETCH", "1", "(FLAGS)")
    assert [b"UID 402782" in line for line in said] == [False, True]


# --- a message that the server does not give --------------------------------------------------


@pytest.mark.parametrize("profile", [YAHOO, EXCHANGE], ids=["refused", "left-out"])
def test_one_bad_message_hides_no_other(at: At, profile: Profile) -> None:
    keeper, user = at(profile)
    for n in range(1, 21):
        user.append("Sent", mail(n), at=FRESH)
    keeper.bad.add(7)
    with closing(opened(user)) as session:
        seen, cursor = look(session)
        assert [m.subject for m in seen.items] == [f"No {n}" for n in range(1, 21) if n != 7]
        assert (seen.unread, seen.complete, cursor.uid) == (1, False, 6)
        keeper.bad.clear()
        seen, cursor = look(session, cursor)
    assert (seen.items[0].subject, seen.complete, cursor.uid) == ("No 7", True, 20)


@pytest.mark.parametrize("profile", [YAHOO, EXCHANGE], ids=["refused", "left-out"])
def test_after_a_day_it_is_passed_over(at: At, profile: Profile) -> None:
    keeper, user = at(profile)
    for n in range(1, 4):
        user.append("Sent", mail(n), at=FRESH)
    keeper.bad.add(2)
    with closing(opened(user)) as session:
        seen, cursor = look(session, now=NOW)
        assert (seen.unread, cursor.uid) == (1, 1)
        later = FRESH + PASSED_OVER + timedelta(minutes=1)
        seen, cursor = look(session, cursor, now=later)
    assert ([m.subject for m in seen.items], seen.complete, cursor.uid) == (["No 3"], True, 3)


def test_the_last_message_is_waited_for(at: At) -> None:
    """Nobody says how old it is: nothing lies behind it."""
    keeper, user = at(EXCHANGE)
    for n in (1, 2):
        user.append("Sent", mail(n), at=OLD)
    keeper.bad.add(2)
    with closing(opened(user)) as session:
        assert look(session)[0].unread == 1


def test_a_server_that_gives_nothing_is_no_look(at: At) -> None:
    keeper, user = at(YAHOO)
    for n in range(1, 31):
        user.append("Sent", mail(n), at=OLD)
        keeper.bad.add(n)
    with closing(opened(user)) as session, pytest.raises(Unavailable):
        look(session)
    assert sum(b"UID FETCH" in line for line in keeper.lines) < 40


def test_a_draft_that_is_not_given_is_not_gone(at: At) -> None:
    keeper, user = at(EXCHANGE)
    with closing(opened(user)) as session:
        name = folders.discover(session).drafts.name
        placed = drafts.put(session, name, RAW, TOKEN)
        keeper.bad.add(placed.uid or 0)
        with pytest.raises(Unavailable, match="does not give it"):
            drafts.look(session, name, tokens=frozenset({TOKEN}), now=NOW)
        keeper.bad.clear()
        assert drafts.look(session, name, tokens=frozenset({TOKEN}), now=NOW).items


def test_a_mailbox_that_is_listed_and_cannot_be_opened(at: At) -> None:
    _, user = at(ICLOUD)
    account = user.account(folders=FolderNames(sent=("Sent Messages", "Notes")))
    with closing(Session.open(account, user.password)) as session:
        found = folders.discover(session)
        assert [f.name for f in found.sent] == ["Sent Messages", "Notes"]
        assert look(session)[0].complete
        notes = Folder("Notes", Why.CONFIG)
        with pytest.raises(Exception, match="does not exist"):
            sent.look(
                session, notes, cursor=None, since=None, now=NOW, choose=lambda _: frozenset()
            )
        assert look(session)[0].complete


# --- stories ----------------------------------------------------------------------------------

MET = """
=== people
on = 2026-11-16

[[contacts]]
name         = "Anna Kowalska"
email        = "anna@example.pl"
talked_about = "about flaky tests"

=== mail hello
From: Ewa Zielinska <ewa@example.org>
To: Anna Kowalska <anna@example.pl>
Subject: Coffee

Hello, I enjoyed our talk in Brno. Shall we have coffee next week?
"""
UNREADABLE = f"""
A mail in Sent that the server does not give may be the one to Anna: no draft, and it is told.
Row: Transport · answers without the item
{MET}
=== story
Tue 2026-11-17 10:00  send hello
"""
RESTORED = f"""
Sent was put back from a backup: UIDs begin anew under the UIDVALIDITY it had. Nothing is missed.
Row: Transport · UIDNEXT going back
{MET}
=== mail lunch
From: Ewa Zielinska <ewa@example.org>
To: Jan Lis <jan@example.pl>
Subject: Lunch

Hello Jan, shall we have lunch?

=== mail dinner
From: Ewa Zielinska <ewa@example.org>
To: Jan Lis <jan@example.pl>
Subject: Dinner

Hello Jan, shall we have dinner?

=== story
Tue 2026-11-17 10:00  send lunch
Tue 2026-11-17 10:01  send dinner
Tue 2026-11-17 10:40  sweep
    anna: due
Tue 2026-11-17 10:41  remove lunch
Tue 2026-11-17 10:42  remove dinner
Tue 2026-11-17 10:43  renumber Sent
Tue 2026-11-17 10:44  send hello
Tue 2026-11-17 10:45  sweep
    anna: fulfilled, by E3 to_contact (hello)
"""
# A server that says one UIDVALIDITY, whatever befalls its mailboxes.
FORGETFUL = Profile(
    name="forgetful",
    names=Names(),
    capability="IMAP4rev1 IDLE UIDPLUS MOVE UNSELECT AUTH=PLAIN",
    rewrites=((r"UIDVALIDITY \d+", "UIDVALIDITY 7"), (r"APPENDUID \d+", "APPENDUID 7")),
)


@pytest.mark.parametrize("profile", [YAHOO, EXCHANGE], ids=["refused", "left-out"])
def test_what_cannot_be_read_may_be_the_one(
    dovecot: Dovecot, tmp_path: Path, profile: Profile
) -> None:
    with (
        closing_keeper(Proxied(profile, dovecot)) as keeper,
        closing(Play(casefile.parse(UNREADABLE, "unreadable"), keeper, tmp_path)) as play,
    ):
        (_,) = play.steps()
        keeper.bad.add(1)
        play.now = datetime.fromisoformat("2026-11-18T09:59:00+01:00")
        assert play.run("run", "--once").code in (0, 75)
        play.now = datetime.fromisoformat("2026-11-19T07:00:00+01:00")
        play.run("run", "--once")
        assert play.users["work"].messages("Drafts") == []
        status = json.loads(play.run("status", "--json").out)
        assert status["commitments"][0]["status"] == "overdue"
        assert status["accounts"][0]["blind_since"]
        keeper.bad.clear()
        play.now += timedelta(minutes=1)
        play.run("run", "--once")
        (one,) = play.status()["commitments"]
        assert (one["status"], one["evidence"]["code"]) == ("fulfilled", "to_contact")
        assert play.users["work"].messages("Drafts") == []


def test_nothing_is_missed_in_a_mailbox_put_back(dovecot: Dovecot, tmp_path: Path) -> None:
    with closing_keeper(Proxied(FORGETFUL, dovecot)) as keeper:
        casecheck.play(casefile.parse(RESTORED, "restored"), Path("restored"), keeper, tmp_path)


@contextmanager
def closing_keeper(keeper: Proxied) -> Iterator[Proxied]:
    yield keeper
    keeper.stop()
