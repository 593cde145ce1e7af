"""Reading Sent, against Dovecot."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from mailfollow.core.model import Cursor, Folder, SentMessage, Why
from mailfollow.mail import sent
from mailfollow.mail.session import Session
from tests.dovecot import MailUser

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SENT = Folder("Sent", Why.SPECIAL_USE, special_use=True)
OLD = NOW - timedelta(days=2)


def mail(n: int, to: str = "anna@example.pl", text: str = "Hello") -> str:
    return (
        f"From: Ewa <ewa@example.org>\nTo: {to}\nSubject: No {n}\nMessage-ID: <m{n}@example.org>\n"
        f"Date: Wed, 18 Nov 2026 10:00:00 +0100\n\n{text} {n}\n"
    )


@pytest.fixture
def session(user: MailUser) -> Iterator[Session]:
    one = Session.open(user.account(), user.password)
    yield one
    one.close()


def everything(messages: tuple[SentMessage, ...]) -> frozenset[int]:
    return frozenset(m.place.uid for m in messages)


def nothing(messages: tuple[SentMessage, ...]) -> frozenset[int]:
    return frozenset()


def look(
    session: Session,
    cursor: Cursor | None = None,
    since: date | None = None,
    now: datetime = NOW,
) -> tuple[list[str], Cursor]:
    seen, end = sent.look(session, SENT, cursor=cursor, since=since, now=now, choose=everything)
    return [m.subject for m in seen.items], end


def test_nothing_to_read_puts_the_cursor_at_the_end(user: MailUser, session: Session) -> None:
    for n in (1, 2):
        user.append("Sent", mail(n), at=OLD)
    subjects, cursor = look(session)
    assert (subjects, cursor.uid) == ([], 2)


def test_new_mail_is_read_once_it_is_settled(user: MailUser, session: Session) -> None:
    _, cursor = look(session)
    user.append("Sent", mail(1), at=OLD)
    subjects, cursor = look(session, cursor)
    assert subjects == ["No 1"]
    assert look(session, cursor) == ([], cursor)


def test_the_last_25_minutes_are_read_again(user: MailUser, session: Session) -> None:
    _, cursor = look(session)
    user.append("Sent", mail(1), at=NOW - timedelta(minutes=26))
    user.append("Sent", mail(2), at=NOW - timedelta(minutes=24))
    user.append("Sent", mail(3), at=NOW - timedelta(hours=4))
    subjects, cursor = look(session, cursor)
    assert (subjects, cursor.uid) == (["No 1", "No 2", "No 3"], 1)
    subjects, cursor = look(session, cursor, now=NOW + timedelta(minutes=2))
    assert (subjects, cursor.uid) == (["No 2", "No 3"], 3)


def test_a_date_far_in_the_future_does_not_hold_the_cursor(
    user: MailUser, session: Session
) -> None:
    _, cursor = look(session)
    user.append("Sent", mail(1), at=NOW + timedelta(days=400))
    assert look(session, cursor)[1].uid == 1


def test_since_reads_again_from_a_day_before(user: MailUser, session: Session) -> None:
    for n, days in enumerate((5, 3, 1), start=1):
        user.append("Sent", mail(n), at=NOW - timedelta(days=days))
    _, cursor = look(session)
    since = (NOW - timedelta(days=2)).date()
    assert look(session, cursor, since)[0] == ["No 2", "No 3"]
    assert look(session, None, since)[1].uid == 3


def test_new_mail_of_old_date_is_read_beside_since(user: MailUser, session: Session) -> None:
    _, cursor = look(session)
    user.append("Sent", mail(1), at=NOW - timedelta(days=400))
    assert look(session, cursor, NOW.date())[0] == ["No 1"]


def test_changed_uidvalidity_reads_anew(user: MailUser, session: Session) -> None:
    user.append("Sent", mail(1), at=OLD)
    _, cursor = look(session)
    user.rename("Sent", "Before")
    user.create("Sent")
    user.append("Sent", mail(2), at=OLD)
    session.close()
    with_new = Session.open(user.account(), user.password)
    subjects, after = look(with_new, cursor)
    assert subjects == ["No 2"]
    assert after.uidvalidity != cursor.uidvalidity
    with_new.close()


def test_only_the_chosen_get_a_body(user: MailUser, session: Session) -> None:
    for n in range(1, 4):
        user.append("Sent", mail(n), at=OLD)
    seen, _ = sent.look(
        session,
        SENT,
        cursor=None,
        since=OLD.date(),
        now=NOW,
        choose=lambda found: frozenset({2}) & {m.place.uid for m in found},
    )
    (one,) = seen.items
    assert one.body is not None
    assert (one.subject, one.body.own) == ("No 2", "Hello 2")
    assert one.to[0].address == "anna@example.pl"
    assert one.sent_at == OLD
    assert one.special_use


def test_nothing_is_changed_by_looking(user: MailUser, session: Session) -> None:
    user.append("Sent", mail(1), at=OLD)
    look(session, since=OLD.date())
    assert r"\Seen" not in user.messages("Sent")[0].flags


def test_more_than_one_batch(
    user: MailUser, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailfollow.mail.session.BATCH", 50)
    client = user.client()
    blob = [{"msg": mail(n).replace("\n", "\r\n"), "date": OLD} for n in range(1, 112)]
    client.multiappend("Sent", blob)
    seen: list[SentMessage] = []

    def choose(messages: tuple[SentMessage, ...]) -> frozenset[int]:
        seen.extend(messages)
        return frozenset()

    _, cursor = sent.look(session, SENT, cursor=None, since=OLD.date(), now=NOW, choose=choose)
    assert [m.place.uid for m in seen] == [*range(1, 112)]
    assert {m.to[0].address for m in seen} == {"anna@example.pl"}
    assert cursor.uid == 111
    client.logout()


def test_a_mail_expunged_between_search_and_fetch_is_skipped(
    user: MailUser, session: Session
) -> None:
    for n in (1, 2, 3):
        user.append("Sent", mail(n), at=OLD)
    real = session.fetch

    def fetch(uids: object, items: str) -> object:
        if "HEADER" in items:
            user.expunge("Sent", 2)
            session.noop()
        return real(uids, items)  # type: ignore[arg-type]

    session.fetch = fetch  # type: ignore[method-assign,assignment]
    subjects, cursor = look(session, since=OLD.date())
    assert (subjects, cursor.uid) == (["No 1", "No 3"], 3)


def test_a_big_attachment_stays_outside(user: MailUser, session: Session) -> None:
    big = "QUJD" * (8 * 1024 * 1024 // 4)
    user.append(
        "Sent",
        "From: ewa@example.org\nTo: anna@example.pl\nSubject: Big\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nHere\n'
        '--b\nContent-Type: application/pdf; name="big.pdf"\nContent-Transfer-Encoding: base64\n'
        f"Content-Disposition: attachment; filename=big.pdf\n\n{big}\n--b--\n",
        at=OLD,
    )
    tracemalloc.start()
    seen, _ = sent.look(session, SENT, cursor=None, since=OLD.date(), now=NOW, choose=everything)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    body = seen.items[0].body
    assert body is not None
    assert (body.own, [a.filename for a in body.attachments]) == ("Here", ["big.pdf"])
    assert peak < 20 * 1024 * 1024  # whole, it would be 80 MB
