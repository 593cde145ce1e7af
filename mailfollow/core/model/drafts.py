"""Our drafts, and the mailboxes they and others lie in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailfollow.core.model.messages import Mailbox, Place
from mailfollow.core.model.reasons import Reason


class Stage(StrEnum):
    """Stages of a draft (DESIGN.md §6)."""

    INTENDED = "intended"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    WAITING = "waiting"
    EDITED = "edited"
    GONE = "gone"
    SENT = "sent"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Draft:
    """One row of the draft journal. `to` is None for a letter with a gap (no recipient)."""

    token: str
    commitment: str
    contact: str
    name: str  # the contact's name in the letter
    occasion: date
    n: int
    stage: Stage
    account: str  # the account's address
    mailbox: str
    message_id: str
    laid_at: datetime  # the moment of the intent
    since: datetime  # the moment of this stage
    to: str | None = None
    parent: str | None = None  # the message it answers; None: a new mail
    uidvalidity: int | None = None
    uid: int | None = None
    digest: str | None = None  # SHA-256 of the bytes read back after the APPEND
    internal_date: datetime | None = None
    reason: Reason | None = None
    cleared_by: str | None = None  # in doubt: the connection that looked and did not find it


@dataclass(frozen=True, slots=True)
class Lying:
    """A message that lies in Drafts or Trash now. `\\Deleted` ghosts are left out by the look."""

    place: Place
    at: datetime  # INTERNALDATE
    message_id: str | None = None
    references: tuple[str, ...] = ()
    recipients: tuple[Mailbox, ...] = ()  # To, Cc and Bcc
    digest: str | None = None  # only for a message that bears one of our tokens
    sender: tuple[Mailbox, ...] = ()  # From
    subject: str = ""
    came_by_mail: bool = False  # as in `SentMessage`: no draft has come by mail


class Why(StrEnum):
    """How a folder was found; `name` and `only` are told with the candidates."""

    CONFIG = "config"  # set in config.toml
    SPECIAL_USE = "special_use"  # the server marks it (RFC 6154)
    NAME = "name"  # known by its name


@dataclass(frozen=True, slots=True)
class Folder:
    """A mailbox with a role. `name` is the decoded name, as the user's client shows it."""

    name: str
    why: Why
    special_use: bool = False  # it bears the attribute, however it was found


@dataclass(frozen=True, slots=True)
class Folders:
    sent: tuple[Folder, ...]
    drafts: Folder
    trash: Folder | None = None
    listed: frozenset[str] | None = None  # every mailbox that can be opened
    separator: str = "/"  # between the parts of a name on this server


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a Sent mailbox is read and settled: every UID up to `uid` needs no second look."""

    account: str
    mailbox: str
    uidvalidity: int
    uid: int
