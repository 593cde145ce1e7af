"""What the user said by mail: folders, replies, captures. Heeded once, and told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailfollow.core.model.messages import SentMessage
from mailfollow.core.model.people import Contact, Meeting, Promise
from mailfollow.core.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class Card:
    """What a vCard, or a line of an address book, says of one person."""

    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    company: str | None = None
    title: str | None = None  # academic; as it stands in the name's prefix
    surname: str = ""  # where the card says which words of the name it is


@dataclass(frozen=True, slots=True)
class Said:
    """A mail of the user's to nobody but the user; it lies in a Sent mailbox (I4 of the words:
    nobody else can put a mail there).
    """

    message: SentMessage
    cards: tuple[Card, ...] = ()
    unreadable: int = 0  # attached cards that could not be read


@dataclass(frozen=True, slots=True)
class Heard:
    """How something that the user said by mail was understood.

    `source` names the message and what in it said so: nothing is heeded twice.
    """

    source: str
    at: datetime
    reason: Reason
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person and what is owed to them, to be written into a people file."""

    contact: Contact
    known: bool = False  # the contact stands in another file already: only its id is written
    meeting: Meeting | None = None
    promises: tuple[Promise, ...] = ()
    remark: str = ""  # the user's own words, kept as a comment


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A people file to be made. `origin` says where it comes from, and tells it from others."""

    day: date
    entries: tuple[Entry, ...]
    origin: str
