"""The reader and the guard of the cases: what they refuse, since a silent hole proves nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import casemail
from tests.casefile import Case, CaseError, parse
from tests.caseguard import Guard
from tests.casewords import Exit, Lies, Standing, Told
from tests.dovecot import MailUser

HEAD = "She reads along.\nRow: To whom · Cc only\n\n"
PEOPLE = '=== people\n[[contacts]]\nname = "Anna"\n\n'
MAIL = "=== mail lunch\nFrom: a@example.org\nTo: b@example.org\n\nHello,\n\nE\n\n"
STORY = (
    "=== story\nTue 2026-11-17 10:00  send lunch\n"
    "+10s  sweep\n    anna: due, asks cc_only (lunch)\n"
)


def case(story: str = STORY, people: str = PEOPLE, mail: str = MAIL, head: str = HEAD) -> Case:
    return parse(head + people + mail + story, "t/x")


def test_a_case() -> None:
    read = case()
    assert read.says == "She reads along."
    assert read.row == "To whom · Cc only"
    assert not read.process
    assert read.people[""] == '[[contacts]]\nname = "Anna"\n'
    assert read.mails == {"lunch": "From: a@example.org\nTo: b@example.org\n\nHello,\n\nE\n"}
    send, sweep = read.steps
    assert send.at.isoformat() == "2026-11-17T10:00:00+01:00"
    assert (send.action.verb, send.action.get("mail")) == ("send", "lunch")
    assert sweep.at.isoformat() == "2026-11-17T10:00:10+01:00"
    (standing,) = sweep.expected
    assert isinstance(standing, Standing)
    assert standing.who == "anna"
    assert dict(standing.facts) == {
        "status": {"status": "due"},
        "asks": {"code": "cc_only", "mail": "lunch"},
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Wed 2026-11-17 10:00  sweep", "is a Tue"),
        ("2026-11-17 10:00 sweep", "two blanks"),
        ("2026-13-17 10:00  sweep", "no moment"),
        ("+10s  sweep", "must be a date"),
        ("2026-11-17 10:00  swep", "nobody knows how to"),
        ("2026-11-17 10:00  send dinner", "no section “=== mail dinner”"),
        ("2026-11-17 10:00  use people other", "no section “=== people other”"),
        ("2026-11-17 10:00  sweep\n2026-11-17 09:59  sweep", "earlier"),
        ("    anna: due", "nothing has happened yet"),
        ("2026-11-17 10:00  sweep\n    anna: fulfiled", "is no fact"),
        ("2026-11-17 10:00  sweep\n    anna: late", "say the status first"),
        ("2026-11-17 10:00  sweep\n    anna: due, asks whatever", "no reason “whatever”"),
        ("2026-11-17 10:00  sweep\n    anna: due, draft laid", "is no fact"),
        ("2026-11-17 10:00  sweep\n    Drafts 1", "cannot be expected"),
        ("", "story"),
    ],
)
def test_what_is_wrong_is_told(line: str, told: str) -> None:
    with pytest.raises(CaseError, match=told):
        case(story=f"=== story\n{line}\n")


def test_a_mail_that_nobody_sends_is_a_mistake() -> None:
    with pytest.raises(CaseError, match="“=== mail lunch” is never used"):
        case(story="=== story\n2026-11-17 10:00  sweep\n")


@pytest.mark.parametrize(
    ("head", "people", "told"),
    [
        ("Row: a · b\n", PEOPLE, "must say"),
        ("It says.\n", PEOPLE, "Row: table"),
        (HEAD, "", "no section “=== people”"),
        (HEAD, PEOPLE * 2, "there twice"),
        (HEAD, "=== persons\n" + PEOPLE, "no such section"),
    ],
)
def test_what_must_be_there(head: str, people: str, told: str) -> None:
    with pytest.raises(CaseError, match=told):
        case(head=head, people=people)


def test_all_that_can_be_expected() -> None:
    story = STORY + (
        "    exit 64\n"
        "    Drafts: 1 to anna@example.pl from ewa@example.org saying “one” “two”\n"
        "    Sent Messages at private: 0\n"
        "    Drafts: 1 to a@example.pl,b@example.pl answering lunch\n"
        "    why anna.x: “Lunch”\n"
    )
    _, *rest = case(story=story).steps[1].expected
    assert rest == [
        Exit(20, 64),
        Lies(21, "Drafts", 1, None, "anna@example.pl", "ewa@example.org", None, ("one", "two")),
        Lies(22, "Sent Messages", 0, "private"),
        Lies(23, "Drafts", 1, None, "a@example.pl,b@example.pl", None, "lunch"),
        Told(24, "anna.x", "Lunch"),
    ]


def test_relative_moments_are_hours_passed_not_hours_on_the_wall() -> None:
    story = "=== story\n2026-10-25 01:30  send lunch\n+2h  sweep\n"
    assert case(story=story).steps[1].at.isoformat() == "2026-10-25T02:30:00+01:00"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="=\u2028\u2029")))
def test_the_text_of_a_mail_is_kept_as_it_is(text: str) -> None:
    body = text.strip()
    read = case(mail=f"=== mail lunch\nTo: b@example.org\n\n{body}\n\n")
    assert read.mails["lunch"] == f"To: b@example.org\n\n{body}".strip("\n") + "\n"


AT = datetime(2026, 11, 17, 9, tzinfo=UTC)


def test_headers_are_filled_in_or_really_missing() -> None:
    raw = casemail.complete("lunch", "To: {address}\nDate: -\n\nHello", AT, {"address": "b@c.de"})
    assert raw == (
        b"To: b@c.de\r\nMessage-ID: <lunch@mail.example.org>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nHello"
    )


DRAFT = (
    b"From: e@example.org\r\nTo: a@example.pl\r\nReferences: <token@example.org>\r\n"
    b"Message-ID: <own@example.org>\r\nSubject: Hi\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n"
)


def test_editing_keeps_the_references_and_makes_a_new_message() -> None:
    raw = casemail.edited(DRAFT, 1)
    assert casemail.references(raw) == ("token@example.org",)
    assert casemail.own_id(raw) != casemail.own_id(DRAFT)
    assert casemail.text_of(raw).startswith("Hi\nHello\n")
    assert casemail.text_of(raw) != casemail.text_of(DRAFT)


def test_sending_is_as_the_clients_do_it() -> None:
    by_mutt = casemail.sent(DRAFT, AT, 1, "mutt", to="b@example.pl")
    assert casemail.own_id(by_mutt) == "own@example.org"
    assert casemail.addresses(by_mutt, "To") == ["b@example.pl"]
    by_thunderbird = casemail.sent(DRAFT, AT, 1)
    assert casemail.own_id(by_thunderbird) == "sent-1@client.mail.example.org"
    assert b"In-Reply-To: <token@example.org>" in by_thunderbird
    assert casemail.sent(DRAFT, AT, 1, "claws").startswith(b"AF:")


def test_the_guard_sees_what_may_not_be_changed(user: MailUser) -> None:
    mine, ours = DRAFT, DRAFT.replace(b"Hi", b"Ours")
    client = user.client()
    uid = user.append("Sent", mine, (), AT)
    watched = {"work": client}
    guard = Guard(watched, {ours})
    assert guard.check() == []
    user.flag("Sent", uid, r"\Seen")
    with pytest.raises(AssertionError, match="changed Sent"):
        guard.check()

    laid = user.append("Drafts", ours, (r"\Draft", r"\Seen"), AT)
    kept = user.append("Drafts", mine, (r"\Draft", r"\Seen"), AT)
    guard = Guard(watched, {ours})
    user.move("Drafts", laid, "Trash")
    assert guard.check() == []
    user.move("Drafts", kept, "Trash")
    with pytest.raises(AssertionError, match="not ours"):
        guard.check()
    client.logout()
