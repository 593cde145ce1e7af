"""Reading INBOX, against Dovecot: notices of mail servers, absences, and who wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mailfollow.core.model import Arrival, Cursor, InMessage
from mailfollow.mail import inbox, report
from mailfollow.mail.session import Session
from tests.dovecot import MailUser

NOTICES = Path(__file__).parent / "notices"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=2)
ANNA, MAX = "anna@example.pl", "max@example.com"
BOUNCE, DELAYED = Arrival.BOUNCE, Arrival.DELAYED

# Notice → (what it is, whom it names). Each of them is about <m1@example.org>.
READ: dict[str, tuple[Arrival, tuple[str, ...]]] = {
    "postfix-failed": (BOUNCE, (ANNA,)),
    "postfix-delayed": (DELAYED, (ANNA,)),
    "postfix-forwarded": (BOUNCE, (ANNA, "anna.private@example.net")),
    "exchange-failed": (BOUNCE, (MAX,)),
    "exchange-nothing-returned": (BOUNCE, (MAX,)),
    "gmail-failed": (BOUNCE, (ANNA,)),
    "gmail-delayed": (DELAYED, (ANNA,)),
    "exim-plain": (BOUNCE, (ANNA, MAX)),
    "exim-report": (BOUNCE, (ANNA,)),
    "qmail": (BOUNCE, (ANNA,)),
}
PASSED_OVER = ("delivered", "read-receipt", "lookalike")


@pytest.fixture
def session(user: MailUser) -> Iterator[Session]:
    one = Session.open(user.account(), user.password)
    yield one
    one.close()


def mail(n: int, *more: str, sender: str = "Anna <anna@example.pl>", text: str = "Hello") -> str:
    lines = (f"From: {sender}", "To: ewa@example.org", f"Subject: No {n}", *more)
    return "\n".join((*lines, f"Message-ID: <in{n}@example.pl>", "", f"{text}\n"))


def notice(name: str) -> bytes:
    return (NOTICES / f"{name}.eml").read_bytes()


def everything(messages: tuple[InMessage, ...]) -> frozenset[int]:
    return frozenset(m.place.uid for m in messages)


def nothing(messages: tuple[InMessage, ...]) -> frozenset[int]:
    return frozenset()


def read(session: Session) -> tuple[InMessage, ...]:
    return inbox.look(session, cursor=None, since=OLD.date(), now=NOW, choose=everything)[0].items


def subjects(
    session: Session, cursor: Cursor | None = None, since: date | None = None, now: datetime = NOW
) -> tuple[list[str], Cursor]:
    seen, end = inbox.look(session, cursor=cursor, since=since, now=now, choose=nothing)
    return [m.subject for m in seen.items], end


# --- notices of mail servers ------------------------------------------------------------------


def test_every_notice_is_in_the_table() -> None:
    files = {path.stem for path in NOTICES.glob("*.eml")}
    assert files == {*READ, *PASSED_OVER, "forwarded-bounce"}


def test_notices(user: MailUser, session: Session) -> None:
    for name in READ:
        user.append("INBOX", notice(name), at=OLD)
    found = dict(zip(READ, read(session), strict=True))
    assert {n: (m.arrival, m.recipients) for n, m in found.items()} == READ
    assert {n: m.about for n, m in found.items() if m.about[-1:] != ("m1@example.org",)} == {}
    assert all(len(m.about) == 1 for n, m in found.items() if n != "exchange-nothing-returned")


def test_what_only_looks_like_a_notice_is_none(user: MailUser, session: Session) -> None:
    for name in PASSED_OVER:
        user.append("INBOX", notice(name), at=OLD)
    assert read(session) == ()


def test_a_bounce_that_somebody_hands_on_is_their_mail(user: MailUser, session: Session) -> None:
    user.append("INBOX", notice("forwarded-bounce"), at=OLD)
    (found,) = read(session)
    assert (found.arrival, found.about, found.recipients) == (Arrival.PERSONAL, (), ())


def test_a_notice_that_is_not_read_names_nothing(user: MailUser, session: Session) -> None:
    user.append("INBOX", notice("gmail-failed"), at=OLD)
    seen, _ = inbox.look(session, cursor=None, since=OLD.date(), now=NOW, choose=nothing)
    (found,) = seen.items
    assert (found.arrival, found.about, found.recipients) == (Arrival.BOUNCE, (), ())


@pytest.mark.parametrize(
    ("old", "new", "recipients"),
    [
        ("rfc822; anna@example.pl\nOrig", "rfc822; =?utf-8?q?x?=\nOrig", (ANNA,)),
        ("rfc822;anna@example.pl", "rfc822;unknown", (ANNA,)),
        ("Original-Recipient: rfc822;anna@", "Original-Recipient: x400;other@", (ANNA,)),
        ("Action: failed", "action:FAILED (given up)", (ANNA,)),
        ("message/delivery-status", "message/global-delivery-status", (ANNA,)),
        ("report-type=delivery-status;", "", (ANNA,)),
        ("Final-Recipient: rfc822; anna@", "Final-Recipient: utf-8; a@", (ANNA, "a@example.pl")),
        ("Action: failed", "Action: expanded", None),
        ("Action: failed", "X-Action: failed", None),
        ("Content-Type: message/delivery-status", "Content-Type: text/plain", None),
    ],
)
def test_reports_written_otherwise(old: str, new: str, recipients: tuple[str, ...] | None) -> None:
    text = notice("postfix-failed").decode()
    assert old in text
    found = report.read(text.replace(old, new).encode())
    assert (found and found.recipients) == recipients


def test_qmail_is_known_by_its_form() -> None:
    text = notice("qmail").decode()
    for changed in (text.replace("Hi. This is", "Hi! This is"), text.replace(">:\n", "> x\n")):
        assert changed != text
        assert report.read(changed.encode()) is None


def test_what_the_notice_says_below_the_returned_header_is_not_read() -> None:
    text = notice("exim-plain").decode()
    moved = text.replace("Message-ID: <m1@example.org>\nFrom", "From")
    found = report.read(moved.encode())
    assert found is not None
    assert found.about == ()


# --- people -----------------------------------------------------------------------------------


def test_a_personal_mail(user: MailUser, session: Session) -> None:
    more = ("References: <a@example.org> <b@example.org>", "In-Reply-To: <c@example.org>")
    user.append("INBOX", mail(1, *more, text="Ja, gern."), at=OLD)
    (found,) = read(session)
    assert (found.arrival, found.received_at, found.message_id) == (
        Arrival.PERSONAL,
        OLD,
        "in1@example.pl",
    )
    assert found.references == ("a@example.org", "b@example.org", "c@example.org")
    assert found.sender[0].address == ANNA
    assert (found.place.mailbox, found.place.uid) == ("INBOX", 1)
    assert found.body is not None
    assert found.body.own == "Ja, gern."


def test_an_absence_names_its_day(user: MailUser, session: Session) -> None:
    more = ("Auto-Submitted: auto-replied", "In-Reply-To: <m1@example.org>")
    user.append("INBOX", mail(1, *more, text="Jestem na urlopie do 27 listopada."), at=OLD)
    user.append("INBOX", mail(2, *more, text="Ich bin nicht da."), at=OLD)
    subject = mail(3, *more).replace("No 3", "=?utf-8?q?Nieobecno=C5=9B=C4=87_do_27=2E11=2E?=")
    user.append("INBOX", subject, at=OLD)
    quote = "Bin nicht da.\n\nAm 18.11.2026 schrieb Ewa:\n> wieder da ab 30.11.2026\n"
    user.append("INBOX", mail(4, *more, text=quote), at=OLD)
    found = read(session)
    assert {m.arrival for m in found} == {Arrival.AWAY}
    assert [m.until for m in found] == [date(2026, 11, 27), None, date(2026, 11, 27), None]


def test_only_the_chosen_get_a_body(user: MailUser, session: Session) -> None:
    for n in (1, 2, 3):
        user.append("INBOX", mail(n), at=OLD)
    user.append("INBOX", mail(4, "List-Id: <x.example.org>"), at=OLD)
    shown: list[int] = []

    def choose(found: tuple[InMessage, ...]) -> frozenset[int]:
        shown.extend(m.place.uid for m in found)
        return frozenset({2, 4, 99})

    seen, _ = inbox.look(session, cursor=None, since=OLD.date(), now=NOW, choose=choose)
    assert shown == [1, 2, 3]
    assert [(m.subject, m.body is not None) for m in seen.items] == [
        ("No 1", False),
        ("No 2", True),
        ("No 3", False),
    ]


def test_nothing_is_changed_by_looking(user: MailUser, session: Session) -> None:
    sent: list[bytes] = []
    user.append("INBOX", notice("postfix-failed"), at=OLD)
    own = Session.open(user.account(), user.password, observer=sent.append)
    read(own)
    own.close()
    assert r"\Seen" not in user.messages("INBOX")[0].flags
    commands = [line.split(b" ")[1:3] for line in b"".join(sent).split(b"\r\n")[2:] if line]
    allowed = {b"EXAMINE", b"NOOP", b"UID SEARCH", b"UID FETCH", b"LOGOUT"}
    assert {b" ".join(c) if c[0] == b"UID" else c[0] for c in commands if len(c) > 0} <= allowed
    assert b"PEEK" in b"".join(sent)


# --- the cursor, as in Sent -------------------------------------------------------------------


def test_the_cursor_is_that_of_sent(user: MailUser, session: Session) -> None:
    user.append("INBOX", mail(1), at=OLD)
    found, cursor = subjects(session)
    assert (found, cursor.uid, cursor.mailbox) == ([], 1, "INBOX")
    user.append("INBOX", mail(2), at=OLD)
    user.append("INBOX", mail(3), at=NOW - timedelta(minutes=5))
    found, cursor = subjects(session, cursor)
    assert (found, cursor.uid) == (["No 2", "No 3"], 2)
    assert subjects(session, cursor)[0] == ["No 3"]
    found, cursor = subjects(session, cursor, now=NOW + timedelta(hours=1))
    assert (found, cursor.uid) == (["No 3"], 3)
    assert subjects(session, cursor, since=OLD.date())[0] == ["No 1", "No 2", "No 3"]


def test_a_mail_passed_over_does_not_hold_the_cursor(user: MailUser, session: Session) -> None:
    _, cursor = subjects(session)
    user.append("INBOX", mail(1, "Precedence: bulk"), at=OLD)
    found, cursor = subjects(session, cursor)
    assert (found, cursor.uid) == ([], 1)


def test_changed_uidvalidity_reads_92_days_again(user: MailUser, session: Session) -> None:
    user.append("INBOX", mail(1), at=NOW - timedelta(days=95))
    user.append("INBOX", mail(2), at=NOW - timedelta(days=91))
    _, cursor = subjects(session)
    other = Cursor(cursor.account, "INBOX", cursor.uidvalidity + 1, 500)
    found, after = subjects(session, other)
    assert (found, after) == (["No 2"], cursor)
