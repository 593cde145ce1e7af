"""Outgoing messages: new since the cursor, or again for what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from mailfollow.core.model import Choose, Cursor, Folder, Look, Place, SentMessage
from mailfollow.errors import Refused
from mailfollow.mail import message
from mailfollow.mail.session import Selected, Session

BODY_BYTES = 1024 * 1024
SETTLED = timedelta(minutes=25)
"""For so long a message is read again at each look: a mail merge shows itself late, an undone
sending takes its copy back."""
RELOOK = timedelta(days=92)
"""How far back a mailbox whose UIDs changed is read where nobody says since when."""
_TOMORROW = timedelta(days=1)
_HEADER = f"(INTERNALDATE BODY.PEEK[HEADER.FIELDS ({{}})]<0.{message.HEADER_BYTES}>)"
_RECIPIENTS = _HEADER.format("FROM TO CC BCC REFERENCES")
"""All that `choose` needs; the other fields come with the bodies of the few that are chosen."""
_FIELDS = _HEADER.format(message.FIELDS)
_WHOLE = f"(BODY.PEEK[]<0.{BODY_BYTES}>)"


def look(
    session: Session,
    folder: Folder,
    *,
    cursor: Cursor | None,
    since: date | None,
    now: datetime,
    choose: Choose,
) -> tuple[Look[SentMessage], Cursor]:
    """Read what is new after `cursor`, and again everything since the day `since`.

    `choose` gets recipients, references and moments, and names the UIDs that are wanted; those
    messages, whole, are the look's items. The cursor that comes back is the argument of the
    next look. Without cursor and `since` there is nothing to read, and the cursor stands at the
    end. Raises MailError.
    """
    opened = session.examine(folder.name)
    held = cursor if cursor and cursor.uidvalidity == opened.uidvalidity else None
    if cursor is not None and held is None and since is None:
        since = (now - RELOOK).date()
    base = held.uid if held else (opened.uidnext or 1) - 1
    fresh = session.newer(base)  # before all else: what comes later is news to the next wait
    session.tops[folder.name] = top = max([base, *fresh])
    uids = (set(fresh) if held else set()) | _again(session, since)
    found = _headers(session, folder, opened, uids)
    chosen = sorted(choose(tuple(found.values())) & found.keys())
    items = tuple(_whole(session, folder, opened, found[uid]) for uid in chosen)
    missing = _missing(session, uids - found.keys())
    end = _end(top, held.uid if held else 0, missing, found.values(), now)
    account = session.account.address
    return (
        Look(account, folder.name, now, opened.uidvalidity, items),
        Cursor(account, folder.name, opened.uidvalidity, end),
    )


def _again(session: Session, since: date | None) -> set[int]:
    # SINCE goes by the day of the server's zone; a day more makes ours whole.
    return set(session.search("SINCE", since - timedelta(days=1))) if since else set()


def _headers(
    session: Session,
    folder: Folder,
    opened: Selected,
    uids: Iterable[int],
    fields: str = _RECIPIENTS,
) -> dict[int, SentMessage]:
    return {
        uid: message.headers(
            Place(session.account.address, folder.name, opened.uidvalidity, uid),
            row.data,
            row.internal_date,
            special_use=folder.special_use,
        )
        for uid, row in session.fetch(uids, fields)
        if row.data is not None and row.internal_date is not None
    }


def _whole(session: Session, folder: Folder, opened: Selected, sent: SentMessage) -> SentMessage:
    """One at a time: memory stays flat, and a mail the server cannot give stops no other."""
    uid = sent.place.uid
    known = _headers(session, folder, opened, [uid], _FIELDS).get(uid, sent)
    try:
        row = dict(session.fetch([uid], _WHOLE)).get(uid)
    except Refused:
        return known
    return replace(known, body=message.body(row.data)) if row and row.data is not None else known


def _missing(session: Session, unread: set[int]) -> set[int]:
    """Those that the server did not give although they are there: not expunged, not read."""
    return unread & set(session.search("ALL")) if unread else unread


def _end(
    top: int, before: int, missing: set[int], read: Iterable[SentMessage], now: datetime
) -> int:
    """The UID up to which all is read and settled; never back behind `before`."""
    young = {m.place.uid for m in read if now - SETTLED < m.sent_at < now + _TOMORROW}
    return min([top, *(uid - 1 for uid in young | missing if uid > before)])
