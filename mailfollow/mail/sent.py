"""Outgoing messages: new since the cursor, or again for what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from mailfollow.core.model import Choose, Cursor, Folder, Look, SentMessage
from mailfollow.mail import body, message, reader
from mailfollow.mail.reader import Make
from mailfollow.mail.session import Session

_RECIPIENTS = reader.header_items("FROM TO CC BCC REFERENCES")
"""All that `choose` needs; the other fields come with the bodies of the few that are chosen."""
_KEPT = 100
_ALL = reader.header_items(message.FIELDS)


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
    messages, whole, are the look's items. For the cursor see `reader.read`. Raises MailError.
    """
    make = partial(message.headers, special_use=folder.special_use)

    def pick(found: Mapping[int, SentMessage]) -> Iterator[SentMessage]:
        for uid in sorted(choose(tuple(found.values())) & found.keys()):
            yield _whole(session, found[uid], make, now)

    return reader.read(
        session, folder.name, _RECIPIENTS, make, pick, cursor=cursor, since=since, now=now
    )


def _whole(
    session: Session, sent: SentMessage, make: Make[SentMessage], now: datetime
) -> SentMessage:
    """A young one is read at each look, and asked for once (RFC 9051 §2.3.1.1)."""
    if kept := session.whole.get(sent.place):
        return kept
    known = reader.header(session, sent.place, _ALL, make) or sent
    raw = reader.whole(session, sent.place.uid, sent.sent_at, now)
    if raw is None:
        return known
    if len(session.whole) >= _KEPT:
        session.whole.clear()
    session.whole[sent.place] = replace(known, body=body.read(raw))
    return session.whole[sent.place]
