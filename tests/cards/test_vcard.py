"""vCards of all ages → cards; what is broken costs itself alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.cards import vcard
from mailfollow.core.model import Card

PHONE_OF_2006 = b"""BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;Max;;Dr.\r
TEL;CELL;VOICE:+49 541 000000\r
TEL;WORK;ENCODING=QUOTED-PRINTABLE:=2B49 541=20=\r
000001\r
EMAIL;PREF;INTERNET:max@example.com\r
NOTE;ENCODING=QUOTED-PRINTABLE:EMAIL:no@example.com=0D=0A=\r
TEL:+00\r
PHOTO;ENCODING=BASE64;TYPE=JPEG:\r
 /9j/4AAQSkZJRgABAQ\r
/9j/4AAQSkZJRgABAQ\r
\r
ORG:Planung;Garten\r
TITLE:Inhaber\r
END:VCARD\r
"""
MAX = Card("Max Müller", ("max@example.com",), ("+49 541 000000", "+49 541 000001"),
           "Planung", "Dr.", "Müller")  # fmt: skip


def card(*lines: str, version: str = "3.0", charset: str = "utf-8") -> bytes:
    return "\r\n".join(
        ["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]
    ).encode(charset)  # fmt: skip


def one(raw: bytes) -> Card:
    (found,), unread = vcard.read(raw)
    assert not unread
    return found


def test_a_card_of_an_old_phone() -> None:
    assert one(PHONE_OF_2006) == MAX


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (card("FN:Łucja Żak"), "Łucja Żak"),
        (card("FN:Łucja Żak", charset="utf-8-sig"), "Łucja Żak"),
        (card("FN:Łucja Żak", charset="utf-16"), "Łucja Żak"),
        (card("FN:Łukasz Miś", charset="cp1250"), "Łukasz Miś"),
        (card("FN:Łukasz Miś", charset="iso-8859-2"), "Łukasz Miś"),
        (card("FN:Jürgen Groß", charset="latin-1"), "Jürgen Groß"),
        (card("FN;CHARSET=ISO-8859-2:Józef Kłos", charset="iso-8859-2"), "Józef Kłos"),
        (card("FN;CHARSET=windows-1251:Иван", charset="windows-1251"), "Иван"),
        (card("FN;CHARSET=UNKNOWN-8:Jürgen", charset="latin-1"), "Jürgen"),
        (card("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=81ucja =\r\n=C5=BBak"), "Łucja Żak"),
        (card("FN;QUOTED-PRINTABLE;CHARSET=WINDOWS-1250:Wanda =8Cliwa"), "Wanda Śliwa"),
        (card("FN;ENCODING=QUOTED-PRINTABLE:50=%=C3"), "50=%Ã"),
        (card("FN:Łu\r\n cja\r\n\t Żak"), "Łucja Żak"),
    ],
)  # fmt: skip
def test_letters(raw: bytes, name: str) -> None:
    assert one(raw).name == name


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["N:Kowalska;Anna;Maria;;"], Card("Anna Maria Kowalska", surname="Kowalska")),
        (["FN:Kowalska Anna", "N:Kowalska;Anna"], Card("Anna Kowalska", surname="Kowalska")),
        (["FN:Anna", "N:;Anna;;;"], Card("Anna")),
        (["FN:a@example.pl", "N:;Anna;;;"], Card("Anna")),
        (["N:Anna Kowalska"], Card("Anna Kowalska")),
        (["FN:Anna", "N;X"], Card("Anna")),
        (["FN:Anna", "ORG:Rower\\, Sp. z o.o.;Serwis"], Card("Anna", company="Rower, Sp. z o.o.")),
        (["FN:Anna", "item1.EMAIL;type=INTERNET;type=pref:anna@\r\n example.pl", "item1.X-AB:x",
          "email:anna@example.pl", "EMAIL:", "EMAIL;VALUE=uri:mailto:b@example.pl"],
         Card("Anna", ("anna@example.pl", "b@example.pl"))),
        (["FN:Anna", 'TEL;VALUE=uri;TYPE="voice,home":tel:+48-601-000-000', "X-TEL:1", "TELX:2"],
         Card("Anna", phones=("+48-601-000-000",))),
        (["FN:Anna", "KEY;ENCODING=b:AAAA\r\n BBBB", "LOGO:x", "SOUND;BASE64:\r\nTEL\r\n\r\nFOO"],
         Card("Anna")),
        (["FN:Anna", "AGENT:\r\nBEGIN:VCARD\r\nFN:Jan\r\nTEL:1\r\nEND:VCARD", "EMAIL:a@example.pl"],
         Card("Anna", ("a@example.pl",))),
        (["FN:Anna", "this is no line of a card", "EMAIL:a@example.pl"],
         Card("Anna", ("a@example.pl",))),
        (["FN:../../etc/passwd"], Card("../../etc/passwd")),
        (['FN:x"\\n[[contacts]]\\nname = "y'], Card('x"\n[[contacts]]\nname = "y')),
        (["FN:<b>Anna</b>\x1b[31m"], Card("<b>Anna</b>\x1b[31m")),
    ],
)  # fmt: skip
def test_what_a_card_says(lines: list[str], expected: Card) -> None:
    assert one(card(*lines)) == expected


def test_one_bad_card_does_not_stop_the_rest() -> None:
    raw = (
        card("FN:Anna") + card("NOTE:nothing") + b"BEGIN:VCARD\r\nFN:Jan\r\n"
        + card("TEL;X=\"a:1", "EMAIL") + b"rubbish\r\n\xff\xfe\r\n" + card("FN:Ola")
    )  # fmt: skip
    cards, unread = vcard.read(raw)
    assert [c.name for c in cards] == ["Anna", "Jan", "Ola"]
    assert unread == 2


@pytest.mark.parametrize(("raw", "unread"), [(b"", 0), (b" \n", 0), (b"hello", 1), (b"PK\3\4", 1)])
def test_no_card_at_all(raw: bytes, unread: int) -> None:
    assert vcard.read(raw) == ((), unread)


def test_no_more_than_asked_for() -> None:
    cards, unread = vcard.read(card("FN:Anna") * 5, most=3)
    assert (len(cards), unread) == (3, 2)


@pytest.mark.parametrize(
    "bomb",
    [
        card("FN:Anna", "PHOTO;ENCODING=b:" + "A" * 10_000_000),
        card("FN:Anna", "PHOTO;ENCODING=BASE64:" + f"\r\n {'A' * 70}" * 140_000),
        card("FN:Anna", "PHOTO;ENCODING=BASE64:" + f"\r\n{'A' * 70}" * 140_000),
        card("FN:" + "A;b\\," * 2_000_000),
        card("FN:Anna", *["TEL;X=" + '";"' * 600 + ":1"] * 200),
        card("FN:Anna", *["NOTE:" + "x" * 60] * 100_000),
        card("FN:Anna", *["EMAIL:a@example.pl"] * 100_000),
        b"a." * 5_000_000,
        card("FN;ENCODING=QUOTED-PRINTABLE:A" + "=\r\n" * 200_000),
    ],
    ids=lambda bomb: bomb[28:60].decode(),
)
def test_ten_megabytes_cost_little(bomb: bytes) -> None:
    began = time.process_time()
    vcard.read(bomb)
    assert time.process_time() - began < 3.0


def test_a_name_has_an_end() -> None:
    assert len(one(card("FN:A" + f"\r\n {'A' * 70}" * 1_000)).name) < 2_100


def test_nothing_of_a_card_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    vcard.read(card("FN:Anna", 'TEL;X="":secret', 'EMAIL;"secret":', "N;;;:secret;"))
    assert "secret" not in caplog.text


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    vcard.read(data)
    cards, unread = vcard.read(b"BEGIN:VCARD\nFN:A\nTEL;" + data + b"\nEND:VCARD\n")
    assert cards or unread


@given(st.text(min_size=1, max_size=60).filter(lambda t: t.split()))
def test_a_name_is_just_text(name: str) -> None:
    name = " ".join("".join(c for c in name if c.isprintable()).split()) or "x"
    escaped = name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert one(card(f"FN:{escaped}")).name == name
