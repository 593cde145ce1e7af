"""The bytes of a draft: what a mail client, and whoever gets the mail, will see."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import date, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.address import message_ids
from mailfollow.core.model import Language, Mailbox
from mailfollow.errors import LetterImpossible
from mailfollow.letters.compose import compose, message_id, token
from mailfollow.letters.render import Letter

NOW = datetime(2026, 5, 2, 7, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
EWA = Mailbox("Ewa Zielińska", "ewa@example.org")
ID = "m1@example.org"
TOKEN = "t1@example.org"
PLAIN = Letter("Our conversation", "Hi Priya,\n\nText.", Language.EN, "priya@example.net", None)
TEXTS = st.text(max_size=120)
ID_TEXTS = st.builds(
    lambda c, n: f"{c * n}@example.net", st.sampled_from("abcdefgh"), st.integers(1, 300)
)
IDS = st.lists(ID_TEXTS, max_size=30)


def built(letter: Letter = PLAIN, **more: object) -> bytes:
    known: dict[str, object] = {"sender": EWA, "date": NOW, "message_id": ID, "token": TOKEN}
    return compose(letter, **(known | more))  # type: ignore[arg-type]


def named(name: str) -> tuple[Mailbox, ...]:
    return (Mailbox(name, "priya@example.net"),)


def read(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)  # type: ignore[return-value]


def test_a_plain_draft_byte_for_byte() -> None:
    assert built(recipients=named("Priya Okafor")) == (
        b"From: =?utf-8?q?Ewa_Zieli=C5=84ska?= <ewa@example.org>\r\n"
        b"To: Priya Okafor <priya@example.net>\r\n"
        b"Subject: Our conversation\r\n"
        b"Date: Sat, 02 May 2026 07:00:00 +0200\r\n"
        b"Message-ID: <m1@example.org>\r\n"
        b"References: <t1@example.org>\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: text/plain; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"\r\n"
        b"Hi Priya,\r\n\r\nText.\r\n"
    )


def test_a_letter_with_a_gap_has_no_recipient() -> None:
    gap = "✎ fill in priya@example.net"
    message = read(built(Letter("S", f"{gap}\n\nHi,", Language.EN, None, gap)))
    assert message["To"] is None
    assert message["Cc"] is None
    assert message["Bcc"] is None


def test_a_letter_to_two_people_names_both() -> None:
    both = (Mailbox("Żaneta Łącka", "z@example.net"), Mailbox("Klein, Jana", "j@example.com"))
    assert (
        b"To: =?utf-8?b?xbthbmV0YSDFgcSFY2th?= <z@example.net>,\r\n"
        b' "Klein, Jana" <j@example.com>\r\nSubject: '
    ) in built(recipients=both)
    for recipients in (both, both[::-1], (both[0],) * 2, (both[1],) * 3):
        found = read(built(recipients=recipients))["To"].addresses
        assert [Mailbox(a.display_name, a.addr_spec) for a in found] == list(recipients)
    gap = Letter("S", "✎ x", Language.EN, None, "✎ x")
    assert read(built(gap, recipients=both))["To"] is None


# --- thread headers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parent", "chain", "references"),
    [
        (None, (), (TOKEN,)),
        (None, ("a@x", "b@x"), (TOKEN,)),
        ("p@x", (), (TOKEN, "p@x")),
        ("p@x", ("a@x", "b@x"), ("a@x", "b@x", TOKEN, "p@x")),
        ("p@x", ("a@x", "a@x", "p@x", TOKEN), ("a@x", TOKEN, "p@x")),
        ("p@x", ("not an id", "a@x\r\nBcc: b@x", "ż@x"), (TOKEN, "p@x")),
        (
            "p@x",
            tuple(f"{n}@x" for n in range(20)),
            ("0@x", *(f"{n}@x" for n in range(13, 20)), TOKEN, "p@x"),
        ),
    ],
)
def test_the_token_stands_directly_before_the_parent(
    parent: str | None, chain: tuple[str, ...], references: tuple[str, ...]
) -> None:
    raw = built(parent=parent, chain=chain)
    message = email.message_from_bytes(raw)
    assert message_ids(message["References"]) == references
    assert message_ids(message["In-Reply-To"] or "") == ((parent,) if parent else ())


@given(chain=IDS, parent=ID_TEXTS)
def test_references_stay_within_ten_ids_and_900_bytes(chain: list[str], parent: str) -> None:
    raw = built(parent=parent, chain=tuple(chain))
    header = email.message_from_bytes(raw)["References"]
    ids = message_ids(header)
    assert ids[-2:] == (TOKEN, parent)
    assert len(ids) <= 10
    assert len(header.encode()) <= 900
    assert b"=?" not in raw.partition(b"References:")[2].partition(b"MIME")[0]
    others = [i for i in dict.fromkeys(chain) if i not in (TOKEN, parent)]
    kept = ids[:-2]
    assert kept == tuple(i for i in others if i in kept)
    if len(kept) > 1:
        assert (kept[0], kept[-1]) == (others[0], others[-1])


@pytest.mark.parametrize("parent", ["", "x", "a@b c", "a@b>\r\nBcc: <c@d", "ż@x", f"{'a' * 900}@x"])
def test_a_parent_that_is_no_message_id_is_refused(parent: str) -> None:
    with pytest.raises(LetterImpossible):
        built(parent=parent)


# --- token and message-id -------------------------------------------------------------------


def test_ids_are_the_same_for_the_same_draft_and_differ_otherwise() -> None:
    base = (b"key", "anna.follow_up.2026-04-29", date(2026, 4, 29), 1, "example.org")
    others = [
        (b"yek", *base[1:]),
        (base[0], "anna.send.2026-04-29", *base[2:]),
        (*base[:2], date(2026, 4, 30), *base[3:]),
        (*base[:3], 2, base[4]),
    ]
    assert token(*base) == token(*base)
    made = [f(*args) for f in (token, message_id) for args in (base, *others)]
    assert len(set(made)) == len(made)


def test_a_token_says_nothing_and_looks_like_any_message_id() -> None:
    one = token(b"key", "anna.follow_up.2026-04-29", date(2026, 4, 29), 1, "Example.org")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@example\.org", one)
    assert message_ids(f"<{one}>") == (one,)


def test_tokens_are_fixed_for_ever() -> None:
    """The journal finds old drafts by them: an upgrade must not change one."""
    said = (b"k" * 32, "anna.follow_up.2026-04-29", date(2026, 4, 29), 1, "example.org")
    assert token(*said) == "14a1da10-e0ac-4d28-ac65-f4153bc1b6cd@example.org"
    assert message_id(*said) == "8540be4f-fbf0-4b87-a149-0eabfbb55f8b@example.org"


# --- whatever the texts are -----------------------------------------------------------------


@given(
    subject=TEXTS,
    name=TEXTS,
    body=st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=400),
)
def test_texts_never_become_headers_and_the_body_comes_back(
    subject: str, name: str, body: str
) -> None:
    letter = Letter(subject, body, Language.EN, "priya@example.net", None)
    raw = built(letter, recipients=named(name), sender=Mailbox(name, "ewa@example.org"))
    head, _, tail = raw.partition(b"\r\n\r\n")
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if not line.startswith(b" ")]
    assert names == [
        *(b"From", b"To", b"Subject", b"Date", b"Message-ID", b"References"),
        *(b"MIME-Version", b"Content-Type", b"Content-Transfer-Encoding"),
    ]
    assert raw.isascii()
    assert max(len(line) for line in head.split(b"\r\n")) <= 998
    assert max(len(line) for line in tail.split(b"\r\n")) <= 76
    assert b"\n" not in raw.replace(b"\r\n", b"")
    message = read(raw)
    assert [a.addr_spec for a in message["To"].addresses] == ["priya@example.net"]
    assert [a.addr_spec for a in message["From"].addresses] == ["ewa@example.org"]
    assert not message.is_multipart()
    assert message.get_content_type() == "text/plain"
    text = message.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.decode().replace("\r\n", "\n") == body.rstrip("\n") + "\n"


@given(subject=st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=150))
def test_subjects_come_back(subject: str) -> None:
    words = " ".join(re.findall(".{1,9}", subject.replace("✎", "?")))
    letter = Letter(words, "x", Language.EN, "priya@example.net", None)
    raw = built(letter, recipients=named(words))
    message = read(raw)
    assert str(message["Subject"]) == words
    if words.isascii():
        assert message["To"].addresses[0].display_name == words
    else:  # the parser of 3.11 adds blanks to display names of several encoded words
        to = email.message_from_bytes(raw)["To"]
        assert str(make_header(decode_header(to))) == f"{words} <priya@example.net>"
    encoded = re.findall(rb"=\?[^?]+\?.\?[^?]*\?=", raw)
    assert all(len(word) <= 75 for word in encoded)


@pytest.mark.parametrize(
    "name",
    [
        'Weber, "Anna"',
        "Müller, Max <boss@example.com>",
        "a@b.example, c",
        "x\r\nBcc: boss@example.com",
        "x\nBcc: boss@example.com",
        "x\u2028Bcc: boss@example.com",
        "x\x85Bcc: boss@example.com",
        "(comment) x",
        "=?utf-8?q?=0ABcc=3A_boss=40example=2Ecom?=",
        "Bartłomiej " * 30,
        "Smith " * 60,
        "\\",
        '"',
        "undisclosed-recipients:;",
    ],
)
def test_a_name_adds_no_recipient_and_no_header(name: str) -> None:
    raw = built(recipients=named(name))
    message = read(raw)
    assert [a.addr_spec for a in message["To"].addresses] == ["priya@example.net"]
    assert message["Bcc"] is None
    assert b"\r\nBcc" not in raw


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\x00"])
def test_a_subject_is_one_line(line_break: str) -> None:
    subject = f"Trees{line_break}Bcc: boss@example.com"
    message = read(built(Letter(subject, "x", Language.EN, "priya@example.net", None)))
    assert str(message["Subject"]) == "Trees Bcc: boss@example.com"
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    "to",
    [
        "",
        "a",
        "a@b, c@d",
        "a@b\r\nBcc: c@d",
        "a@b\nBcc: c@d",
        "A <a@b>, <c@d>",
        "ż@b.pl",
        "a b@c",
    ],
)
def test_an_address_that_is_not_one_is_refused(to: str) -> None:
    with pytest.raises(LetterImpossible):
        built(Letter("S", "x", Language.EN, to, None))
