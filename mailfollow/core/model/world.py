"""Everything `plan` decides from, and what it decides."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mailfollow.core.model.arrivals import Arrived, Circumstances
from mailfollow.core.model.commitments import Commitment
from mailfollow.core.model.drafts import Draft, Stage
from mailfollow.core.model.hearing import Heard, PeopleFile
from mailfollow.core.model.looks import AccountView
from mailfollow.core.model.memory import Clock, Memory, Pause, State
from mailfollow.core.model.messages import Evidence, Place, SentMessage
from mailfollow.core.model.morning import Morning
from mailfollow.core.model.people import Me, People
from mailfollow.core.model.reasons import Reason
from mailfollow.core.model.settings import DigestTime, Limits, Timing, VerbFolders
from mailfollow.core.model.words import Word


@dataclass(frozen=True, slots=True)
class World:
    """Everything `plan` decides from."""

    now: datetime
    me: Me
    people: People
    timing: Timing
    limits: Limits
    commitments: tuple[Commitment, ...]
    memory: Memory  # before this sweep
    judged: tuple[Evidence, ...]  # what this sweep's looks at Sent prove
    views: Mapping[str, AccountView]  # by account address; every configured account is in it
    accounts: Mapping[str, str]  # label → address, in the order of the config
    arrived: tuple[Arrived, ...] = ()  # what this sweep's looks at INBOX say
    holidays: Container[date] = frozenset()
    foreseen: Mapping[str, Foreseen] = field(default_factory=dict)  # by token
    delay: timedelta = timedelta()  # after `drafts_at`; keeps two installations apart
    verbs: VerbFolders = VerbFolders()
    digest: DigestTime = DigestTime()
    code: str = ""  # of a morning mail sent today
    problems: tuple[str, ...] = ()  # of the people files


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a token of ours means, whether the journal still knows it or not."""

    commitment: str
    occasion: date
    n: int


@dataclass(frozen=True, slots=True)
class Fulfil:
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ask:
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Note:
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Retract:
    """Evidence no longer holds: re-graded, or its message was taken back in time."""

    commitment: str
    message: str


@dataclass(frozen=True, slots=True)
class PutDraft:
    commitment: Commitment
    occasion: date
    n: int
    account: str  # the account's address
    circumstances: Circumstances = Circumstances()
    parent: Arrived | None = None  # the message it answers

    @property
    def late(self) -> bool:
        return self.circumstances.late


@dataclass(frozen=True, slots=True)
class WithdrawDraft:
    """Move our untouched draft to Trash."""

    draft: Draft
    trash: str


@dataclass(frozen=True, slots=True)
class Restage:
    """The journal learns what became of a draft; `draft` holds the new values."""

    draft: Draft
    was: Stage


@dataclass(frozen=True, slots=True)
class Heed:
    """Remember what an incoming mail says."""

    arrived: Arrived


@dataclass(frozen=True, slots=True)
class Renew:
    """Open the account's connection anew: a second look needs another one."""

    account: str  # the account's address


@dataclass(frozen=True, slots=True)
class Hear:
    """Remember what the user said by mail: each source with its words, once."""

    heard: tuple[Heard, ...]
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteFile:
    """Make a people file of what the user said; then remember that it was heard."""

    file: PeopleFile
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Clear:
    """Move our own untouched message out of a verb folder to Trash."""

    place: Place
    digest: str  # of the bytes that we laid
    trash: str


@dataclass(frozen=True, slots=True)
class PutDigest:
    """Send the morning mail, to the user's own address."""

    morning: Morning
    account: str  # the account's address


Action = (
    Heed
    | Fulfil
    | Ask
    | Note
    | Retract
    | PutDraft
    | WithdrawDraft
    | Restage
    | Pause
    | Renew
    | Hear
    | WriteFile
    | Clear
    | PutDigest
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done now, why the rest is not, and when to look again at the latest."""

    actions: tuple[Action, ...] = ()
    states: tuple[State, ...] = ()
    held: Mapping[str, Reason] = field(default_factory=dict)  # commitment id → why no draft now
    circumstances: Mapping[str, Circumstances] = field(default_factory=dict)
    wake: datetime | None = None
    sizes: Mapping[tuple[str, str], int] = field(default_factory=dict)  # to be remembered
    clock: Clock = Clock()  # to be remembered


Choose = Callable[[tuple[SentMessage, ...]], frozenset[int]]
"""Headers of new messages → the UIDs whose bodies proof needs."""
