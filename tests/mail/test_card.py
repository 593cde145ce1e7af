"""Addresses and phones in vCards of all ages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.mail import body as bodies
from mailfollow.mail import card

PICTURE = "/9j/4AAQSkZJRgABAQ" * 4
V21 = f"""BEGIN:VCARD
VERSION:2.1
N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;Max
TEL;CELL;VOICE:+49 541 000000
TEL;WORK;ENCODING=QUOTED-PRINTABLE:=2B49 541=20=
000001
EMAIL;PREF;INTERNET:max@example.com
NOTE;ENCODING=QUOTED-PRINTABLE:EMAIL:no@example.com=0D=0A=
TEL:+00
PHOTO;ENCODING=BASE64;TYPE=JPEG:
 {PICTURE}
{PICTURE}

EMAIL:m2@example.com
END:VCARD
"""
V30 = f"""BEGIN:VCARD\r
VERSION:3.0\r
FN:Max Müller\r
item1.EMAIL;type=INTERNET;type=pref:max@exa\r
 mple.com\r
item1.X-ABLabel:work\r
TEL;TYPE="CELL,VOICE":+49 541 000000\r
PHOTO;ENCODING=b;TYPE=JPEG:{PICTURE}\r
 {PICTURE}\r
 TEL:+99\r
item2.TEL:(0541) 00\\, 00\r
END:VCARD\r
"""
V40 = """BEGIN:VCARD
VERSION:4.0
FN:Max
TEL;VALUE=uri;PREF=1;TYPE="voice,home";X="a:b;c":tel:+49-541-000000;ext=5
email;PREF=1:mailto:max@example.com
TELX:no
X-TEL:no
EMAIL:
END:VCARD
"""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (V21, ("+49 541 000000", "+49 541 000001", "max@example.com", "m2@example.com")),
        (V30, ("max@example.com", "+49 541 000000", "(0541) 00, 00")),
        (V40, ("+49-541-000000;ext=5", "max@example.com")),
        (V30 + V40, ("max@example.com", "+49 541 000000", "(0541) 00, 00",
                     "+49-541-000000;ext=5", "max@example.com")),
        ("", ()),
        ("hello", ()),
    ],
    ids=["2.1", "3.0", "4.0", "two", "empty", "none"],
)  # fmt: skip
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_versions(text: str, values: tuple[str, ...], charset: str) -> None:
    assert card.read(text.encode(charset)) == values


def test_a_big_picture_hides_nothing() -> None:
    lines = "".join(f" {PICTURE}\r\n" for _ in range(5000))
    text = V30.replace(f" {PICTURE}\r\n", lines)
    assert len(text) > 4 * 64 * 1024
    assert card.read(text.encode()) == card.read(V30.encode())


def test_a_long_card_is_cut() -> None:
    text = "BEGIN:VCARD\n" + "NOTE:x\n" * 20_000 + "TEL:1\n"
    assert card.read(text.encode()) == ()
    assert len(card.read(b"TEL:1\n" * 1000)) == 50


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/vcard; charset=utf-8; name=max.vcf",
        "Content-Type: text/x-vcard",
        "Content-Type: text/directory; profile=vCard",
        "Content-Type: application/octet-stream; name=max.vcf",
        "Content-Type: text/plain; name=Max.VCF\nContent-Disposition: attachment",
    ],
)
def test_attached(head: str) -> None:
    raw = (
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nHallo\n'
        f"--b\n{head}\n\n{V40}--b\nContent-Type: text/plain; name=notes.txt\n\nTEL:0\n--b--\n"
    )
    found = bodies.read(raw.encode())
    assert found.cards == ("+49-541-000000;ext=5", "max@example.com")
    assert "vcard" in found.attachments[0].content_type or "directory" in head


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    card.read(data)
    card.read(b"BEGIN:VCARD\nTEL;ENCODING=QUOTED-PRINTABLE:" + data)


@pytest.mark.parametrize(
    "bomb",
    [
        "TEL" + ";a" * 100_000,
        'TEL;"' * 50_000,
        "TEL;ENCODING=QUOTED-PRINTABLE:" + "=\n" * 100_000,
        "PHOTO:" + "\n A" * 200_000,
        "\nPHOTO:" * 50_000,
        "a." * 100_000,
        "\n " * 200_000,
    ],
    ids=lambda bomb: bomb[:12],
)
def test_bombs_end_soon(bomb: str) -> None:
    began = time.monotonic()
    card.read(bomb.encode())
    assert time.monotonic() - began < 1.0
