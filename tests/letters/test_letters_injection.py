"""Whatever stands in names, subjects, phrases, templates and threads: no header and no recipient
more than we meant, as the standard library's own parser reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mailfollow.core.model import Contact, Language, Mailbox
from mailfollow.errors import LetterImpossible, TemplateError
from mailfollow.letters.compose import compose
from mailfollow.letters.phrases import clean
from mailfollow.letters.render import Letter, Letters
from tests.letters.invented import EWA, TODAY, contact, follow_up, meeting

PIECES = [
    *("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0", "\t", " "),
    *("Bcc: eve@example.com", "To: eve@example.com", "\r\n\r\n", "\r\n Bcc: eve@example.com"),
    *("=?utf-8?q?=0D=0ABcc=3A_eve=40example.com?=", "=?utf-8?b?DQpCY2M6IGV2ZQ==?=", "=?", "?="),
    *("<eve@example.com>", ">, eve@example.com", "eve@example.com, ", "group: eve@example.com;"),
    *('"', "\\", '\\"', "(", ")", "<", ">", ",", ";", ":", "@", "[", "]", ".", "'", "%0d%0a"),
    *(
        "\u202e",
        "\u200b",
        "\ufeff",
        "\x1b[2J",
        "ﬀ",
        "ł",
        "漢",
        "🙂",
        "é",
        "Anna",
        "Klein",
        "x" * 90,
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=20)
ADDRESSES = st.sampled_from(["anna@example.net", "a.b+c@example.org"]) | TEXTS
IDS = st.sampled_from(["a@example.net", "b.c@example.org"]) | TEXTS
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "References", "MIME-Version"]
HEADERS += ["Content-Type", "Content-Transfer-Encoding"]
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
OWN, TOKEN = "own@example.org", "token@example.org"


def read(raw: bytes) -> Any:
    return message_from_bytes(raw, policy=policy.default)


def specs(header: Any) -> list[str]:
    return [one.addr_spec for one in header.addresses]


@settings(max_examples=60)
@given(
    subject=TEXTS,
    body=TEXTS,
    names=st.tuples(TEXTS, TEXTS, TEXTS),
    to=st.lists(ADDRESSES, min_size=1, max_size=2),
    parent=st.none() | IDS,
    chain=st.lists(IDS, max_size=4).map(tuple),
)
@example("x", "x", ("a, b <eve@example.com>", "", ""), ["anna@example.net"], None, ())
@example("x", "x", ("=?utf-8?q?a?=", "=?utf-8?q?b?=\u2028", ""), ["anna@example.net"], None, ())
@example("=?utf-8?q?=41?=", "x", ("", "", ""), ["anna@example.net"], None, ())
@example("x", "x", ("", "", ""), ["anna@example.net, eve@example.com"], None, ())
@example("x", "x", ("", "", ""), ["anna@example.net"], "a@b>\r\nBcc: eve@example.com", ())
def test_a_message_says_what_was_meant_and_no_more(
    subject: str,
    body: str,
    names: tuple[str, str, str],
    to: list[str],
    parent: str | None,
    chain: tuple[str, ...],
) -> None:
    letter = Letter(subject, body, Language.EN, to=to[0], gap=None)
    recipients = tuple(Mailbox(n, a) for n, a in zip(names[1:], to, strict=False))
    try:
        raw = compose(
            letter,
            sender=Mailbox(names[0], "ewa@example.org"),
            date=NOW,
            message_id=OWN,
            token=TOKEN,
            recipients=recipients,
            parent=parent,
            chain=chain,
        )
    except LetterImpossible:
        return  # an address or an id that is none
    found = read(raw)
    assert sorted(found.keys()) == sorted(HEADERS + (["In-Reply-To"] if parent else []))
    assert specs(found["From"]) == ["ewa@example.org"]
    assert specs(found["To"]) == [_plain(a) for a in to]
    assert all(
        line.isascii() and len(line) <= 998 for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n")
    )
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    ids = found["References"].split()
    assert f"<{TOKEN}>" in ids
    assert ids[-1] == f"<{parent or TOKEN}>"
    assert set(ids) <= {f"<{i}>" for i in (*chain, TOKEN, parent)}
    assert "".join(str(found["Subject"]).split()) == "".join(clean(subject).split())


def _plain(written: str) -> str:
    return Address(addr_spec=written.strip().removeprefix("mailto:").strip(" \t<>")).addr_spec


@settings(max_examples=30)
@given(name=TEXTS, first=TEXTS, greeting=TEXTS, at=TEXTS, talked=TEXTS)
def test_a_letter_from_a_persons_entry(
    name: str, first: str, greeting: str, at: str, talked: str
) -> None:
    person: Contact = replace(
        contact(Language.EN), name=name or "x", first=first or None, greeting=greeting or None
    )
    met = meeting(Language.EN, at=at or None, talked_about=talked or None)
    letter = Letters().write(follow_up(person, met), me=EWA, today=TODAY)
    assert len(letter.subject.splitlines()) == 1
    assert letter.to in (None, *person.addresses)


@pytest.mark.parametrize(
    "source",
    [
        "Subject: x\nBcc: eve@example.com\n\nHello",
        "Bcc: eve@example.com\nSubject: x\n\nHello",
        "Subject: x {{ '\\r\\n' }}Bcc: eve@example.com\n\nHello",
        "Subject: {% set a = '\\nBcc: eve@example.com' %}{{ a }}\n\nHello",
        "Subject: x{{ '\\u2028' }}Bcc: eve@example.com\n\nHello",
        "Subject: x\nContent-Type: text/html\n\n<b>",
    ],
)
def test_a_template_adds_no_header(source: str, tmp_path: Path) -> None:
    path = tmp_path / "en/follow_up.txt.j2"
    path.parent.mkdir()
    path.write_text(source)
    met = follow_up(contact(Language.EN), meeting(Language.EN))
    try:
        letter = Letters(tmp_path).write(met, me=EWA, today=TODAY)
    except TemplateError:
        return
    sender = Mailbox("Ewa", "ewa@example.org")
    found = read(compose(letter, sender=sender, date=NOW, message_id=OWN, token=TOKEN))
    assert sorted(found.keys()) == sorted(HEADERS)
    assert found.get_content_type() == "text/plain"
