"""Folders as verbs: which there are, what lies in them, our own out of them, make them."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from mailfollow.core.model import Folders, Look, Lying, NoLook, Place, VerbFolder
from mailfollow.errors import MailError, Refused
from mailfollow.mail import drafts, folders
from mailfollow.mail.session import LOOK_ANEW_SECONDS, Session


def find(found: Folders, names: Mapping[VerbFolder, str]) -> dict[VerbFolder, str]:
    """The verb folders that exist, by the server's names for them.

    `names` have "/" between their parts; a server may have another separator, and everything
    below INBOX.
    """
    there = {_composed(name): name for name in found.listed or ()}
    ways = {verb: map(_composed, _ways(found, name)) for verb, name in names.items()}
    wanted = ((verb, next((w for w in keys if w in there), None)) for verb, keys in ways.items())
    return {verb: there[key] for verb, key in wanted if key is not None}


def look(
    session: Session,
    found: Folders,
    names: Mapping[VerbFolder, str],
    *,
    tokens: frozenset[str],
    now: datetime,
) -> dict[VerbFolder, Look[Lying] | NoLook]:
    """What lies in each verb folder that exists; a failed look is a `NoLook`. Never raises."""
    looks: dict[VerbFolder, Look[Lying] | NoLook] = {}
    for verb, mailbox in find(found, names).items():
        try:
            looks[verb] = read(session, mailbox, tokens=tokens, now=now)
        except MailError as trouble:
            looks[verb] = NoLook(session.account.address, mailbox, trouble.sentence)
    return looks


def read(session: Session, mailbox: str, *, tokens: frozenset[str], now: datetime) -> Look[Lying]:
    """Everything in one verb folder, as `drafts.look`. Raises MailError.

    One in which nothing came or went costs one STATUS, for nine minutes: then it is read anew,
    since a message may also be marked as deleted where it lies.
    """
    numbers = None if session.opened == mailbox else session.numbers(mailbox)
    held = session.verbs.get(mailbox)
    if held and numbers == held[0] and held[1] > time.monotonic() and _covers(held[2], tokens):
        return replace(held[2], began=now)
    session.verbs.pop(mailbox, None)
    seen = drafts.look(session, mailbox, tokens=tokens, now=now)
    if numbers is not None:
        session.verbs[mailbox] = (numbers, time.monotonic() + LOOK_ANEW_SECONDS, seen)
    return seen


def moved(session: Session) -> bool:
    """Whether anything came or went in the verb folders since they were read. Raises MailError."""
    return any(session.numbers(name) != held[0] for name, held in session.verbs.items())


def clear(session: Session, place: Place, trash: str, digest: str) -> bool:
    """Our own untouched message out of a verb folder to Trash, as `drafts.withdraw`."""
    return drafts.withdraw(
        session, place.mailbox, trash, uidvalidity=place.uidvalidity, uid=place.uid, digest=digest
    )


def create(session: Session, names: Mapping[VerbFolder, str]) -> tuple[str, ...]:
    """Make the verb folders that are missing, and have clients show them all.

    Only because the user asked for it. Gives the server's names of those that were made. Raises
    MailError.
    """
    found = folders.discover(session)
    there, made = find(found, names), list[str]()
    for verb, name in names.items():
        mailbox = there.get(verb) or _ways(found, name)[0]
        if verb not in there:
            _make(session, mailbox, found.separator)
            made.append(mailbox)
        with suppress(Refused):  # not every server has subscriptions
            session.subscribe(mailbox)
    return tuple(made)


def _make(session: Session, mailbox: str, separator: str) -> None:
    """The server makes what stands above it (RFC 9051 §6.3.4), save where it does not."""
    try:
        session.create(mailbox)
    except Refused:
        for above in _above(mailbox, separator):
            with suppress(Refused):  # it is there
                session.create(above)
        session.create(mailbox)


def _above(mailbox: str, separator: str) -> Iterator[str]:
    parts = mailbox.split(separator)
    return (separator.join(parts[:n]) for n in range(1, len(parts)))


def _ways(found: Folders, name: str) -> tuple[str, str]:
    """The server's names for `name`, at the top and below INBOX; where Drafts lies comes first."""
    plain = name.replace("/", found.separator)
    inside = f"INBOX{found.separator}"
    ways = (plain, inside + plain)
    return ways[::-1] if found.drafts.name.upper().startswith(inside.upper()) else ways


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _covers(seen: Look[Lying], tokens: frozenset[str]) -> bool:
    """Whether it has the digest of all that bears one of `tokens`."""
    return all(item.digest or not tokens & set(item.references) for item in seen.items)
