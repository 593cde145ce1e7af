"""Our drafts: put, looked at, withdrawn, and nothing else touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from mailfollow.errors import InDoubt, MailError, Offline, OverQuota, Refused, Throttled
from mailfollow.mail import drafts
from mailfollow.mail.drafts import Placed
from mailfollow.mail.session import Session
from mailfollow.mail.wire import Deadlines
from tests.dovecot import Dovecot, MailUser, running
from tests.scripted import Script, Talk, serving

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TOKEN = "b3f1c2@example.org"
RAW = (
    "From: Ewa <ewa@example.org>\r\nTo: Anna <anna@example.pl>\r\nSubject: Hallo\r\n"
    f"Message-ID: <d1@example.org>\r\nReferences: <{TOKEN}>\r\n\r\nCześć, Aniu,\r\n"
).encode()
DIGEST = hashlib.sha256(RAW).hexdigest()
WEAK = "IMAP4rev1 UNSELECT IDLE"


@pytest.fixture
def session(user: MailUser) -> Iterator[Session]:
    one = Session.open(user.account(), user.password)
    yield one
    one.close()


def foreign(token: str = "other@example.org") -> bytes:
    return RAW.replace(TOKEN.encode(), token.encode())


def test_put_lays_it_as_a_draft_and_reads_it_back(user: MailUser, session: Session) -> None:
    user.append("Drafts", foreign())
    placed = drafts.put(session, "Drafts", RAW, TOKEN)
    stored = user.messages("Drafts")[1]
    assert stored.raw == RAW
    assert {r"\Draft", r"\Seen"} <= set(stored.flags)
    assert placed.uid == stored.uid == 2
    assert placed.internal_date == stored.internal_date
    assert placed.digest == hashlib.sha256(RAW).hexdigest()
    assert placed.uidvalidity == session.examine("Drafts").uidvalidity


def test_put_into_a_folder_with_another_alphabet(dovecot: Dovecot) -> None:
    user = dovecot.new_user(special_use=False, mailboxes=["Entwürfe & mehr"])
    session = Session.open(user.account(), user.password)
    assert drafts.put(session, "Entwürfe & mehr", RAW, TOKEN).uid == 1
    session.close()
    user.close()


def _uploads(answer: bytes, *uids: int) -> Script:
    """A server without UIDPLUS that has the message as UID 9, or as each of these."""

    def fetch(talk: Talk) -> None:
        data = RAW if b"BODY.PEEK[]" in talk.line else RAW.split(b"\r\n\r\n")[0] + b"\r\n\r\n"
        other = foreign().split(b"\r\n\r\n")[0] + b"\r\n\r\n"
        when = b'INTERNALDATE "20-Nov-2026 13:00:00 +0100"'
        for n, what in ((8, other), *((uid, data) for uid in uids or (9,))):
            talk.say(b"* %d FETCH (UID %d %b BODY[] {%d}\r\n" % (n, n, when, len(what)) + what)
            talk.say(b")\r\n")
        talk.ok()

    def append(talk: Talk) -> None:
        talk.ok(answer)

    script = Script({"APPEND": append, "UID FETCH": fetch}, capability=WEAK)
    script.exists = 8
    return script


@pytest.mark.parametrize(
    "answer", [b"done", b"[APPENDUID 7] x", b"[APPENDUID x y] z", b"APPENDUID 7 1"]
)
def test_without_appenduid_it_is_found_by_its_token(answer: bytes) -> None:
    script = _uploads(answer)
    script.answers["UID SEARCH"] = lambda t: (t.say(b"* SEARCH 8 9\r\n"), t.ok())[1]
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        placed = drafts.put(session, "Drafts", RAW, TOKEN)
    assert (placed.uidvalidity, placed.uid) == (7, 9)
    assert placed.digest == hashlib.sha256(RAW).hexdigest()
    assert any(b"SEARCH UID 9:*" in line for line in script.lines)


def test_of_two_with_one_token_it_is_the_newer() -> None:
    """A second one of ours is an accident; what was just laid is the last one."""
    script = _uploads(b"done", 9, 10)
    script.answers["UID SEARCH"] = lambda t: (t.say(b"* SEARCH 9 10\r\n"), t.ok())[1]
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        assert drafts.put(session, "Drafts", RAW, TOKEN).uid == 10


def test_stored_but_not_to_be_found() -> None:
    script = _uploads(b"done")
    script.answers["UID SEARCH"] = lambda t: (t.say(b"* SEARCH 8\r\n"), t.ok())[1]
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        assert drafts.put(session, "Drafts", RAW, TOKEN) == Placed()


def test_reading_back_may_fail_once_it_is_stored() -> None:
    script = _uploads(b"[APPENDUID 7 9] done")
    script.answers["EXAMINE"] = Talk.hang_up
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        assert drafts.put(session, "Drafts", RAW, TOKEN) == Placed(7, 9)


def test_the_literal_is_synchronising_even_where_it_need_not_be(user: MailUser) -> None:
    sent: list[bytes] = []
    session = Session.open(user.account(), user.password, observer=sent.append)
    assert "LITERAL+" in session.capabilities
    drafts.put(session, "Drafts", RAW, TOKEN)
    (line,) = [s for s in sent if b"APPEND" in s]
    assert line.endswith(b"{%d}\r\n" % len(RAW))
    session.close()


class _Early(Script):
    """Answers an APPEND before its literal."""

    def __init__(self, answer: object) -> None:
        super().__init__()
        self.answer = answer

    def serve(self, talk: Talk) -> None:
        plain = talk.read

        def read() -> bytes:
            line = talk.file.peek(9)
            if b" APPEND " in line:
                head = talk.file.readline()
                talk.tag = head.split(b" ")[0]
                self.answer(talk)  # type: ignore[operator]
                return plain()
            return plain()

        talk.read = read  # type: ignore[method-assign]
        super().serve(talk)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (lambda t: t.no(b"[OVERQUOTA] full"), OverQuota),
        (lambda t: t.no(b"[TRYCREATE] none"), Refused),
        (lambda t: t.no(b"[LIMIT] too big"), Refused),
        (lambda t: t.no(b"[LIMIT] rate limit"), Throttled),
        (lambda t: t.say(t.tag + b" BAD what\r\n"), Refused),
        (Talk.hang_up, Offline),
        (lambda t: (t.say(b"* BYE [UNAVAILABLE] later\r\n"), t.hang_up())[1], Offline),
    ],
)
def test_what_fails_before_the_message_goes_out_stores_nothing(
    answer: object, kind: type[MailError]
) -> None:
    with serving(_Early(answer)) as server:
        session = Session.open(server.account(), "x")
        with pytest.raises(MailError) as caught:
            drafts.put(session, "Drafts", RAW, TOKEN)
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (lambda t: t.no(b"[OVERQUOTA] full"), OverQuota),
        (lambda t: t.say(t.tag + b" BAD what\r\n"), Refused),
        (Talk.hang_up, InDoubt),
        (lambda t: (t.say(b"* BYE [UNAVAILABLE] later\r\n"), t.hang_up())[1], InDoubt),
        (lambda t: t.say(t.tag + b" O"), InDoubt),
        (lambda t: t.say(b"\xff\xff\r\n"), InDoubt),
        (lambda t: t.say(b"* 1 FETCH (X {" + b"9" * 5000 + b"}\r\n"), InDoubt),
        (lambda t: t.say(t.tag + b" MAYBE so\r\n"), InDoubt),
        (lambda t: None, InDoubt),
    ],
)
def test_what_fails_after_it_is_a_no_or_in_doubt(answer: object, kind: type[MailError]) -> None:
    script = Script({"APPEND": answer})  # type: ignore[dict-item]
    quick = Deadlines(read=5, opening=5, command=0.4)
    with serving(script) as server:
        session = Session.open(server.account(), "x", deadlines=quick)
        with pytest.raises(MailError) as caught:
            drafts.put(session, "Drafts", RAW, TOKEN)
        assert type(caught.value) is kind
        if kind is InDoubt:
            with pytest.raises(Offline):
                session.noop()


def test_look_sees_everything_but_ghosts(user: MailUser, session: Session) -> None:
    user.append("Drafts", "To: Hans <hans@example.com>\nCc: b@example.net\nSubject: own\n\nx\n")
    user.append("Drafts", foreign(), [r"\Deleted"])
    user.append("Drafts", RAW, at=NOW)
    seen = drafts.look(session, "Drafts", tokens=frozenset({TOKEN}), now=NOW)
    own, ours = seen.items
    assert [b.address for b in own.recipients] == ["hans@example.com", "b@example.net"]
    assert own.digest is None
    assert (ours.place.uid, ours.at, ours.message_id) == (3, NOW, "d1@example.org")
    assert ours.references == (TOKEN,)
    assert ours.digest == hashlib.sha256(RAW).hexdigest()


def test_what_is_known_is_not_read_again(user: MailUser, session: Session) -> None:
    uid = user.append("Drafts", RAW)
    validity = session.examine("Drafts").uidvalidity
    seen = drafts.look(
        session,
        "Drafts",
        tokens=frozenset({TOKEN}),
        now=NOW,
        known=frozenset({(validity, uid), (validity + 1, uid + 1)}),
    )
    assert seen.items[0].digest is None


def test_a_look_at_trash_since_a_day(user: MailUser, session: Session) -> None:
    user.append("Trash", RAW, at=NOW - timedelta(days=9))
    user.append("Trash", RAW, at=NOW - timedelta(days=1))
    seen = drafts.look(
        session, "Trash", tokens=frozenset(), now=NOW, since=(NOW - timedelta(days=1)).date()
    )
    assert [i.place.uid for i in seen.items] == [2]


@pytest.mark.parametrize("can", ["UIDPLUS MOVE", "UIDPLUS", "MOVE"])
def test_withdraw_takes_this_one_message_only(can: str) -> None:
    with running(f"IMAP4rev1 {can}") as server:
        _withdraw_one_of_three(server.new_user(), can)


def _withdraw_one_of_three(user: MailUser, can: str) -> None:
    user.append("Drafts", foreign("ghost@example.org"), [r"\Deleted"])
    uid = user.append("Drafts", RAW, [r"\Draft", r"\Seen"])
    user.append("Drafts", foreign(), [r"\Flagged"])
    sent: list[bytes] = []
    session = Session.open(user.account(), user.password, observer=sent.append)
    validity = session.examine("Drafts").uidvalidity
    assert drafts.withdraw(session, "Drafts", "Trash", uidvalidity=validity, uid=uid, digest=DIGEST)
    session.close()
    left = user.messages("Drafts")
    assert [m.uid for m in left] == [1, 3]
    assert r"\Deleted" in left[0].flags
    assert [m.raw for m in user.messages("Trash")] == [RAW]
    used = b"".join(sent)
    assert (b"UID MOVE" in used) == ("MOVE" in can)
    assert b"CLOSE" not in used
    assert used.count(b"EXPUNGE") == used.count(b"UID EXPUNGE 2\r\n")


def test_withdraw_without_both_is_not_done(user: MailUser) -> None:
    uid = user.append("Drafts", RAW)
    sent: list[bytes] = []
    session = Session.open(user.account(), user.password, observer=sent.append)
    session.capabilities = frozenset(WEAK.upper().split())
    validity = session.examine("Drafts").uidvalidity
    done = len(sent)
    assert not drafts.withdraw(
        session, "Drafts", "Trash", uidvalidity=validity, uid=uid, digest=DIGEST
    )
    assert sent[done:] == []
    session.close()
    assert len(user.messages("Drafts")) == 1


def test_withdraw_needs_the_same_uidvalidity_and_the_message(
    user: MailUser, session: Session
) -> None:
    uid = user.append("Drafts", RAW)
    validity = session.examine("Drafts").uidvalidity
    assert not drafts.withdraw(
        session, "Drafts", "Trash", uidvalidity=validity - 1, uid=uid, digest=DIGEST
    )
    assert not drafts.withdraw(
        session, "Drafts", "Trash", uidvalidity=validity, uid=uid + 1, digest=DIGEST
    )
    for other in ("0" * 64, None):  # UIDs of a mailbox put back may begin anew
        assert not drafts.withdraw(
            session, "Drafts", "Trash", uidvalidity=validity, uid=uid, digest=other
        )
    assert len(user.messages("Drafts")) == 1
    assert drafts.withdraw(session, "Drafts", "Trash", uidvalidity=validity, uid=uid, digest=DIGEST)
    assert not drafts.withdraw(
        session, "Drafts", "Trash", uidvalidity=validity, uid=uid, digest=DIGEST
    )
    assert len(user.messages("Trash")) == 1


def test_a_look_after_a_withdrawal_is_readonly_again(user: MailUser, session: Session) -> None:
    uid = user.append("Drafts", RAW)
    validity = session.examine("Drafts").uidvalidity
    drafts.withdraw(session, "Drafts", "Trash", uidvalidity=validity, uid=uid, digest=DIGEST)
    user.append("Drafts", RAW)
    seen = drafts.look(session, "Drafts", tokens=frozenset({TOKEN}), now=NOW)
    assert len(seen.items) == 1
    assert r"\Seen" not in user.messages("Drafts")[0].flags


def test_a_ghost_that_the_search_let_through_is_left_out() -> None:
    def fetch(talk: Talk) -> None:
        when = b'INTERNALDATE "20-Nov-2026 13:00:00 +0100"'
        talk.say(b"* 1 FETCH (UID 1 FLAGS (\\DELETED) %b BODY[] {4}\r\n\r\n\r\n)\r\n" % when)
        talk.ok()

    with serving(Script({"UID FETCH": fetch})) as server:
        session = Session.open(server.account(), "x")
        assert drafts.look(session, "Drafts", tokens=frozenset(), now=NOW).items == ()
