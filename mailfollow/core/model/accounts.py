"""Mail accounts, how they fare, and the household that has them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailfollow.core.model.people import Me, People
from mailfollow.core.model.settings import DigestTime, Limits, Timing, VerbFolders


class Tls(StrEnum):
    IMPLICIT = "implicit"
    STARTTLS = "starttls"
    NONE = "none"  # on loopback only


@dataclass(frozen=True, slots=True)
class Imap:
    host: str
    port: int = 993
    tls: Tls = Tls.IMPLICIT
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class Smtp:
    """Where the morning mail is handed in; toward the user only."""

    host: str
    port: int = 465
    tls: Tls = Tls.IMPLICIT
    ca_file: str | None = None
    user: str | None = None  # None: as for IMAP


@dataclass(frozen=True, slots=True)
class FolderNames:
    """What the user set in `folders`; empty or None means: find it."""

    sent: tuple[str, ...] = ()
    drafts: str | None = None
    trash: str | None = None


@dataclass(frozen=True, slots=True)
class PasswordSource:
    """Where the password comes from; exactly one is set. Never the password itself."""

    command: tuple[str, ...] | None = None
    file: str | None = None
    env: str | None = None
    keyring: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    label: str  # the X of [accounts.X]
    address: str
    user: str
    password: PasswordSource
    imap: Imap
    folders: FolderNames = FolderNames()
    smtp: Smtp | None = None  # None: the morning mail is laid into INBOX


class AccountHealth(StrEnum):
    """What is known about the connection to an account (DESIGN.md §4, `status --json`)."""

    OK = "ok"
    CONNECTING = "connecting"
    OFFLINE = "offline"
    REFUSED = "refused"
    THROTTLED = "throttled"
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class AccountState:
    """How an account fares, for `status`. `since` and `last_sweep` are moments."""

    name: str  # the label in [accounts.…]
    address: str
    state: AccountHealth = AccountHealth.CONNECTING
    since: datetime | None = None
    last_sweep: datetime | None = None
    sent: tuple[str, ...] = ()  # folder names, as the user's client shows them
    drafts: str | None = None
    trash: str | None = None
    detail: str = ""  # the error's own English sentence


@dataclass(frozen=True, slots=True)
class Household:
    """What a sweep is told from the files: config and people, frozen."""

    me: Me
    accounts: tuple[Account, ...]
    people: People = People()
    timing: Timing = Timing()
    limits: Limits = Limits()
    holidays: Container[date] = frozenset()
    verbs: VerbFolders = VerbFolders()
    digest: DigestTime = DigestTime()
    people_dir: str = ""  # where new people files go
    problems: tuple[str, ...] = ()  # what is wrong in the people files, a sentence each
