"""Look at one account: every Sent, Drafts and Trash, each complete or not at all (I5)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Protocol, TypeVar

from mailfollow.cards import vcard
from mailfollow.core import address, inbound, proof
from mailfollow.core.court import Court
from mailfollow.core.hear import reply
from mailfollow.core.model import (
    Account,
    AccountView,
    Commitment,
    Cursor,
    Folder,
    Folders,
    InMessage,
    Look,
    Lying,
    Me,
    NoLook,
    Said,
    SentMessage,
    VerbFolders,
)
from mailfollow.errors import MailError
from mailfollow.ledger import Looked
from mailfollow.mail import drafts, folders, inbox, sent, verbs
from mailfollow.mail.session import Session

T = TypeVar("T")

INCOMING = "incoming: "
"""INBOX may be read as a Sent mailbox too: its cursor as such is another one."""


class Box(Protocol):
    """An account whose session can be used: here in `run --once`, in its own thread in `run`."""

    account: Account

    def run(self, job: Callable[[Session], T]) -> T:
        """What `job` returns. Raises MailError, at once where there is no session."""

    def mail(self, raw: bytes, at: datetime) -> None:
        """Hand a mail to the user in, at this moment.

        Raises InDoubt where it may have been delivered, else MailError: then it was not.
        """

    def renew(self) -> None:
        """Have what runs from now on run over another connection. Never raises."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What is looked for at one account."""

    court: Court
    cursors: Mapping[str, Cursor]  # by mailbox
    covered: Mapping[str, frozenset[str]]  # by mailbox: fingerprints looked up from their origin
    tokens: frozenset[str]  # ours, laid or foreseen
    places: frozenset[tuple[int, int]]  # (UIDVALIDITY, UID) of drafts we know
    trash_since: date
    verbs: VerbFolders


@dataclass(frozen=True, slots=True)
class Seen:
    view: AccountView
    looked: tuple[Looked, ...] = ()
    folders: Folders | None = None
    trouble: MailError | None = None


def look(box: Box, errand: Errand, now: datetime) -> Seen:
    """One account as it is now; what could not be read is a `NoLook`."""
    try:
        return box.run(lambda session: _look(session, errand, now))
    except MailError as trouble:
        nothing = NoLook(box.account.address, None, trouble.sentence)
        view = AccountView(box.account.address, box.account.label, (nothing,), nothing, nothing)
        return Seen(view, trouble=trouble.anew())


def _look(session: Session, errand: Errand, now: datetime) -> Seen:
    # Sent before Drafts, Drafts before Trash: what left one has then reached the other.
    account = session.account
    found = folders.discover(session)
    troubles: list[MailError] = []

    def guarded(mailbox: str, read: Callable[[], T]) -> T | NoLook:
        try:
            return read()
        except MailError as trouble:
            troubles.append(trouble.anew())
            return NoLook(account.address, mailbox, trouble.sentence)

    reads = [guarded(f.name, partial(_sent, session, f, errand, now)) for f in found.sent]
    read = partial(_lying, session, errand, now)
    lying = guarded(found.drafts.name, partial(read, found.drafts, None))
    trash = (
        guarded(found.trash.name, partial(read, found.trash, errand.trash_since))
        if found.trash
        else None
    )
    verbs_ = verbs.look(session, found, errand.verbs.names, tokens=errand.tokens, now=now)
    arrived = guarded(inbox.MAILBOX, partial(_inbox, session, errand, now))
    view = AccountView(
        account=account.address,
        label=account.label,
        sent=tuple(r if isinstance(r, NoLook) else r[0] for r in reads),
        drafts=lying,
        trash=trash,
        can_withdraw=session.can("MOVE") or session.can("UIDPLUS"),
        inbox=arrived if isinstance(arrived, NoLook) else arrived[0],
        listed=found.listed,
        connection=session.name,
        verbs=verbs_,
        said=tuple(
            _said(m)
            for r in reads
            if not isinstance(r, NoLook)
            for m in r[0].items
            if reply.to_oneself(m, errand.court.me)
        ),
    )
    looked = tuple(r[1] for r in (*reads, arrived) if not isinstance(r, NoLook))
    return Seen(view, looked, found, troubles[0] if troubles else None)


def _sent(
    session: Session, folder: Folder, errand: Errand, now: datetime
) -> tuple[Look[SentMessage], Looked]:
    inputs = {fingerprint(c, errand.court.me): c for c in errand.court.commitments}
    covered = errand.covered.get(folder.name, frozenset())
    cursor = errand.cursors.get(folder.name)
    anew = [c for print_, c in inputs.items() if cursor is None or print_ not in covered]
    found, moved = _read(session, folder, errand, cursor, _oldest(anew), now)
    if cursor and moved.uidvalidity != cursor.uidvalidity:  # every UID means another message now
        found, moved = _read(session, folder, errand, None, _oldest(inputs.values()), now)
    return found, Looked(moved, frozenset(inputs))


def _read(
    session: Session,
    folder: Folder,
    errand: Errand,
    cursor: Cursor | None,
    since: date | None,
    now: datetime,
) -> tuple[Look[SentMessage], Cursor]:
    return sent.look(
        session,
        folder,
        cursor=cursor,
        since=since,
        now=now,
        choose=lambda headers: (
            proof.choose(headers, errand.court) | reply.choose(headers, errand.court.me)
        ),
    )


def _said(message: SentMessage) -> Said:
    """With the cards that are attached to it."""
    found = [vcard.read(raw) for raw in (message.body.vcards if message.body else ())]
    cards = tuple(card for cards, _ in found for card in cards)
    return Said(message, cards, sum(unreadable for _, unreadable in found))


def _inbox(session: Session, errand: Errand, now: datetime) -> tuple[Look[InMessage], Looked]:
    inputs = {fingerprint(c, errand.court.me): c for c in errand.court.commitments}
    name = INCOMING + inbox.MAILBOX
    covered, cursor = errand.covered.get(name, frozenset()), errand.cursors.get(name)
    found, moved = inbox.look(
        session,
        cursor=cursor and replace(cursor, mailbox=inbox.MAILBOX),
        since=_oldest(c for f, c in inputs.items() if cursor is None or f not in covered),
        now=now,
        choose=lambda headers: inbound.choose(headers, errand.court),
    )
    return found, Looked(replace(moved, mailbox=name), frozenset(inputs))


def _oldest(commitments: Iterable[Commitment]) -> date | None:
    return min((c.origin for c in commitments), default=None)


def _lying(
    session: Session, errand: Errand, now: datetime, folder: Folder, since: date | None
) -> Look[Lying]:
    return drafts.look(
        session, folder.name, tokens=errand.tokens, now=now, since=since, known=errand.places
    )


def fingerprint(commitment: Commitment, me: Me) -> str:
    """What a commitment is matched by: when it changes, Sent is read again from its origin."""
    contact = commitment.contact
    parts = (
        commitment.id,
        commitment.origin.isoformat(),
        str(commitment.origin_moment),
        contact.name,
        sorted(address.key(a) for a in contact.addresses),
        sorted(address.key(a) for a in (*me.addresses, *me.shared)),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]
