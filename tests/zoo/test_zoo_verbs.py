"""The contract, once more: folders as verbs, and a morning mail laid into INBOX."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing

import pytest

from mailfollow.core.model import Folders, Look, Lying, VerbFolder
from mailfollow.mail import drafts, folders, morning, verbs
from mailfollow.mail.session import Session
from tests.dovecot import MailUser
from tests.zoo.keeper import Guest
from tests.zoo.test_zoo_rooms import NOW, RAW, TOKEN, TOKENS, mail, trash

DONE, FOLLOW = VerbFolder.DONE, VerbFolder.FOLLOW_UP
NAMES = {DONE: "Mailfollow/Zrobione", FOLLOW: "Mailfollow/Odezwać się"}


@pytest.fixture
def made(guest: MailUser) -> tuple[str, ...]:
    """The server's names of what we made on a connection that does nothing else."""
    with closing(Session.open(guest.account(), guest.password)) as session:
        new = verbs.create(session, NAMES)
        assert verbs.create(session, NAMES) == ()
    return new


@pytest.fixture
def session(guest: MailUser, made: tuple[str, ...]) -> Iterator[Session]:
    with closing(Session.open(guest.account(), guest.password)) as one:
        yield one


@pytest.fixture
def found(session: Session) -> Folders:
    return folders.discover(session)


def items(session: Session, found: Folders, verb: VerbFolder) -> tuple[Lying, ...]:
    seen = verbs.look(session, found, NAMES, tokens=TOKENS, now=NOW)[verb]
    session.examine("INBOX")  # as any pass goes on
    assert isinstance(seen, Look), seen
    return seen.items


def here(guest: MailUser, name: str) -> str:
    return guest.names.here(name) if isinstance(guest, Guest) else name


def test_they_are_made_found_and_shown(
    guest: MailUser, made: tuple[str, ...], found: Folders
) -> None:
    assert tuple(verbs.find(found, NAMES).values()) == made
    assert len(made) == 2
    client = guest.client()
    assert {name for _, _, name in client.list_sub_folders()} >= set(made)
    client.logout()


def test_a_draft_is_moved_there_and_cleared(
    guest: MailUser, made: tuple[str, ...], session: Session, found: Folders
) -> None:
    done = here(guest, made[0])
    assert items(session, found, DONE) == ()
    placed = drafts.put(session, found.drafts.name, RAW, TOKEN)
    assert placed.uid is not None
    guest.move("Drafts", placed.uid, done)
    guest.append(done, RAW.replace(b"Hallo", b"Hallo, Anna"))
    for _ in ("read", "unchanged"):
        ours, edited = items(session, found, DONE)
        assert ours.digest == placed.digest == hashlib.sha256(RAW).hexdigest()
        assert edited.digest != ours.digest
    assert not verbs.clear(session, edited.place, trash(found), ours.digest)
    assert verbs.clear(session, ours.place, trash(found), ours.digest)
    assert items(session, found, DONE) == (edited,)
    assert [m.raw for m in guest.messages("Trash")] == [RAW]


def test_a_mail_is_copied_there_and_taken_away_again(
    guest: MailUser, made: tuple[str, ...], session: Session, found: Folders
) -> None:
    follow = here(guest, made[1])
    assert items(session, found, FOLLOW) == ()
    uid = guest.append("INBOX", mail(1))
    guest.copy("INBOX", uid, follow)
    (one,) = items(session, found, FOLLOW)
    assert [b.address for b in one.sender] == ["ewa@example.org"]
    assert (one.subject, one.message_id, one.digest) == ("No 1", "m1@example.org", None)
    guest.expunge(follow, one.place.uid)
    assert items(session, found, FOLLOW) == ()
    assert len(guest.messages("INBOX")) == 1


def test_the_morning_mail_shows_as_new(guest: MailUser, session: Session) -> None:
    session.examine("INBOX")
    morning.lay(session, RAW, NOW)
    (stored,) = guest.messages("INBOX")
    assert stored.raw == RAW
    assert not {r"\Seen", r"\Draft"} & set(stored.flags)
