"""Our drafts in Drafts and Trash: put one, look what lies there, withdraw one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mailfollow.core.model import Look, Lying, Place
from mailfollow.errors import MailError, Refused, Unavailable
from mailfollow.mail import message, unread
from mailfollow.mail.fetch import Row
from mailfollow.mail.session import Session

_FLAGS = r"(\Draft \Seen)"
_FIELDS = (
    "FROM TO CC BCC SUBJECT MESSAGE-ID REFERENCES RETURN-PATH DELIVERED-TO AUTHENTICATION-RESULTS"
)
_HEADER = f"(FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS ({_FIELDS})]<0.{message.HEADER_BYTES}>)"
_WHOLE = "(INTERNALDATE BODY.PEEK[])"
_APPENDUID = re.compile(r"\[APPENDUID (\d+) (\d+)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a draft of ours came to lie. Each None is "the server did not let us know"."""

    uidvalidity: int | None = None
    uid: int | None = None
    digest: str | None = None  # SHA-256 of the bytes read back
    internal_date: datetime | None = None


def prepare(session: Session, mailbox: str) -> int | None:
    """The UID the next message of `mailbox` will get, where the server says so."""
    return session.uidnext(mailbox)


def put(session: Session, mailbox: str, raw: bytes, token: str) -> Placed:
    """Lay `raw` (CRLF lines) into `mailbox` and read it back.

    Raises Refused or Throttled (nothing was stored), Offline (nothing was stored), InDoubt
    (it may have been). Once the server has said OK nothing is raised any more.
    """
    before = prepare(session, mailbox)
    _leave(session, mailbox)
    said = session.append(mailbox, _FLAGS, raw)
    try:
        return _placed(session, mailbox, said, token, before)
    except MailError:
        return Placed(*_where(said))


def _leave(session: Session, mailbox: str) -> None:
    """Courier stores nothing in a mailbox that the session has open for reading."""
    if session.opened == mailbox:
        with suppress(Refused):  # a failed EXAMINE leaves nothing open, which does as well
            session.examine("INBOX")


def _placed(session: Session, mailbox: str, said: str, token: str, before: int | None) -> Placed:
    opened = session.examine(mailbox)
    uidvalidity, uid = _where(said)
    if uid is None:
        uidvalidity, uid = opened.uidvalidity, _by_token(session, token, before)
    if uid is None or uidvalidity != opened.uidvalidity:
        return Placed()
    row = dict(session.fetch([uid], _WHOLE)).get(uid, Row())
    return Placed(uidvalidity, uid, _digest(row), row.internal_date)


def _where(said: str) -> tuple[int | None, int | None]:
    """(UIDVALIDITY, UID) from the APPENDUID of an answer (RFC 4315)."""
    found = _APPENDUID.search(said)
    return (int(found[1]), int(found[2])) if found else (None, None)


def _by_token(session: Session, token: str, before: int | None) -> int | None:
    """The newest message at or above the old UIDNEXT that bears our token."""
    uids = session.newer(before - 1) if before else session.search()
    bearing = [
        uid
        for uid, row in session.fetch(uids, _HEADER)
        if row.data and token in message.references(message.fields(row.data))
    ]
    return max(bearing, default=None)


def look(
    session: Session,
    mailbox: str,
    *,
    tokens: frozenset[str],
    now: datetime,
    since: date | None = None,
    known: frozenset[tuple[int, int]] = frozenset(),
) -> Look[Lying]:
    """Everything in `mailbox`, or what came since a day; `\\Deleted` ghosts are left out.

    A message that bears one of `tokens` gets the digest of its bytes, unless its
    (UIDVALIDITY, UID) is in `known`. Raises MailError.
    """
    opened = session.examine(mailbox)
    day = () if since is None else ("SINCE", since - timedelta(days=1))
    account = session.account.address
    uids = session.search("UNDELETED", *day)
    if not uids and since is None:
        unread.lies_something(session, opened)
    read = _headers(session, uids, mailbox, now)
    lying = [
        _lying(Place(account, mailbox, opened.uidvalidity, uid), at, raw)
        for uid, (at, raw, flags) in read.items()
        if r"\deleted" not in flags
    ]
    ours = {i.place.uid for i in lying if tokens & set(i.references)}
    digests = _digests(session, ours - {uid for v, uid in known if v == opened.uidvalidity})
    items = tuple(replace(i, digest=digests.get(i.place.uid)) for i in lying)
    count = len(uids) if since is None else None
    return Look(account, mailbox, now, opened.uidvalidity, items, exists=count)


def _headers(
    session: Session, uids: Iterable[int], mailbox: str, now: datetime
) -> dict[int, tuple[datetime, bytes, frozenset[str]]]:
    """INTERNALDATE, header and flags by UID; Unavailable where the server keeps one to itself."""
    read = {
        uid: (row.internal_date, row.data, row.flags or frozenset())
        for uid, row in unread.rows(session, uids, _HEADER)
        if row.data is not None and row.internal_date is not None
    }
    came = {uid: at for uid, (at, _, _) in read.items()}
    if unread.waited_for(session, set(uids) - read.keys(), came, now):
        raise Unavailable(f"The server has a mail in “{mailbox}” and does not give it")
    return read


def _lying(place: Place, at: datetime, raw: bytes) -> Lying:
    found = message.fields(raw)
    return Lying(
        place=place,
        at=at,
        message_id=message.message_id(found),
        references=message.references(found),
        recipients=tuple(b for n in ("to", "cc", "bcc") for b in message.mailboxes(found, n)),
        sender=message.mailboxes(found, "from"),
        subject=message.subject(found),
        came_by_mail=message.came_by_mail(found),
    )


def _digests(session: Session, uids: Iterable[int]) -> dict[int, str]:
    digests = {uid: _digest(row) for uid, row in unread.rows(session, uids, _WHOLE)}
    return {uid: digest for uid, digest in digests.items() if digest is not None}


def _digest(row: Row) -> str | None:
    return None if row.data is None else hashlib.sha256(row.data).hexdigest()


def withdraw(
    session: Session,
    draft_mailbox: str,
    trash: str,
    *,
    uidvalidity: int,
    uid: int,
    digest: str | None,
) -> bool:
    """Move this one message to `trash`; True once it is no longer in `draft_mailbox`.

    False, and nothing done: the UIDs have changed, the message is not there or not the one with
    this digest, or the server knows neither MOVE nor UIDPLUS. Safe to repeat. Raises MailError.
    """
    if not (session.can("MOVE") or session.can("UIDPLUS")):
        return False
    session.examine(draft_mailbox)
    if not _lies_there(session, uid, digest):
        return False
    opened = session.select(draft_mailbox)
    if opened.uidvalidity != uidvalidity or uid not in session.search("UID", str(uid)):
        return False
    if session.can("MOVE"):
        session.move(uid, trash)
    else:
        session.copy(uid, trash)
        session.mark_deleted(uid)
        session.expunge(uid)
    return True


def _lies_there(session: Session, uid: int, digest: str | None) -> bool:
    """Whether the message is the very one: UIDs of a mailbox put back may begin anew."""
    found = _digest(dict(session.fetch([uid], _WHOLE)).get(uid, Row()))
    return found is not None and found == digest
