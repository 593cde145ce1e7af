"""What befalls a mailbox, and servers that do not keep to the letter: an error or the truth.

Never an empty look that is none, never a message moved that is not the one we laid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from mailfollow.core.model import Cursor, Folder, Look, SentMessage, Why
from mailfollow.errors import FolderUnclear, MailError, OverQuota, Refused, Unavailable
from mailfollow.mail import drafts, folders, sent
from mailfollow.mail.session import Session
from tests.dovecot import Dovecot, MailUser, running
from tests.scripted import Script, Talk, serving

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=2)
TOKEN = "b3f1c2@example.org"
RAW = f"From: ewa@example.org\r\nReferences: <{TOKEN}>\r\nSubject: Hallo\r\n\r\nHallo\r\n".encode()
DIGEST = hashlib.sha256(RAW).hexdigest()
OTHER = RAW.replace(b"Hallo", b"Mine!")
SENT = Folder("Sent", Why.SPECIAL_USE, special_use=True)
PLUGINS = """
mail_plugins = acl quota
plugin {
  acl = vfile:{dir}/acl
  quota = count:of one user
  quota_vsizes = yes
  quota_rule = *:bytes=20000
}
"""


def mail(n: int) -> str:
    return f"From: ewa@example.org\nTo: anna@example.pl\nSubject: No {n}\n\nHello {n}\n"


def look(
    session: Session,
    cursor: Cursor | None = None,
    since: datetime | None = OLD,
    now: datetime = NOW,
) -> tuple[Look[SentMessage], Cursor]:
    every = lambda found: frozenset(m.place.uid for m in found)  # noqa: E731
    day = since.date() if since else None
    return sent.look(session, SENT, cursor=cursor, since=day, now=now, choose=every)


def lying(session: Session) -> int:
    return len(drafts.look(session, "Drafts", tokens=frozenset({TOKEN}), now=NOW).items)


def withdraw(session: Session, uidvalidity: int, uid: int) -> bool:
    return drafts.withdraw(
        session, "Drafts", "Trash", uidvalidity=uidvalidity, uid=uid, digest=DIGEST
    )


@pytest.fixture
def user(dovecot: Dovecot) -> Iterator[MailUser]:
    """Without special use: Dovecot would make a marked mailbox anew by itself."""
    one = dovecot.new_user(special_use=False)
    yield one
    one.close()


@pytest.fixture
def session(user: MailUser) -> Iterator[Session]:
    with closing(Session.open(user.account(), user.password)) as one:
        yield one


# --- what befalls a mailbox -------------------------------------------------------------------


@pytest.fixture(scope="module")
def strict() -> Iterator[Dovecot]:
    """A server with quota, where Drafts and Trash of some users are for reading only."""
    with running(config=PLUGINS) as server:
        (server.dir / "acl").write_text("Locked owner lr\n")
        yield server


def test_over_quota_nothing_is_stored_and_later_it_is(strict: Dovecot) -> None:
    user = strict.new_user()
    uid = user.append("Sent", mail(1) + "x" * 19_900)
    with closing(Session.open(user.account(), user.password)) as session:
        with pytest.raises(OverQuota):
            drafts.put(session, "Drafts", RAW, TOKEN)
        assert lying(session) == 0
        user.expunge("Sent", uid)
        assert drafts.put(session, "Drafts", RAW, TOKEN).digest == DIGEST
        assert lying(session) == 1
    user.close()


def test_a_mailbox_for_reading_only(strict: Dovecot) -> None:
    user = strict.new_user()
    user.append("Drafts", RAW)
    user.rename("Drafts", "Locked")
    with closing(Session.open(user.account(), user.password)) as session:
        with pytest.raises(Refused):
            drafts.put(session, "Locked", RAW, TOKEN)
        opened = session.examine("Locked")
        with pytest.raises(MailError):
            drafts.withdraw(
                session, "Locked", "Trash", uidvalidity=opened.uidvalidity, uid=1, digest=DIGEST
            )
    assert [len(user.messages(m)) for m in ("Locked", "Trash")] == [1, 0]
    user.close()


@pytest.mark.parametrize("can", [{"MOVE"}, {"UIDPLUS"}], ids=["move", "copy"])
def test_without_trash_the_draft_stays(user: MailUser, session: Session, can: set[str]) -> None:
    session.capabilities = frozenset(can)
    placed = drafts.put(session, "Drafts", RAW, TOKEN)
    user.rename("Trash", "Elsewhere")
    with pytest.raises(Refused):
        withdraw(session, placed.uidvalidity or 0, placed.uid or 0)
    (left,) = user.messages("Drafts")
    assert r"\Deleted" not in left.flags
    assert session.examine("Drafts").exists == 1


def test_a_renamed_sent_is_no_empty_one(user: MailUser, session: Session) -> None:
    user.append("Sent", mail(1), at=OLD)
    _, cursor = look(session)
    user.rename("Sent", "Way out")
    session.forget()
    with pytest.raises(Refused):
        look(session, cursor)
    assert session.examine("Drafts").exists == 0  # the session goes on


def test_a_deleted_sent_is_no_empty_one(user: MailUser) -> None:
    user.append("Sent", mail(1), at=OLD)
    with closing(Session.open(user.account(), user.password)) as session:
        _, cursor = look(session)
        user.messages("INBOX")
        user.remove_mailbox("Sent")
        with pytest.raises(MailError):
            look(session, cursor)
    with closing(Session.open(user.account(), user.password)) as session:
        with pytest.raises(FolderUnclear):
            folders.discover(session)
        with pytest.raises(Refused):
            look(session, cursor)


def test_emptied_is_empty(user: MailUser, session: Session) -> None:
    for n in (1, 2):
        user.append("Sent", mail(n), at=OLD)
    _, cursor = look(session)
    for uid in (1, 2):
        user.expunge("Sent", uid)
    seen, after = look(session, cursor)
    assert (seen.items, seen.exists, after.uid) == ((), 0, 2)


def test_a_uid_that_means_another_message_is_left_alone(user: MailUser, session: Session) -> None:
    """As when Drafts was put back from a backup, under the UIDVALIDITY it had."""
    uid = user.append("Drafts", OTHER)
    assert not withdraw(session, session.examine("Drafts").uidvalidity, uid)
    assert [m.raw for m in user.messages("Drafts")] == [OTHER]


# --- servers that do not keep to the letter ---------------------------------------------------


class Small(Script):
    """Three mails in Sent, UIDs 1–3; tests change what the server says of them."""

    def __init__(self, answers: dict[str, Callable[[Talk], None]] | None = None) -> None:
        super().__init__(answers, capability="IMAP4rev1")
        self.exists = 3

    def uid_search(self, talk: Talk) -> None:
        words = talk.line.split()
        first = int(words[3].split(b":")[0]) if words[2] == b"UID" else 1
        found = [n for n in (1, 2, 3) if n >= first] or [3]
        talk.say(b"* SEARCH " + b" ".join(b"%d" % n for n in found) + b"\r\n")
        talk.ok()

    def uid_fetch(self, talk: Talk) -> None:
        for uid in map(int, talk.line.split()[2].split(b",")):
            self.row(talk, uid)
        talk.ok()

    def row(self, talk: Talk, uid: int) -> None:
        raw = mail(uid).replace("\n", "\r\n").encode()
        when = b'INTERNALDATE "18-Nov-2026 13:00:00 +0100"'
        talk.say(b"* %d FETCH (UID %d %b BODY[] {%d}\r\n" % (uid, uid, when, len(raw)))
        talk.say(raw + b")\r\n")


def subjects(script: Script, cursor: Cursor | None = None) -> tuple[list[str], int]:
    with serving(script) as server, closing(Session.open(server.account(), "x")) as session:
        seen, end = look(session, cursor, None if cursor else OLD)
    return [m.subject for m in seen.items], end.uid


def cursor_at(uid: int) -> Cursor:
    return Cursor("ewa@example.org", "Sent", 7, uid)


def without_uidnext(talk: Talk) -> None:
    talk.say(b"* FLAGS ()\r\n* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n")
    talk.ok()


def test_uidnext_missing_everywhere() -> None:
    answers = {"EXAMINE": without_uidnext, "STATUS": lambda t: t.no(b"what is that")}
    assert subjects(Small({"EXAMINE": without_uidnext, "STATUS": _bare}))[1] == 3
    assert subjects(Small({"EXAMINE": without_uidnext, "STATUS": _bare}), cursor_at(2)) == (
        ["No 3"],
        3,
    )
    with pytest.raises(Refused):
        subjects(Small(answers))


def _bare(talk: Talk) -> None:
    talk.say(b'* STATUS "Sent" (MESSAGES 3)\r\n')
    talk.ok()


def test_uids_that_go_back_are_new_mail() -> None:
    """Put back from a backup, UIDVALIDITY kept: what stands at 500 will not come for long."""
    assert subjects(Small(), cursor_at(500)) == (["No 1", "No 2", "No 3"], 3)


def test_a_deleted_last_mail_is_no_going_back() -> None:
    def status(talk: Talk) -> None:
        talk.say(b'* STATUS "Sent" (UIDNEXT 6)\r\n')
        talk.ok()

    # EXAMINE says 4, as it would have a while ago.
    assert subjects(Small({"STATUS": status}), cursor_at(5)) == ([], 5)


def test_a_uidnext_below_what_is_there_is_not_believed() -> None:
    script = Small()
    script.exists = 1  # “UIDNEXT 2”, and UID 3 is there
    assert subjects(script, cursor_at(3)) == ([], 3)


@pytest.mark.parametrize(
    "answer",
    [
        lambda t: t.no(b"cannot search"),
        lambda t: t.say(t.tag + b" BAD parse error\r\n"),
        Talk.ok,  # and no SEARCH line, though there are messages
        lambda t: (t.say(b"* SEARCH\r\n"), t.ok())[1],
        # RFC 9738, as Yahoo announces it
        lambda t: (t.say(b"* SEARCH 3\r\n"), t.ok(b"[MESSAGELIMIT 1 3] only one"))[1],
        lambda t: (t.say(b"* SEARCH 3\r\n"), t.no(b"[MESSAGELIMIT 1 3] only one"))[1],
    ],
    ids=["no", "bad", "silent", "nothing", "in-part", "no-in-part"],
)
def test_a_search_that_fails_is_no_empty_mailbox(answer: Callable[[Talk], None]) -> None:
    script = Small({"UID SEARCH": answer})
    with serving(script) as server, closing(Session.open(server.account(), "x")) as session:
        for reading in (lambda: look(session), lambda: lying(session)):
            with pytest.raises(Refused):
                reading()


class Sparing(Small):
    """Number 2 has no header, and every mail came just now."""

    def row(self, talk: Talk, uid: int) -> None:
        if uid == 2:
            talk.say(b'* 2 FETCH (UID 2 INTERNALDATE "20-Nov-2026 12:00:00 +0100")\r\n')
        else:
            super().row(talk, uid)


def test_a_row_without_the_item_is_waited_for() -> None:
    with serving(Sparing()) as server, closing(Session.open(server.account(), "x")) as session:
        seen, end = look(session)
    assert ([m.subject for m in seen.items], seen.complete, end.uid) == (["No 1", "No 3"], False, 1)


def test_one_that_vanished_meanwhile_is_not_waited_for() -> None:
    class Vanishing(Sparing):
        def uid_search(self, talk: Talk) -> None:
            if b"ALL" not in talk.line:
                return super().uid_search(talk)
            talk.say(b"* SEARCH 1 3\r\n")
            return talk.ok()

    with serving(Vanishing()) as server, closing(Session.open(server.account(), "x")) as session:
        seen, end = look(session)
    assert (len(seen.items), seen.complete, end.uid) == (2, True, 3)


@pytest.mark.parametrize("hours", [1, 25])
def test_a_body_that_is_not_to_be_had_now(hours: int) -> None:
    """It may tell whether the promise was kept: asked for again, for a day."""

    class Bodiless(Small):
        def uid_fetch(self, talk: Talk) -> None:
            if b"BODY.PEEK[]" in talk.line:
                talk.no(b"[UNAVAILABLE] UID FETCH Server error while fetching messages")
            else:
                super().uid_fetch(talk)

    now = datetime(2026, 11, 18, 12, 0, tzinfo=UTC) + timedelta(hours=hours)
    with serving(Bodiless()) as server, closing(Session.open(server.account(), "x")) as session:
        try:
            seen, _ = look(session, now=now)
        except Unavailable:
            assert hours == 1
        else:
            assert hours == 25
            assert [m.body for m in seen.items] == [None, None, None]


def test_a_mailbox_without_uidvalidity_is_not_looked_at() -> None:
    def examine(talk: Talk) -> None:
        talk.say(b"* FLAGS ()\r\n* 3 EXISTS\r\n* OK [UIDNEXT 4] x\r\n")
        talk.ok()

    with pytest.raises(Refused, match="UIDVALIDITY"):
        subjects(Small({"EXAMINE": examine}))
