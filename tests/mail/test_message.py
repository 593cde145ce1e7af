"""Bytes → values: what clients send, and what nobody should send."""

from __future__ import annotations

import base64
import random
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailfollow.core.model import Attachment, Body, Mailbox, Place, SentMessage
from mailfollow.mail import message

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
PLACE = Place("ewa@example.org", "Sent", 7, 1)


def head(text: str | bytes) -> SentMessage:
    raw = text if isinstance(text, bytes) else text.encode()
    return message.headers(PLACE, raw.replace(b"\n", b"\r\n"), AT)


def body(text: str) -> Body:
    return message.body(text.replace("\n", "\r\n").encode())


def mixed(*parts: str, kind: str = "mixed") -> str:
    lines = "".join(f"--b\n{part}\n" for part in parts)
    return f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\n{lines}--b--\n'


TEXT = "Content-Type: text/plain; charset=utf-8\n\nHallo"


A, B = ("", "a@example.com"), ("", "b@example.com")


# --- the header ------------------------------------------------------------------------------


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


# --- the body --------------------------------------------------------------------------------


def test_plain() -> None:
    found = body("Content-Type: text/plain; charset=iso-8859-2\n\nHallo\n\n-- \nEwa\n")
    assert (found.own, found.signature) == ("Hallo", "-- \nEwa")


@pytest.mark.parametrize("charset", ["utf-8", "us-ascii", "nonsense", "iso-8859-1"])
def test_charsets(charset: str) -> None:
    encoding = "iso-8859-1" if charset == "iso-8859-1" else "utf-8"
    raw = f"Content-Type: text/plain; charset={charset}\r\n\r\nGrüße".encode(encoding)
    assert message.body(raw).own == "Grüße"


def test_html_only() -> None:
    found = body("Content-Type: text/html; charset=utf-8\n\n<p>Hallo <b>Max</b></p>")
    assert found.own == "Hallo Max"


def test_of_alternatives_the_plain_one() -> None:
    html = "Content-Type: text/html\n\n<p>HTML</p>"
    assert body(mixed(TEXT, html, kind="alternative")).own == "Hallo"
    empty = "Content-Type: text/plain\n\n \n"
    assert body(mixed(empty, html, kind="alternative")).own == "HTML"


def test_format_flowed() -> None:
    found = body("Content-Type: text/plain; format=flowed\n\nHallo \nMax\n\n-- \nEwa\n> q \n> r\n")
    assert (found.own, found.signature) == ("Hallo Max", "-- \nEwa")


def test_attachments() -> None:
    pdf = "Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nx"
    card = "Content-Type: text/vcard; name=max.vcf\n\nBEGIN:VCARD"
    photo = (
        "Content-Type: image/jpeg\nContent-Disposition: inline; filename=p.jpg\n"
        "Content-ID: <p@x>\n\nx"
    )
    note = "Content-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''%C5%BC.txt\n\nx"  # noqa: E501
    assert body(mixed(TEXT, pdf, card, photo, note)).attachments == (
        Attachment("a.pdf", "application/pdf"),
        Attachment("max.vcf", "text/vcard"),
        Attachment("p.jpg", "image/jpeg"),
        Attachment("ż.txt", "text/plain"),
    )


def test_an_image_that_the_text_shows_is_inline() -> None:
    html = 'Content-Type: text/html\n\n<p>Hallo<img src="cid:logo@x"></p>'
    logo = (
        "Content-Type: image/png; name=logo.png\nContent-ID: <logo@x>\n"
        "Content-Disposition: inline\n\nx"
    )
    related = mixed(html, logo, kind="related").replace('"b"', '"c"').replace("--b", "--c")
    for text in (mixed(html, logo, kind="related"), mixed(TEXT, related, kind="alternative")):
        assert body(text).attachments == (Attachment("logo.png", "image/png", inline=True),)


def test_signature_parts_and_keys_are_no_attachments() -> None:
    for kind in ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-keys"):
        part = f"Content-Type: application/{kind}; name=x\nContent-Disposition: attachment\n\nx"
        found = body(mixed(TEXT, part, kind="signed"))
        assert (found.own, found.attachments, found.encrypted) == ("Hallo", (), False)


def test_forwarded_as_attachment() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: max@example.com\nSubject: x\n\nOld words\n"
    found = body(mixed(TEXT, inner))
    assert found.forwarded
    assert found.own == "Hallo"
    assert found.attachments[0].content_type == "message/rfc822"


def test_an_outlook_block_is_a_forward_if_the_subject_says_so() -> None:
    text = "\n\nSiehe unten\n\nVon: Max\nGesendet: heute\nAn: Ewa\n\nalt\n"
    assert body("Subject: WG: x" + text).forwarded
    assert not body("Subject: AW: x" + text).forwarded


@pytest.mark.parametrize(
    ("part", "method"),
    [
        ("Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR", "REPLY"),
        ("Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n", "REQUEST"),
        ("Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n", None),
    ],
)
def test_calendar(part: str, method: str | None) -> None:
    ics = "Content-Type: application/ics; name=invite.ics\n\nx"
    found = body(mixed(TEXT, part, ics))
    assert found.calendar == method
    assert bool(found.attachments) == (method is None)


@pytest.mark.parametrize(
    "text",
    [
        mixed("Content-Type: application/pgp-encrypted\n\nVersion: 1", kind="encrypted"),
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nx",
        "Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\nx\n-----END PGP MESSAGE-----\n",
    ],
)
def test_encrypted(text: str) -> None:
    found = body(text)
    assert (found.encrypted, found.attachments) == (True, ())


@pytest.mark.parametrize(
    "part",
    [
        "Content-Type: text/plain\nContent-Disposition: reaction\n\n👍",
        'Content-Type: text/vnd.google.email-reaction+json\n\n{"emoji":"x"}',
    ],
)
def test_reaction(part: str) -> None:
    found = body(mixed(part))
    assert (found.reaction, found.own, found.attachments) == (True, "", ())


def test_claws_body() -> None:
    assert body("AF:\nX-Claws-End-Special-Headers: 1\nFrom: a@example.org\n\nHallo").own == "Hallo"


def test_half_a_mail_gives_what_is_there() -> None:
    whole = mixed(TEXT, "Content-Type: application/pdf; name=a.pdf\n\nABC" + "x" * 1000)
    found = body(whole[:-500])
    assert (found.own, found.attachments[0].filename) == ("Hallo", "a.pdf")


# --- what nobody should send -----------------------------------------------------------------

_NESTED = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000))
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


@pytest.mark.parametrize(
    "text",
    [
        _NESTED,
        "Content-Type: message/rfc822\n\n" * 2000,
        mixed(*["Content-Type: text/plain\n\nx"] * 3000),
        "Content-Type: text/plain; " + "a*0=b; " * 20_000 + "\n\nx",
        "Content-Type: text/html\n\n" + "<div>" * 100_000,
        "Content-Type: multipart/mixed\n\nx",
        "Content-Transfer-Encoding: base64\n\n" + "@" * 100_000,
        "Content-Type: text/plain; charset=utf-7\n\n+AAA",
        "Content-Type: text/plain; charset=rot13\n\nx",
        "Content-Type: text/plain; charset=zlib\n\nx",
        "",
        "\n",
        "\0" * 1000,
    ],
    ids=lambda text: text[:30],
)
def test_body_bombs(text: str) -> None:
    began = time.monotonic()
    body(text)
    assert time.monotonic() - began < 2.5


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    message.body(raw)
    message.headers(PLACE, raw, AT)


def test_what_cannot_be_decoded_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    body("Subject: =?shift_jis?b?gkFCQ0RFRg=?=canary\n\nx")
    body(mixed("Content-Type: x/y; name==?iso-2022-jp?b?GyRC?=canary\n\nx"))
    assert "canary" not in caplog.text


_PIECES = ["Anna", "Żak", "Dr", "J.", "<", ">", "a@example.com", "<b@x.example>", ",", " ", "."]


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_the_quick_way_reads_addresses_as_the_strict_one(value: str) -> None:
    quick = message._plain(value)
    assert quick in ((), message._strict(value))


def test_mutated_mails() -> None:
    dice = random.Random(4)
    picture = base64.b64encode(bytes(range(256))).decode()
    seed = mixed(TEXT, f"Content-Type: image/png; name=x\nContent-ID: <a>\n\n{picture}").encode()
    seed = b"From: a@example.org\nTo: =?utf-8?q?b?= <b@example.org>\nDate: x\n" + seed
    for _ in range(300):
        raw = bytearray(seed)
        for _ in range(dice.randint(1, 12)):
            at = dice.randrange(len(raw))
            raw[at : at + dice.randint(0, 4)] = dice.randbytes(dice.randint(0, 4))
        message.body(bytes(raw))
        message.headers(PLACE, bytes(raw), AT)
