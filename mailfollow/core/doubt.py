"""What makes a message doubtful as proof: a code for each doubt, the most telling first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from mailfollow.core import address, text
from mailfollow.core.calendar import day_of
from mailfollow.core.court import Court, Where, persons, rank
from mailfollow.core.kinds import UNREAD
from mailfollow.core.model import Code, Commitment, Contact, Kind, SentMessage

_DAY = timedelta(days=1)
_LONG_BEFORE_MAIL_CLIENTS_HAD_CLOCKS = datetime(2000, 1, 1, tzinfo=UTC)


def about_people(
    message: SentMessage, commitment: Commitment, contact: Contact, where: Where, court: Court
) -> Iterator[Code]:
    if where.by_name:
        yield Code.NAME_ONLY
    elif where.header != "to" and not _joint(message, commitment, where):
        yield Code.CC_ONLY if where.header == "cc" else Code.BCC_ONLY
    yield from _about_sender(message, court)
    if not where.by_name and len(court.owners(where.box.address)) > 1:
        yield Code.SHARED_ADDRESS
    elif rank(where.box.address, contact) > 0 and address.is_role(where.box.address):
        yield Code.ROLE_ADDRESS


def _about_sender(message: SentMessage, court: Court) -> Iterator[Code]:
    senders = [b.address for b in message.sender]
    if any(court.shared(a) for a in senders):
        signed = message.body is not None and text.signed_by(message.body, court.me)
        if not signed and court.draft_of(message) is None:
            yield Code.SENDER_SHARED
    elif not any(court.mine(a) for a in senders):
        yield Code.SENDER_UNKNOWN
    if message.came_by_mail and not message.special_use:
        yield Code.CAME_BY_MAIL


def _joint(message: SentMessage, commitment: Commitment, where: Where) -> bool:
    """An introduction in one mail to both: the third person may stand in Cc."""
    return (
        commitment.kind is Kind.INTRODUCE
        and where.header == "cc"
        and any(address.among(b.address, commitment.contact.addresses) for b in message.to)
    )


def about_company(message: SentMessage, contact: Contact, court: Court) -> Iterator[Code]:
    """Others read it too, and it does not say that it is for this one."""
    body = message.body or UNREAD
    own = text.own(body, court.me)
    others = len(persons(message, court)) - 1
    if others > 2:
        yield Code.SEVERAL
    elif others > 0 and not text.names(own, contact):
        yield Code.UNNAMED


def about_time(message: SentMessage, commitment: Commitment, court: Court) -> Iterator[Code]:
    day = day_of(message.sent_at, court.zone)
    met = commitment.meeting is not None and commitment.meeting.on == commitment.origin
    if met and commitment.origin_moment is None and day == commitment.origin:
        yield Code.MEETING_DAY
    elif _dates_conflict(message) and message.date:
        written = day_of(message.date, court.zone)
        if written <= commitment.origin:
            yield Code.DATE_CONFLICT
    rivals = any(_rival(other, commitment) for other in court.commitments)
    if commitment.kind is Kind.FOLLOW_UP and rivals and not commitment.ended:
        yield Code.SEVERAL_OPEN


def _dates_conflict(message: SentMessage) -> bool:
    """A Date more than a day before INTERNALDATE: the mailbox may have been migrated.

    One before 2000 or more than a day after INTERNALDATE comes from a broken clock.
    """
    date = message.date
    return date is not None and (
        _LONG_BEFORE_MAIL_CLIENTS_HAD_CLOCKS <= date < message.sent_at - _DAY
    )


def _rival(other: Commitment, commitment: Commitment) -> bool:
    return (
        other.id != commitment.id
        and other.kind is commitment.kind
        and other.contact.id == commitment.contact.id
        and other.origin == commitment.origin
    )
