"""Incoming mail: bounces, absences, and who wrote. Everything else is passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from mailfollow.core.model import Arrival, Cursor, InMessage, Look
from mailfollow.mail import absence, arrival, body, reader, report
from mailfollow.mail.session import Session

MAILBOX = "INBOX"
_NOTICES = frozenset({Arrival.BOUNCE, Arrival.DELAYED})
_HEADER = reader.header_items(arrival.FIELDS)


def look(
    session: Session,
    *,
    cursor: Cursor | None,
    since: date | None,
    now: datetime,
    choose: Callable[[tuple[InMessage, ...]], frozenset[int]],
) -> tuple[Look[InMessage], Cursor]:
    """Read what is new in INBOX after `cursor`, and again everything since the day `since`.

    The look's items are all messages that are not `Arrival.OTHER`. `choose` gets them as their
    headers tell, and names the UIDs whose bodies are needed: only those have a `body`, an
    `until`, and, for the notice of a mail server, its true arrival, `about` and `recipients`.
    For the cursor see `reader.read`. Raises MailError.
    """

    def pick(found: Mapping[int, InMessage]) -> Iterator[InMessage]:
        told = {uid: m for uid, m in found.items() if m.arrival is not Arrival.OTHER}
        chosen = choose(tuple(told.values()))
        for uid, known in told.items():
            read = _whole(session, known, now) if uid in chosen else known
            if read.arrival is not Arrival.OTHER:
                yield read

    return reader.read(
        session, MAILBOX, _HEADER, arrival.headers, pick, cursor=cursor, since=since, now=now
    )


def _whole(session: Session, known: InMessage, now: datetime) -> InMessage:
    raw = reader.whole(session, known.place.uid, known.received_at, now)
    if raw is None:
        return known
    if known.arrival in _NOTICES:
        return _notice(known, raw)
    read = replace(known, body=body.read(raw))
    return _absence(read) if known.arrival is Arrival.AWAY else read


def _notice(known: InMessage, raw: bytes) -> InMessage:
    told = report.read(raw)
    if told is None:
        return replace(known, arrival=Arrival.OTHER)
    return replace(
        known,
        arrival=told.arrival,
        about=told.about or known.references,
        recipients=told.recipients,
    )


def _absence(known: InMessage) -> InMessage:
    words = f"{known.subject}\n\n{known.body.own if known.body else ''}"
    return replace(known, until=absence.away_until(words, known.received_at.date()))
