"""Folders as verbs on a real server: found, read, cleared, made; and nothing else touched."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from mailfollow.core.model import Folders, Look, Lying, Mailbox, NoLook, VerbFolder
from mailfollow.errors import Offline, Refused
from mailfollow.mail import folders, verbs
from mailfollow.mail.session import Session
from tests.dovecot import Dovecot, MailUser
from tests.mail.test_drafts import NOW, RAW, TOKEN
from tests.scripted import Script, Talk, serving

DONE, DAY, FOLLOW = VerbFolder.DONE, VerbFolder.DAY, VerbFolder.FOLLOW_UP
NAMES = {
    VerbFolder.DONE: "Mailfollow/Zrobione",
    VerbFolder.DAY: "Mailfollow/Odłożone o dzień",
    VerbFolder.WEEK: "Mailfollow/Odłożone o tydzień",
    VerbFolder.DROP: "Mailfollow/Porzucone",
    VerbFolder.FOLLOW_UP: "Mailfollow/Odezwać się",
}
TOKENS = frozenset({TOKEN})
LAYOUTS = [("/", ""), (".", "INBOX."), ("/", "INBOX/"), (".", "")]
MAIL = (
    "From: =?utf-8?q?Anna_Kowalska_=C5=BB?= <anna@example.pl>\nTo: ewa@example.org\n"
    "Cc: Jana <jana@example.net>\nSubject: =?utf-8?q?Spotkanie_w_Gda=C5=84sku?=\n"
    "Message-ID: <m1@example.pl>\nReferences: <m0@example.pl>\n\nx\n"
)


@pytest.fixture
def made(user: MailUser) -> MailUser:
    for name in NAMES.values():
        user.create(name)
    return user


@pytest.fixture
def sent() -> list[bytes]:
    return []


@pytest.fixture
def session(made: MailUser, sent: list[bytes]) -> Iterator[Session]:
    one = Session.open(made.account(), made.password, observer=sent.append)
    yield one
    one.close()


@pytest.fixture
def found(session: Session) -> Folders:
    return folders.discover(session)


def looks(
    session: Session, found: Folders, tokens: frozenset[str] = TOKENS
) -> Mapping[VerbFolder, Look[Lying]]:
    seen = verbs.look(session, found, NAMES, tokens=tokens, now=NOW)
    session.examine("INBOX")  # as any pass goes on
    good = {verb: look for verb, look in seen.items() if isinstance(look, Look)}
    assert good.keys() == seen.keys()
    return good


def said(sent: list[bytes]) -> list[str]:
    """The commands since last asked."""
    lines = [line.split()[1:3] for line in b"".join(sent).splitlines()]
    sent.clear()
    return [b" ".join(w if w[0] == b"UID" else w[:1]).decode() for w in lines if w]


# --- found ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("separator", "prefix"), LAYOUTS)
def test_they_are_found_wherever_the_server_has_them(
    dovecot: Dovecot, separator: str, prefix: str
) -> None:
    there = [name.replace("/", separator) for name in NAMES.values()][:3]
    user = dovecot.new_user(
        special_use=False,
        separator=separator,
        prefix=prefix,
        mailboxes=["Sent", "Drafts", "Trash", *there],
    )
    session = Session.open(user.account(), user.password)
    found = folders.discover(session)
    assert verbs.find(found, NAMES) == dict(
        zip(list(NAMES)[:3], [prefix + name for name in there], strict=True)
    )
    session.close()
    user.close()


def test_accents_are_the_same_however_they_are_written() -> None:
    decomposed = unicodedata.normalize("NFD", NAMES[DAY])
    assert decomposed != NAMES[DAY]
    listed = frozenset({decomposed, "Drafts"})
    assert verbs.find(Folders((), _drafts("Drafts"), None, listed), NAMES) == {DAY: decomposed}


def test_of_two_the_one_beside_drafts() -> None:
    both = frozenset({"Mailfollow/Zrobione", "INBOX/Mailfollow/Zrobione"})
    for drafts, name in (("Drafts", "Mailfollow/Zrobione"), ("INBOX/D", "INBOX/" + NAMES[DONE])):
        assert verbs.find(Folders((), _drafts(drafts), None, both), NAMES) == {DONE: name}


def _drafts(name: str) -> object:
    return folders.Folder(name, folders.Why.NAME)


# --- read -----------------------------------------------------------------------------------------


def test_what_lies_there_is_told_with_who_wrote_it(
    made: MailUser, session: Session, found: Folders
) -> None:
    made.append(NAMES[FOLLOW], MAIL, at=NOW)
    made.append(NAMES[DONE], RAW)
    made.append(NAMES[DONE], RAW.replace(TOKEN.encode(), b"other@example.org"))
    made.append(NAMES[DONE], RAW, [r"\Deleted"])
    seen = looks(session, found)
    assert seen.keys() == NAMES.keys()
    (mail,) = seen[FOLLOW].items
    assert mail.sender == (Mailbox("Anna Kowalska Ż", "anna@example.pl"),)
    assert [b.address for b in mail.recipients] == ["ewa@example.org", "jana@example.net"]
    assert (mail.subject, mail.at) == ("Spotkanie w Gdańsku", NOW)
    assert (mail.message_id, mail.references) == ("m1@example.pl", ("m0@example.pl",))
    assert mail.digest is None
    assert [i.digest for i in seen[DONE].items] == [hashlib.sha256(RAW).hexdigest(), None]
    assert seen[DAY].items == ()
    assert seen[DONE].mailbox == NAMES[DONE]
    assert not [m for name in NAMES.values() for m in made.messages(name) if r"\Seen" in m.flags]


def test_a_folder_that_is_not_there_is_not_told(user: MailUser, sent: list[bytes]) -> None:
    user.create(NAMES[DONE])
    session = Session.open(user.account(), user.password, observer=sent.append)
    found = folders.discover(session)
    assert looks(session, found).keys() == {DONE}
    said(sent)
    assert verbs.look(session, found, {}, tokens=TOKENS, now=NOW) == {}
    assert said(sent) == []
    session.close()


def test_a_failed_look_is_no_look_and_spoils_no_other(
    made: MailUser, session: Session, found: Folders
) -> None:
    made.append(NAMES[DAY], RAW)
    made.remove_mailbox(NAMES[DONE])
    seen = verbs.look(session, found, NAMES, tokens=TOKENS, now=NOW)
    assert isinstance(seen[DONE], NoLook)
    assert seen[DONE].mailbox == NAMES[DONE]
    day = seen[DAY]
    assert isinstance(day, Look)
    assert len(day.items) == 1


def test_a_lost_line_is_no_look_at_any_of_them(found: Folders) -> None:
    with serving(Script({"STATUS": Talk.hang_up})) as server:
        session = Session.open(server.account(), "x")
        seen = verbs.look(session, found, NAMES, tokens=TOKENS, now=NOW)
        assert {type(look) for look in seen.values()} == {NoLook}
        with pytest.raises(Offline):
            verbs.read(session, NAMES[DONE], tokens=TOKENS, now=NOW)


# --- cheap ----------------------------------------------------------------------------------------


def test_unchanged_they_cost_one_status_each(
    made: MailUser, session: Session, found: Folders, sent: list[bytes]
) -> None:
    made.append(NAMES[DONE], RAW)
    first = looks(session, found)
    said(sent)
    later = NOW + timedelta(minutes=1)
    second = verbs.look(session, found, NAMES, tokens=TOKENS, now=later)
    assert said(sent) == ["STATUS"] * 5
    assert second == {verb: replace(look, began=later) for verb, look in first.items()}


def test_whatever_comes_or_goes_is_seen(made: MailUser, session: Session, found: Folders) -> None:
    def uids() -> list[int]:
        return [i.place.uid for i in looks(session, found)[DONE].items]

    assert uids() == []
    made.append(NAMES[DONE], RAW)
    assert uids() == [1]
    made.move(NAMES[DONE], 1, NAMES[DAY])
    assert uids() == []
    made.move(NAMES[DAY], 1, NAMES[DONE])
    made.copy(NAMES[DONE], 2, NAMES[DONE])
    assert uids() == [2, 3]
    made.expunge(NAMES[DONE], 2)
    made.append(NAMES[DONE], RAW)
    assert uids() == [3, 4]
    made.remove_mailbox(NAMES[DONE])
    made.create(NAMES[DONE])
    for _ in range(2):
        made.append(NAMES[DONE], RAW)
    assert uids() == [1, 2]


def test_a_token_made_later_is_looked_for_anew(
    made: MailUser, session: Session, found: Folders
) -> None:
    made.append(NAMES[DONE], RAW)
    assert looks(session, found, frozenset())[DONE].items[0].digest is None
    assert looks(session, found, TOKENS)[DONE].items[0].digest == hashlib.sha256(RAW).hexdigest()


def test_what_is_marked_as_deleted_where_it_lies_is_seen_in_the_end(
    made: MailUser, session: Session, found: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "LOOK_ANEW_SECONDS", 0)
    made.append(NAMES[DONE], RAW)
    assert len(looks(session, found)[DONE].items) == 1
    made.flag(NAMES[DONE], 1, r"\Deleted")
    assert looks(session, found)[DONE].items == ()


def test_a_server_that_numbers_less_is_read_each_time(found: Folders) -> None:
    script = Script({"STATUS": lambda t: (t.say(b'* STATUS "x" (UIDNEXT 2)\r\n'), t.ok())[1]})
    script.exists = 0
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        for _ in range(2):
            verbs.read(session, NAMES[DONE], tokens=TOKENS, now=NOW)
            session.examine("INBOX")
    assert sum(b"EXAMINE" in line and b"INBOX" not in line for line in script.lines) >= 2


def test_of_the_one_that_is_open_no_status_is_asked() -> None:
    """RFC 9051 §6.3.11: what it says of an open mailbox may be old."""
    script = Script()
    script.exists = 0
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        verbs.read(session, NAMES[DONE], tokens=TOKENS, now=NOW)
        asked = len(script.lines)
        verbs.read(session, NAMES[DONE], tokens=TOKENS, now=NOW)
    again = script.lines[asked:]
    assert not [line for line in again if b"STATUS" in line]
    assert [line for line in again if b"UID SEARCH" in line]


# --- cleared --------------------------------------------------------------------------------------


def test_our_untouched_message_goes_to_trash_and_no_other(
    made: MailUser, session: Session, found: Folders
) -> None:
    made.append(NAMES[DONE], MAIL)
    made.append(NAMES[DONE], RAW)
    made.append(NAMES[DONE], RAW.replace(b"Hallo", b"Hallo, Anna"))
    _, ours, edited = looks(session, found)[DONE].items
    laid = hashlib.sha256(RAW).hexdigest()
    assert not verbs.clear(session, edited.place, "Trash", laid)
    assert verbs.clear(session, ours.place, "Trash", laid)
    assert not verbs.clear(session, ours.place, "Trash", laid)
    assert made.uids(NAMES[DONE]) == [1, 3]
    assert [m.raw for m in made.messages("Trash")] == [RAW]
    assert [i.place.uid for i in looks(session, found)[DONE].items] == [1, 3]


# --- made -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("separator", "prefix"), LAYOUTS)
def test_those_that_are_missing_are_made_and_shown(
    dovecot: Dovecot, separator: str, prefix: str
) -> None:
    user = dovecot.new_user(special_use=False, separator=separator, prefix=prefix)
    there = [prefix + name.replace("/", separator) for name in NAMES.values()]
    user.create(there[1])
    before = set(user.client().list_folders())
    session = Session.open(user.account(), user.password)
    assert verbs.create(session, NAMES) == (there[0], *there[2:])
    assert verbs.create(session, NAMES) == ()
    assert list(verbs.find(folders.discover(session), NAMES).values()) == there
    session.close()
    client = user.client()
    assert {n for _, _, n in client.list_sub_folders()} >= set(there)
    new = {n for _, _, n in client.list_folders()} - {n for _, _, n in before}
    assert new == {there[0], *there[2:]}
    client.logout()
    user.close()


def test_what_stands_above_is_made_first_where_the_server_wants_it() -> None:
    made: list[bytes] = []

    def create(talk: Talk) -> None:
        name = talk.line.split(b'"')[1]
        above, _, _ = name.rpartition(b"/")
        if (above and above not in made) or name in made:
            talk.no(b"[CANNOT] no")
        else:
            made.append(name)
            talk.ok()

    def listing(talk: Talk) -> None:
        for role in (b"Sent", b"Drafts", b"Trash"):
            talk.say(b'* LIST (\\%b) "/" %b\r\n' % (role, role))
        talk.ok()

    def no_subscriptions(talk: Talk) -> None:
        talk.no(b"what is that?")

    answers = {"CREATE": create, "LIST": listing, "SUBSCRIBE": no_subscriptions}
    with serving(Script(answers)) as server:
        session = Session.open(server.account(), "x")
        names = {DONE: "A/B/Done", DAY: "A/B/Day"}
        assert verbs.create(session, names) == ("A/B/Done", "A/B/Day")
    assert made == [b"A", b"A/B", b"A/B/Done", b"A/B/Day"]


def test_a_server_that_makes_no_folders() -> None:
    def listing(talk: Talk) -> None:
        for role in (b"Sent", b"Drafts"):
            talk.say(b'* LIST (\\%b) "/" %b\r\n' % (role, role))
        talk.ok()

    script = Script({"CREATE": lambda t: t.no(b"[NOPERM] never"), "LIST": listing})
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        with pytest.raises(Refused, match="never"):
            verbs.create(session, NAMES)
