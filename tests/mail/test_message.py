"""Header → values: what clients send, and what nobody should send."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.model import Mailbox, Place, SentMessage
from mailfollow.mail import message

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
PLACE = Place("ewa@example.org", "Sent", 7, 1)


def head(text: str | bytes) -> SentMessage:
    raw = text if isinstance(text, bytes) else text.encode()
    return message.headers(PLACE, raw.replace(b"\n", b"\r\n"), AT)


A, B = ("", "a@example.com"), ("", "b@example.com")


def test_an_ordinary_header() -> None:
    found = head(
        "From: =?utf-8?q?Ewa_Zieli=C5=84ska?= <ewa@example.org>\nSender: b@example.org\n"
        "To: Anna <anna@example.pl>,\n\thans@example.com\nCc: c@example.net\nBcc: d@example.net\n"
        "Subject: =?utf-8?B?Q3plxZvEhw==?= raz\nDate: Wed, 18 Nov 2026 10:00:00 +0100\n"
        "Message-ID: <m1@example.org>\nReferences: <a@x.example> (old)\n <b@x.example>\n"
        "In-Reply-To: <b@x.example>\n\n"
    )
    assert found.sender == (Mailbox("Ewa Zielińska", "ewa@example.org"),)
    assert [b.address for b in found.to] == ["anna@example.pl", "hans@example.com"]
    assert (found.submitter, found.cc[0].address, found.bcc[0].address) == (
        (Mailbox("", "b@example.org"),),
        "c@example.net",
        "d@example.net",
    )
    assert found.subject == "Cześć raz"
    assert found.date == found.sent_at == AT
    assert found.message_id == "m1@example.org"
    assert found.references == ("a@x.example", "b@x.example")
    assert found.in_reply_to == ("b@x.example",)
    assert (found.bulk, found.auto, found.came_by_mail) == (False, False, False)
    assert found.body is None


@pytest.mark.parametrize(
    ("line", "boxes"),
    [
        ('To: "Weber, Anna" <a@example.com>', [("Weber, Anna", "a@example.com")]),
        ("To: =?utf-8?q?Weber=2C_Anna?= <a@example.com>", [("Weber, Anna", "a@example.com")]),
        ("To: a@example.com\nTo: b@example.com", [A, B]),
        ("to: a@example.com", [("", "a@example.com")]),
        ("To: undisclosed-recipients:;", []),
        ("To: Team: a@example.com, B <b@example.com>;", [A, ("B", "b@example.com")]),
        ("To: alice@good.example <bob@evil.example>", [("alice@good.example", "bob@evil.example")]),
        ('To: "bob@evil.example" <a@example.com>', [("bob@evil.example", "a@example.com")]),
        ("To: a@example.com (bob@evil.example)", [("bob@evil.example", "a@example.com")]),
        ("To: <a@example.com><b@example.com>", []),
        ("To: a@example.com b@example.com", []),
        ("To: =?utf-8?q?x?= <a@example.com>, ,, b@example.com,", [("x", "a@example.com"), B]),
        ("To: =?utf-8?q?a=40evil.example?=, b@example.com", [("", "b@example.com")]),
        ("To: =?nonsense?q?x?= <a@example.com>", [("=?nonsense?q?x?=", "a@example.com")]),
        ("To: Zofia Żak <z@example.pl>", [("Zofia Żak", "z@example.pl")]),
        ("To:\n <a@example.com>,\n\t<b@example.com>", [A, B]),
        ("To: ANNA@Example.PL", [("", "ANNA@Example.PL")]),
        ("To: x\0y <a@example.com>", [("xy", "a@example.com")]),
    ],
)  # fmt: skip
def test_addresses(line: str, boxes: list[tuple[str, str]]) -> None:
    assert [(b.name, b.address) for b in head(line + "\n\n").to] == boxes


def test_latin_1_names_leave_the_address() -> None:
    (box,) = head(b"To: M\xfcller <m@example.com>\n\n").to
    assert box.address == "m@example.com"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Wed, 18 Nov 2026 10:00:00 +0100", AT),
        ("18 Nov 2026 09:00 GMT", AT),
        ("Wed, 18 Nov 2026 09:00:00 -0000", AT),
        ("Wed, 18 Nov 2026 09:00:00", AT),
        ("yesterday", None),
        ("", None),
        ("Wed, 99 Nov 2026 10:00:00 +0100", None),
        ("Wed, 18 Nov 2026 10:00:00 +9999999999", None),
        ("Wed, 18 Nov 99999 10:00:00 +0100", None),
    ],
)
def test_dates(written: str, date: datetime | None) -> None:
    assert head(f"Date: {written}\n\n").date == date


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("List-Unsubscribe: <mailto:x@example.org>", "bulk"),
        ("List-Id: <x.example.org>", "bulk"),
        ("Precedence: Bulk", "bulk"),
        ("Precedence: list", "bulk"),
        ("Precedence: first-class", ""),
        ("Auto-Submitted: auto-replied; owner=x", "auto"),
        ("Auto-Submitted: no", ""),
        ("Content-Type: multipart/report; report-type=delivery-status", "auto"),
        ("Return-Path: <ewa@example.org>", "came"),
        ("Delivered-To: ewa@example.org", "came"),
        ("Authentication-Results: mx; dkim=pass", "came"),
        ("X-Other: x", ""),
    ],
)
def test_what_marks_a_mail(line: str, flags: str) -> None:
    found = head(line + "\n\n")
    marks = {"bulk": found.bulk, "auto": found.auto, "came": found.came_by_mail}
    assert [name for name, marked in marks.items() if marked] == ([flags] if flags else [])


def test_claws_writes_things_before_the_header() -> None:
    found = head(
        "AF:\nNF:0\nPS:10\nSRH:1\nSFN:\nDSR:\nMID:<m1@example.org>\nCFG:\nPT:0\nS:ewa@example.org\n"
        "RQ:\nSSV:smtp.example.org\nX-Claws-End-Special-Headers: 1\nFrom: ewa@example.org\n"
        "To: anna@example.pl\n\n"
    )
    assert found.to == (Mailbox("", "anna@example.pl"),)


def test_controls_in_a_subject_are_blanks() -> None:
    assert head("Subject: =?utf-8?q?a=1B=5B31m=0Ab?=\n\n").subject == "a [31m b"


# --- what nobody should send -----------------------------------------------------------------

_HEADERS = {
    "words in a subject": "Subject: " + "=?utf-8?q?a?= " * 20_000,
    "addresses": "To: " + "a@example.com, " * 20_000,
    "names": "To: " + "=?utf-8?q?a?= <a@example.com>, " * 20_000,
    "brackets": "To: " + "<" * 100_000,
    "comments": "To: " + "(" * 100_000,
    "quotes": "To: " + '"\\' * 50_000,
    "references": "References: " + "<a@b>" * 50_000,
    "reference comments": "References: " + "(<" * 50_000,
    "lines": "X: y\n" * 50_000,
    "folds": "To:" + "\n x" * 50_000,
    "date": "Date: " + "1 " * 50_000,
    "one line": "X" * 5_000_000,
    "type": "Content-Type: " + "multipart/" * 20_000,
}


@pytest.mark.parametrize("name", _HEADERS)
def test_header_bombs(name: str) -> None:
    raw = (_HEADERS[name] + "\n\n").encode()
    began = time.monotonic()
    message.headers(PLACE, raw, AT)
    assert time.monotonic() - began < 1.0


_PIECES = ["Anna", "Żak", "Dr", "J.", "<", ">", "a@example.com", "<b@x.example>", ",", " ", "."]


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_the_quick_way_reads_addresses_as_the_strict_one(value: str) -> None:
    quick = message._plain(value)
    assert quick in ((), message._strict(value))
