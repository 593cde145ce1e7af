"""Messages that a server has and does not give: one of them spoils no other, nor a look for ever.

Yahoo answers NO to every FETCH that one such message is part of (imapsync/imapsync#119);
Exchange names it in SEARCH and leaves it out of FETCH (jstedfast/MailKit#1615). Such a message
may be the very mail that would tick something off, so a look without it is no complete one; but
some stay unreadable for ever, so after a day it is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from mailfollow.errors import Refused, Unavailable
from mailfollow.mail import session as imap
from mailfollow.mail.fetch import Row
from mailfollow.mail.session import Selected, Session

PASSED_OVER = timedelta(days=1)
_SPOILT = 8
"""A server that refuses more messages than that refuses the mailbox."""


def rows(session: Session, uids: Iterable[int], items: str) -> Iterator[tuple[int, Row]]:
    """FETCH, as `Session.fetch`; a message that the server refuses has no row, like a vanished one.

    Raises Refused or Unavailable when it is not about single messages; any other MailError.
    """
    wanted, refused = sorted(set(uids)), 0
    left = [wanted[n : n + imap.BATCH] for n in range(0, len(wanted), imap.BATCH)][::-1]
    while left:
        batch = left.pop()
        try:
            found = list(session.fetch(batch, items))
        except (Refused, Unavailable):
            half, found = len(batch) // 2, []
            refused += half == 0
            if refused > _SPOILT:
                raise
            left += [batch[half:], batch[:half]] if half else []
        yield from found


def waited_for(
    session: Session, unread: set[int], moments: Mapping[int, datetime], now: datetime
) -> set[int]:
    """Of what was not read, what is still there and not yet passed over. Raises MailError.

    `moments`: when the others came, by UID.
    """
    there = unread & set(session.search("ALL")) if unread else unread
    came = dict(moments)
    for uid, row in rows(session, there, "(INTERNALDATE)"):
        if row.internal_date is not None:
            came[uid] = row.internal_date
    return {uid for uid in there if not _old(uid, came, now)}


def _old(uid: int, came: Mapping[int, datetime], now: datetime) -> bool:
    """Whether it came over a day ago; where it does not say, something behind it did."""
    own = came.get(uid)
    known = [own] if own else [at for other, at in came.items() if other > uid]
    return any(at < now - PASSED_OVER for at in known)


def lies_something(session: Session, opened: Selected) -> bool:
    """Whether the mailbox, in which a SEARCH found nothing, holds messages at all.

    Refused where SEARCH finds none of them: it is broken, and its silence says nothing.
    """
    if opened.exists and session.search(f"{opened.exists}:*"):
        return True  # Courier gives nothing for n:* beyond the last, others the last itself
    session.forget()
    exists = session.examine(opened.mailbox).exists
    if exists and not session.search("ALL"):
        raise Refused(f"The server finds none of the {exists} messages in “{opened.mailbox}”")
    return exists > 0
