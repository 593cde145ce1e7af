"""Whole mails → values: what clients send, and what nobody should send."""

from __future__ import annotations

import base64
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailfollow.core.model import Attachment, Body
from mailfollow.mail import body as bodies
from mailfollow.mail import message
from tests.mail.test_message import AT, PLACE


def body(text: str) -> Body:
    return bodies.read(text.replace("\n", "\r\n").encode())


def mixed(*parts: str, kind: str = "mixed") -> str:
    lines = "".join(f"--b\n{part}\n" for part in parts)
    return f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\n{lines}--b--\n'


TEXT = "Content-Type: text/plain; charset=utf-8\n\nHallo"


def test_plain() -> None:
    found = body("Content-Type: text/plain; charset=iso-8859-2\n\nHallo\n\n-- \nEwa\n")
    assert (found.own, found.signature) == ("Hallo", "-- \nEwa")


@pytest.mark.parametrize("charset", ["utf-8", "us-ascii", "nonsense", "iso-8859-1"])
def test_charsets(charset: str) -> None:
    encoding = "iso-8859-1" if charset == "iso-8859-1" else "utf-8"
    raw = f"Content-Type: text/plain; charset={charset}\r\n\r\nGrüße".encode(encoding)
    assert bodies.read(raw).own == "Grüße"


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
        Attachment("p.jpg", "image/jpeg", inline=True),
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


def test_an_image_shown_by_a_forwarded_mail_only_is_attached_to_this_one() -> None:
    photo = "Content-Type: image/jpeg; name=p.jpg\nContent-ID: <logo@x>\n\nx"
    page = 'Content-Type: text/html\n\n<img src="cid:logo@x">'
    inner = f"Content-Type: message/rfc822\n\nSubject: x\n{page}"
    assert Attachment("p.jpg", "image/jpeg") in body(mixed(TEXT, photo, inner)).attachments


@pytest.mark.parametrize(
    ("name", "kind"),
    [("max.vcf", "text/vcard"), ("Mail.EML", "message/rfc822"), ("a.zip", None)],
)
def test_bytes_of_no_kind_are_known_by_their_name(name: str, kind: str | None) -> None:
    part = f"Content-Type: application/octet-stream; name={name}\n\nx"
    (found,) = body(mixed(TEXT, part)).attachments
    assert found.content_type == (kind or "application/octet-stream")


def test_a_signature_of_no_kind_is_known_by_its_name() -> None:
    for name in ("smime.p7s", "signature.asc", "x.sig"):
        part = f"Content-Type: application/octet-stream; name={name}\n\nx"
        assert body(mixed(TEXT, part)).attachments == ()


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


@pytest.mark.parametrize(
    "text",
    [
        _NESTED,
        "Content-Type: message/rfc822\n\n" * 2000,
        mixed(*["Content-Type: text/plain\n\nx"] * 3000),
        mixed(*["Content-Type: text/html\n\n" + "<b>x" * 500] * 300),
        mixed(*["Content-Type: text/vcard\n\nTEL:1"] * 3000),
        mixed(*["Content-Type: message/rfc822\n\nFrom: a@example.com\n\nx"] * 3000),
        mixed(*["Content-Type: text/plain; name=" + "=?utf-8?q?a?= " * 100] * 300),
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
    began = time.thread_time()
    body(text)
    assert time.thread_time() - began < 1.0


def test_what_is_left_out_of_a_bomb() -> None:
    many = mixed(*[f"Content-Type: application/pdf; name={n}.pdf\n\nx" for n in range(3000)])
    assert len(body(many).attachments) == 199
    assert body(_NESTED) == bodies.UNREADABLE
    assert body("Content-Type: message/rfc822\n\n" * 60 + "x") == bodies.UNREADABLE
    assert len(body("Content-Type: text/plain\n\n" + "x" * 300_000).own) == 10_000
    assert body(mixed(TEXT, "X-Long: x\n" * 7000 + "\nx")) == bodies.UNREADABLE
    assert body(mixed(TEXT, "X-Long: x\n" * 5000 + "\nx")).own == "Hallo\nx"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    bodies.read(raw)
    message.headers(PLACE, raw, AT)


def test_what_cannot_be_decoded_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    body("Subject: =?shift_jis?b?gkFCQ0RFRg=?=canary\n\nx")
    body(mixed("Content-Type: x/y; name==?iso-2022-jp?b?GyRC?=canary\n\nx"))
    assert "canary" not in caplog.text


def test_mutated_mails() -> None:
    dice = random.Random(4)
    picture = base64.b64encode(bytes(range(256))).decode()
    seed = mixed(TEXT, f"Content-Type: image/png; name=x\nContent-ID: <a>\n\n{picture}").encode()
    seed = b"From: a@example.org\nTo: =?utf-8?q?b?= <b@example.org>\nDate: x\n" + seed
    for _ in range(100):
        raw = bytearray(seed)
        for _ in range(dice.randint(1, 12)):
            at = dice.randrange(len(raw))
            raw[at : at + dice.randint(0, 4)] = dice.randbytes(dice.randint(0, 4))
        bodies.read(bytes(raw))
        message.headers(PLACE, bytes(raw), AT)
