"""The morning mail, laid into INBOX."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mailfollow.errors import InDoubt, MailError, OverQuota, Refused
from mailfollow.mail import morning
from mailfollow.mail.session import Session
from mailfollow.mail.wire import Deadlines
from tests.dovecot import MailUser
from tests.scripted import Answer, Script, Talk, serving

AT = datetime(2026, 11, 19, 7, 30, tzinfo=UTC)
RAW = "Subject: Dzień dobry\r\nAuto-Submitted: auto-generated\r\n\r\nzażółć\r\n".encode()


@pytest.fixture
def session(user: MailUser) -> Iterator[Session]:
    one = Session.open(user.account(), user.password)
    yield one
    one.close()


@pytest.mark.parametrize("opened", [None, "INBOX", "Sent"])
def test_it_shows_as_new(user: MailUser, session: Session, opened: str | None) -> None:
    if opened:
        session.examine(opened)
    morning.lay(session, RAW, AT)
    (stored,) = user.messages("INBOX")
    assert (stored.raw, stored.internal_date) == (RAW, AT)
    assert not {r"\Seen", r"\Draft"} & set(stored.flags)


def test_a_server_that_stores_nothing_in_what_is_open() -> None:
    """As Courier; what is opened instead may be a mere branch, which leaves nothing open."""
    opened, stored = list[bytes](), list[bytes]()

    def examine(talk: Talk) -> None:
        name = talk.line.split(b'"')[1]
        opened[:] = [] if name == b"Branch" else [name]
        script.examine(talk) if opened else talk.no(b"no mailbox")

    def append(talk: Talk) -> None:
        stored.append(RAW)
        talk.no(b"read-only") if opened == [b"INBOX"] else talk.ok()

    def listing(talk: Talk) -> None:
        talk.say(b'* LIST () "/" INBOX\r\n* LIST (\\Noselect) "/" Branch\r\n')
        talk.ok()

    script = Script({"APPEND": append, "LIST": listing, "EXAMINE": examine})
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        session.examine("INBOX")
        morning.lay(session, RAW, AT)
    assert stored == [RAW]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (lambda t: t.no(b"[OVERQUOTA] full"), OverQuota),
        (lambda t: t.no(b"never"), Refused),
        (Talk.hang_up, InDoubt),
        (lambda t: None, InDoubt),
    ],
)
def test_no_and_no_answer(answer: Answer, kind: type[MailError]) -> None:
    quick = Deadlines(read=5, opening=5, command=0.3)
    with serving(Script({"APPEND": answer})) as server:
        session = Session.open(server.account(), "x", deadlines=quick)
        with pytest.raises(MailError) as caught:
            morning.lay(session, RAW, AT)
    assert type(caught.value) is kind
