"""Who the user is and whom they know, and what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from mailfollow.core.calendar import Duration


class Language(StrEnum):
    PL = "pl"
    DE = "de"
    EN = "en"


class Gender(StrEnum):
    F = "f"
    M = "m"


class Title(StrEnum):
    """The two titles that a salutation uses; every other one is dropped (LETTERS.md §2)."""

    DR = "dr"
    PROF = "prof"


@dataclass(frozen=True, slots=True)
class Me:
    """The user: whose mailboxes these are, and how to write in their name."""

    name: str
    addresses: tuple[str, ...]  # every address of the user, each account's own among them
    timezone: ZoneInfo
    language: Language = Language.EN
    gender: Gender | None = None
    shared: tuple[str, ...] = ()  # addresses from which colleagues write too
    country: str | None = None
    region: str | None = None
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person the user knows.

    `name` is the full name in reading order without titles. `first` and `surname` are None
    where the name does not say which word is which: then nothing may guess (LETTERS.md §2).
    """

    id: str
    name: str
    first: str | None = None
    surname: str | None = None
    title: Title | None = None
    gender: Gender | None = None
    formal: bool = True
    language: Language = Language.EN
    greeting: str | None = None
    company: str | None = None
    addresses: tuple[str, ...] = ()  # the first one is the one to write to
    phones: tuple[str, ...] = ()
    account: str | None = None  # label in [accounts.…]; None: the first account
    source: str = ""  # the file it was read from, for messages to the user


class BridgeKind(StrEnum):
    MEET = "meet"
    NEWS = "news"
    ASK = "ask"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Bridge:
    """What makes it easy to come back."""

    kind: BridgeKind
    phrase: str


@dataclass(frozen=True, slots=True)
class Thread:
    """The mail that a follow-up answers."""

    message_id: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """When and where the user met a contact, what was talked about, the bridge."""

    contact: str  # contact id
    on: date
    moment: datetime | None = None  # UTC; only where `on` was written with a time of day
    at: str | None = None
    talked_about: str | None = None
    in_common: str | None = None
    bridge: Bridge | None = None
    follow_up: bool = True  # False: a card, no promise
    thread: Thread | None = None  # a mail is being followed up; nobody met
    source: str = ""


class Kind(StrEnum):
    FOLLOW_UP = "follow_up"
    INTRODUCE = "introduce"
    CALL_BACK = "call_back"
    SEND = "send"
    SAY = "say"
    KEEP_IN_TOUCH = "keep_in_touch"


@dataclass(frozen=True, slots=True)
class Third:
    """The third person of an introduction: another contact, or a name with an address."""

    name: str
    contact: str | None = None  # contact id
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What the TOML says is owed, beside the follow-up that a meeting makes by itself."""

    contact: str  # contact id
    kind: Kind
    on: date  # the day it was given: its own `on`, else its meeting's, else the file's
    by: date | None = None  # a day the user set: never moved
    within: Duration | None = None  # `by = "3 days"`: counts from `on`
    text: str = ""  # what is to be sent or said
    third: Third | None = None
    about: str | None = None
    joint: bool = False
    consent: bool = True
    call_back: bool = True
    outcome: bool | None = None  # what the third person said, where the user knows it
    every: Duration | None = None  # keep_in_touch
    meeting: Meeting | None = None  # the meeting it stands with
    source: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Everything the people files say.

    `silent` names files that could not be read and have no last good state: what they once
    held is unknown, not absent (I5).
    """

    contacts: tuple[Contact, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    promises: tuple[Promise, ...] = ()
    silent: frozenset[str] = frozenset()

    def contact(self, id: str) -> Contact | None:
        return next((c for c in self.contacts if c.id == id), None)
