"""vCards → cards. `vobject` reads what a card says; before it comes what only costs or breaks.

It needs 8 s for a megabyte, stops at a card without an end, and does not know every charset of
old phones. So it is given the few lines that matter, in UTF-8, one card at a time.
"""

from __future__ import annotations

import codecs
import logging
import quopri
import re
from collections.abc import Iterator
from typing import Any

import vobject
from vobject.base import VObjectError

from mailfollow.cards.encoding import text
from mailfollow.core.model import Card

MOST_BYTES = 16_000_000
MOST_CARDS = 5_000
_LINES, _LENGTH = 60, 2_000  # of one card, as far as it is read
_VALUES = 10
_WANTED = re.compile(rb"(?:[\w-]+\.)?(?:n|fn|email|tel|org)[;:]", re.IGNORECASE)
_BEGIN = re.compile(rb"begin\s*:\s*vcard\s*", re.IGNORECASE)
_END = re.compile(rb"end\s*:\s*vcard\s*", re.IGNORECASE)
_AGENT = re.compile(rb"agent\s*:\s*(?:begin\s*:\s*vcard\s*)?", re.IGNORECASE)
_QUOTED = re.compile(rb"^[^:]*quoted-printable[^:]*:", re.IGNORECASE)
_CODED = re.compile(r";(?:encoding=)?(?:quoted-printable|8bit|7bit)(?=[;:])", re.IGNORECASE)
_CHARSET = re.compile(r";charset=\"?([^\";:]*)\"?(?=[;:])", re.IGNORECASE)

Contents = dict[str, list[Any]]
"""What `vobject` found: by lower-case property, its lines."""

# It would tell lines of cards in the log.
logging.getLogger("vobject.base").setLevel(logging.CRITICAL)


def read(raw: bytes, most: int = MOST_CARDS) -> tuple[tuple[Card, ...], int]:
    """The cards of one file, and how many could not be read, those past `most` among them.

    Never raises.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = text(raw[:MOST_BYTES]).encode()
    cards: list[Card] = []
    unread = 0
    for lines in _cards(raw[:MOST_BYTES].removeprefix(codecs.BOM_UTF8)):
        card = _card(lines) if lines and len(cards) < most else None
        if card:
            cards.append(card)
        else:
            unread += 1
    return tuple(cards), unread or int(not cards and bool(raw.strip()))


def _cards(raw: bytes) -> Iterator[list[bytes]]:
    """The wanted lines of each card. One without an end goes up to the next one's beginning."""
    card: list[bytes] | None = None
    agent = False  # within a card in a card (vCard 2.1)
    for line in _logical(raw):
        begins, ends = bool(_BEGIN.fullmatch(line)), bool(_END.fullmatch(line))
        if agent:
            agent = not ends
        elif _AGENT.fullmatch(line):
            agent = True
        elif begins or ends:
            if card is not None:
                yield card
            card = [] if begins else None
        elif card is not None and len(card) < _LINES and _WANTED.match(line):
            card.append(line)
    if card is not None:
        yield card


def _logical(raw: bytes) -> Iterator[bytes]:
    """Lines with their continuations: folded ones, and soft breaks of quoted-printable."""
    current: list[bytes] = []
    length, soft = 0, False
    for line in raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        folded = line[:1] in (b" ", b"\t")
        if current and (soft or folded):
            more = line.lstrip() if soft else line[1:]
            if soft:
                current[-1] = current[-1][:-1]
            if length < _LENGTH:
                current.append(more)
                length += len(more)
        else:
            yield b"".join(current).strip()
            current, length, more = [line[:_LENGTH]], len(line), line
        soft = more.endswith(b"=") and bool(_QUOTED.match(current[0]))
    yield b"".join(current).strip()


# --- one card -------------------------------------------------------------------------------


def _card(lines: list[bytes]) -> Card | None:
    prepared = [_prepared(line) for line in lines]
    whole = "\n".join(["BEGIN:VCARD", "VERSION:3.0", *prepared, "END:VCARD", ""])
    try:
        found = next(vobject.readComponents(whole, ignoreUnreadable=True))
        card = _said(found.contents)
    except (VObjectError, ValueError, LookupError, TypeError, AttributeError, StopIteration):
        return None  # what a broken card makes of it
    return card if card.name or card.emails or card.phones else None


def _prepared(line: bytes) -> str:
    """One line in UTF-8 without its coding."""
    head, _, value = line.partition(b":")
    declared = _CHARSET.search(head.decode("latin-1") + ":")
    if _QUOTED.match(line):
        value = quopri.decodestring(value)
    told = _CHARSET.sub("", _CODED.sub("", text(head) + ":"))
    words = text(value, declared[1] if declared else None)
    return told + re.sub(r"[\r\n\x85\u2028\u2029\v\f\x1c-\x1e]+", " ", words)


def _said(contents: Contents) -> Card:
    name, surname, title = _name(contents)
    company = next((" ".join(map(str, o.value[:1])) for o in contents.get("org", [])), "")
    return Card(
        name=name,
        surname=surname,
        emails=_values(contents, "email"),
        phones=_values(contents, "tel"),
        company=company.strip() or None,
        title=title or None,
    )


def _name(contents: Contents) -> tuple[str, str, str]:
    """Name, surname and title: N knows which word is which, where it says both."""
    shown = next((str(line.value) for line in contents.get("fn", [])), "").strip()
    structured = next((line.value for line in contents.get("n", [])), None)
    if structured is None:
        return shown, "", ""
    given, more, family, title = (
        _joined(part)
        for part in (
            structured.given, structured.additional, structured.family, structured.prefix
        )
    )  # fmt: skip
    whole = " ".join(part for part in (given, more, family) if part)
    if given and family:
        return whole, family, title
    return shown if shown and "@" not in shown else whole or shown, "", title


def _joined(part: str | list[str]) -> str:
    return " ".join((part if isinstance(part, str) else " ".join(part)).split())


def _values(contents: Contents, name: str) -> tuple[str, ...]:
    found = (
        re.sub(r"(?i)^(?:tel|mailto):", "", str(v.value)).strip() for v in contents.get(name, [])
    )
    return tuple(dict.fromkeys(v for v in found if v))[:_VALUES]
