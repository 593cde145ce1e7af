"""Mail as values: what was sent, what came in, and what it is held to prove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from mailfollow.core.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address of a header: display name and addr-spec (RFC 5322 §3.4)."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message lies. (uidvalidity, uid) names it for ever within that mailbox."""

    account: str  # the account's address
    mailbox: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Attachment:
    filename: str
    content_type: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What a message says, split by who wrote it."""

    own: str = ""  # written for this mail: no quote, nothing below the "-- " line
    signature: str = ""  # what stands below "-- " in the own part
    quoted: str = ""  # quoted or forwarded text
    forwarded: bool = False  # somebody's mail handed on, inline or as message/rfc822
    attachments: tuple[Attachment, ...] = ()
    calendar: str | None = None  # METHOD of a text/calendar part, upper case
    encrypted: bool = False  # the text cannot be read
    reaction: bool = False  # RFC 9078
    forwarded_from: tuple[str, ...] = ()  # addresses in From of what is handed on
    cards: tuple[str, ...] = ()  # addresses and phones in attached vCards, as written
    vcards: tuple[bytes, ...] = ()  # those vCards, without their pictures


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One outgoing message as it lies in a Sent mailbox.

    `sent_at` is INTERNALDATE; `date` is the Date header where it could be read. `body` is
    None as long as only the headers were fetched.
    """

    place: Place
    sent_at: datetime
    date: datetime | None = None
    message_id: str | None = None
    subject: str = ""
    sender: tuple[Mailbox, ...] = ()  # From
    submitter: tuple[Mailbox, ...] = ()  # Sender
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    references: tuple[str, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    bulk: bool = False  # List-*, Precedence: bulk|list|junk (RFC 2369, RFC 2919)
    auto: bool = False  # Auto-Submitted other than "no", multipart/report (RFC 3834, RFC 6522)
    came_by_mail: bool = False  # Return-Path, Delivered-To or Authentication-Results
    special_use: bool = True  # it lies in the mailbox that bears \Sent
    body: Body | None = None


class Arrival(StrEnum):
    """What a mail in INBOX is, as far as it matters here."""

    PERSONAL = "personal"
    BOUNCE = "bounce"  # RFC 3464, Action: failed
    DELAYED = "delayed"  # RFC 3464, Action: delayed
    AWAY = "away"  # RFC 3834 auto-reply
    OTHER = "other"  # newsletters, lists, receipts: never looked at further


@dataclass(frozen=True, slots=True)
class InMessage:
    """One message in INBOX. It counts only if it names one of ours, or comes in its thread."""

    place: Place
    received_at: datetime  # INTERNALDATE
    arrival: Arrival
    message_id: str | None = None
    subject: str = ""
    sender: tuple[Mailbox, ...] = ()  # From
    references: tuple[str, ...] = ()  # References and In-Reply-To
    about: tuple[str, ...] = ()  # a bounce: Message-ID of the returned mail
    recipients: tuple[str, ...] = ()  # a bounce: the final recipients that failed
    until: date | None = None  # an auto-reply: the day it names, if it names one
    body: Body | None = None


class Grade(IntEnum):
    E1 = 1
    E2 = 2
    E3 = 3
    E4 = 4
    E5 = 5

    @property
    def fulfils(self) -> bool:
        return self <= Grade.E3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One outgoing message held against one commitment: a grade and a reason.

    `message` is the message's identity (`core.proof.message_key`), the same for all its
    copies. `seen_at` is the moment we first read it.
    """

    commitment: str
    grade: Grade
    reason: Reason
    message: str
    sent_at: datetime
    seen_at: datetime
    message_id: str | None = None
    account: str = ""
    folder: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()  # the person's addresses it went to
    said: str = ""  # a digest of its own text, to know it again
    notes: tuple[str, ...] = ()  # "gap": ✎ still in it · "attachment": announced, not attached
