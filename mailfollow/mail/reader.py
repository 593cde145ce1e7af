"""Read what is new in a mailbox since a cursor, or again since a day: Sent and INBOX alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from mailfollow.core.model import Cursor, Look, Place
from mailfollow.errors import Refused, Unavailable
from mailfollow.mail import message, unread
from mailfollow.mail.session import Selected, Session

M = TypeVar("M")
Make = Callable[[Place, bytes, datetime], M]
"""Place, header bytes, INTERNALDATE → a message of which only the header was read."""

SETTLED = timedelta(minutes=25)
"""For so long a message is read again at each look: a mail merge shows itself late, an undone
sending takes its copy back."""
RELOOK = timedelta(days=92)
"""How far back a mailbox whose UIDs changed is read where nobody says since when."""
BODY_BYTES = 1024 * 1024
_TOMORROW = timedelta(days=1)
_WHOLE = f"(BODY.PEEK[]<0.{BODY_BYTES}>)"


def header_items(fields: str) -> str:
    """The FETCH items for INTERNALDATE and these header fields, capped."""
    return f"(INTERNALDATE BODY.PEEK[HEADER.FIELDS ({fields})]<0.{message.HEADER_BYTES}>)"


def read(
    session: Session,
    mailbox: str,
    items: str,
    make: Make[M],
    pick: Callable[[Mapping[int, M]], Iterable[M]],
    *,
    cursor: Cursor | None,
    since: date | None,
    now: datetime,
) -> tuple[Look[M], Cursor]:
    """Read what is new after `cursor`, and again everything since the day `since`.

    `pick` gets the headers by UID and gives the look's items. The cursor that comes back is the
    argument of the next look. Without cursor and `since` there is nothing to read, and the
    cursor stands at the end. Raises MailError.
    """
    opened = session.examine(mailbox)
    held = cursor if cursor and _still_counts(session, opened, cursor) else None
    if cursor is not None and held is None and since is None:
        since = (now - RELOOK).date()
    base = held.uid if held else (opened.uidnext or 1) - 1
    tail = session.tail(base + 1)  # before all else: what comes later is news to the next wait
    empty = not tail and not unread.lies_something(session, opened)
    fresh = [uid for uid in tail if uid > base]
    session.tops[mailbox] = top = max([base, *fresh])
    uids = (set(fresh) if held else set()) | _again(session, since)
    account = session.account.address
    found: dict[int, M] = {}
    moments: dict[int, datetime] = {}
    for _ in ("once", "again for what was left out"):
        for uid, data, at in _rows(session, uids - found.keys(), items):
            found[uid] = make(Place(account, mailbox, opened.uidvalidity, uid), data, at)
            moments[uid] = at
    picked = tuple(pick(found))
    waiting = unread.waited_for(session, uids - found.keys(), moments, now)
    end = _end(top, held.uid if held else 0, waiting, moments, now)
    return (
        Look(
            account,
            mailbox,
            now,
            opened.uidvalidity,
            picked,
            exists=0 if empty else max(opened.exists, len(tail)),
            newest=max(moments.values(), default=None),
            unread=len(waiting),
        ),
        Cursor(account, mailbox, opened.uidvalidity, end),
    )


def _still_counts(session: Session, opened: Selected, cursor: Cursor) -> bool:
    """Whether UIDs go on where the cursor stands.

    In a mailbox put back from a backup they may begin anew under the UIDVALIDITY they had.
    """
    if cursor.uidvalidity != opened.uidvalidity:
        return False
    if opened.uidnext is None or cursor.uid < opened.uidnext:
        return True
    uidnext = session.uidnext(opened.mailbox)  # it may have been open for a while
    newest = max(session.tail(cursor.uid), default=0)
    return uidnext is None or cursor.uid < uidnext or newest >= cursor.uid


def header(session: Session, place: Place, items: str, make: Make[M]) -> M | None:
    """The header of one message of the open mailbox; None where it is no longer there."""
    rows = _rows(session, [place.uid], items)
    return next((make(place, data, at) for _, data, at in rows), None)


def whole(session: Session, uid: int, at: datetime, now: datetime) -> bytes | None:
    """One message of the open mailbox, which came at `at`, at most BODY_BYTES of it.

    One at a time: memory stays flat, and a mail that the server cannot give stops no other.
    Raises Unavailable as long as it may yet give it; any other MailError.
    """
    try:
        row = dict(session.fetch([uid], _WHOLE)).get(uid)
    except Refused:
        return None
    except Unavailable:
        if at > now - unread.PASSED_OVER:
            raise
        return None
    return row.data if row else None


def _again(session: Session, since: date | None) -> set[int]:
    # SINCE goes by the day of the server's zone; a day more makes ours whole.
    return set(session.search("SINCE", since - timedelta(days=1))) if since else set()


def _rows(
    session: Session, uids: Iterable[int], items: str
) -> Iterator[tuple[int, bytes, datetime]]:
    for uid, row in unread.rows(session, uids, items):
        if row.data is not None and row.internal_date is not None:
            yield uid, row.data, row.internal_date


def _end(
    top: int, before: int, waiting: set[int], moments: Mapping[int, datetime], now: datetime
) -> int:
    """The UID up to which all is read and settled; never back behind `before`."""
    young = {uid for uid, at in moments.items() if now - SETTLED < at < now + _TOMORROW}
    return min([top, *(uid - 1 for uid in young | waiting if uid > before)])
