"""What was seen of a mailbox: complete, or not at all (I5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from mailfollow.core.model.drafts import Lying
from mailfollow.core.model.hearing import Said
from mailfollow.core.model.messages import InMessage, SentMessage
from mailfollow.core.model.settings import VerbFolder

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Look(Generic[T_co]):
    """One complete reading of one mailbox, begun at a moment. A failed one is a `NoLook`."""

    account: str
    mailbox: str
    began: datetime
    uidvalidity: int
    items: tuple[T_co, ...]
    exists: int | None = None  # messages in the mailbox; None: not counted
    newest: datetime | None = None  # the latest INTERNALDATE that was read
    unread: int = 0  # messages that are there and that the server did not give

    @property
    def complete(self) -> bool:
        """Whether it tells also what is not there."""
        return self.unread == 0


@dataclass(frozen=True, slots=True)
class NoLook:
    """We do not know what lies there (I5). `mailbox` is None where it could not even be named."""

    account: str
    mailbox: str | None
    why: str  # one English sentence, for the log

    @property
    def complete(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class AccountView:
    """What one sweep saw at one account. `trash` is None where the account has no Trash."""

    account: str  # the account's address
    label: str
    sent: tuple[Look[SentMessage] | NoLook, ...]
    drafts: Look[Lying] | NoLook
    trash: Look[Lying] | NoLook | None
    can_withdraw: bool = True  # MOVE or UIDPLUS (I4)
    inbox: Look[InMessage] | NoLook | None = None
    listed: frozenset[str] | None = None  # every mailbox the server has; None: not asked
    connection: str = ""  # names the connection that looked
    verbs: Mapping[VerbFolder, Look[Lying] | NoLook] = field(default_factory=dict)
    said: tuple[Said, ...] = ()  # the user's mails to nobody but the user
