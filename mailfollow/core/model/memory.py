"""What the ledger remembers, and where each commitment stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mailfollow.core.model.arrivals import Arrived
from mailfollow.core.model.commitments import Commitment, Status
from mailfollow.core.model.drafts import Draft
from mailfollow.core.model.hearing import Heard
from mailfollow.core.model.mailed import Digest
from mailfollow.core.model.messages import Evidence
from mailfollow.core.model.people import Kind
from mailfollow.core.model.reasons import Reason
from mailfollow.core.model.words import Word


@dataclass(frozen=True, slots=True)
class Known:
    """A commitment the ledger has met before."""

    id: str
    kind: Kind
    contact: str
    addresses: tuple[str, ...]
    source: str
    first_seen: datetime
    missing_since: datetime | None = None
    what: str = ""  # tells it from another of its kind and day (`core.numbering`)


@dataclass(frozen=True, slots=True)
class Pause:
    """No drafts until `resume`. `learning`: only none for what was overdue at `at` already."""

    at: datetime
    reason: Reason
    learning: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """How far time has come, whatever the clock of this machine says now."""

    last: datetime | None = None  # the latest sweep
    newest: datetime | None = None  # the latest INTERNALDATE


@dataclass(frozen=True, slots=True)
class Memory:
    """What the ledger remembers, as values.

    After a `resume` that no sweep has heeded yet, `sizes` and `clock` are empty.
    """

    known: Mapping[str, Known] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    words: tuple[Word, ...] = ()
    drafts: tuple[Draft, ...] = ()
    arrivals: tuple[Arrived, ...] = ()
    blind_since: Mapping[str, datetime] = field(default_factory=dict)  # account address → moment
    pauses: tuple[Pause, ...] = ()  # those in force, the first one first
    sizes: Mapping[tuple[str, str], int] = field(default_factory=dict)  # (account, mailbox) → count
    clock: Clock = Clock()
    heard: tuple[Heard, ...] = ()  # in the order they were said
    digests: tuple[Digest, ...] = ()  # the morning mails, by day


@dataclass(frozen=True, slots=True)
class State:
    """Where a commitment stands at one moment, from its days, its evidence and the words."""

    commitment: Commitment
    status: Status
    occasion: date
    late: bool = False
    overdue_at: datetime | None = None  # the moment it falls or fell overdue
    snoozed_until: datetime | None = None
    evidence: Evidence | None = None  # the mail that fulfilled it, or that a `yes` confirmed
    word: Word | None = None  # the word that ended it
    question: Evidence | None = None
    hints: tuple[Evidence, ...] = ()
    reason: Reason | None = None  # why it ended, or waits without a day
    ended_at: datetime | None = None
    permitted_at: datetime | None = None  # the last word that allows a draft anew
    draft_asked_at: datetime | None = None  # the last `draft` word, unless snoozed since
    tried_at: datetime | None = None  # the last `tried` word: rang, nobody answered
    outcome: bool | None = None  # what the user said came of it
